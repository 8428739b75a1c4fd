// number_format.h - A cell's number as the sheet shows it: dates, times, percent, thousands, words around it.
#pragma once

#include <string>
#include <string_view>

namespace sillok::documents::xlsx {

/// What a format code asks for. Colours, conditions, padding and the sections for negative numbers and text are left out.
struct NumberFormat {
    enum class Kind { General, Fixed, Percent, Date, Text } kind = Kind::General;
    int decimals = 0;
    bool thousands = false;
    bool showsDay = false;       ///< Date: year, month or day
    bool showsTime = false;      ///< Date: hour, minute or second
    bool elapsed = false;        ///< Date: hours go on after 24
    std::string before;          ///< words in front of the number
    std::string after;
};

/// source ECMA-376 part 1, 18.8.31 (format codes)
NumberFormat parseFormat(std::string_view code);
/// Formats that a file refers to without spelling them out. source ECMA-376 part 1, 18.8.30 (built-in numbers)
NumberFormat builtInFormat(int id);

/// `value` is what the file stores; with 1904 dates count from that year. Dates are written 2026-03-05, times 14:30.
std::string shownNumber(double value, const NumberFormat& format, bool from1904);

} // namespace sillok::documents::xlsx
