// Filters that make numbers, and what Python reads as one.
#include "engine/chat/jinja/builtins.h"
#include "engine/chat/jinja/letters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace sillok::jinja {

namespace {

Value toInt(Interpreter&, const Value& value, const Args& args)
{
    const auto given = bind(args, { "default", "base" });
    const Value otherwise = given[0] ? *given[0] : Value::integer(0);
    const int64_t base = wholeOr(given[1], 10);
    if (value.is(Kind::Undefined))
        stopBadUse("an undefined value is no number");
    if (value.isWhole())
        return Value::integer(value.whole(), value.fromData());
    double real = 0;
    bool fromData = value.fromData();
    if (value.is(Kind::Text)) {
        int64_t whole = 0;
        fromData = value.text().anyData();
        if (base >= 0 && base <= 36 && base != 1 && readWhole(value.text().bytes(), static_cast<int>(base), whole))
            return Value::integer(whole, fromData);
        if (!readReal(value.text().bytes(), real))
            return otherwise;
    } else if (value.is(Kind::Real)) {
        real = value.number();
    } else {
        return otherwise;
    }
    if (std::isnan(real))
        return otherwise;
    if (std::fabs(real) >= 9.2e18)
        stop(ErrorCode::Unsupported, "a whole number beyond 64 bits");
    return Value::integer(static_cast<int64_t>(real), fromData);
}

Value toFloat(Interpreter&, const Value& value, const Args& args)
{
    const auto given = bind(args, { "default" });
    if (value.is(Kind::Undefined))
        stopBadUse("an undefined value is no number");
    double real = 0;
    if (value.isNumber())
        return Value::real(value.number(), value.fromData());
    if (value.is(Kind::Text) && readReal(value.text().bytes(), real))
        return Value::real(real, value.text().anyData());
    return given[0] ? *given[0] : Value::real(0);
}

Value absolute(Interpreter&, const Value& value, const Args& args)
{
    bind(args, {});
    if (value.is(Kind::Real))
        return Value::real(std::fabs(value.number()), value.fromData());
    return wholeOf(value) < 0 ? negative(value) : Value::integer(value.whole(), value.fromData());
}

/// Correct to the last digit, halves to even, as Python's round: the C library prints exact decimals.
double roundedTo(double value, int64_t digits)
{
    if (!std::isfinite(value) || digits > 300)
        return value;
    if (digits >= 0) {
        char buffer[700];
        std::snprintf(buffer, sizeof buffer, "%.*f", static_cast<int>(digits), value);
        return std::strtod(buffer, nullptr);
    }
    const double scale = std::pow(10.0, static_cast<double>(-digits));
    return std::isinf(scale) ? 0.0 : std::nearbyint(value / scale) * scale;
}

Value roundNumber(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "precision", "method" });
    const int64_t digits = std::clamp<int64_t>(wholeOr(given[0], 0), -400, 400);
    const std::string method = given[1] ? interpreter.str(*given[1]).bytes() : "common";
    if (method != "common" && method != "ceil" && method != "floor")
        stopBadUse("round: an unknown method");
    if (!value.isNumber())
        stopBadUse(std::string("a ") + typeName(value) + " cannot be rounded");
    if (method == "common" && value.isWhole() && digits >= 0)
        return Value::integer(value.whole(), value.fromData());
    if (method == "common") {
        const double result = roundedTo(value.number(), digits);
        return value.isWhole() ? Value::integer(static_cast<int64_t>(result), value.fromData()) : Value::real(result, value.fromData());
    }
    const double scale = std::pow(10.0, static_cast<double>(digits));
    const double scaled = value.number() * scale;
    return Value::real((method == "ceil" ? std::ceil(scaled) : std::floor(scaled)) / scale, value.fromData());
}

