// tokenize.cpp - sillokctl tokenize, detokenize: text to token ids and back.
#include "app/cli/model_file.h"
#include "engine/tokenizer/tokenizer.h"

#include <charconv>
#include <memory>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string model;
    LibraryPlaces places;       ///< where an installed one may lie
    std::string file = "-";
    std::string separator;
    std::string mode = "raw";
};

/// Text between lines equal to `separator`; the newline before such a line belongs to it. What follows the last is a piece only
/// when it is not empty. source design.md section 4
std::vector<std::string_view> piecesOf(std::string_view text, std::string_view separator)
{
    std::vector<std::string_view> pieces;
    size_t begin = 0;
    size_t line = 0;
    while (!separator.empty() && line < text.size()) {
        const size_t newline = text.find('\n', line);
        const size_t end = newline == std::string_view::npos ? text.size() : newline;
        if (text.substr(line, end - line) == separator) {
            pieces.push_back(text.substr(begin, line > begin ? line - 1 - begin : 0));
            begin = std::min(end + 1, text.size());
        }
        line = end + 1;
    }
    if (begin < text.size() || pieces.empty())
        pieces.push_back(text.substr(begin));
    return pieces;
}

/// The text first, then the model: after that nothing can be opened.
struct Input {
    std::string text;
    MappedFile file;
    Tokenizer tokenizer;
};

Result<Input> openInput(const Options& options)
{
    SILLOK_TRY(std::string text, readText(options.file));
    SILLOK_TRY(MappedFile file, openModelSealed(options.model, options.places));
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(file.parts()));
    SILLOK_TRY(Tokenizer tokenizer, Tokenizer::fromGguf(reader));
    return Input { std::move(text), std::move(file), std::move(tokenizer) };
}

Result<void> tokenize(const Options& options)
{
    SILLOK_TRY(const Input input, openInput(options));
    const auto mode = options.mode == "special" ? Tokenizer::Mode::Special : Tokenizer::Mode::Raw;
    for (const std::string_view piece : piecesOf(input.text, options.separator)) {
        SILLOK_TRY(const std::vector<TokenId> ids, input.tokenizer.encode(piece, mode));
        std::string line;
        for (const TokenId id : ids)
            line += (line.empty() ? "" : " ") + std::to_string(id);
        printLine(line);
    }
    return {};
}

Result<void> detokenize(const Options& options)
{
    SILLOK_TRY(const Input input, openInput(options));
    std::string_view rest = input.text;
    while (!rest.empty()) {
        const size_t newline = std::min(rest.find('\n'), rest.size());
        SILLOK_TRY(const std::vector<TokenId> ids, parseIds(rest.substr(0, newline)));
        SILLOK_TRY(const std::string decoded, input.tokenizer.decode(ids));
        printLine(decoded);
        rest.remove_prefix(std::min(newline + 1, rest.size()));
    }
    return {};
}

} // namespace

Result<std::vector<TokenId>> parseIds(std::string_view text)
{
    std::vector<TokenId> ids;
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    while (at < end) {
        if (*at == ' ' || *at == ',' || *at == '\n' || *at == '\t' || *at == '\r') {
            ++at;
            continue;
        }
        TokenId id = 0;
        const auto [next, wrong] = std::from_chars(at, end, id);
        if (wrong != std::errc {})
            return fail(ErrorCode::BadArgument, "token ids must be numbers");
        ids.push_back(id);
        at = next;
    }
    return ids;
}

void addTokenize(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    const auto run = [options, &context](Result<void> (*work)(const Options&)) {
        return [options, &context, work] {
            options->places = libraryFor(context.managed);
            const auto may = mayUseModel(context.managed, options->model);
            if (const auto done = may.ok() ? work(*options) : may; !done.ok())
                report(context, done.error(), options->model);
        };
    };
    CLI::App* forward = app.add_subcommand("tokenize", context.say("글을 토큰 번호로", "text to token ids"));
    forward->add_option("--model", options->model)->required();
    forward->add_option("--file", options->file);
    forward->add_option("--separator", options->separator);
    forward->add_option("--mode", options->mode)->check(CLI::IsMember({ "raw", "special" }));
    forward->callback(run(&tokenize));

    CLI::App* back = app.add_subcommand("detokenize", context.say("토큰 번호를 글로", "token ids to text"));
    back->add_option("--model", options->model)->required();
    back->add_option("--file", options->file);
    back->callback(run(&detokenize));
}

} // namespace sillok::app::cli
