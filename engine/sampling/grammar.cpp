#include "engine/sampling/grammar.h"

#include "engine/base/text.h"

#include <algorithm>
#include <array>

namespace sillok {

namespace {

using Kind = GrammarElement::Kind;

struct ByteRange {
    uint8_t first;
    uint8_t last;

    auto operator<=>(const ByteRange&) const = default;
};
/// Byte ranges that stand for a stretch of code points of one encoded length.
using EncodedRange = std::vector<ByteRange>;

/// Sorted, joined, without surrogates and without what is no code point.
std::vector<CharRange> tidied(std::vector<CharRange> ranges)
{
    constexpr char32_t kLastScalar = 0x10FFFF, kBeforeSurrogates = 0xD7FF, kBehindSurrogates = 0xE000;
    std::sort(ranges.begin(), ranges.end());
    std::vector<CharRange> joined;
    for (CharRange range : ranges) {
        range.last = std::min(range.last, kLastScalar);
        if (range.first > range.last)
            continue;
        if (!joined.empty() && range.first <= joined.back().last + 1)
            joined.back().last = std::max(joined.back().last, range.last);
        else
            joined.push_back(range);
    }
    std::vector<CharRange> scalars;
    for (const CharRange& range : joined) {
        if (range.first <= kBeforeSurrogates)
            scalars.push_back({ range.first, std::min(range.last, kBeforeSurrogates) });
        if (range.last >= kBehindSurrogates)
            scalars.push_back({ std::max(range.first, kBehindSurrogates), range.last });
    }
    return scalars;
}

std::vector<CharRange> beside(const std::vector<CharRange>& sorted)
{
    std::vector<CharRange> others;
    char32_t next = 0;
    for (const CharRange& range : sorted) {
        if (range.first > next)
            others.push_back({ next, range.first - 1 });
        next = range.last + 1;
    }
    if (next <= 0x10FFFF)
        others.push_back({ next, 0x10FFFF });
    return others;
}

/// Splits a stretch until all of its encodings are a product of byte ranges: below the highest bits that differ, everything or nothing.
/// source  RFC 3629, section 3
void encode(CharRange range, std::vector<EncodedRange>& out)
{
    for (const char32_t end : { 0x7Fu, 0x7FFu, 0xFFFFu }) // the last code point of each length
        if (range.first <= end && range.last > end) {
            encode({ range.first, end }, out);
            encode({ end + 1, range.last }, out);
            return;
        }
    for (unsigned bits = 6; range.last > 0x7F && bits <= 18; bits += 6) {
        const char32_t low = (char32_t { 1 } << bits) - 1;
        if ((range.first & ~low) == (range.last & ~low))
            break;
        if ((range.first & low) != 0) {
            encode({ range.first, range.first | low }, out);
            encode({ (range.first | low) + 1, range.last }, out);
            return;
        }
        if ((range.last & low) != low) {
            encode({ range.first, (range.last & ~low) - 1 }, out);
            encode({ range.last & ~low, range.last }, out);
            return;
        }
    }
    std::string first, last;
    appendUtf8(first, range.first);
    appendUtf8(last, range.last);
    EncodedRange encoded;
    for (size_t i = 0; i < first.size(); ++i)
        encoded.push_back({ static_cast<uint8_t>(first[i]), static_cast<uint8_t>(last[i]) });
    out.push_back(std::move(encoded));
}

ByteSet setOf(const ByteRange& range)
{
    ByteSet set;
    for (unsigned byte = range.first; byte <= range.last; ++byte)
        set.set(byte);
    return set;
}

} // namespace

std::vector<CharRange> complement(std::vector<CharRange> ranges) { return tidied(beside(tidied(std::move(ranges)))); }

std::vector<CharRange> without(std::vector<CharRange> ranges, const std::vector<CharRange>& others)
{
    std::vector<CharRange> left = complement(std::move(ranges));
    left.insert(left.end(), others.begin(), others.end());
    return complement(std::move(left));
}

GrammarElement GrammarBuilder::declare()
{
    if (m_grammar.m_rules.size() >= kMaxRules) {
        m_tooLarge = true;
        return { Kind::Rule, 0 };
    }
    m_grammar.m_rules.emplace_back();
    return { Kind::Rule, static_cast<uint32_t>(m_grammar.m_rules.size() - 1) };
}

void GrammarBuilder::define(GrammarElement rule, const std::vector<GrammarSequence>& alternatives)
{
    for (const GrammarSequence& alternative : alternatives) {
        if (m_grammar.m_elements.size() + alternative.size() + 1 > kMaxElements) {
            m_tooLarge = true;
            return;
        }
        m_grammar.m_rules[rule.index].push_back(static_cast<uint32_t>(m_grammar.m_elements.size()));
        m_grammar.m_elements.insert(m_grammar.m_elements.end(), alternative.begin(), alternative.end());
        m_grammar.m_elements.push_back({ Kind::End, 0 });
    }
}

GrammarElement GrammarBuilder::choice(const std::vector<GrammarSequence>& alternatives)
{
    if (const auto known = m_ruleByAlternatives.find(alternatives); known != m_ruleByAlternatives.end())
        return known->second;
    const GrammarElement rule = declare();
    if (!m_tooLarge)
        define(rule, alternatives);
    m_ruleByAlternatives.emplace(alternatives, rule);
    return rule;
}

GrammarElement GrammarBuilder::oneOf(const ByteSet& set)
{
    const auto [entry, isNew] = m_indexBySet.emplace(set, static_cast<uint32_t>(m_grammar.m_byteSets.size()));
    if (isNew)
        m_grammar.m_byteSets.push_back(set);
    return { Kind::OneByte, entry->second };
}

GrammarSequence GrammarBuilder::text(std::string_view text)
{
    GrammarSequence sequence;
    for (const char c : text)
        sequence.push_back(oneOf(ByteSet().set(static_cast<uint8_t>(c))));
    return sequence;
}

GrammarElement GrammarBuilder::character(std::vector<CharRange> ranges)
{
    ranges = tidied(std::move(ranges));
    if (const auto known = m_ruleByRanges.find(ranges); known != m_ruleByRanges.end())
        return known->second;
    // What follows the first byte -> all first bytes that it may follow.
    std::map<EncodedRange, ByteSet> firstByRest;
    std::vector<EncodedRange> encoded;
    for (const CharRange& range : ranges)
        encode(range, encoded);
    for (const EncodedRange& one : encoded)
        firstByRest[EncodedRange(one.begin() + 1, one.end())] |= setOf(one.front());
    GrammarElement made;
    if (firstByRest.empty()) {
        made = oneOf({});
    } else if (firstByRest.size() == 1 && firstByRest.begin()->first.empty()) {
        made = oneOf(firstByRest.begin()->second);
    } else {
        std::vector<GrammarSequence> alternatives;
        for (const auto& [rest, first] : firstByRest) {
            GrammarSequence sequence { oneOf(first) };
            for (const ByteRange& range : rest)
                sequence.push_back(oneOf(setOf(range)));
            alternatives.push_back(std::move(sequence));
        }
        made = choice(alternatives);
    }
    m_ruleByRanges.emplace(std::move(ranges), made);
    return made;
}

GrammarSequence GrammarBuilder::repeat(const GrammarSequence& what, uint32_t least, uint32_t most)
{
    if (least > kMaxRepeats || (most != kEndless && most > kMaxRepeats)) {
        m_tooLarge = true;
        return {};
    }
    // A long sequence becomes a rule, so that repeating repeats never multiplies.
    const GrammarSequence one = what.size() == 1 ? what : GrammarSequence { choice({ what }) };
    GrammarSequence sequence;
    for (uint32_t i = 0; i < least; ++i)
        sequence.push_back(one.front());
    if (most == kEndless) {
        const auto [entry, isNew] = m_endlessRepeats.try_emplace(one.front());
        if (isNew) {
            entry->second = declare();
            if (!m_tooLarge)
                define(entry->second, { { one.front(), entry->second }, {} });
        }
        sequence.push_back(entry->second);
        return sequence;
    }
    GrammarElement rest; // one more, then perhaps the rest; or nothing
    for (uint32_t i = least; i < most && !m_tooLarge; ++i)
        rest = choice({ i == least ? one : GrammarSequence { one.front(), rest }, {} });
    if (most > least)
        sequence.push_back(rest);
    return sequence;
}

/// Rules that fit some text, or those that fit the empty text; by adding until nothing changes.
std::vector<bool> GrammarBuilder::rulesThatFit(bool onlyNothing) const
{
    const auto& elements = m_grammar.m_elements;
    const auto& rules = m_grammar.m_rules;
    // How many steps of an alternative are still open, and which alternatives wait for a rule.
    struct Alternative {
        uint32_t rule;
        uint32_t open;
    };
    std::vector<Alternative> alternatives;
    std::vector<std::vector<uint32_t>> waiting(rules.size());
    std::vector<bool> fits(rules.size());
    std::vector<uint32_t> found;
    const auto mark = [&](uint32_t rule) {
        if (!fits[rule])
            found.push_back(rule);
        fits[rule] = true;
    };
    for (uint32_t rule = 0; rule < rules.size(); ++rule)
        for (const uint32_t start : rules[rule]) {
            Alternative alternative { rule, 0 };
            for (uint32_t at = start; elements[at].kind != Kind::End; ++at) {
                const bool bytes = elements[at].kind == Kind::OneByte;
                if (bytes && !onlyNothing && m_grammar.m_byteSets[elements[at].index].any())
                    continue;
                ++alternative.open;
                if (!bytes)
                    waiting[elements[at].index].push_back(static_cast<uint32_t>(alternatives.size()));
            }
            if (alternative.open == 0)
                mark(rule);
            alternatives.push_back(alternative);
        }
    while (!found.empty()) {
        const uint32_t rule = found.back();
        found.pop_back();
        for (const uint32_t index : waiting[rule])
            if (--alternatives[index].open == 0)
                mark(alternatives[index].rule);
    }
    return fits;
}

Result<void> GrammarBuilder::checkEveryRuleEnds() const
{
    const std::vector<bool> fits = rulesThatFit(false);
    if (std::find(fits.begin(), fits.end(), false) != fits.end())
        return fail(ErrorCode::BadArgument, "grammar: a rule fits no text that ever ends");
    return {};
}

/// A rule that can come back to its own beginning with something left to do behind it would stack up without end. Coming back with
/// nothing left, as ("a"*)* does, is harmless: the same stack is met again.
/// Edges lead from a rule to those that it may begin with; Tarjan's components without recursion, then no edge that leaves work behind
/// may stay inside one.
Result<void> GrammarBuilder::checkNoRuleBeginsWithItself() const
{
    struct Edge {
        uint32_t to;
        bool leavesWork;
    };
    const std::vector<bool> empty = rulesThatFit(true);
    const auto& elements = m_grammar.m_elements;
    const auto count = static_cast<uint32_t>(m_grammar.m_rules.size());
    std::vector<std::vector<Edge>> edges(count);
    for (uint32_t rule = 0; rule < count; ++rule)
        for (const uint32_t start : m_grammar.m_rules[rule])
            for (uint32_t at = start; elements[at].kind == Kind::Rule; ++at) {
                edges[rule].push_back({ elements[at].index, elements[at + 1].kind != Kind::End });
                if (!empty[elements[at].index])
                    break;
            }
    constexpr uint32_t kNone = 0xFFFFFFFF;
    std::vector<uint32_t> order(count, kNone), lowest(count), component(count, kNone), open;
    std::vector<std::pair<uint32_t, size_t>> path; // rule and its next edge
    uint32_t next = 0;
    for (uint32_t start = 0; start < count; ++start) {
        if (order[start] == kNone)
            path.emplace_back(start, 0);
        while (!path.empty()) {
            auto& [rule, edge] = path.back();
            if (order[rule] == kNone) {
                order[rule] = lowest[rule] = next++;
                open.push_back(rule);
            }
            if (edge < edges[rule].size()) {
                const uint32_t to = edges[rule][edge++].to;
                if (order[to] == kNone)
                    path.emplace_back(to, 0);
                else if (component[to] == kNone)
                    lowest[rule] = std::min(lowest[rule], order[to]);
                continue;
            }
            const uint32_t done = rule;
            path.pop_back();
            if (!path.empty())
                lowest[path.back().first] = std::min(lowest[path.back().first], lowest[done]);
            if (lowest[done] != order[done])
                continue;
            while (component[done] == kNone) {
                component[open.back()] = done;
                open.pop_back();
            }
        }
    }
    for (uint32_t rule = 0; rule < count; ++rule)
        for (const Edge& edge : edges[rule])
            if (edge.leavesWork && component[rule] == component[edge.to])
                return fail(ErrorCode::BadArgument, "grammar: a rule begins with itself (left recursion)");
    return {};
}

Result<Grammar> GrammarBuilder::finish(GrammarElement root) &&
{
    if (m_tooLarge)
        return fail(ErrorCode::Unsafe, "grammar: too large (repetitions, rules or elements)");
    SILLOK_CHECK(checkEveryRuleEnds());
    SILLOK_CHECK(checkNoRuleBeginsWithItself());
    m_grammar.m_root = root.index;
    return std::move(m_grammar);
}

} // namespace sillok