/// 1 Byte, 13 Bytes, 4.1 MB, 4.1 MiB
Value fileSize(Interpreter& interpreter, const Value& value, const Args& args)
{
    const bool binary = flagOf(bind(args, { "binary" })[0], false);
    double size = 0;
    if (value.isNumber())
        size = value.number();
    else if (!value.is(Kind::Text) || !readReal(value.text().bytes(), size))
        stopBadUse("filesizeformat needs a number");
    if (!std::isfinite(size) || size <= -9.2e18)
        stopBadUse("filesizeformat needs a size");
    const bool fromData = value.is(Kind::Text) ? value.text().anyData() : value.fromData();
    const double base = binary ? 1024 : 1000;
    if (size == 1)
        return interpreter.text("1 Byte", fromData);
    if (size < base)
        return interpreter.text(std::to_string(static_cast<int64_t>(size)) + " Bytes", fromData);
    constexpr std::string_view kPrefixes = "kMGTPEZY";
    size_t prefix = 0;
    double unit = base;
    for (; prefix + 1 < kPrefixes.size() && size >= unit * base; ++prefix)
        unit *= base;
    char buffer[340];
    const char letter = binary && prefix == 0 ? 'K' : kPrefixes[prefix];
    std::snprintf(buffer, sizeof buffer, "%.1f %c%sB", size / unit, letter, binary ? "i" : "");
    return interpreter.text(buffer, fromData);
}

constexpr NamedFilter kFilters[] = { { "int", &toInt }, { "float", &toFloat }, { "abs", &absolute }, { "round", &roundNumber },
    { "filesizeformat", &fileSize } };

} // namespace

Filter findNumberFilter(std::string_view name) { return findIn(kFilters, name); }

/// Without space around it, and with single underscores between digits taken out; empty when they stand elsewhere.
static std::string numberText(const std::string& text)
{
    const Trimmed kept = trimmed(text, true, true, nullptr);
    std::string out;
    for (size_t i = kept.begin; i < kept.end; ++i) {
        const bool between = i > kept.begin && i + 1 < kept.end && std::isalnum(static_cast<unsigned char>(text[i - 1]))
            && std::isalnum(static_cast<unsigned char>(text[i + 1]));
        if (text[i] == '_' && !between)
            return {};
        if (text[i] != '_')
            out += text[i];
    }
    return out;
}

bool readWhole(const std::string& text, int base, int64_t& value)
{
    std::string digits = numberText(text);
    const bool minus = !digits.empty() && digits[0] == '-';
    if (minus || (!digits.empty() && digits[0] == '+'))
        digits.erase(0, 1);
    if (digits.size() > 2 && digits[0] == '0') {
        const char kind = static_cast<char>(digits[1] | 0x20);
        const int written = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 0;
        if (written != 0 && (base == 0 || base == written)) {
            digits.erase(0, 2);
            base = written;
        }
    }
    if (digits.empty() || digits[0] == '-' || digits[0] == '+')
        return false;
    if (base == 0)
        base = 10;
    digits.insert(0, minus ? "-" : "");
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (end != digits.data() + digits.size())
        return false;
    if (problem == std::errc::result_out_of_range)
        stop(ErrorCode::Unsupported, "a whole number beyond 64 bits");
    return problem == std::errc {};
}

bool readReal(const std::string& text, double& value)
{
    std::string digits = numberText(text);
    std::string lower = digits;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const size_t sign = !lower.empty() && (lower[0] == '-' || lower[0] == '+') ? 1 : 0;
    const std::string word = lower.substr(sign);
    if (word == "inf" || word == "infinity" || word == "nan") {
        value = word == "nan" ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
        if (lower[0] == '-')
            value = -value;
        return true;
    }
    if (word.empty() || word.find_first_not_of("0123456789.e+-") != std::string::npos || word[0] == '+' || word[0] == '-')
        return false;
    char* end = nullptr;
    value = std::strtod(digits.c_str(), &end);
    return end == digits.c_str() + digits.size();
}

} // namespace sillok::jinja
