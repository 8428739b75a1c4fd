// read.cpp - sillokctl read FILE: a document as text or blocks, through the sandboxed reader.
#include "app/cli/json.h"
#include "app/cli/open_document.h"

#include <memory>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string file;
    std::string format = "text";
    bool pages = false;
    bool withoutOcr = false;
    int passwordFd = -1;
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

void readFile(Context& context, const Options& options)
{
    const auto document = openDocument(context, options.file, options.withoutOcr, options.passwordFd);
    if (!document)
        return;
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
    command->add_option("--document-password-fd", options->passwordFd, context.say("문서 암호를 읽을 파일 서술자", "file descriptor to read the document's password from"));
    command->callback([options, &context] { readFile(context, *options); });
}

} // namespace sillok::app::cli
