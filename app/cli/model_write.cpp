// model_write.cpp - sillokctl model convert, quantize: model files out of published folders, and with fewer bits.
#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "engine/backend/backend.h"
#include "engine/convert/hugging_face.h"
#include "engine/convert/requantize.h"
#include "engine/gguf/parts.h"

#include <cstdio>
#include <memory>
#include <optional>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string from;
    std::string to;
    std::string type = "Q4_K_M";
    uint32_t threads = 0;
    bool allowRequantize = false;
};

/// Counts tensors, estimates by bytes: the largest tensor holds a thousand times the smallest.
class Shown {
public:
    explicit Shown(bool korean)
        : m_korean(korean)
    {
    }
    void operator()(const convert::WriteProgress& progress)
    {
        constexpr uint64_t kMiB = 1u << 20;
        if (!m_line)
            m_line.emplace(static_cast<int>(progress.bytes / kMiB), m_korean);
        const std::string count = std::to_string(progress.tensor + 1) + "/" + std::to_string(progress.tensors) + " ";
        m_line->at(static_cast<int>(progress.doneBytes / kMiB), "MiB  " + count + std::string(progress.name));
    }

private:
    bool m_korean;
    std::optional<ProgressLine> m_line;
};

Result<void> quantize(const Options& options, const convert::Mix& mix, const convert::WriteOptions& write)
{
    SILLOK_TRY(const std::vector<FileDescriptor> files, gguf::openParts(options.from));
    SILLOK_TRY(const MappedFile mapped, MappedFile::mapTogether(files));
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(mapped.parts()));
    const auto fewBits = options.allowRequantize ? convert::FromFewBits::Allow : convert::FromFewBits::Refuse;
    return convert::requantize(reader, options.to, mix, fewBits, write);
}

Result<void> convertFolder(const Options& options, const convert::Mix& mix, const convert::WriteOptions& write)
{
    return convert::convertHuggingFace(options.from, options.to, mix, write);
}

using Work = Result<void> (*)(const Options&, const convert::Mix&, const convert::WriteOptions&);

Result<void> run(const Context& context, const Options& options, Work work)
{
    SILLOK_TRY(const convert::Mix* mix, convert::mixByName(options.type));
    const Interrupt interrupt;
    Shown shown(context.korean);
    convert::WriteOptions write;
    write.threads = options.threads > 0 ? std::min(options.threads, 256u) : usableThreads();
    write.stop = interrupt.token();
    write.onProgress = [&shown](const convert::WriteProgress& progress) { shown(progress); };
    return work(options, *mix, write);
}

void addCommand(CLI::App& group, Context& context, const char* name, const char* words, const char* from, Work work)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(name, words);
    command->add_option(from, options->from)->required();
    command->add_option("OUT", options->to)->required();
    command->add_option("--type", options->type)->check(CLI::IsMember(convert::mixNames()));
    command->add_option("--threads", options->threads);
    command->callback([options, &context, work] {
        const auto done = run(context, *options, work);
        if (!done.ok() && done.error().code == ErrorCode::Cancelled) {
            std::fprintf(stderr, "%s\n", context.say("멈췄습니다. 새 파일은 만들지 않았고, 원본은 그대로입니다.", "Stopped. No file was made, and the original is unchanged."));
            context.exitCode = kFailed;
        } else if (!done.ok()) {
            report(context, done.error(), options->from);
        }
    });
    if (work == quantize)
        command->add_flag("--allow-requantize", options->allowRequantize,
            context.say("이미 줄인 값을 또 줄이기", "round weights again that were rounded before"));
}

} // namespace

void addModelWriters(CLI::App& group, Context& context)
{
    addCommand(group, context, "convert", context.say("허깅페이스 폴더를 모델 파일로", "make a model file of a Hugging Face folder"), "FOLDER",
        convertFolder);
    addCommand(group, context, "quantize", context.say("모델 파일의 비트 줄이기", "make a model file with fewer bits"), "FILE", quantize);
}

} // namespace sillok::app::cli
