// cpu.cpp - The CPU backend: each op is cut into parts for the pool and computed by the table that fits this processor.
#include "engine/backend/backend.h"
#include "engine/backend/compute_pool.h"
#include "kernels/cpu/table.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <sched.h>

namespace sillok {

namespace {

constexpr std::align_val_t kAlignment { 64 };
constexpr int64_t kWorthSharing = 32768; // multiply-adds below which waking another thread costs more than it gives
constexpr int64_t kPartsPerThread = 4; // so that a thread that is held up leaves its parts to the others

constexpr uint64_t wholeLines(uint64_t bytes) { return (bytes + 63) / 64 * 64; }

/// How the working memory is cut: what each thread has for itself, then rounded activations for all.
struct WorkPlan {
    uint64_t threadBytes = 0; ///< tiles of attention, or unpacked weights
    uint64_t roundedBytes = 0;

    WorkPlan(const kernels::CpuTable& table, const WorkSize& size)
    {
        const auto narrow = [](uint64_t value) { return static_cast<int64_t>(value); };
        const int64_t floats = kernels::attentionScratch(narrow(size.headsPerGroup), narrow(size.keyWidth), narrow(size.valueWidth));
        threadBytes = wholeLines(static_cast<uint64_t>(floats) * sizeof(float));
        for (const kernels::RoundedProducts* products : { &table.rounded, &table.prompt }) {
            if (!products->multiplies)
                continue;
            const int64_t cols = narrow(size.widestInput);
            threadBytes = std::max(threadBytes, wholeLines(static_cast<uint64_t>(products->scratchBytes(cols))));
            roundedBytes = std::max(roundedBytes, wholeLines(static_cast<uint64_t>(products->bytes(narrow(size.chunkTokens), cols))));
        }
    }
    uint64_t totalBytes(uint32_t threads) const { return threadBytes * threads + roundedBytes; }
};

class CpuMemory : public DeviceMemory {
public:
    CpuMemory(std::byte* data, uint64_t size)
        : m_data(data)
        , m_size(size)
    {
    }
    ~CpuMemory() override { ::operator delete(m_data, kAlignment); }
    CpuMemory(const CpuMemory&) = delete;
    CpuMemory& operator=(const CpuMemory&) = delete;
    std::byte* data() const override { return m_data; }
    uint64_t sizeBytes() const override { return m_size; }

private:
    std::byte* m_data;
    uint64_t m_size;
};

class CpuBackend : public Backend {
public:
    CpuBackend(const kernels::CpuTable& table, uint32_t threads, Products products, const char* reason)
        : m_table(table)
        , m_rounds(products == Products::Fast)
        , m_pool(threads)
        , m_device("CPU " + std::string(table.name) + ", " + std::to_string(threads) + (threads == 1 ? " thread" : " threads"))
    {
        if (reason)
            m_device += " (" + std::string(reason) + ")";
    }

    const std::string& device() const override { return m_device; }

    Result<std::unique_ptr<DeviceMemory>> allocate(uint64_t bytes) override
    {
        void* data = ::operator new(std::max<uint64_t>(bytes, 1), kAlignment, std::nothrow);
        if (!data)
            return fail(ErrorCode::OutOfMemory, "allocating " + std::to_string(bytes) + " bytes");
        return std::unique_ptr<DeviceMemory>(std::make_unique<CpuMemory>(static_cast<std::byte*>(data), bytes));
    }

    uint64_t workBytes(const WorkSize& size) const override { return WorkPlan(m_table, size).totalBytes(m_pool.threads()); }

    Result<void> reserveWork(const WorkSize& size) override
    {
        const WorkPlan plan(m_table, size);
        SILLOK_TRY(m_work, allocate(plan.totalBytes(m_pool.threads())));
        m_threadBytes = plan.threadBytes;
        return {};
    }

    void copyIn(void* to, const void* from, uint64_t bytes) override { std::memcpy(to, from, bytes); }
    void copyOut(void* to, const void* from, uint64_t bytes) override { std::memcpy(to, from, bytes); }

