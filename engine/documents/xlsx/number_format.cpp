#include "engine/documents/xlsx/number_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace sillok::documents::xlsx {

namespace {

constexpr int kMostDecimals = 15;
constexpr double kLargestPlain = 1e15;       ///< beyond it a double has no digits for the ones
constexpr double kLastDay = 2'958'466;       ///< 10000-01-01: where calendars of spreadsheets end

/// The first section, with quoted and escaped words set apart: what is left is pure format.
struct Pieces {
    std::string code;      ///< placeholders only; each run of words is one '\x01'
    std::string before;
    std::string after;
};

bool isPlaceholder(char c) { return c == '0' || c == '#' || c == '?' || c == '.' || c == ',' || c == '%' || c == 'E' || c == '/'; }

Pieces firstSection(std::string_view code)
{
    Pieces pieces;
    bool digits = false;
    const auto word = [&](std::string_view text) { (digits ? pieces.after : pieces.before) += text; };
    for (size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"') {
            const size_t end = std::min(code.find('"', i + 1), code.size());
            word(code.substr(i + 1, end - i - 1));
            i = end;
        } else if (c == '\\' && i + 1 < code.size()) {
            word(code.substr(++i, 1));
        } else if ((c == '_' || c == '*') && i + 1 < code.size()) {
            ++i; // room as wide as the next character, or that character repeated
        } else if (c == '[') {
            const size_t end = std::min(code.find(']', i), code.size());
            const std::string_view inside = code.substr(i + 1, end - i - 1);
            if (inside == "h" || inside == "hh" || inside == "m" || inside == "mm" || inside == "s" || inside == "ss")
                pieces.code += "[";
            else if (inside.starts_with('$')) // [$₩-412]
                word(inside.substr(1, inside.find('-') == std::string_view::npos ? inside.size() : inside.find('-') - 1));
            i = end;
            if (inside.size() <= 2)
                pieces.code += inside;
        } else {
            digits = digits || isPlaceholder(c);
            pieces.code += c;
        }
    }
    return pieces;
}

std::string digitsOf(double value, int decimals)
{
    std::array<char, 64> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

std::string general(double value)
{
    std::array<char, 64> buffer;
    if (std::abs(value) < kLargestPlain && value == std::floor(value))
        return digitsOf(value, 0);
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 15);
    return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

std::string withThousands(std::string digits)
{
    const size_t begin = digits.starts_with('-') ? 1 : 0;
    const size_t point = std::min(digits.find('.'), digits.size());
    for (size_t at = point; at > begin + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string clock(int64_t seconds, bool withSeconds)
{
    std::array<char, 48> buffer;
    const auto hours = static_cast<long long>(seconds / 3600);
    const int minutes = static_cast<int>(seconds / 60 % 60);
    if (withSeconds)
        std::snprintf(buffer.data(), buffer.size(), "%02lld:%02d:%02d", hours, minutes, static_cast<int>(seconds % 60));
    else
        std::snprintf(buffer.data(), buffer.size(), "%02lld:%02d", hours, minutes);
    return buffer.data();
}

/// Day 60 of the 1900 calendar is a 29 February that never was; before it the calendar runs one day ahead.
std::string day(int64_t serial, bool from1904)
{
    using namespace std::chrono;
    const sys_days base = from1904 ? sys_days(1904y / January / 1) : sys_days(1899y / December / (serial < 60 ? 31 : 30));
    const year_month_day date { base + days(serial) };
    std::array<char, 40> buffer;
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()));
    return buffer.data();
}

std::string date(double value, const NumberFormat& format, bool from1904)
{
    if (value < 0 || value >= kLastDay)
        return general(value);
    const auto seconds = static_cast<int64_t>(std::llround(value * 86400));
    if (format.elapsed)
        return clock(seconds, seconds % 60 != 0);
    const std::string time = clock(seconds % 86400, seconds % 60 != 0);
    if (!format.showsDay)
        return time;
    const std::string text = day(seconds / 86400, from1904);
    return format.showsTime ? text + " " + time : text;
}

} // namespace

NumberFormat parseFormat(std::string_view code)
{
    NumberFormat format;
    if (code == "General" || code.empty())
        return format;
    const Pieces pieces = firstSection(code);
    std::string_view plain = pieces.code;
    format.before = pieces.before;
    format.after = pieces.after;
    if (plain.find("General") != std::string_view::npos)
        return format;
    const auto has = [&](const char* letters) { return plain.find_first_of(letters) != std::string_view::npos; };
    if (plain == "@") {
        format.kind = NumberFormat::Kind::Text;
    } else if (has("yYdDhHsSeg") && !has("0#?")) {
        format = {};
        format.kind = NumberFormat::Kind::Date;
        format.elapsed = has("[");
        format.showsTime = has("hHsS");
        format.showsDay = has("yYdDeg") || (has("mM") && !format.showsTime);
    } else if (has("mM") && !has("0#?")) {
        format = {};
        format.kind = NumberFormat::Kind::Date;
        format.elapsed = has("[");
        format.showsDay = !format.elapsed;
        format.showsTime = format.elapsed;
    } else if (has("0#?") && !has("E/")) {
        format.kind = has("%") ? NumberFormat::Kind::Percent : NumberFormat::Kind::Fixed;
        format.thousands = has(",");
        const size_t point = plain.find('.');
        const auto places = point == std::string_view::npos ? 0 : std::ranges::count_if(plain.substr(point), [](char c) { return c == '0' || c == '#' || c == '?'; });
        format.decimals = std::min(static_cast<int>(places), kMostDecimals);
    }
    return format;
}

NumberFormat builtInFormat(int id)
{
    constexpr std::pair<int, const char*> kNumbers[] = { { 1, "0" }, { 2, "0.00" }, { 3, "#,##0" }, { 4, "#,##0.00" }, { 9, "0%" }, { 10, "0.00%" },
        { 18, "h:mm" }, { 19, "h:mm:ss" }, { 20, "h:mm" }, { 21, "h:mm:ss" }, { 22, "yyyy-m-d h:mm" }, { 37, "#,##0" }, { 38, "#,##0" },
        { 39, "#,##0.00" }, { 40, "#,##0.00" }, { 45, "mm:ss" }, { 46, "[h]:mm:ss" }, { 47, "mm:ss" }, { 49, "@" } };
    for (const auto& [number, code] : kNumbers) {
        if (number == id)
            return parseFormat(code);
    }
    // 27 to 36 and 50 to 58 are dates of East Asian editions, 32 to 35 times.
    if (id >= 32 && id <= 35)
        return parseFormat("h:mm");
    const bool isDay = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return isDay ? parseFormat("yyyy-m-d") : NumberFormat {};
}

std::string shownNumber(double value, const NumberFormat& format, bool from1904)
{
    if (!std::isfinite(value))
        return {};
    if (format.kind == NumberFormat::Kind::Date)
        return date(value, format, from1904);
    const bool percent = format.kind == NumberFormat::Kind::Percent;
    const double shown = percent ? value * 100 : value;
    const bool fixed = (percent || format.kind == NumberFormat::Kind::Fixed) && std::abs(shown) < kLargestPlain;
    std::string digits = fixed ? digitsOf(shown, format.decimals) : general(shown);
    if (fixed && format.thousands)
        digits = withThousands(std::move(digits));
    const size_t sign = digits.starts_with('-') ? 1 : 0; // -₩1,000
    return digits.substr(0, sign) + format.before + digits.substr(sign) + (percent ? "%" : "") + format.after;
}

} // namespace sillok::documents::xlsx
