#include "engine/privacy/identifiers.h"

#include "engine/base/text.h"
#include "engine/privacy/checks.h"
#include "engine/privacy/digits.h"
#include "engine/privacy/passports.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

namespace sillok::privacy {

namespace {

constexpr size_t kMostDigits = 16;       ///< of an identifier
constexpr size_t kContextBytes = 72;     ///< some 24 Hangul syllables on either side of a number

/// Lengths of a number's parts; those behind the last one are 0.
using Parts = std::array<size_t, 4>;

/// How the parts of a number are told apart.
enum class Parting : uint8_t { Whole, Joints, Spaces, EveryDigit };

struct Shape {
    Parting parting = Parting::Whole;
    size_t count = 0;
};

/// A run of digits with the words in front of it.
class Place {
public:
    Place(std::string_view text, const DigitRun& run, size_t first) : m_text(text), m_run(run), m_first(first)
    {
        m_count = std::min(run.size() - first, kMostDigits);
        for (size_t i = 0; i < m_count; ++i)
            m_values[i] = run[first + i].value;
    }

    Digits digits(size_t count) const { return std::span(m_values).first(count); }
    uint8_t operator[](size_t i) const { return m_values[i]; }

    /// The number has these parts and nothing of it goes on behind them.
    std::optional<Shape> shape(const Parts& parts) const
    {
        const size_t count = parts[0] + parts[1] + parts[2] + parts[3];
        if (count > m_count || !endsAt(count))
            return std::nullopt;
        bool joints = true, spaces = true, whole = true, every = true;
        size_t part = 0, boundary = parts[0];
        for (size_t at = 1; at < count; ++at) {
            const Gap gap = m_run[m_first + at].gap;
            const bool border = at == boundary;
            if (border)
                boundary += parts[++part];
            whole = whole && gap == Gap::None;
            joints = joints && (gap == Gap::Joint || gap == Gap::Bracket) == border && (border || gap == Gap::None);
            spaces = spaces && (gap != Gap::None) == border;
            every = every && gap != Gap::None;
        }
        if (whole)
            return Shape { Parting::Whole, count };
        if (joints)
            return Shape { Parting::Joints, count };
        if (spaces)
            return Shape { Parting::Spaces, count };
        // A row of single digits is a number only when it is the whole row.
        const bool alone = m_first == 0 && (count == m_run.size() || m_run[count].gap == Gap::Bracket);
        return every && alone ? std::optional(Shape { Parting::EveryDigit, count }) : std::nullopt;
    }

    /// A word stands shortly before or behind the number.
    bool near(std::initializer_list<std::string_view> words) const
    {
        const size_t start = m_run[m_first].start, end = m_run[m_first + m_count - 1].end;
        const std::string_view before = m_text.substr(start > kContextBytes ? start - kContextBytes : 0, std::min(start, kContextBytes));
        const std::string_view behind = m_text.substr(end, kContextBytes);
        return std::ranges::any_of(words, [&](std::string_view word) { return before.find(word) != std::string_view::npos || behind.find(word) != std::string_view::npos; });
    }
    bool directlyAfter(std::string_view word) const { return m_text.substr(0, m_run[m_first].start).ends_with(word); }
    /// The number is one of many in a row, as in 제2025-123호.
    bool isDocumentNumber(size_t count) const
    {
        const std::string_view behind = m_text.substr(m_run[m_first + count - 1].end);
        return directlyAfter("제") || directlyAfter("제 ") || behind.starts_with("호") || behind.starts_with(" 호");
    }

    FoundIdentifier found(IdentifierKind kind, size_t count, bool proven) const
    {
        return { kind, m_run[m_first].start, m_run[m_first + count - 1].end, proven };
    }

private:
    /// A particle 이 behind a number in Hangul digits is no part of it.
    bool endsAt(size_t count) const
    {
        const size_t next = m_first + count;
        if (next == m_run.size() || m_run[next].gap == Gap::Space || m_run[next].gap == Gap::Bracket)
            return true;
        return next + 1 == m_run.size() && m_run[next].gap == Gap::None && m_run[next].hangul && m_run[next].value == 2;
    }

