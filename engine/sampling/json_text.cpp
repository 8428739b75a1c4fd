#include "engine/sampling/json_text.h"

#include "engine/base/text.h"

#include <algorithm>
#include <array>

namespace sillok {

namespace {

/// Characters that stand in a JSON string only behind a backslash. source RFC 8259, section 7
const std::vector<CharRange>& escaped()
{
    static const std::vector<CharRange> ranges { { 0, 0x1F }, { '"', '"' }, { '\\', '\\' } };
    return ranges;
}

std::string escapeOf(char32_t value)
{
    constexpr std::array<std::pair<char32_t, const char*>, 7> kShort { { { '"', "\\\"" }, { '\\', "\\\\" }, { '\b', "\\b" },
        { '\f', "\\f" }, { '\n', "\\n" }, { '\r', "\\r" }, { '\t', "\\t" } } };
    for (const auto& [character, text] : kShort)
        if (character == value)
            return text;
    const char* digits = "0123456789abcdef";
    return std::string("\\u00") + digits[value >> 4] + digits[value & 0xF];
}

bool holds(const std::vector<CharRange>& ranges, char32_t value)
{
    return std::any_of(ranges.begin(), ranges.end(), [value](const CharRange& r) { return r.first <= value && value <= r.last; });
}

GrammarElement digits(GrammarBuilder& builder, char first, char last)
{
    return builder.character({ { static_cast<char32_t>(first), static_cast<char32_t>(last) } });
}

GrammarSequence joined(GrammarSequence left, const GrammarSequence& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

/// Texts between `low` and `high`, which have the same number of digits, as alternatives behind `front`.
void addSameLength(
    GrammarBuilder& builder, const GrammarSequence& front, std::string_view low, std::string_view high, std::vector<GrammarSequence>& out)
{
    const auto all = [](std::string_view text, char c) { return text.find_first_not_of(c) == std::string_view::npos; };
    if (low.empty()) {
        out.push_back(front);
        return;
    }
    const auto rest = static_cast<uint32_t>(low.size() - 1);
    if (low[0] == high[0])
        return addSameLength(builder, joined(front, { digits(builder, low[0], low[0]) }), low.substr(1), high.substr(1), out);
    char first = low[0], last = high[0];
    if (!all(low.substr(1), '0')) {
        addSameLength(builder, joined(front, { digits(builder, first, first) }), low.substr(1), std::string(rest, '9'), out);
        ++first;
    }
    if (!all(high.substr(1), '9')) {
        addSameLength(builder, joined(front, { digits(builder, last, last) }), std::string(rest, '0'), high.substr(1), out);
        --last;
    }
    if (first <= last)
        out.push_back(joined(joined(front, { digits(builder, first, last) }), builder.repeat({ digits(builder, '0', '9') }, rest, rest)));
}

/// Numbers from low to high, each included, behind `front`.
void addNaturals(GrammarBuilder& builder, const GrammarSequence& front, uint64_t low, uint64_t high, std::vector<GrammarSequence>& out)
{
    const std::string last = std::to_string(high);
    for (std::string first = std::to_string(low); first.size() <= last.size(); first = "1" + std::string(first.size(), '0'))
        addSameLength(builder, front, first, first.size() < last.size() ? std::string(first.size(), '9') : last, out);
}

uint64_t magnitude(int64_t value) { return value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value); }

/// What may follow in a text that is none of the given: all have the first `depth` characters in common.
GrammarElement besideFrom(GrammarBuilder& builder, const std::vector<std::u32string>& texts, size_t depth)
{
    std::vector<char32_t> next;
    bool endsHere = false;
    for (const std::u32string& text : texts)
        if (text.size() == depth)
            endsHere = true;
        else if (std::find(next.begin(), next.end(), text[depth]) == next.end())
            next.push_back(text[depth]);
    const GrammarElement plain = builder.character(complement(escaped()));
    std::vector<CharRange> taken = escaped();
    std::vector<GrammarSequence> alternatives;
    for (const char32_t character : next) {
        taken.push_back({ character, character });
        std::vector<std::u32string> below;
        std::copy_if(texts.begin(), texts.end(), std::back_inserter(below),
            [&](const std::u32string& text) { return text.size() > depth && text[depth] == character; });
        alternatives.push_back({ builder.character({ { character, character } }), besideFrom(builder, below, depth + 1) });
    }
    alternatives.push_back(joined({ builder.character(complement(taken)) }, builder.repeat({ plain }, 0, GrammarBuilder::kEndless)));
    if (!endsHere)
        alternatives.emplace_back();
    return builder.choice(alternatives);
}

} // namespace

GrammarElement jsonCharacter(GrammarBuilder& builder, const std::vector<CharRange>& ranges)
{
    std::vector<GrammarSequence> alternatives { { builder.character(without(ranges, escaped())) } };
    for (const CharRange& range : escaped())
        for (char32_t value = range.first; value <= range.last; ++value)
            if (holds(ranges, value))
                alternatives.push_back(builder.text(escapeOf(value)));
    return alternatives.size() == 1 ? alternatives.front().front() : builder.choice(alternatives);
}

GrammarSequence jsonString(GrammarBuilder& builder, uint32_t least, uint32_t most)
{
    const GrammarSequence quote = builder.text("\"");
    return joined(joined(quote, builder.repeat({ jsonCharacter(builder, complement({})) }, least, most)), quote);
}

GrammarElement jsonStringBeside(GrammarBuilder& builder, const std::vector<std::string>& texts)
{
    std::vector<std::u32string> wide;
    for (const std::string& text : texts) {
        std::u32string& one = wide.emplace_back();
        for (size_t at = 0; at < text.size();) {
            const CodePoint point = codePointAt(text, at);
            one += point.value;
            at += point.length;
        }
    }
    const GrammarSequence quote = builder.text("\"");
    return builder.choice({ joined(joined(quote, { besideFrom(builder, wide, 0) }), quote) });
}

GrammarElement jsonInteger(GrammarBuilder& builder, std::optional<int64_t> least, std::optional<int64_t> most)
{
    constexpr int64_t kExact = 999'999'999'999'999;
    const int64_t low = least.value_or(most && *most < -kExact ? INT64_MIN : -kExact);
    const int64_t high = most.value_or(low > kExact ? INT64_MAX : kExact);
    std::vector<GrammarSequence> alternatives;
    if (low < 0)
        addNaturals(builder, builder.text("-"), high < 0 ? magnitude(high) : 1, magnitude(low), alternatives);
    if (high >= 0)
        addNaturals(builder, {}, low > 0 ? magnitude(low) : 0, magnitude(high), alternatives);
    return builder.choice(alternatives);
}

GrammarElement jsonNumber(GrammarBuilder& builder)
{
    const GrammarElement digit = digits(builder, '0', '9');
    const GrammarSequence whole { builder.choice(
        { builder.text("0"), joined({ digits(builder, '1', '9') }, builder.repeat({ digit }, 0, 14)) }) };
    const GrammarSequence fraction = joined(builder.text("."), builder.repeat({ digit }, 1, 15));
    const GrammarSequence exponent = joined(joined({ builder.character({ { 'e', 'e' }, { 'E', 'E' } }) },
                                                builder.repeat({ builder.character({ { '+', '+' }, { '-', '-' } }) }, 0, 1)),
        builder.repeat({ digit }, 1, 2));
    return builder.choice({ joined(
        joined(joined(builder.repeat(builder.text("-"), 0, 1), whole), builder.repeat(fraction, 0, 1)), builder.repeat(exponent, 0, 1)) });
}

} // namespace sillok
