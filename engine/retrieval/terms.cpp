#include "engine/retrieval/terms.h"

#include "engine/base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace sillok::retrieval {

namespace {

constexpr bool between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool isModernSyllable(char32_t c) { return between(c, 0xAC00, 0xD7A3); }
bool isUnifiedHan(char32_t c) { return between(c, 0x4E00, 0x9FFF); }

/// Medial vowels and final consonants: they belong to the character in front. Modern ones are composed away before.
bool isTrailingJamo(char32_t c) { return between(c, 0x1160, 0x11FF) || between(c, 0xD7B0, 0xD7FF); }

/// Dots that official Korean puts between words. U+318D is a letter by its properties but is typed as such a dot.
bool isMiddleDot(char32_t c) { return c == 0x318D || c == 0x00B7 || c == 0x30FB || c == 0x2027 || c == 0x2022; }

/// Neither changes when folded, nor joins what follows: the common case, without asking ICU.
bool standsAlone(char32_t c) { return c < 0x80 || isModernSyllable(c) || isUnifiedHan(c); }

/// A character that may still combine with the one before it.
bool mayCombine(char32_t c) { return c >= 0x300 && !standsAlone(c); }

const icu::Normalizer2* caseFolder()
{
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(status);
}

enum class Kind : uint8_t { Separator, Paired, Word };

Kind kindOf(char32_t c)
{
    if (c < 0x80)
        return between(c, '0', '9') || between(c, 'a', 'z') || between(c, 'A', 'Z') ? Kind::Word : Kind::Separator;
    if (isMiddleDot(c))
        return Kind::Separator;
    if (isPaired(c))
        return Kind::Paired;
    const auto point = static_cast<UChar32>(c);
    const bool mark = (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
    return u_isalnum(point) || mark ? Kind::Word : Kind::Separator;
}

class Folder {
public:
    explicit Folder(std::string_view text) : m_text(text) {}

    FoldedText all()
    {
        m_out.characters.reserve(m_text.size() / 2);
        for (size_t at = 0; at < m_text.size();)
            at = next(at);
        return std::move(m_out);
    }

private:
    void put(char32_t c, size_t start, size_t end)
    {
        m_out.characters.push_back(c);
        m_out.start.push_back(start);
        m_out.end.push_back(end);
    }

    /// Folds the piece that begins at `at`; returns where the next one begins.
    size_t next(size_t at)
    {
        const CodePoint first = codePointAt(m_text, at);
        const size_t after = at + first.length;
        const bool alone = after >= m_text.size() || !mayCombine(codePointAt(m_text, after).value);
        if (isMiddleDot(first.value)) {
            put(U'·', at, after);
            return after;
        }
        if (standsAlone(first.value) && alone) {
            put(between(first.value, 'A', 'Z') ? first.value + 32 : first.value, at, after);
            return after;
        }
        return foldPiece(at, first, after);
    }

    /// A piece goes on until a character that never combines with what is before it.
    size_t foldPiece(size_t at, CodePoint first, size_t after)
    {
        const icu::Normalizer2* const folder = caseFolder();
        icu::UnicodeString piece(static_cast<UChar32>(first.value));
        while (after < m_text.size()) {
            const CodePoint more = codePointAt(m_text, after);
            if (!mayCombine(more.value) || isMiddleDot(more.value) || folder->hasBoundaryBefore(static_cast<UChar32>(more.value)))
                break;
            piece.append(static_cast<UChar32>(more.value));
            after += more.length;
        }
        UErrorCode status = U_ZERO_ERROR;
        const icu::UnicodeString foldedPiece = folder->normalize(piece, status);
        for (int32_t i = 0; U_SUCCESS(status) && i < foldedPiece.length(); i = foldedPiece.moveIndex32(i, 1))
            put(static_cast<char32_t>(foldedPiece.char32At(i)), at, after);
        return after;
    }

    std::string_view m_text;
    FoldedText m_out;
};

/// Characters with the jamo that hang on them: one unit of a run.
struct Unit {
    std::string text;
    size_t start;
    size_t end;
};

class Splitter {
public:
    Splitter(const FoldedText& folded, bool forQuery) : m_folded(folded), m_forQuery(forQuery) {}

    std::vector<Term> all()
    {
        for (size_t i = 0; i < m_folded.characters.size();) {
            const Kind kind = kindOf(m_folded.characters[i]);
            if (kind == Kind::Paired)
                i = pairedRun(i);
            else if (kind == Kind::Word)
                i = word(i);
            else
                ++i;
        }
        return std::move(m_terms);
    }

private:
    size_t word(size_t i)
    {
        Term term { {}, m_folded.start[i], 0, false };
        for (; i < m_folded.characters.size() && kindOf(m_folded.characters[i]) == Kind::Word; ++i) {
            appendUtf8(term.text, m_folded.characters[i]);
            term.end = m_folded.end[i];
        }
        m_terms.push_back(std::move(term));
        return i;
    }

    size_t pairedRun(size_t i)
    {
        std::vector<Unit> run;
        for (; i < m_folded.characters.size() && kindOf(m_folded.characters[i]) == Kind::Paired; ++i) {
            const char32_t c = m_folded.characters[i];
            if (run.empty() || !isTrailingJamo(c))
                run.push_back({ {}, m_folded.start[i], 0 });
            appendUtf8(run.back().text, c);
            run.back().end = m_folded.end[i];
        }
        for (size_t u = 0; u + 1 < run.size(); ++u)
            m_terms.push_back({ run[u].text + run[u + 1].text, run[u].start, run[u + 1].end, false });
        if (run.size() == 1 || !m_forQuery)
            m_terms.push_back({ run.back().text, run.back().start, run.back().end, run.size() > 1 });
        return i;
    }

    const FoldedText& m_folded;
    bool m_forQuery;
    std::vector<Term> m_terms;
};

} // namespace

bool isPaired(char32_t c)
{
    if (isModernSyllable(c) || isUnifiedHan(c))
        return true;
    if (c < 0x1100)
        return false;
    return between(c, 0x1100, 0x11FF) || between(c, 0x3131, 0x318E) || between(c, 0xA960, 0xA97F) || between(c, 0xD7B0, 0xD7FF)
        || between(c, 0x3400, 0x4DBF) || between(c, 0xF900, 0xFAFF) || between(c, 0x20000, 0x323AF) || c == 0x3005 // Han
        || between(c, 0x3041, 0x30FF); // kana: also written without spaces
}

FoldedText foldedWithPlaces(std::string_view text) { return Folder(text).all(); }

std::string folded(std::string_view text)
{
    std::string out;
    for (const char32_t c : foldedWithPlaces(text).characters)
        appendUtf8(out, c);
    return out;
}

std::vector<Term> terms(std::string_view text, bool forQuery)
{
    const FoldedText foldedText = foldedWithPlaces(text);
    return Splitter(foldedText, forQuery).all();
}

} // namespace sillok::retrieval
