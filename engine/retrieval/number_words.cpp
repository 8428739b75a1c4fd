#include "engine/retrieval/number_words.h"

#include "engine/base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace sillok::retrieval {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

struct Spelling {
    std::string_view written;
    std::string_view unit;
};

/// Longest first where one begins another. source: units and counters of official Korean
constexpr Spelling kUnits[] = {
    { "퍼센트", "%" }, { "프로", "%" }, { "%", "%" }, { "시간", "시간" }, { "개월", "개월" }, { "개년", "년" }, { "년도", "년" }, { "년", "년" },
    { "주일", "주" }, { "주간", "주" }, { "분기", "분기" }, { "평방미터", "m2" }, { "제곱미터", "m2" }, { "m2", "m2" }, { "킬로미터", "km" }, { "km", "km" },
    { "미터", "m" }, { "kg", "kg" }, { "킬로그램", "kg" }, { "월", "월" }, { "일", "일" }, { "시", "시" }, { "분", "분" }, { "초", "초" }, { "원", "원" },
    { "달러", "달러" }, { "명", "명" }, { "인", "명" }, { "사람", "명" }, { "개소", "곳" }, { "곳", "곳" }, { "가지", "가지" }, { "개", "개" }, { "건", "건" },
    { "회", "회" }, { "번", "회" }, { "차례", "회" }, { "배", "배" }, { "조", "조" }, { "항", "항" }, { "호", "호" }, { "목", "목" }, { "장", "장" },
    { "절", "절" }, { "쪽", "쪽" }, { "페이지", "쪽" }, { "점", "점" }, { "세", "세" }, { "살", "세" }, { "대", "대" }, { "권", "권" }, { "부", "부" },
    { "매", "매" }, { "층", "층" }, { "급", "급" }, { "달", "개월" }, { "days", "일" }, { "day", "일" }, { "hours", "시간" }, { "hour", "시간" },
    { "months", "개월" }, { "month", "개월" }, { "years", "년" }, { "year", "년" }, { "people", "명" }, { "percent", "%" }, { "won", "원" },
};

std::string unitAt(std::string_view text, size_t at)
{
    if (at < text.size() && text[at] == ' ')
        ++at;
    for (const Spelling& unit : kUnits) {
        if (text.substr(at).starts_with(unit.written))
            return std::string(unit.unit);
    }
    return {};
}