    void beginPass(Pass pass) override { m_pass = pass; }
    bool passesDiffer() const override { return m_rounds && m_table.prompt.multiplies; }

    void run(const Op& op) override
    {
        std::visit([this](const auto& args) { start(args); }, op);
    }

    Result<void> sync() override { return {}; }

private:
    template <typename Args> struct Job {
        const CpuBackend* backend;
        const Args* args;
    };

    /// Runs `part(backend, args, begin, end, thread)` over `count` tasks of `cost` multiply-adds each; parts are multiples of `unit`.
    template <typename Args, typename Part> void share(const Args& args, int64_t count, int64_t cost, int64_t unit, Part)
    {
        const int64_t parts = static_cast<int64_t>(m_pool.threads()) * kPartsPerThread;
        const int64_t even = (count + parts - 1) / parts;
        const int64_t worthwhile = kWorthSharing / std::max<int64_t>(cost, 1) + 1;
        const int64_t grain = (std::max(even, worthwhile) + unit - 1) / unit * unit;
        const Job<Args> job { this, &args };
        m_pool.run(
            count, grain,
            [](const void* context, int64_t begin, int64_t end, uint32_t thread) {
                const auto& one = *static_cast<const Job<Args>*>(context);
                Part {}(*one.backend, *one.args, begin, end, thread);
            },
            &job);
    }

    std::byte* threadMemory(uint32_t thread) const { return m_work->data() + thread * m_threadBytes; }
    std::byte* rounded() const { return threadMemory(m_pool.threads()); }

    /// What multiplies it in this pass; null: matmul().
    const kernels::RoundedProducts* productsFor(const kernels::MatmulArgs& a) const
    {
        const kernels::RoundedProducts& products = m_pass == Pass::Prompt && m_table.prompt.multiplies ? m_table.prompt : m_table.rounded;
        return m_rounds && a.tokens > 0 && products.multiplies && products.multiplies(a.type, a.rows, a.cols) ? &products : nullptr;
    }

    void start(const kernels::MatmulArgs& a)
    {
        if (const auto* products = productsFor(a))
            return startRounded(*products, { { a }, 1 });
        share(a, a.rows, a.cols * a.tokens, 4,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.matmul(args, begin, end); });
    }

    void start(const kernels::MatmulSetArgs& set)
    {
        const auto* end = set.parts + set.count;
        const auto* products = productsFor(set.parts[0]);
        if (products && std::all_of(set.parts, end, [&](const auto& part) { return productsFor(part) == products; }))
            return startRounded(*products, set);
        std::for_each(set.parts, end, [this](const auto& part) { start(part); });
    }

    /// Activations are rounded once; then the rows of all parts are one row of tasks.
    void startRounded(const kernels::RoundedProducts& products, const kernels::MatmulSetArgs& set)
    {
        m_products = &products;
        const kernels::MatmulArgs& a = set.parts[0];
        const kernels::RoundArgs round { a.x, a.xStride, a.cols, a.tokens, rounded() };
        const int64_t groups = (a.tokens + products.group - 1) / products.group;
        share(round, groups, a.cols * products.group * 2, 1,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_products->round(args, begin, end); });
        int64_t units = 0;
        for (int i = 0; i < set.count; ++i)
            units += unitsOf(set.parts[i]);
        share(set, units, kUnitRows * a.cols * a.tokens / 4, 1, [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t thread) {
            for (int i = 0; i < args.count; ++i) {
                const kernels::MatmulArgs& part = args.parts[i];
                const int64_t own = unitsOf(part), first = std::max<int64_t>(begin, 0), last = std::min(end, own);
                if (first < last)
                    b.m_products->matmul(part, b.rounded(), first * kUnitRows, std::min(last * kUnitRows, part.rows), b.threadMemory(thread));
                begin -= own;
                end -= own;
            }
        });
    }
    static constexpr int64_t kUnitRows = 32; ///< what both kinds of rounded products do best
    static int64_t unitsOf(const kernels::MatmulArgs& a) { return (a.rows + kUnitRows - 1) / kUnitRows; }

