#include "tests/cuda/card_mirror.h"

#include "engine/backend/cuda/card.h"
#include "engine/backend/cuda/library.h"

#include <cstdio>
#include <cstdlib>
#include <map>

namespace sillok::test {

namespace {

Card& openedCard()
{
    static const std::unique_ptr<Card> card = [] {
        auto opened = Card::open(*realCard(), 0);
        if (!opened.ok()) {
            std::fprintf(stderr, "SILLOK_CARD_LIBRARY: %s\n", opened.error().doing.c_str());
            std::exit(1);
        }
        return std::move(opened).value();
    }();
    return *card;
}

struct Mirrored {
    uint64_t bytes = 0;
    bool written = false;
    std::unique_ptr<DeviceMemory> there;
};

} // namespace

const SillokCardApi* realCard()
{
    static const SillokCardApi* const api = []() -> const SillokCardApi* {
        const char* path = std::getenv("SILLOK_CARD_LIBRARY");
        if (!path)
            return nullptr;
        const auto opened = openCardLibrary(path);
        if (!opened.ok()) {
            std::fprintf(stderr, "SILLOK_CARD_LIBRARY: %s\n", opened.error().doing.c_str());
            std::exit(1);
        }
        return *opened;
    }();
    return api;
}

std::string runOnCard(SillokCardLaunch launch, const kernels::cuda::Traffic& traffic)
{
    Card& card = openedCard();
    std::map<uintptr_t, Mirrored> runs;
    for (int i = 0; i < traffic.count; ++i) {
        const auto& access = traffic.access[i];
        Mirrored& run = runs[reinterpret_cast<uintptr_t>(access.at)];
        run.bytes = std::max(run.bytes, static_cast<uint64_t>(access.bytes));
        run.written = run.written || access.writes;
    }
    for (auto& [at, run] : runs) {
        auto memory = card.allocate(run.bytes);
        if (!memory.ok())
            return memory.error().doing;
        run.there = std::move(memory).value();
        card.copyIn(run.there->data(), reinterpret_cast<const void*>(at), run.bytes);
    }
    for (size_t word = 0; word + sizeof(uintptr_t) <= launch.argsBytes; word += sizeof(uintptr_t)) {
        uintptr_t value;
        std::memcpy(&value, launch.args + word, sizeof value);
        const auto known = runs.find(value);
        if (known == runs.end())
            continue;
        value = reinterpret_cast<uintptr_t>(known->second.there->data());
        std::memcpy(launch.args + word, &value, sizeof value);
    }
    card.run(std::span(&launch, 1));
    for (const auto& [at, run] : runs)
        if (run.written)
            card.copyOut(reinterpret_cast<void*>(at), run.there->data(), run.bytes);
    const auto done = card.sync();
    return done.ok() ? std::string() : done.error().doing;
}

} // namespace sillok::test