/// A multiplier that begins at `at`: 천, 만, 억 ...; 0: none.
int64_t multiplierAt(std::string_view text, size_t at)
{
    struct Multiplier {
        std::string_view name;
        int64_t value;
    };
    for (const Multiplier& m : { Multiplier { "십", 10 }, { "백", 100 }, { "천", 1000 }, { "만", 10'000 }, { "억", 100'000'000 } }) {
        if (text.substr(at).starts_with(m.name))
            return m.value;
    }
    // 조 is an article far more often than 10^12.
    constexpr std::string_view kTrillion = "조";
    if (!text.substr(at).starts_with(kTrillion))
        return 0;
    size_t next = at + kTrillion.size();
    if (next < text.size() && text[next] == ' ')
        ++next;
    const bool goesOn = text.substr(next).starts_with("원") || (next < text.size() && isDigit(text[next]));
    return goesOn ? 1'000'000'000'000 : 0;
}

constexpr size_t kMultiplierBytes = 3;
constexpr int64_t kTenThousand = 10'000;
constexpr double kMostExact = 9e15;    // whole numbers that a double holds exactly

/// Digits with thousands separators and decimals; moves `at` behind them.
std::string plainDigits(std::string_view text, size_t& at)
{
    std::string digits;
    const auto three = [&](size_t from) {
        size_t n = 0;
        while (from + n < text.size() && isDigit(text[from + n]))
            ++n;
        return n == 3;
    };
    while (at < text.size()) {
        if (isDigit(text[at]))
            digits += text[at++];
        else if (text[at] == ',' && three(at + 1))
            ++at;
        else
            break;
    }
    if (at + 1 < text.size() && text[at] == '.' && isDigit(text[at + 1])) {
        digits += '.';
        for (++at; at < text.size() && isDigit(text[at]); ++at)
            digits += text[at];
    }
    const size_t first = digits.find_first_not_of('0');
    return first == std::string::npos ? "0" : digits[first] == '.' ? digits.substr(first - 1) : digits.substr(first);
}

std::string asDigits(double value) { return std::to_string(static_cast<int64_t>(std::llround(value))); }

struct NativeWord {
    std::string_view word;
    int value;
};
constexpr NativeWord kTens[] = { { "열", 10 }, { "스물", 20 }, { "스무", 20 }, { "서른", 30 }, { "마흔", 40 }, { "쉰", 50 }, { "예순", 60 },
    { "일흔", 70 }, { "여든", 80 }, { "아흔", 90 } };
constexpr NativeWord kOnes[] = { { "하나", 1 }, { "한", 1 }, { "둘", 2 }, { "두", 2 }, { "세", 3 }, { "셋", 3 }, { "네", 4 }, { "넷", 4 }, { "다섯", 5 },
    { "여섯", 6 }, { "일곱", 7 }, { "여덟", 8 }, { "아홉", 9 } };

/// Counters that native numbers stand before. 분 and 대 are left out: 두 분기, 세대.
bool isNativeCounter(std::string_view text)
{
    for (const std::string_view counter : { "명", "사람", "개", "번", "달", "시간", "가지", "차례", "살", "곳", "건", "배", "권", "장" }) {
        if (text.starts_with(counter))
            return true;
    }
    return false;
}

ReadNumber nativeWord(std::string_view text, size_t at)
{
    int value = 0;
    size_t end = at;
    const auto take = [&](std::span<const NativeWord> words) {
        for (const NativeWord& word : words) {
            if (!text.substr(end).starts_with(word.word))
                continue;
            value += word.value;
            end += word.word.size();
            return;
        }
    };
    take(kTens);
    take(kOnes);
    if (value == 0)
        return {};
    const size_t counter = end < text.size() && text[end] == ' ' ? end + 1 : end;
    if (!isNativeCounter(text.substr(counter)))
        return {};
    return { std::to_string(value), unitAt(text, end), end };
}

int sinoDigit(std::string_view text, size_t at)
{
    constexpr std::string_view kDigits[] = { "영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구" };
    for (int d = 0; d < 10; ++d) {
        if (text.substr(at).starts_with(kDigits[d]))
            return d;
    }
    return -1;
}

/// 삼십, 오백만, 이천이십육: needs a multiplier inside and a unit behind. 일 at the end is the day when nothing else follows.
ReadNumber sinoWord(std::string_view text, size_t at)
{
    if (text.substr(at).starts_with("만일"))
        return {};
    int64_t total = 0, section = 0, current = -1;
    bool multiplied = false;
    size_t end = at;
    ReadNumber best;
    while (end < text.size()) {
        if (const int digit = sinoDigit(text, end); digit >= 0) {
            if (current >= 0)
                break;
            current = digit;
        } else if (const int64_t m = multiplierAt(text, end); m > 0 && m < 1'000'000'000'000) {
            multiplied = true;
            if (m < kTenThousand)
                section += (current < 0 ? 1 : current) * m;
            else
                total += std::max<int64_t>(section + std::max<int64_t>(current, 0), 1) * m, section = 0;
            current = -1;
        } else {
            break;
        }
        end += kMultiplierBytes;
        const std::string unit = unitAt(text, end);
        if (multiplied && !unit.empty())
            best = { std::to_string(total + section + std::max<int64_t>(current, 0)), unit, end };
    }
    return best;
}

} // namespace

ReadNumber readDigits(std::string_view text, size_t at)
{
    ReadNumber number;
    number.end = at;
    double total = 0, section = 0;
    bool multiplied = false, open = false;
    double current = 0;
    for (size_t next = at; next < text.size() && isDigit(text[next]);) {
        const std::string digits = plainDigits(text, next);
        current = std::strtod(digits.c_str(), nullptr);
        open = true;
        if (!multiplied) {
            number.value = digits;
            number.end = next;
        }
        bool any = false;
        for (int64_t m = multiplierAt(text, next); m > 0; m = multiplierAt(text, next)) {
            any = true;
            next += kMultiplierBytes;
            if (m < kTenThousand)
                section += (open ? current : 1) * static_cast<double>(m);
            else
                total += (section + (open ? current : 0)) * static_cast<double>(m), section = 0;
            open = false;
            current = 0;
        }
        if (!any && !multiplied)
            break;
        multiplied = true;
        number.end = next;
        if (!any)
            break; // the last group: 3만 5000
        if (next < text.size() && text[next] == ' ')
            ++next;
    }
    const double value = total + section + (open ? current : 0);
    if (multiplied && value < kMostExact)
        number.value = asDigits(value);
    number.unit = unitAt(text, number.end);
    return number;
}

ReadNumber readWord(std::string_view text, size_t at)
{
    const ReadNumber native = nativeWord(text, at);
    return native.value.empty() ? sinoWord(text, at) : native;
}

} // namespace sillok::retrieval
