#include "engine/retrieval/references.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::retrieval {

namespace {

constexpr size_t kMostNameWords = 7;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

size_t skipSpaces(std::string_view text, size_t at)
{
    while (at < text.size() && text[at] == ' ')
        ++at;
    return at;
}

size_t skipDigits(std::string_view text, size_t at)
{
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return at;
}

/// 제12조의2 that begins at `at`: its end, or `at` when there is none.
size_t articleEnd(std::string_view text, size_t at)
{
    constexpr std::string_view kPrefix = "제", kArticle = "조", kBranch = "의";
    if (text.substr(at, kPrefix.size()) != kPrefix)
        return at;
    const size_t number = skipSpaces(text, at + kPrefix.size());
    size_t end = skipDigits(text, number);
    if (end == number)
        return at;
    end = skipSpaces(text, end);
    if (text.substr(end, kArticle.size()) != kArticle)
        return at;
    end += kArticle.size();
    if (text.substr(end, kBranch.size()) == kBranch) {
        const size_t branch = end + kBranch.size();
        const size_t after = skipDigits(text, branch);
        return after > branch ? after : end;
    }
    return end;
}

/// 제2025-123호 or 2025-123: its end, or `at`.
size_t noticeEnd(std::string_view text, size_t at)
{
    constexpr std::string_view kPrefix = "제", kSuffix = "호";
    const size_t year = text.substr(at, kPrefix.size()) == kPrefix ? skipSpaces(text, at + kPrefix.size()) : at;
    const size_t dash = skipDigits(text, year);
    if (dash == year || dash >= text.size() || text[dash] != '-')
        return at;
    const size_t end = skipDigits(text, dash + 1);
    if (end == dash + 1)
        return at;
    return text.substr(end, kSuffix.size()) == kSuffix ? end + kSuffix.size() : end;
}

/// The words right in front of `end`, in order; a bracketed name is one word. Stops at a clause.
std::vector<std::string> wordsBefore(std::string_view text, size_t end)
{
    std::vector<std::string> words;
    size_t at = end;
    while (at > 0 && words.size() < kMostNameWords) {
        while (at > 0 && text[at - 1] == ' ')
            --at;
        const std::string_view front = text.substr(0, at);
        if (words.empty() && (front.ends_with("」") || front.ends_with("』"))) {
            const size_t open = std::max(front.rfind("「") + 1, front.rfind("『") + 1);
            if (open == 0)
                break;
            const size_t begin = open - 1 + std::string_view("「").size();
            return { std::string(text.substr(begin, at - std::string_view("」").size() - begin)) };
        }
        const size_t space = front.find_last_of(" ,?!.:;\n");
        const size_t begin = space == std::string_view::npos ? 0 : space + 1;
        if (begin == at)
            break;
        words.insert(words.begin(), std::string(text.substr(begin, at - begin)));
        if (begin > 0 && text[begin - 1] != ' ')
            break;
        at = begin;
    }
    return words;
}

/// The particle that ties a name to its number: 건축법의 제12조.
std::string withoutTie(std::string word)
{
    for (const std::string_view tie : { "에서", "의", "상" }) {
        if (word.ends_with(tie) && codePointCount(word) >= codePointCount(tie) + 2)
            return word.substr(0, word.size() - tie.size());
    }
    return word;
}

void addReferences(std::string_view text, size_t at, size_t end, std::vector<Reference>& out)
{
    const std::string number(text.substr(at, end - at));
    std::vector<std::string> words = wordsBefore(text, at);
    if (!words.empty())
        words.back() = withoutTie(words.back());
    for (size_t first = 0; first < words.size(); ++first) {
        std::string name;
        for (size_t i = first; i < words.size(); ++i)
            name += (name.empty() ? "" : " ") + words[i];
        out.push_back({ name, compact(number), number });
    }
    out.push_back({ "", compact(number), number });
}

} // namespace

std::string compact(std::string_view text)
{
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (point.value != ' ' && point.value != '\n' && point.value != 0xB7)
            out += text.substr(at, point.length);
        at += point.length;
    }
    return out;
}

bool asksForPlacesOnly(const Query& query)
{
    const auto belongs = [&](const QueryWord& word) {
        return std::ranges::any_of(query.references, [&](const Reference& reference) {
            return (compact(reference.title) + "\n" + reference.number).find(compact(word.text)) != std::string::npos;
        });
    };
    return !query.references.empty() && std::ranges::all_of(query.words, belongs);
}

std::vector<Reference> findReferences(std::string_view text)
{
    std::vector<Reference> references;
    for (size_t at = 0; at < text.size();) {
        size_t end = articleEnd(text, at);
        const bool digitBefore = at > 0 && (isDigit(text[at - 1]) || text[at - 1] == '-');
        if (end == at && !digitBefore)
            end = noticeEnd(text, at);
        if (end != at)
            addReferences(text, at, end, references);
        at = end != at ? end : at + codePointAt(text, at).length;
    }
    return references;
}

} // namespace sillok::retrieval