    void start(const kernels::LookupArgs& a)
    {
        share(a, a.tokens, a.cols, 1,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.lookup(args, begin, end); });
    }
    void start(const kernels::RmsNormArgs& a)
    {
        share(a, a.rows, a.cols * 2, 1,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.rmsNorm(args, begin, end); });
    }
    void start(const kernels::RopeArgs& a)
    {
        share(a, a.tokens, a.heads * a.rotated * 2, 1,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.rope(args, begin, end); });
    }
    void start(const kernels::CacheStoreArgs& a)
    {
        share(a, a.tokens, a.heads * a.width, 1,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.cacheStore(args, begin, end); });
    }
    void start(const kernels::AttentionArgs& a)
    {
        const int64_t group = a.heads / a.kvHeads, block = kernels::attentionBlock(group);
        const int64_t seen = a.reach == kernels::Reach::Both ? a.positions : a.firstPosition + a.tokens;
        const int64_t cost = std::min(block, a.tokens) * group * seen * (a.keyWidth + a.valueWidth);
        share(a, (a.tokens + block - 1) / block * a.kvHeads, cost, 1, [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t thread) {
            b.m_table.attention(args, begin, end, reinterpret_cast<float*>(b.threadMemory(thread)));
        });
    }
    void start(const kernels::SoftmaxArgs& a)
    {
        share(a, a.rows, a.cols * 16, 1,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.softmax(args, begin, end); });
    }
    void start(const kernels::SwigluArgs& a)
    {
        share(a, a.count, 16, 16,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.swiglu(args, begin, end); });
    }
    void start(const kernels::AddArgs& a)
    {
        share(a, a.count, 1, 16,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.add(args, begin, end); });
    }

    void start(const kernels::LayerNormArgs& a)
    {
        share(a, a.rows, a.cols * 3, 1,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.layerNorm(args, begin, end); });
    }
    void start(const kernels::GeluArgs& a)
    {
        share(a, a.count, 16, 16,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.gelu(args, begin, end); });
    }
    void start(const kernels::ScaleArgs& a)
    {
        share(a, a.count, a.cap > 0 ? 16 : 1, 16,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.scale(args, begin, end); });
    }
    void start(const kernels::CopyRowsArgs& a)
    {
        share(a, a.rows, a.cols, 1,
            [](const CpuBackend& b, const auto& args, int64_t begin, int64_t end, uint32_t) { b.m_table.copyRows(args, begin, end); });
    }

    const kernels::CpuTable& m_table;
    const bool m_rounds;
    Pass m_pass = Pass::Prompt;
    const kernels::RoundedProducts* m_products = nullptr; ///< of the op that runs
    ComputePool m_pool;
    std::string m_device;
    std::unique_ptr<DeviceMemory> m_work;
    uint64_t m_threadBytes = 0;
};

} // namespace

Result<std::unique_ptr<Backend>> makeCpuBackend(const std::string& variant, uint32_t threads, Products products)
{
    const kernels::CpuChoice choice = kernels::chooseCpuTable(variant.c_str());
    if (!choice.table)
        return fail(ErrorCode::Unsupported, "CPU variant \"" + variant + "\": " + choice.reason);
    return std::unique_ptr<Backend>(std::make_unique<CpuBackend>(*choice.table, threads, products, choice.reason));
}

std::vector<std::string> cpuVariantNames()
{
    std::vector<std::string> names;
    for (const char* const* name = kernels::cpuTableNames(); *name; ++name)
        names.emplace_back(*name);
    return names;
}

uint64_t cpuWorkBytes(const WorkSize& size, uint32_t threads)
{
    return WorkPlan(*kernels::chooseCpuTable(nullptr).table, size).totalBytes(threads);
}

uint32_t usableThreads()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return static_cast<uint32_t>(CPU_COUNT(&set));
    return std::max(1u, std::thread::hardware_concurrency());
}

} // namespace sillok
