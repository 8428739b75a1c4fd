// facts.h - What in a sentence can be right or wrong by itself: numbers with their units, dates, quoted words, names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sillok::retrieval {

/// 19,209,180,000원, 5천만 원, 스무 명, 50퍼센트: the value in digits and the unit in one spelling.
struct NumberFact {
    std::string value;
    std::string unit;    ///< empty: none that we know
    bool operator==(const NumberFact&) const = default;
};

/// 2026년 3월 1일, 2026. 3. 1., 3월 1일; 0 is what the text does not say.
struct DateFact {
    int year = 0;
    int month = 0;
    int day = 0;
    bool operator==(const DateFact&) const = default;
};

struct Facts {
    std::vector<NumberFact> numbers;    ///< the parts of dates too
    std::vector<DateFact> dates;
    std::vector<std::string> quotes;    ///< words between quotation marks or title brackets, as written
    std::vector<std::string> names;     ///< institutions, rules, people before their title, Latin words; as written

    bool empty() const { return numbers.empty() && dates.empty() && quotes.empty() && names.empty(); }
};

/// Numbers are read after folding, so width and composition do not matter. Korean number words count where a unit or counter follows them.
/// needs  UTF-8. cost linear.
Facts factsOf(std::string_view text);

/// True when `source` states the number: same value, and no other unit.
bool states(const Facts& source, const NumberFact& number);
/// True when `source` states the date; its year may stand apart from its day.
bool states(const Facts& source, const DateFact& date);

} // namespace sillok::retrieval
