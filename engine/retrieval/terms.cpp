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

constexpr size_t kPairedBytes = 3; // of a modern syllable or a unified ideograph

/// Marks around words that fold to themselves and join nothing.
bool isPlainMark(char32_t c) { return between(c, 0x2018, 0x201D) || between(c, 0x3008, 0x3011) || isMiddleDot(c); }

bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// Terms of pieces between blanks. A piece of plain characters only is cut where it lies; any other takes the long way of terms().
class TermVisit {
public:
    TermVisit(std::string_view text, bool forQuery, void* context, SeeTerm see) : m_text(text), m_forQuery(forQuery), m_context(context), m_see(see) {}

    void all()
    {
        for (size_t at = 0; at < m_text.size();) {
            size_t end = at;
            bool plain = true;
            while (end < m_text.size() && !endsPiece(end))
                end += step(end, plain);
            if (!(plain ? plainPiece(at, end) : foldedPiece(at, end)))
                return;
            at = end < m_text.size() ? end + 1 : end;
        }
    }

private:
    /// A blank that no combining character hangs on.
    bool endsPiece(size_t at) const
    {
        if (!isBlank(m_text[at]))
            return false;
        return at + 1 >= m_text.size() || static_cast<uint8_t>(m_text[at + 1]) < 0x80 || !mayCombine(codePointAt(m_text, at + 1).value)
            || isPlainMark(codePointAt(m_text, at + 1).value);
    }

    size_t step(size_t at, bool& plain) const
    {
        const CodePoint point = codePointAt(m_text, at);
        plain = plain && (standsAlone(point.value) || isPlainMark(point.value));
        return point.length;
    }

    bool give(size_t start, size_t end, bool colocated) { return m_see(m_context, m_text.substr(start, end - start), start, end, colocated); }

    bool foldedPiece(size_t begin, size_t end)
    {
        for (const Term& term : terms(m_text.substr(begin, end - begin), m_forQuery)) {
            if (!m_see(m_context, term.text, begin + term.start, begin + term.end, term.colocated))
                return false;
        }
        return true;
    }

    bool plainPiece(size_t at, size_t end)
    {
        while (at < end) {
            const auto lead = static_cast<uint8_t>(m_text[at]);
            if (lead < 0x80 && kindOf(lead) == Kind::Word) {
                const size_t begin = at;
                while (at < end && static_cast<uint8_t>(m_text[at]) < 0x80 && kindOf(static_cast<uint8_t>(m_text[at])) == Kind::Word)
                    ++at;
                if (!word(begin, at))
                    return false;
            } else if (lead < 0x80) {
                ++at;
            } else if (const CodePoint point = codePointAt(m_text, at); standsAlone(point.value)) {
                const size_t begin = at;
                while (at < end && static_cast<uint8_t>(m_text[at]) >= 0x80 && standsAlone(codePointAt(m_text, at).value))
                    at += kPairedBytes;
                if (!run(begin, at))
                    return false;
            } else {
                at += point.length;
            }
        }
        return true;
    }

    bool word(size_t begin, size_t end)
    {
        m_lower.assign(m_text.substr(begin, end - begin));
        for (char& c : m_lower)
            c = between(static_cast<uint8_t>(c), 'A', 'Z') ? static_cast<char>(c + 32) : c;
        return m_see(m_context, m_lower, begin, end, false);
    }

    bool run(size_t begin, size_t end)
    {
        for (size_t at = begin; at + 2 * kPairedBytes <= end; at += kPairedBytes) {
            if (!give(at, at + 2 * kPairedBytes, false))
                return false;
        }
        const bool one = end - begin == kPairedBytes;
        return one || !m_forQuery ? give(end - kPairedBytes, end, !one) : true;
    }

    std::string_view m_text;
    bool m_forQuery;
    void* m_context;
    SeeTerm m_see;
    std::string m_lower;
};

} // namespace

void visitTerms(std::string_view text, bool forQuery, void* context, SeeTerm see) { TermVisit(text, forQuery, context, see).all(); }

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
