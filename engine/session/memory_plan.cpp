#include "engine/session/memory_plan.h"

#include "engine/session/session.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace sillok {

namespace {

constexpr uint64_t kMiB = uint64_t { 1 } << 20;

std::string mebibytes(uint64_t bytes) { return std::to_string((bytes + kMiB - 1) / kMiB) + " MiB"; }

class Planner {
public:
    Planner(const graph::HyperParameters& parameters, uint64_t weightBytes, uint64_t workBytes, uint64_t available)
        : m_parameters(parameters)
        , m_weightBytes(weightBytes)
        , m_workBytes(workBytes)
        , m_available(available)
    {
    }

    Result<MemoryPlan> plan(uint32_t tokens, KvType type) const
    {
        SILLOK_TRY(const graph::MemoryNeed need, graph::memoryNeed(m_parameters, tokens, type, m_workBytes));
        return MemoryPlan { tokens, type, need };
    }

    uint64_t totalBytes(const MemoryPlan& plan) const { return plan.need.total() + m_weightBytes; }
    bool fits(const MemoryPlan& plan) const { return totalBytes(plan) <= m_available; }
    bool allows(KvType type) const { return graph::kvShape(m_parameters, 1, type).fits(); }

    /// The largest context up to `most` that fits; 0: none.
    uint32_t largest(uint32_t most, KvType type) const
    {
        uint32_t fitting = 0, tooMuch = most + 1;
        while (tooMuch - fitting > 1) {
            const uint32_t middle = fitting + (tooMuch - fitting) / 2;
            const auto tried = plan(middle, type);
            (tried.ok() && fits(*tried) ? fitting : tooMuch) = middle;
        }
        return fitting;
    }

    Error refusal(const MemoryPlan& wanted) const
    {
        std::string text = "the model with " + std::to_string(wanted.contextTokens) + " tokens of context needs "
            + mebibytes(totalBytes(wanted)) + ", " + std::to_string(m_available / kMiB) + " MiB are free";
        if (const uint32_t fewer = largest(wanted.contextTokens, wanted.kvType); fewer > 0)
            text += "; " + std::to_string(fewer) + " tokens would fit";
        if (wanted.kvType != KvType::Q8_0 && allows(KvType::Q8_0))
            if (const uint32_t small = largest(wanted.contextTokens, KvType::Q8_0); small > 0)
                text += "; with a q8_0 cache " + std::to_string(small) + " tokens would fit";
        return fail(ErrorCode::OutOfMemory, text);
    }

private:
    const graph::HyperParameters& m_parameters;
    uint64_t m_weightBytes;
    uint64_t m_workBytes;
    uint64_t m_available;
};

} // namespace

Result<MemoryPlan> planMemory(const graph::HyperParameters& parameters, const MemoryWish& wish, uint64_t weightBytes, uint64_t workBytes,
    uint64_t available)
{
    const Planner planner(parameters, weightBytes, workBytes, available);
    if (!planner.allows(wish.kvType))
        return fail(ErrorCode::Unsupported, "cache type " + std::string(kvTypeName(wish.kvType)) + " needs heads of a multiple of 32");
    const uint32_t own = parameters.contextTokens;
    const uint32_t tokens = wish.contextTokens > 0 ? std::min(wish.contextTokens, own) : std::min(own, kDefaultContextTokens);
    SILLOK_TRY(const MemoryPlan wanted, planner.plan(tokens, wish.kvType));
    if (planner.fits(wanted))
        return wanted;
    if (wish.contextTokens > 0)
        return planner.refusal(wanted);
    const KvType smaller = wish.kvType == KvType::F16 && planner.allows(KvType::Q8_0) ? KvType::Q8_0 : wish.kvType;
    const uint32_t fitting = planner.largest(tokens, smaller);
    if (fitting < std::min(tokens, kLeastContextTokens))
        return planner.refusal(wanted);
    return planner.plan(fitting, smaller);
}

uint64_t availableMemoryBytes()
{
    static const FileDescriptor file(open("/proc/meminfo", O_RDONLY | O_CLOEXEC));
    char text[1024];
    const ssize_t size = pread(file.get(), text, sizeof text, 0);
    constexpr std::string_view kName = "MemAvailable:";
    const std::string_view said(text, static_cast<size_t>(std::max<ssize_t>(size, 0)));
    const size_t at = said.find(kName);
    unsigned long long kib = 0;
    if (at == said.npos || std::sscanf(std::string(said.substr(at + kName.size())).c_str(), "%llu kB", &kib) != 1)
        return UINT64_MAX;
    return uint64_t { kib } * 1024;
}

uint64_t prefixMemoryBytes(uint64_t held, uint64_t available)
{
    constexpr uint64_t kMost = uint64_t { 4 } << 30;
    return std::min(kMost, (std::min(available, UINT64_MAX - held) + held) / 4);
}

} // namespace sillok
