// main.cpp - sillok-bench: how fast a model reads and writes on this machine, and what share of the machine's limit that is.
#include "engine/backend/backend.h"
#include "engine/backend/cuda/library.h"
#include "engine/bench/measure.h"
#include "engine/gguf/parts.h"
#include "engine/session/session.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>

using namespace sillok;

namespace {

enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2, kRefused = 3 };

struct Arguments {
    std::string model;
    uint32_t prompt = 512;
    uint32_t generate = 128;
    uint32_t depth = 0;
    uint32_t threads = 0;
    uint32_t repetitions = 5;
    std::string backend = "auto";
    std::string cpuVariant;
    KvType kvType = KvType::F16;
    bool json = false;
};

constexpr const char* kHelp
    = "usage: sillok-bench --model FILE [--prompt 512] [--generate 128] [--depth 0] [--threads N] [--backend auto|cpu|cuda]\n"
      "                    [--repetitions 5] [--kv f32|f16|bf16|q8_0] [--cpu scalar|avx2|avx512|avx-vnni|avx512-vnni|avx512-amx] [--json]\n"
      "prompt and generation are measured apart, each behind --depth tokens of context\n";

bool readNumber(const char* text, uint32_t& number)
{
    const auto [end, error] = std::from_chars(text, text + std::strlen(text), number);
    return error == std::errc() && *end == '\0' && number <= (1u << 24);
}

/// Nothing when the line cannot be understood.
std::optional<Arguments> parse(int argc, char** argv)
{
    Arguments a;
    const struct {
        const char* name;
        uint32_t* number;
    } numbers[] = { { "--prompt", &a.prompt }, { "--generate", &a.generate }, { "--depth", &a.depth }, { "--threads", &a.threads },
        { "--repetitions", &a.repetitions } };
    const struct {
        const char* name;
        std::string* text;
    } texts[] = { { "--model", &a.model }, { "--backend", &a.backend }, { "--cpu", &a.cpuVariant } };
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--json") {
            a.json = true;
            continue;
        }
        const char* value = i + 1 < argc ? argv[++i] : nullptr;
        bool known = false;
        for (const auto& number : numbers)
            known = known || (value && name == number.name && readNumber(value, *number.number));
        for (const auto& text : texts)
            if (value && name == text.name) {
                *text.text = value;
                known = true;
            }
        if (value && name == "--kv") {
            const auto type = kvTypeByName(value);
            known = type.ok();
            a.kvType = type.ok() ? *type : a.kvType;
        }
        if (!known)
            return std::nullopt;
    }
    const bool sound = !a.model.empty() && a.prompt > 0 && a.generate > 0 && a.repetitions > 0;
    return sound ? std::optional(a) : std::nullopt;
}

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Fixed ids, spread over the vocabulary; speed does not depend on them.
std::vector<TokenId> someTokens(uint32_t count, uint32_t vocabulary)
{
    std::vector<TokenId> ids(count);
    uint32_t state = 12345;
    for (TokenId& id : ids) {
        state = state * 1664525u + 1013904223u;
        id = static_cast<TokenId>((state >> 8) % vocabulary);
    }
    return ids;
}

struct Figures {
    std::vector<double> prompt, generation; ///< tokens per second, one per repetition
    double loadMs = 0, peakRssMib = 0, bandwidth = 0, shareOfBandwidth = 0, otherCpuShare = 0;
    double promptProducts = 0; ///< multiply-adds with weights a second while reading, in thousand millions
    bench::Peaks peaks;
    std::string device;
};

Result<void> measureOnce(Session& session, const Arguments& a, uint32_t vocabulary, Figures& figures)
{
    const std::vector<TokenId> before = someTokens(std::max(a.depth, 1u), vocabulary), prompt = someTokens(a.prompt, vocabulary);
    session.reset();
    if (a.depth > 0)
        SILLOK_CHECK(session.feed(before));
    auto start = std::chrono::steady_clock::now();
    SILLOK_CHECK(session.feed(prompt));
    figures.prompt.push_back(a.prompt / secondsSince(start));
    session.reset();
    SILLOK_CHECK(session.feed(before));
    GenerateOptions options;
    options.maxTokens = a.generate + 1; // the first comes from the context that is there; each further one is one pass
    options.ignoreEnd = true;
    options.draftsFromContext = false; // random models repeat themselves: a guess would always be right
    SILLOK_TRY(const Usage usage, session.generate({}, options, {}));
    if (usage.generatedTokens != options.maxTokens)
        return fail(ErrorCode::Unsafe, "the context was full before all tokens were written");
    figures.generation.push_back(a.generate / (usage.generateMs / 1000));
    return {};
}

