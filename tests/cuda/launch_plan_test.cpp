// What the planner sends to a card, without a card: every launch of every family is recorded and looked at, nothing is computed.
#include "kernels/cuda/traffic.h"
#include "tests/cuda/host_card.h"
#include "tests/engine/goldens.h"

#include <map>

using namespace sillok;
using namespace sillok::test;
namespace cuda = kernels::cuda;

namespace {

constexpr uint32_t kSharedOfSmallCards = 99 * 1024; // compute capability 8.6 and 8.9

/// Memory that the card has given away, and what launches did that they may not.
struct PlanCard {
    std::map<uintptr_t, uint64_t> memory;
    std::map<std::string, int> kernels;
    std::vector<std::string> wrongs;
    double movedBytes = 0;

    bool holds(const cuda::Access& access) const
    {
        const auto at = reinterpret_cast<uintptr_t>(access.at);
        auto after = memory.upper_bound(at);
        if (after == memory.begin())
            return false;
        const auto& [start, size] = *std::prev(after);
        return at + static_cast<uint64_t>(access.bytes) <= start + size;
    }
};
PlanCard plan;

bool overlap(const cuda::Access& a, const cuda::Access& b)
{
    const auto at = reinterpret_cast<uintptr_t>(a.at), bt = reinterpret_cast<uintptr_t>(b.at);
    return at < bt + static_cast<uint64_t>(b.bytes) && bt < at + static_cast<uint64_t>(a.bytes);
}

void lookAt(const std::string& name, const SillokCardLaunch& launch, const cuda::Traffic& traffic)
{
    const auto wrong = [&](const char* what) { plan.wrongs.push_back(name + ": " + what); };
    if (launch.threads % 32 != 0 || launch.threads > 1024 || launch.grid[1] > 65535 || launch.grid[2] > 65535)
        wrong("a shape that no card takes");
    if (launch.sharedBytes > kSharedOfSmallCards)
        wrong("more shared memory than small cards have");
    for (int i = 0; i < traffic.count; ++i) {
        const cuda::Access& a = traffic.access[i];
        if (!plan.holds(a))
            wrong("reaches beyond what was allocated");
        if (reinterpret_cast<uintptr_t>(a.at) % static_cast<uintptr_t>(a.alignment) != 0)
            wrong("an address that its loads do not take");
        for (int j = 0; j < i; ++j) {
            const cuda::Access& b = traffic.access[j];
            if (!(a.writes || b.writes) || !overlap(a, b))
                continue;
            if (!(traffic.inPlace && a.at == b.at && a.bytes == b.bytes))
                wrong("writes what it reads from another place");
        }
    }
    ++plan.kernels[name];
    plan.movedBytes += traffic.movedBytes;
}

template <typename Launch> cuda::Traffic trafficIn(const SillokCardLaunch& launch)
{
    Launch args;
    std::memcpy(&args, launch.args, sizeof args);
    return cuda::trafficOf(args);
}

void runAll(SillokCard*, const SillokCardLaunch* launches, uint32_t count, SillokCardStatus* status)
{
    *status = {};
    for (uint32_t i = 0; i < count; ++i) {
        const SillokCardLaunch& one = launches[i];
        switch (static_cast<cuda::Kernel>(one.kernel)) {
#define SILLOK_CUDA_KERNEL(name, arguments)                                                                            \
    case cuda::Kernel::name:                                                                                           \
        lookAt(#name, one, trafficIn<cuda::arguments>(one));                                                           \
        break;
#include "kernels/cuda/kernel_list.h"
#undef SILLOK_CUDA_KERNEL
        case cuda::Kernel::LibraryProduct: lookAt("LibraryProduct", one, trafficIn<cuda::ProductLaunch>(one)); break;
        }
    }
}

void allocate(SillokCard* card, uint64_t bytes, void** memory, SillokCardStatus* status)
{
    hostCardApi().allocate(card, bytes, memory, status);
    if (*memory) {
        std::memset(*memory, 0, bytes); // routers read their scores back
        plan.memory[reinterpret_cast<uintptr_t>(*memory)] = bytes;
    }
}
void release(SillokCard* card, void* memory)
{
    plan.memory.erase(reinterpret_cast<uintptr_t>(memory));
    hostCardApi().release(card, memory);
}
/// A recording holds launches alone: a copy or a wait inside one would be refused by the driver.
void record(SillokCard* card, const SillokCardLaunch* launches, uint32_t count, SillokRecording** recording, SillokCardStatus* status)
{
    if (count == 0)
        plan.wrongs.push_back("a recording of nothing");
    hostCardApi().record(card, launches, count, recording, status);
}
void play(SillokCard*, SillokRecording*, SillokCardStatus* status) { *status = {}; }

const SillokCardApi& planApi()
{
    static const SillokCardApi api = [] {
        SillokCardApi same = hostCardApi();
        same.allocate = allocate;
        same.release = release;
        same.run = runAll;
        same.record = record;
        same.play = play;
        return same;
    }();
    return api;
}

Result<void> passes(const Goldens& goldens, const Json& test)
{
    const Where card(planApi());
    if (test["kind"].text != "logits") {
        SILLOK_TRY(const std::unique_ptr<Embedder> embedder, goldens.embedder(test, card));
        for (const Json& prompt : test["prompts"].items)
            SILLOK_CHECK(embedder->embed(prompt["tokens"].ints()));
        return {};
    }
    for (const KvType kv : { KvType::F16, KvType::F32 }) {
        SILLOK_TRY(const std::shared_ptr<Model> model, goldens.model(test, card, kv));
        SILLOK_TRY(const std::unique_ptr<Session> session, Session::create(model));
        for (const Json& prompt : test["prompts"].items) {
            session->reset();
            SILLOK_CHECK(session->feed(prompt["tokens"].ints(), Session::Keep::All));
            GenerateOptions options;
            options.maxTokens = 4;
            options.ignoreEnd = true;
            SILLOK_CHECK(session->generate({}, options, {}));
        }
    }
    return {};
}

} // namespace

SILLOK_TEST(everyLaunchStaysInsideWhatItWasGiven)
{
    const Goldens goldens;
    for (const bool multiplies : { false, true }) {
        resetHostCard();
        plan = {};
        hostCardWishes().multiplies = multiplies;
        for (const Json& test : goldens.cases()) {
            const auto passed = passes(goldens, test);
            if (!passed.ok() && !withoutSentencePiece(passed.error()))
                report(__FILE__, __LINE__, test["id"].text + ": " + passed.error().doing);
        }
        for (const std::string& wrong : plan.wrongs)
            report(__FILE__, __LINE__, wrong);
        std::printf("  %s:", multiplies ? "with a library" : "without");
        for (const auto& [name, count] : plan.kernels)
            std::printf(" %s %d", name.c_str(), count);
        std::printf("\n");
        CHECK(goldens.cases().empty() || plan.kernels.size() > 14);
    }
}

SILLOK_TEST(aLaunchThatReachesTooFarIsSeen)
{
    // The check itself: one row more than there is, and an output over its input.
    resetHostCard();
    plan = {};
    SillokCardStatus status {};
    SillokCard* card = nullptr;
    void* memory = nullptr;
    planApi().open(0, &card, &status);
    planApi().allocate(card, 4096, &memory, &status);
    auto* floats = static_cast<float*>(memory);
    const auto look = [&](const cuda::AddLaunch& launch) {
        SillokCardLaunch one {};
        one.kernel = static_cast<uint32_t>(cuda::Kernel::Add);
        one.threads = 32;
        std::memcpy(one.args, &launch, sizeof launch);
        plan.wrongs.clear();
        planApi().run(card, &one, 1, &status);
        return plan.wrongs.size();
    };
    CHECK_EQUAL(look({ { floats, floats + 512, 512, 1.0f } }), size_t { 0 });
    CHECK_EQUAL(look({ { floats, floats + 512, 513, 1.0f } }), size_t { 2 }); // beyond the end, and over each other
    CHECK_EQUAL(look({ { floats, floats + 100, 200, 1.0f } }), size_t { 1 });
    planApi().close(card);
}

SILLOK_TEST_MAIN
