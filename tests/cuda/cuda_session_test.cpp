// A model on a card that is missing, too small, or breaks off: what is said, and that the answer goes on on the processor.
#include "engine/backend/cuda/library.h"
#include "tests/cuda/host_card.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"
#include "tests/support/paths.h"

#include "engine/session/session.h"

using namespace sillok;
using namespace sillok::test;

namespace {

std::string modelPath() { return sharedDir().empty() ? std::string() : sharedDir() + "/fixtures/models/stories260K-Q8_0.gguf"; }

/// False, aloud, where there is no model.
bool withoutModel()
{
    resetHostCard();
    if (!modelPath().empty())
        return false;
    skip("SILLOK_SHARED has no fixtures: nothing was tried");
    return true;
}

Result<std::shared_ptr<Model>> load(BackendChoice choice, KvType kv = KvType::F16)
{
    SILLOK_TRY(MappedFile file, MappedFile::open(modelPath()));
    ModelOptions options;
    options.threads = 1;
    options.contextTokens = 256;
    options.kvType = kv;
    options.backend = choice;
    options.card = choice == BackendChoice::Cpu ? nullptr : &hostCardApi();
    return Model::load(std::move(file), options);
}

/// 40 tokens, always the likeliest.
std::vector<TokenId> written(Session& session, const Model& model)
{
    std::vector<TokenId> ids;
    GenerateOptions options;
    options.maxTokens = 40;
    options.ignoreEnd = true;
    options.sampler.temperature = 0;
    const auto prompt = model.tokenizer().encode("Once upon a time, there was a", Tokenizer::Mode::Special);
    if (!prompt.ok())
        return ids;
    const auto usage = session.generate(*prompt, options, {}, [&ids](TokenId id) { ids.push_back(id); });
    if (!usage.ok())
        report(__FILE__, __LINE__, usage.error().doing);
    return ids;
}

std::vector<TokenId> writtenBy(BackendChoice choice, std::string* device = nullptr)
{
    const auto model = load(choice);
    if (!model.ok()) {
        report(__FILE__, __LINE__, model.error().doing);
        return {};
    }
    const auto session = Session::create(*model);
    if (!session.ok())
        return {};
    std::vector<TokenId> ids = written(**session, **model);
    if (device)
        *device = (*model)->device();
    return ids;
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

} // namespace

SILLOK_TEST(theCardWritesWhatTheProcessorWrites)
{
    if (withoutModel())
        return;
    std::string device;
    const auto onCard = writtenBy(BackendChoice::Cuda, &device);
    CHECK_EQUAL(device, std::string("CUDA host"));
    CHECK(onCard.size() == 40 && onCard == writtenBy(BackendChoice::Cpu));
    CHECK(hostCardCounts().played > 10); // a token after the other comes from a recording
    CHECK_EQUAL(hostCardCounts().complaint, std::string());
    hostCardWishes().records = false;
    CHECK(writtenBy(BackendChoice::Cuda) == onCard);
}

SILLOK_TEST(withoutACardTheProcessorComputesAndSaysWhy)
{
    if (withoutModel())
        return;
    const struct {
        SillokCardError error;
        const char* words;
    } reasons[] = { { SillokCardNoDriver, "no driver" }, { SillokCardOldDriver, "older than this program needs" }, { SillokCardNone, "has code for" } };
    for (const auto& reason : reasons) {
        hostCardWishes().openError = reason.error;
        const auto model = load(BackendChoice::Auto);
        REQUIRE(model.ok());
        CHECK((*model)->device().starts_with("CPU ") && has((*model)->device(), reason.words));
        const auto demanded = load(BackendChoice::Cuda);
        REQUIRE(!demanded.ok());
        CHECK(demanded.error().code == ErrorCode::Unsupported && has(demanded.error().doing, reason.words));
    }
}

SILLOK_TEST(aLibraryOfAnotherVersionIsLeftAlone)
{
    resetHostCard();
    SillokCardApi other = hostCardApi();
    ++other.version;
    const auto backend = makeCudaBackend(other, 0);
    REQUIRE(!backend.ok());
    CHECK(backend.error().code == ErrorCode::Unsupported && isCardError(backend.error()) && has(backend.error().doing, "another version"));
}

SILLOK_TEST(chunksThatThePlanHasNoPlacesForAreRefused)
{
    resetHostCard();
    const auto backend = makeCudaBackend(hostCardApi(), 0);
    REQUIRE(backend.ok());
    WorkSize size { 1, 32, 32, 512, 64, 1, 64 };
    CHECK((*backend)->reserveWork(size).ok());
    size.chunkTokens = 513;
    CHECK(!(*backend)->reserveWork(size).ok());
}

SILLOK_TEST(aCardThatIsTooSmallIsFoundBeforeAWeightIsTouched)
{
    if (withoutModel())
        return;
    hostCardWishes().totalBytes = 200000;
    const auto model = load(BackendChoice::Auto);
    REQUIRE(model.ok());
    CHECK((*model)->device().starts_with("CPU ") && has((*model)->device(), "MiB are free"));
    const auto demanded = load(BackendChoice::Cuda);
    REQUIRE(!demanded.ok());
    CHECK(demanded.error().code == ErrorCode::OutOfMemory && has(demanded.error().doing, "tokens of context needs"));
    CHECK_EQUAL(hostCardCounts().launches, int64_t { 0 });
    CHECK_EQUAL(hostCardCounts().mostBytes, uint64_t { 0 });
}

SILLOK_TEST(whatIsAcceptedFits)
{
    if (withoutModel())
        return;
    const auto accepted = [](uint64_t totalBytes) {
        resetHostCard();
        hostCardWishes().totalBytes = totalBytes;
        return load(BackendChoice::Cuda);
    };
    uint64_t refused = 0, enough = uint64_t { 64 } << 20;
    while (enough - refused > 256) {
        const uint64_t middle = refused + (enough - refused) / 2;
        (accepted(middle).ok() ? enough : refused) = middle;
    }
    const auto model = accepted(enough);
    REQUIRE(model.ok());
    const auto session = Session::create(*model);
    REQUIRE(session.ok());
    CHECK(!written(**session, **model).empty());
    // Counted besides what is ever held: the piece that weights travel through, at most the largest tensor of the file.
    constexpr uint64_t kLargestTensor = uint64_t { 512 } * 64 / 32 * 34;
    CHECK(hostCardCounts().mostBytes <= enough && enough - hostCardCounts().mostBytes <= kLargestTensor + 256);
    std::printf("  smallest card: %llu bytes, held at most %llu\n", static_cast<unsigned long long>(enough), static_cast<unsigned long long>(hostCardCounts().mostBytes));
}

SILLOK_TEST(aCardThatBreaksOffIsLeftInTheMiddleOfAnAnswer)
{
    if (withoutModel())
        return;
    const auto want = writtenBy(BackendChoice::Cpu);
    resetHostCard();
    writtenBy(BackendChoice::Cuda);
    const int64_t all = hostCardCounts().launches;
    for (const int64_t at : { all / 8, all / 2, all - 1 }) { // while the prompt is read, in the middle, at the last token
        resetHostCard();
        hostCardWishes().failAtLaunch = at;
        std::string device;
        CHECK(writtenBy(BackendChoice::Cuda, &device) == want);
        CHECK(device.starts_with("CPU ") && has(device, "not used: graphics card: unspecified launch failure"));
    }
}

SILLOK_TEST(whatTheCardRememberedIsForgottenWithIt)
{
    if (withoutModel())
        return;
    const auto model = load(BackendChoice::Cuda);
    REQUIRE(model.ok());
    const auto session = std::move(Session::create(*model)).value();
    session->limitPrefixes(1 << 20);
    std::vector<TokenId> prompt(150, 300);
    prompt[0] = 1;
    GenerateOptions options;
    options.maxTokens = 4;
    const auto ask = [&] {
        session->reset();
        const uint32_t known = session->keepFront(prompt);
        CHECK(session->generate(std::span(prompt).subspan(known), options, {}).ok());
        return known;
    };
    CHECK_EQUAL(ask(), 0u);
    CHECK_EQUAL(ask(), 128u);
    hostCardWishes().failAtLaunch = hostCardCounts().launches + 3;
    CHECK_EQUAL(ask(), 128u);
    CHECK(!(*model)->onCard());
    hostCardWishes().failAtLaunch = -1;
    prompt[140] = 301; // the processor's own front of the last answer
    CHECK_EQUAL(ask(), 128u);
    prompt[100] = 301;
    CHECK_EQUAL(ask(), 64u);
    const auto fresh = load(BackendChoice::Cpu);
    REQUIRE(fresh.ok());
    const auto other = std::move(Session::create(*fresh)).value();
    session->reset();
    REQUIRE(session->feed(std::span(prompt).subspan(session->keepFront(prompt))).ok());
    REQUIRE(other->feed(prompt).ok());
    CHECK(std::equal(session->logits().begin(), session->logits().end(), other->logits().begin(), other->logits().end()));
}

SILLOK_TEST(aLossWhileLoadingIsAnError)
{
    if (withoutModel())
        return;
    hostCardWishes().failAtLaunch = 0; // blocks are taken apart by a kernel
    const auto model = load(BackendChoice::Cuda);
    REQUIRE(!model.ok());
    CHECK(model.error().code == ErrorCode::Io);
    CHECK_EQUAL(hostCardCounts().bytes, uint64_t { 0 });
}

SILLOK_TEST(aTokenDoesNotDependOnHowItsPromptWasCut)
{
    if (withoutModel())
        return;
    for (const bool multiplies : { false, true })
        for (const KvType kv : { KvType::F32, KvType::F16 }) {
            resetHostCard();
            hostCardWishes().multiplies = multiplies;
            const auto model = load(BackendChoice::Cuda, kv);
            REQUIRE(model.ok());
            std::vector<TokenId> prompt;
            for (TokenId id = 0; id < 45; ++id)
                prompt.push_back(5 + id * 7 % 400);
            std::vector<std::vector<float>> last;
            for (const size_t part : { size_t { 45 }, size_t { 16 }, size_t { 1 } }) {
                const auto session = Session::create(*model);
                REQUIRE(session.ok());
                for (size_t at = 0; at < prompt.size(); at += part)
                    REQUIRE((*session)->feed(std::span(prompt).subspan(at, std::min(part, prompt.size() - at))).ok());
                last.emplace_back((*session)->logits().begin(), (*session)->logits().end());
            }
            CHECK(last[1] == last[0] && last[2] == last[0]); // to the bit
        }
}

SILLOK_TEST(theRealLibraryRefusesWithoutADriver)
{
    const auto api = openCardLibrary(programPath("/libsillok-cuda.so"));
    if (!api.ok())
        return skip("this build has no CUDA compiler: libsillok-cuda.so is not there");
    SillokCard* card = nullptr;
    SillokCardStatus status {};
    (*api)->open(0, &card, &status);
    if (card) {
        (*api)->close(card);
        return skip("there is a card");
    }
    CHECK(status.error == SillokCardNoDriver || status.error == SillokCardOldDriver || status.error == SillokCardNone);
    CHECK(status.text[0] != '\0');
    const auto awake = wakeCard();
    CHECK(!awake.ok() && awake.error().code != ErrorCode::Io);
    CHECK(!openCardLibrary(programPath("/no-such-library.so")).ok());
}

SILLOK_TEST_MAIN
