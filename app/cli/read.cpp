// read.cpp - sillokctl read FILE: a document as text or blocks, through the sandboxed reader.
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/workers/reading.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string file;
    std::string format = "text";
    bool pages = false;
    bool withoutOcr = false;
};

const char* kindName(documents::BlockKind kind)
{
    switch (kind) {
    case documents::BlockKind::Heading: return "heading";
    case documents::BlockKind::Paragraph: return "paragraph";
    case documents::BlockKind::ListItem: return "list_item";
    case documents::BlockKind::TableRow: return "table_row";
    case documents::BlockKind::Caption: return "caption";
    case documents::BlockKind::Note: return "note";
    }
    return "paragraph";
}

void printText(const documents::Document& document, bool pages)
{
    if (!pages) {
        printLine(documents::plainText(document));
        return;
    }
    int page = document.blocks.empty() ? 0 : document.blocks.front().page;
    for (const documents::Block& block : document.blocks) {
        for (; page < block.page; ++page)
            print("\f");
        printLine(block.text);
    }
}

nlohmann::json cellPlaces(const documents::Block& block)
{
    nlohmann::json cells = nlohmann::json::array();
    for (const documents::CellPlace& cell : block.cells)
        cells.push_back({ { "column", cell.column }, { "columns", cell.columnSpan }, { "rows", cell.rowSpan } });
    return cells;
}

nlohmann::json recognitionOf(const documents::Document& document)
{
    return { { "pages", document.pagesRecognised }, { "pages_unsure", document.pagesUnsure }, { "percent", document.recognitionConfidence } };
}

void printJson(const documents::Document& document)
{
    nlohmann::json blocks = nlohmann::json::array();
    for (const documents::Block& block : document.blocks) {
        nlohmann::json item { { "kind", kindName(block.kind) }, { "text", block.text } };
        if (block.headingLevel > 0)
            item["heading_level"] = block.headingLevel;
        if (block.page > 0)
            item["page"] = block.page;
        if (block.table >= 0) {
            item["table"] = block.table;
            item["table_header"] = block.tableHeader;
            item["row"] = block.row;
            item["cells"] = cellPlaces(block);
        }
        blocks.push_back(std::move(item));
    }
    printLine(nlohmann::json { { "title", document.title }, { "format", document.format }, { "pages", document.pageCount },
        { "pages_estimated", document.pagesEstimated }, { "pages_without_text", document.pagesWithoutText.size() }, { "recognition", recognitionOf(document) }, { "hidden_characters_removed", document.hiddenCharactersRemoved }, { "blocks", blocks } }
                  .dump());
}

/// What a person must know about the text besides the text itself.
void printRemarks(const Context& context, const documents::Document& document)
{
    std::string remarks;
    const auto add = [&](const char* before, size_t count, const char* after) { remarks += before + std::to_string(count) + after; };
    if (const size_t missing = document.pagesWithoutText.size(); missing > 0)
        add(context.say("글자 없는 스캔본 ", "Scanned pages without text: "), missing, context.say("쪽\n", "\n"));
    if (document.pagesRecognised > 0) {
        add(context.say("글자 인식 ", "Pages recognised: "), static_cast<size_t>(document.pagesRecognised), context.say("쪽", ""));
        add(context.say(", 확신 ", ", confidence "), static_cast<size_t>(document.recognitionConfidence), " %\n");
    }
    if (document.pagesUnsure > 0)
        add(context.say("확신이 낮은 ", "Compare with the original, confidence is low: "), static_cast<size_t>(document.pagesUnsure), context.say("쪽은 원본과 견주어 보세요.\n", " pages\n"));
    std::fputs(remarks.c_str(), stderr);
}

/// A scan, a picture or an empty file: well-formed, but there is nothing to give.
void reportNoText(Context& context, const std::string& file, const std::string& detail)
{
    std::fprintf(stderr, "%s: %s [%s]\n", file.c_str(),
        context.say("글자가 없는 문서입니다. 원본은 그대로입니다. 글자가 있는 파일을 넣어 주세요.",
            "The document holds no text. The original is unchanged. Use a file with text."),
        detail.c_str());
    context.exitCode = kRefused;
}

} // namespace

std::string extensionOf(const std::string& path)
{
    const size_t dot = path.find_last_of("./");
    if (dot == std::string::npos || path[dot] != '.' || path.size() - dot > 16)
        return {};
    std::string extension = path.substr(dot + 1);
    std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return extension;
}

namespace {

void readFile(Context& context, const Options& options)
{
    const auto file = openForReading(options.file);
    if (!file.ok())
        return report(context, file.error(), options.file);
    ReadingPrograms programs = readingPrograms(context.programDir);
    if (options.withoutOcr)
        programs.recogniser.clear();
    const auto document = readWhole(programs, *file, extensionOf(options.file), {});
    if (!document.ok() && document.error().code == ErrorCode::NotFound)
        return reportNoText(context, options.file, document.error().doing);
    if (!document.ok())
        return report(context, document.error(), options.file);
    if (document->blocks.empty()) {
        printRemarks(context, *document);
        return reportNoText(context, options.file, "pages without text");
    }
    options.format == "json" ? printJson(*document) : printText(*document, options.pages);
    printRemarks(context, *document);
}

} // namespace

void addRead(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("read", context.say("문서를 글로 읽기", "read a document as text"));
    command->add_option("FILE", options->file)->required();
    command->add_option("--format", options->format)->check(CLI::IsMember({ "text", "json" }));
    command->add_flag("--pages", options->pages, context.say("쪽 사이에 쪽 나눔 문자", "form feeds between pages"));
    command->add_flag("--no-ocr", options->withoutOcr, context.say("스캔본의 글자를 인식하지 않기", "do not recognise the text of scans"));
    command->callback([options, &context] { readFile(context, *options); });
}

} // namespace sillok::app::cli
