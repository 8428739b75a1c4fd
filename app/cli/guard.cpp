// guard.cpp - sillokctl guard FILE: where a document holds numbers of persons, companies, cards or accounts.
#include "app/cli/json.h"
#include "app/cli/open_document.h"
#include "engine/base/text.h"
#include "engine/privacy/identifiers.h"

#include <algorithm>
#include <array>
#include <memory>

namespace sillok::app::cli {

namespace {

using privacy::FoundIdentifier;
using privacy::IdentifierKind;

struct Options {
    std::string file;
    bool json = false;
    bool mask = false;
};

struct Words {
    const char* key;
    const char* ko;
    const char* en;
};

const Words& wordsFor(IdentifierKind kind)
{
    static constexpr std::array<Words, privacy::kIdentifierKinds> kWords { {
        { "resident", "주민등록번호", "resident number" },
        { "alien", "외국인등록번호", "alien registration number" },
        { "passport", "여권번호", "passport number" },
        { "licence", "운전면허번호", "driver's licence number" },
        { "business", "사업자등록번호", "business number" },
        { "corporation", "법인등록번호", "corporation number" },
        { "phone", "전화번호", "phone number" },
        { "card", "카드번호", "card number" },
        { "account", "계좌번호", "account number" },
    } };
    return kWords[static_cast<size_t>(kind)];
}

/// Where it stands, and never what it says.
struct Place {
    size_t line = 1;
    size_t column = 1;
    int page = 0;
};

/// Places come in rising order; each is looked for from the one before.
std::vector<Place> placesOf(const std::string& text, const documents::Document& document, const std::vector<FoundIdentifier>& found)
{
    std::vector<Place> places;
    size_t block = 0, blockEnd = document.blocks.empty() ? 0 : document.blocks[0].text.size() + 1, at = 0, line = 1;
    for (const FoundIdentifier& one : found) {
        line += static_cast<size_t>(std::count(text.begin() + static_cast<ptrdiff_t>(at), text.begin() + static_cast<ptrdiff_t>(one.start), '\n'));
        at = one.start;
        while (one.start >= blockEnd && block + 1 < document.blocks.size())
            blockEnd += document.blocks[++block].text.size() + 1;
        const size_t begin = one.start == 0 ? 0 : text.rfind('\n', one.start - 1) + 1;
        places.push_back({ line, codePointCount(std::string_view(text).substr(begin, one.start - begin)) + 1, document.blocks.empty() ? 0 : document.blocks[block].page });
    }
    return places;
}

void printFound(const Context& context, const std::string& text, const std::vector<FoundIdentifier>& found, const std::vector<Place>& places)
{
    for (size_t i = 0; i < found.size(); ++i) {
        const Words& words = wordsFor(found[i].kind);
        const std::string_view inside = std::string_view(text).substr(found[i].start, found[i].end - found[i].start);
        const FoundIdentifier whole { found[i].kind, 0, inside.size(), found[i].proven };
        const std::string page = places[i].page > 0 ? std::to_string(places[i].page) + context.say("쪽 ", "p ") : std::string();
        printLine(page + std::to_string(places[i].line) + ":" + std::to_string(places[i].column) + "\t" + context.say(words.ko, words.en) + "\t"
            + privacy::masked(inside, std::span(&whole, 1)));
    }
    if (found.empty())
        printLine(context.say("개인이나 법인을 알 수 있는 번호를 찾지 못했습니다.", "No number that names a person or a company was found."));
    else
        printLine(context.say("찾은 번호: ", "Numbers found: ") + std::to_string(found.size()));
}

void printJson(const documents::Document& document, const std::vector<FoundIdentifier>& found, const std::vector<Place>& places)
{
    nlohmann::json items = nlohmann::json::array();
    for (size_t i = 0; i < found.size(); ++i)
        items.push_back({ { "kind", wordsFor(found[i].kind).key }, { "page", places[i].page }, { "line", places[i].line }, { "column", places[i].column }, { "proven", found[i].proven } });
    printLine(nlohmann::json { { "found", items }, { "count", found.size() }, { "pages_without_text", document.pagesWithoutText.size() } }.dump());
}

} // namespace

void addGuard(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("guard", context.say("문서 속 주민·외국인·여권·면허·사업자·법인·전화·카드·계좌 번호 찾기 (있으면 3, 글자 없는 쪽이 있으면 1)", "find identity, phone, card and account numbers in a document (3 when there are any, 1 when pages without text are left)"));
    command->add_option("FILE", options->file)->required();
    command->add_flag("--mask", options->mask, context.say("번호를 가린 글을 낸다", "print the text with the numbers masked"));
    command->add_flag("--json", options->json);
    command->callback([options, &context] {
        const auto document = openDocument(context, options->file, false);
        if (!document)
            return;
        const std::string text = documents::plainText(*document);
        const std::vector<FoundIdentifier> found = privacy::findIdentifiers(text);
        if (options->mask)
            printLine(privacy::masked(text, found));
        else if (options->json)
            printJson(*document, found, placesOf(text, *document, found));
        else
            printFound(context, text, found, placesOf(text, *document, found));
        printRemarks(context, *document);
        // What nobody could read is not clean.
        context.exitCode = !found.empty() ? kRefused : document->pagesWithoutText.empty() ? kDone : kFailed;
    });
}

} // namespace sillok::app::cli