Result<Figures> measure(const Arguments& a)
{
    Figures figures;
    const auto start = std::chrono::steady_clock::now();
    SILLOK_TRY(const std::vector<FileDescriptor> files, gguf::openParts(a.model));
    SILLOK_TRY(MappedFile file, MappedFile::mapTogether(files));
    ModelOptions options;
    options.threads = a.threads > 0 ? a.threads : usableThreads();
    options.kvType = a.kvType;
    options.cpuVariant = a.cpuVariant;
    options.contextTokens = a.depth + std::max(a.prompt, a.generate + 1);
    options.backend = a.backend == "cpu" ? BackendChoice::Cpu : a.backend == "cuda" ? BackendChoice::Cuda : BackendChoice::Auto;
    if (options.backend != BackendChoice::Cpu) {
        const auto card = wakeCard();
        if (!card.ok() && options.backend == BackendChoice::Cuda)
            return card.error();
        options.card = card.ok() ? *card : nullptr;
    }
    SILLOK_TRY(const std::shared_ptr<Model> model, Model::load(std::move(file), options));
    SILLOK_TRY(const std::unique_ptr<Session> session, Session::create(model));
    figures.loadMs = secondsSince(start) * 1000;
    figures.device = model->device();
    const bench::CpuClock clock = bench::CpuClock::now();
    for (uint32_t i = 0; i < a.repetitions; ++i)
        SILLOK_CHECK(measureOnce(*session, a, model->vocabularySize(), figures));
    figures.otherCpuShare = bench::CpuClock::now().otherShareSince(clock);
    figures.peakRssMib = bench::peakRssMib();
    if (model->onCard())
        return figures; // how fast a card reads is not measured here; main memory says nothing about it
    figures.bandwidth = bench::readBandwidth(options.threads);
    figures.shareOfBandwidth
        = bench::spreadOf(figures.generation).median * static_cast<double>(model->weightBytes()) / 1e9 / figures.bandwidth;
    figures.promptProducts = bench::spreadOf(figures.prompt).median * static_cast<double>(model->weightProducts() - model->vocabularyProducts()) / 1e9;
    figures.peaks = bench::measurePeaks(*kernels::chooseCpuTable(a.cpuVariant.c_str()).table, options.threads);
    return figures;
}

std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "\"";
}

void print(const Arguments& a, const Figures& f)
{
    const bench::Spread prompt = bench::spreadOf(f.prompt), generation = bench::spreadOf(f.generation);
    if (!a.json) {
        std::printf("%s\nreads %.1f tokens/s (%.1f to %.1f), writes %.1f tokens/s (%.1f to %.1f)\n", f.device.c_str(), prompt.median,
            prompt.least, prompt.most, generation.median, generation.least, generation.most);
        std::printf("loaded in %.0f ms, %.0f MiB at most, %.1f GB/s memory of which %.0f %% used in writing, others took %.0f %% of the "
                    "processors\n",
            f.loadMs, f.peakRssMib, f.bandwidth, f.shareOfBandwidth * 100, f.otherCpuShare * 100);
        std::printf("reading multiplies %.1f thousand million times a second; registers alone allow %.1f of floats, %.1f of bytes, %.1f on the tile unit\n",
            f.promptProducts, f.peaks.floats, f.peaks.bytes, f.peaks.prompt);
        return;
    }
    std::printf("{\"prompt_tokens_per_s\": {\"median\": %.3f, \"min\": %.3f, \"max\": %.3f}, ", prompt.median, prompt.least, prompt.most);
    std::printf("\"generation_tokens_per_s\": {\"median\": %.3f, \"min\": %.3f, \"max\": %.3f}, ", generation.median, generation.least,
        generation.most);
    std::printf("\"prompt_gmac_s\": %.2f, \"peak_gmac_s\": {\"float\": %.2f, \"byte\": %.2f, \"tile\": %.2f}, ", f.promptProducts, f.peaks.floats,
        f.peaks.bytes, f.peaks.prompt);
    std::printf("\"load_ms\": %.2f, \"peak_rss_mib\": %.2f, \"read_bandwidth_gb_s\": %.3f, \"share_of_bandwidth\": %.5f, "
                "\"other_cpu_share\": %.4f, \"device\": %s}\n",
        f.loadMs, f.peakRssMib, f.bandwidth, f.shareOfBandwidth, f.otherCpuShare, quoted(f.device).c_str());
}

int exitCodeOf(const Error& error)
{
    const bool refused = isCardError(error) || error.code == ErrorCode::Unsupported || error.code == ErrorCode::Damaged || error.code == ErrorCode::Unsafe;
    return refused ? kRefused : kFailed;
}

} // namespace

int main(int argc, char** argv)
{
    const auto arguments = parse(argc, argv);
    if (!arguments) {
        std::fputs(kHelp, stderr);
        return kUsage;
    }
    if (arguments->backend != "auto" && arguments->backend != "cpu" && arguments->backend != "cuda") {
        std::fprintf(stderr, "sillok-bench: backend \"%s\" is not there\n", arguments->backend.c_str());
        return kRefused;
    }
    const auto figures = measure(*arguments);
    if (!figures.ok()) {
        std::fprintf(stderr, "sillok-bench: %s: %s\n", errorCodeName(figures.error().code), figures.error().doing.c_str());
        return exitCodeOf(figures.error());
    }
    print(*arguments, *figures);
    return kDone;
}
