#include "engine/retrieval/sentences.h"

#include "engine/base/text.h"

namespace sillok::retrieval {

namespace {

bool endsSentence(std::string_view text, size_t at)
{
    const char c = text[at];
    if (c == '\n')
        return true;
    if (c != '.' && c != '?' && c != '!')
        return false;
    const bool last = at + 1 >= text.size();
    return last || text[at + 1] == ' ' || text[at + 1] == '\n';
}

/// A dot behind a number or a single syllable numbers a list: "1. 신청서", "가. 목적".
bool isNumbering(std::string_view sentence) { return codePointCount(sentence) <= 4; }

} // namespace

std::vector<TextSpan> sentences(std::string_view text)
{
    std::vector<TextSpan> spans;
    size_t start = 0;
    const auto close = [&](size_t end) {
        while (start < end && (text[start] == ' ' || text[start] == '\n'))
            ++start;
        size_t stop = end;
        while (stop > start && (text[stop - 1] == ' ' || text[stop - 1] == '\n'))
            --stop;
        if (stop > start)
            spans.push_back({ start, stop });
        start = end;
    };
    for (size_t at = 0; at < text.size(); ++at) {
        if (!endsSentence(text, at))
            continue;
        if (text[at] != '\n' && isNumbering(text.substr(start, at - start)))
            continue;
        close(at + 1);
    }
    close(text.size());
    if (spans.empty())
        spans.push_back({ 0, text.size() });
    return spans;
}

} // namespace sillok::retrieval
