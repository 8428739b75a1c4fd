#include "engine/tokenizer/split_passes.h"

#include "engine/tokenizer/unicode_classes.h"

#include <algorithm>

namespace sillok::split {

namespace {

using Points = std::span<const char32_t>;

bool isBreak(char32_t c) { return c == '\r' || c == '\n'; }
bool isSpaceBar(char32_t c) { return c == ' '; }
bool isAsciiLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isOrdinary(char32_t c) { return !isWhiteSpace(c) && !isLetter(c) && !isNumber(c); } // [^\s\p{L}\p{N}]
bool isLetterOrMark(char32_t c) { return isLetter(c) || isMark(c); }
bool isSign(char32_t c) { return isPunctuation(c) || isSymbol(c); }
bool isBreakOrSlash(char32_t c) { return isBreak(c) || c == '/'; }

/// First position from `at` on where `test` fails.
template <typename Test> size_t runEnd(Points text, size_t at, Test test)
{
    while (at < text.size() && test(text[at]))
        ++at;
    return at;
}

/// Cuts `text` where `match(text, at)` says how many code points match (0: none). What lies between matches stays together.
template <typename Match> void scan(Points text, std::vector<size_t>& lengths, Match match)
{
    size_t gapStart = 0;
    for (size_t at = 0; at < text.size();) {
        const size_t length = match(text, at);
        if (length == 0) {
            ++at;
            continue;
        }
        if (at > gapStart)
            lengths.push_back(at - gapStart);
        lengths.push_back(length);
        at += length;
        gapStart = at;
    }
    if (text.size() > gapStart)
        lengths.push_back(text.size() - gapStart);
}

char32_t lowered(char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

/// 's 't 'm 'd 're 've 'll at `at`: 2, 3 or 0.
size_t contraction(Points text, size_t at, bool anyCase)
{
    if (text[at] != '\'' || at + 1 >= text.size())
        return 0;
    const auto letter = [&](size_t i) { return anyCase ? lowered(text[i]) : text[i]; };
    const char32_t first = letter(at + 1);
    if (first == 's' || first == 't' || first == 'm' || first == 'd')
        return 2;
    if (at + 2 >= text.size())
        return 0;
    const char32_t second = letter(at + 2);
    const bool two = (first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l');
    return two ? 3 : 0;
}

/// \s+(?!\S)|\s+ for white space at `at`: all of the run at the end of the text, else all but its last character, or that one alone.
size_t spaceRun(Points text, size_t at)
{
    const size_t end = runEnd(text, at, isWhiteSpace);
    const size_t length = end - at;
    return end < text.size() && length > 1 ? length - 1 : length;
}

/// \s*[\r\n]+: up to the last line break of the white space at `at`; 0 when it has none.
size_t spaceWithBreaks(Points text, size_t at)
{
    const size_t end = runEnd(text, at, isWhiteSpace);
    for (size_t i = end; i > at; --i)
        if (isBreak(text[i - 1]))
            return i - at;
    return 0;
}

/// An optional space bar, then at least one of `test`: its length or 0.
template <typename Test> size_t withSpaceBar(Points text, size_t at, Test test)
{
    const size_t start = at + (isSpaceBar(text[at]) ? 1 : 0);
    const size_t end = runEnd(text, start, test);
    return end > start ? end - at : 0;
}

/// One optional character that is neither line break, letter nor number, then `body` (which gives a length or 0).
template <typename Body> size_t withPrefix(Points text, size_t at, Body body)
{
    const char32_t c = text[at];
    if (!isBreak(c) && !isLetter(c) && !isNumber(c) && at + 1 < text.size())
        if (const size_t length = body(text, at + 1))
            return length + 1;
    return body(text, at);
}

size_t letters(Points text, size_t at) { return runEnd(text, at, isLetter) - at; }

size_t numbers(Points text, size_t at, size_t most)
{
    size_t length = 0;
    while (length < most && at + length < text.size() && isNumber(text[at + length]))
        ++length;
    return length;
}

/// The common tail of the modern patterns: signs with what follows, then white space.
template <typename Behind> size_t signsOrSpace(Points text, size_t at, Behind behind)
{
    if (const size_t length = withSpaceBar(text, at, isOrdinary))
        return behind(text, at + length) - at;
    if (const size_t length = spaceWithBreaks(text, at))
        return length;
    return isWhiteSpace(text[at]) ? spaceRun(text, at) : 0;
}

size_t breaksBehind(Points text, size_t at) { return runEnd(text, at, isBreak); }

size_t llama3Match(Points text, size_t at, size_t mostNumbers)
{
    if (const size_t length = contraction(text, at, true))
        return length;
    if (const size_t length = withPrefix(text, at, letters))
        return length;
    if (const size_t length = numbers(text, at, mostNumbers))
        return length;
    return signsOrSpace(text, at, breaksBehind);
}

bool upperOrNeutral(char32_t c)
{
    const UnicodeClass kind = unicodeClass(c);
    return kind == UnicodeClass::Upper || kind == UnicodeClass::Title || kind == UnicodeClass::ModifierLetter
        || kind == UnicodeClass::OtherLetter || kind == UnicodeClass::Mark;
}
bool lowerOrNeutral(char32_t c)
{
    const UnicodeClass kind = unicodeClass(c);
    return kind == UnicodeClass::Lower || kind == UnicodeClass::ModifierLetter || kind == UnicodeClass::OtherLetter
        || kind == UnicodeClass::Mark;
}

/// upper*lower+ : where the greedy upper run leaves nothing for lower+, it gives back down to its last neutral letter.
size_t upperThenLower(Points text, size_t at)
{
    const size_t upperEnd = runEnd(text, at, upperOrNeutral);
    const size_t lowerEnd = runEnd(text, upperEnd, lowerOrNeutral);
    if (lowerEnd > upperEnd)
        return lowerEnd - at;
    for (size_t i = upperEnd; i > at; --i)
        if (lowerOrNeutral(text[i - 1]))
            return i - at;
    return 0;
}
size_t upperMaybeLower(Points text, size_t at)
{
    const size_t upperEnd = runEnd(text, at, upperOrNeutral);
    return upperEnd > at ? runEnd(text, upperEnd, lowerOrNeutral) - at : 0;
}

size_t o200kMatch(Points text, size_t at)
{
    size_t length = withPrefix(text, at, upperThenLower);
    if (length == 0)
        length = withPrefix(text, at, upperMaybeLower);
    if (length > 0)
        return length + (at + length < text.size() ? contraction(text, at + length, true) : 0);
    if (const size_t count = numbers(text, at, 3))
        return count;
    return signsOrSpace(text, at, [](Points t, size_t i) { return runEnd(t, i, isBreakOrSlash); });
}

/// \p{L}\p{M}* once: the position behind it, or `at`.
size_t letterWithMarks(Points text, size_t at) { return at < text.size() && isLetter(text[at]) ? runEnd(text, at + 1, isMark) : at; }

/// Letters with marks, single space bars between them.
size_t phrase(Points text, size_t at)
{
    size_t end = letterWithMarks(text, at);
    while (end > at) {
        const size_t behindSpace = end + (end < text.size() && isSpaceBar(text[end]) ? 1 : 0);
        const size_t next = letterWithMarks(text, behindSpace);
        if (next == behindSpace)
            break;
        end = next;
    }
    return end - at;
}

size_t phrasesMatch(Points text, size_t at)
{
    if (const size_t length = contraction(text, at, true))
        return length;
    if (const size_t length = withPrefix(text, at, phrase))
        return length;
    if (isNumber(text[at]))
        return 1;
    if (const size_t length = withSpaceBar(text, at, isOrdinary))
        return length + (at + length < text.size() && isBreakOrSlash(text[at + length]) ? 1 : 0);
    if (const size_t length = spaceWithBreaks(text, at))
        return length;
    return isWhiteSpace(text[at]) ? spaceRun(text, at) : 0;
}

size_t deepseekV3Match(Points text, size_t at)
{
    const char32_t c = text[at];
    if (c < 128 && isSign(c))
        if (const size_t end = runEnd(text, at + 1, isAsciiLetter); end > at + 1)
            return end - at;
    const bool prefix = !isBreak(c) && !isLetter(c) && !isSign(c);
    const size_t start = at + (prefix ? 1 : 0);
    if (const size_t end = runEnd(text, start, isLetterOrMark); end > start)
        return end - at;
    if (const size_t end = runEnd(text, at, isLetterOrMark); end > at)
        return end - at;
    if (const size_t length = withSpaceBar(text, at, isSign))
        return runEnd(text, at + length, isBreak) - at;
    if (const size_t length = spaceWithBreaks(text, at))
        return length;
    return isWhiteSpace(c) ? spaceRun(text, at) : 0;
}

struct PointRange {
    char32_t first;
    char32_t last;
};

/// The letters with case of the DeepSeek-LLM pattern, as listed in its published tokenizer (an older Unicode version than ours).
constexpr PointRange kDeepseekLetters[] = {
    { 0x41, 0x5A },
    { 0x61, 0x7A },
    { 0xB5, 0xB5 },
    { 0xC0, 0xD6 },
    { 0xD8, 0xF6 },
    { 0xF8, 0x1BA },
    { 0x1BC, 0x1BF },
    { 0x1C4, 0x293 },
    { 0x295, 0x2AF },
    { 0x370, 0x373 },
    { 0x376, 0x377 },
    { 0x37B, 0x37D },
    { 0x37F, 0x37F },
    { 0x386, 0x386 },
    { 0x388, 0x38A },
    { 0x38C, 0x38C },
    { 0x38E, 0x3A1 },
    { 0x3A3, 0x3F5 },
    { 0x3F7, 0x481 },
    { 0x48A, 0x52F },
    { 0x531, 0x556 },
    { 0x10A0, 0x10C5 },
    { 0x13A0, 0x13F5 },
    { 0x13F8, 0x13FD },
    { 0x1C90, 0x1CBA },
    { 0x1CBD, 0x1CBF },
    { 0x1D00, 0x1D2B },
    { 0x1D6B, 0x1D77 },
    { 0x1D79, 0x1D9A },
    { 0x1E00, 0x1F15 },
    { 0x1F18, 0x1F1D },
    { 0x1F20, 0x1F45 },
    { 0x1F48, 0x1F4D },
    { 0x1F50, 0x1F57 },
    { 0x1F59, 0x1F59 },
    { 0x1F5B, 0x1F5B },
    { 0x1F5D, 0x1F5D },
    { 0x1F5F, 0x3CE },
    { 0x1F80, 0x1FB4 },
    { 0x1FB6, 0x1FBC },
    { 0x1FBE, 0x1FBE },
    { 0x1FC2, 0x1FC4 },
    { 0x1FC6, 0x1FCC },
    { 0x1FD0, 0x390 },
    { 0x1FD6, 0x38A },
    { 0x1FE0, 0x1FEC },
    { 0x1FF2, 0x1FF4 },
    { 0x1FF6, 0x1FFC },
    { 0x2102, 0x2102 },
    { 0x2107, 0x2107 },
    { 0x210A, 0x2113 },
    { 0x2115, 0x2115 },
    { 0x2119, 0x211D },
    { 0x2124, 0x2124 },
    { 0x2126, 0x2126 },
    { 0x2128, 0x2128 },
    { 0x212A, 0x212D },
    { 0x212F, 0x2134 },
    { 0x2139, 0x2139 },
    { 0x213C, 0x213F },
    { 0x2145, 0x2149 },
    { 0x214E, 0x214E },
    { 0x2183, 0x2184 },
    { 0x2C00, 0x2C7B },
    { 0x2C7E, 0x2CE4 },
    { 0x2CEB, 0x2CEE },
    { 0x2CF2, 0x2CF3 },
    { 0xA640, 0xA66D },
    { 0xA680, 0xA69B },
    { 0xA722, 0xA76F },
    { 0xA771, 0xA787 },
    { 0xA78B, 0xA78E },
    { 0xAB70, 0xABBF },
    { 0xFB00, 0xFB06 },
    { 0xFB13, 0xFB17 },
    { 0xFF21, 0xFF3A },
    { 0xFF41, 0xFF5A },
    { 0x10400, 0x1044F },
    { 0x104B0, 0x104D3 },
    { 0x104D8, 0x104FB },
    { 0x10C80, 0x10CB2 },
    { 0x10CC0, 0x10CF2 },
    { 0x118A0, 0x118DF },
    { 0x1E900, 0x1E943 },
};

bool isDeepseekLetter(char32_t c)
{
    return std::any_of(std::begin(kDeepseekLetters), std::end(kDeepseekLetters),
        [c](const PointRange& range) { return c >= range.first && c <= range.last; });
}

bool isDeepseekPunctuation(char32_t c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '~') || (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF5E)
        || (c >= 0x2018 && c <= 0x201F) || (c >= 0x3000 && c <= 0x3002);
}

bool isDeepseekCjk(char32_t c) { return (c >= 0x0800 && c <= 0x9FA5) || (c >= 0xAC00 && c <= 0xD7FF); }
bool isCjkOrKana(char32_t c) { return (c >= 0x4E00 && c <= 0x9FA5) || (c >= 0x3040 && c <= 0x30FF); }

bool isFalconPunctuation(char32_t c)
{
    return isPunctuation(c) || c == '$' || c == '+' || c == '<' || c == '=' || c == '>' || c == '^' || c == '~' || c == '|' || c == '`';
}

/// \s?[test]+ : one white space of any kind in front.
template <typename Test> size_t withAnySpace(Points text, size_t at, Test test)
{
    if (isWhiteSpace(text[at]))
        if (const size_t end = runEnd(text, at + 1, test); end > at + 1)
            return end - at;
    return runEnd(text, at, test) - at;
}

} // namespace

void gpt2(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) -> size_t {
        if (const size_t length = contraction(text, at, false))
            return length;
        if (const size_t length = withSpaceBar(text, at, isLetter))
            return length;
        if (const size_t length = withSpaceBar(text, at, isNumber))
            return length;
        if (const size_t length = withSpaceBar(text, at, isOrdinary))
            return length;
        return spaceRun(text, at);
    });
}