    std::string_view m_text;
    const DigitRun& m_run;
    size_t m_first;
    size_t m_count = 0;
    std::array<uint8_t, kMostDigits> m_values {};
};

using Found = std::optional<FoundIdentifier>;

/// Numbers of people: six digits of a date, seven more. Spaces alone also stand between unrelated numbers: then a check or a word must help.
Found person(const Place& at)
{
    const auto shape = at.shape({ 6, 7 });
    if (!shape || !isBirthDate(at.digits(7)) || (corporationCheckHolds(at.digits(13)) && at.near({ "법인", "corporat", "Corporat" })))
        return {};
    const bool proven = residentCheckHolds(at.digits(13));
    const bool foreign = at[6] >= 5 && at[6] <= 8;
    const bool named = at.near({ "주민", "생년월일", "등록번호", "외국인", "거소", "resident", "Resident", "RRN", "alien", "Alien" });
    const bool other = shape->parting == Parting::Spaces || (shape->parting == Parting::Whole && isKoreanBarcode(at.digits(13)));
    return !other || proven || named ? Found(at.found(foreign ? IdentifierKind::Alien : IdentifierKind::Resident, 13, proven)) : Found {};
}

Found corporation(const Place& at)
{
    const auto shape = at.shape({ 6, 7 });
    if (!shape || !corporationCheckHolds(at.digits(13)))
        return {};
    const bool clear = shape->parting == Parting::Joints || at.near({ "법인", "corporat", "Corporat" });
    return clear ? Found(at.found(IdentifierKind::Corporation, 13, true)) : Found {};
}

Found business(const Place& at)
{
    const auto shape = at.shape({ 3, 2, 5 });
    if (!shape || at.isDocumentNumber(10) || !businessCheckHolds(at.digits(10)))
        return {};
    const bool clear = shape->parting == Parting::Joints || shape->parting == Parting::EveryDigit
        || at.near({ "사업자", "공급자", "계산서", "(주)", "㈜", "주식회사", "대표", "business", "Business" });
    return clear ? Found(at.found(IdentifierKind::Business, 10, true)) : Found {};
}

Found card(const Place& at)
{
    for (const Parts& parts : { Parts { 4, 4, 4, 4 }, Parts { 4, 6, 5 }, Parts { 4, 6, 4 } }) {
        const auto shape = at.shape(parts);
        if (shape && isCardPrefix(at.digits(shape->count)) && luhnHolds(at.digits(shape->count)))
            return at.found(IdentifierKind::Card, shape->count, true);
    }
    return {};
}

/// The length of the area or network code, 0 when the number is none of a phone.
/// source  전기통신번호관리세칙
size_t phoneCode(const Place& at)
{
    if (at[0] != 0)
        return 0;
    if (at[1] == 1)
        return at[2] == 0 || at[2] == 1 || (at[2] >= 6 && at[2] <= 9) ? 3 : 0;
    if (at[1] == 2)
        return 2;
    if (at[1] >= 3 && at[1] <= 6)
        return at[2] >= 1 && at[2] <= 5 ? 3 : at[1] == 5 && at[2] == 0 ? 4 : 0;
    return at[1] == 7 && at[2] == 0 ? 3 : 0;
}

Found phone(const Place& at)
{
    const size_t code = phoneCode(at);
    for (const size_t middle : { size_t(4), size_t(3) }) {
        const auto shape = code > 0 ? at.shape({ code, middle, 4 }) : std::nullopt;
        if (!shape || at.isDocumentNumber(shape->count))
            continue;
        const bool mobile = at[1] == 1 && at[2] == 0;
        const bool clear = shape->parting == Parting::Joints || (mobile && middle == 4)
            || at.near({ "전화", "연락", "담당", "문의", "휴대", "핸드폰", "팩스", "tel", "Tel", "TEL", "phone", "Phone", "fax", "Fax" });
        if (clear && at[code] != 0)
            return at.found(IdentifierKind::Phone, shape->count, false);
    }
    // +82 10 ...: the country's code, and the zero in front left out
    for (const size_t middle : { size_t(4), size_t(3) }) {
        for (const size_t area : { size_t(2), size_t(1) }) {
            const auto shape = at[0] == 8 && at[1] == 2 && at.directlyAfter("+") ? at.shape({ 2, area, middle, 4 }) : std::nullopt;
            if (shape && at[2] != 0)
                return at.found(IdentifierKind::Phone, shape->count, false);
        }
    }
    return {};
}

/// Region (11 to 28), year, serial number, check and count of issues; the rule of the check is not public.
Found licence(const Place& at)
{
    const auto shape = at.shape({ 2, 2, 6, 2 });
    const int region = at[0] * 10 + at[1];
    if (!shape || region < 11 || region > 28 || at.isDocumentNumber(12))
        return {};
    const bool clear = shape->parting == Parting::Joints || at.near({ "면허", "licence", "license", "Licence", "License" });
    return clear ? Found(at.found(IdentifierKind::Licence, 12, false)) : Found {};
}

bool saysAccount(const Place& at)
{
    return at.near({ "계좌", "은행", "입금", "송금", "예금", "농협", "수협", "신협", "우체국", "뱅크", "새마을금고", "이체", "account", "Account", "bank", "Bank" });
}

/// Digits from `first` on in at most four parts.
size_t digitsOfAccount(const DigitRun& run, size_t first, bool spacesInside)
{
    size_t count = 1, parts = 1;
    for (; first + count < run.size(); ++count) {
        const Gap gap = run[first + count].gap;
        if (gap == Gap::Bracket || (gap == Gap::Space && !spacesInside) || (gap != Gap::None && ++parts > 4))
            break;
    }
    return count;
}

/// Banks divide their numbers as they like: 10 to 14 digits in at most four parts, and a word that says so.
Found account(const Place& at, const DigitRun& run, size_t first)
{
    if (!saysAccount(at))
        return {};
    for (const bool spacesInside : { false, true }) {
        const size_t count = digitsOfAccount(run, first, spacesInside);
        if (count >= 10 && count <= 14 && !at.isDocumentNumber(count))
            return at.found(IdentifierKind::Account, count, false);
    }
    return {};
}

/// The first rule that holds for a number that begins here.
Found identifierAt(std::string_view text, const DigitRun& run, size_t first)
{
    const Place at(text, run, first);
    if (const Found found = person(at))
        return found;
    for (const auto rule : { corporation, card, phone, business, licence })
        if (const Found found = rule(at))
            return found;
    return account(at, run, first);
}

void addFrom(std::string_view text, const DigitRun& run, std::vector<FoundIdentifier>& out)
{
    for (size_t first = 0; first + 8 <= run.size();) {
        const bool begins = first == 0 || run[first].gap != Gap::None;
        const Found found = begins ? identifierAt(text, run, first) : Found {};
        if (!found) {
            ++first;
            continue;
        }
        out.push_back(*found);
        while (first < run.size() && run[first].start < found->end)
            ++first;
    }
}

} // namespace

std::vector<FoundIdentifier> findIdentifiers(std::string_view text)
{
    std::vector<FoundIdentifier> found;
    visitDigitRuns(text, [&](const DigitRun& run) { addFrom(text, run, found); });
    addPassports(text, found);
    std::ranges::sort(found, std::less<>(), &FoundIdentifier::start);
    return found;
}

std::string masked(std::string_view text, std::span<const FoundIdentifier> found)
{
    std::string out;
    size_t at = 0;
    for (const FoundIdentifier& one : found) {
        out += text.substr(at, one.start - at);
        const std::string_view inside = text.substr(one.start, one.end - one.start);
        size_t signs = 0, length = 0;
        bool hangul = false;
        const auto isSign = [&](size_t place) {
            return digitAt(inside, place, length, hangul) >= 0 || (static_cast<uint8_t>(inside[place]) < 0x80 && isLetter(inside[place]));
        };
        for (size_t place = 0; place < inside.size(); place += length)
            signs += isSign(place) ? 1 : 0;
        const bool person = one.kind == IdentifierKind::Resident || one.kind == IdentifierKind::Alien;
        const bool tail = one.kind == IdentifierKind::Phone || one.kind == IdentifierKind::Card;
        size_t seen = 0;
        for (size_t place = 0; place < inside.size(); place += length) {
            const bool sign = isSign(place);
            const bool stays = person ? seen < 7 : tail ? seen + 4 >= signs : seen < 3;
            out += sign && !stays ? std::string_view("*") : inside.substr(place, length);
            seen += sign ? 1 : 0;
        }
        at = one.end;
    }
    return out += text.substr(at);
}

} // namespace sillok::privacy