void llama3(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) { return llama3Match(text, at, 3); });
}
void qwen2(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) { return llama3Match(text, at, 1); });
}
void o200k(Points piece, std::vector<size_t>& lengths) { scan(piece, lengths, o200kMatch); }
void phrases(Points piece, std::vector<size_t>& lengths) { scan(piece, lengths, phrasesMatch); }
void deepseekV3(Points piece, std::vector<size_t>& lengths) { scan(piece, lengths, deepseekV3Match); }

void singleNumbers(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) -> size_t { return isNumber(text[at]) ? 1 : 0; });
}
void numbersByThree(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) { return numbers(text, at, 3); });
}
void numberRuns(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) { return runEnd(text, at, isNumber) - at; });
}
void cjkAndKana(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) { return runEnd(text, at, isCjkOrKana) - at; });
}
void lineBreaks(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) -> size_t { return isBreak(text[at]) ? 1 : 0; });
}
void deepseekLetters(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) { return withAnySpace(text, at, isDeepseekLetter); });
}
void deepseekPunctuation(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) { return withAnySpace(text, at, isDeepseekPunctuation); });
}
void trailingSpace(Points piece, std::vector<size_t>& lengths)
{
    size_t start = piece.size();
    while (start > 0 && isWhiteSpace(piece[start - 1]))
        --start;
    if (start > 0)
        lengths.push_back(start);
    if (start < piece.size())
        lengths.push_back(piece.size() - start);
}
void deepseekCjk(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) { return runEnd(text, at, isDeepseekCjk) - at; });
}
void falconPunctuation(Points piece, std::vector<size_t>& lengths)
{
    scan(piece, lengths, [](Points text, size_t at) { return runEnd(text, at, isFalconPunctuation) - at; });
}
void falconDigits(Points piece, std::vector<size_t>& lengths)
{
    const auto digit = [](char32_t c) { return c >= '0' && c <= '9'; };
    scan(piece, lengths, [digit](Points text, size_t at) -> size_t {
        return at + 2 < text.size() && digit(text[at]) && digit(text[at + 1]) && digit(text[at + 2]) ? 3 : 0;
    });
}

} // namespace sillok::split
