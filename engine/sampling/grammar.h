// grammar.h - A context-free grammar over bytes, checked so that following it always ends: what an output may be held to.
#pragma once

#include "engine/base/result.h"

#include <bitset>
#include <map>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sillok {

using ByteSet = std::bitset<256>;

/// One step of an alternative: a byte out of a set, a whole rule, or the end of the alternative.
struct GrammarElement {
    enum class Kind : uint8_t { End, OneByte, Rule };
    Kind kind = Kind::End;
    uint32_t index = 0; ///< of the byte set or the rule

    auto operator<=>(const GrammarElement&) const = default;
};
using GrammarSequence = std::vector<GrammarElement>;

/// Code points first to last.
struct CharRange {
    char32_t first;
    char32_t last;

    auto operator<=>(const CharRange&) const = default;
};

/// Every character that is not of the set. Surrogates are no characters.
std::vector<CharRange> complement(std::vector<CharRange> ranges);
/// What is in `ranges` and not in `others`.
std::vector<CharRange> without(std::vector<CharRange> ranges, const std::vector<CharRange>& others);

/// Immutable. Every rule ends for some text, and no rule begins with itself.
class Grammar {
public:
    const GrammarElement& element(uint32_t position) const { return m_elements[position]; }
    const ByteSet& bytes(const GrammarElement& element) const { return m_byteSets[element.index]; }
    /// Where the alternatives of a rule begin.
    std::span<const uint32_t> alternatives(uint32_t rule) const { return m_rules[rule]; }
    uint32_t root() const { return m_root; }

private:
    friend class GrammarBuilder;
    std::vector<GrammarElement> m_elements; ///< alternatives one after the other, each with its End
    std::vector<std::vector<uint32_t>> m_rules;
    std::vector<ByteSet> m_byteSets;
    uint32_t m_root = 0;
};

/// Puts a grammar together from the inside out. What goes beyond a limit is noticed by finish().
class GrammarBuilder {
public:
    static constexpr size_t kMaxElements = 200'000;
    static constexpr size_t kMaxRules = 50'000;
    static constexpr uint32_t kMaxRepeats = 10'000;
    static constexpr uint32_t kEndless = 0xFFFFFFFF;

    /// A rule whose alternatives come later.
    GrammarElement declare();
    void define(GrammarElement rule, const std::vector<GrammarSequence>& alternatives);
    /// A rule of these alternatives; the same ones give the same rule.
    GrammarElement choice(const std::vector<GrammarSequence>& alternatives);

    /// Exactly this text, byte by byte.
    GrammarSequence text(std::string_view text);
    /// One character of the set, in UTF-8. Surrogates are no characters. An empty set fits nothing.
    GrammarElement character(std::vector<CharRange> ranges);
    /// `what` from `least` to `most` times; kEndless for no upper bound. needs least <= most
    GrammarSequence repeat(const GrammarSequence& what, uint32_t least, uint32_t most);

    /// A number over a limit was asked for, or too much was made: nothing more is added, and finish() will say so.
    bool isTooLarge() const { return m_tooLarge; }

    /// error  Unsafe: a limit. BadArgument: a rule that never ends, or that begins with itself (left recursion).
    Result<Grammar> finish(GrammarElement root) &&;

private:
    GrammarElement oneOf(const ByteSet& set);
    Result<void> checkEveryRuleEnds() const;
    Result<void> checkNoRuleBeginsWithItself() const;
    std::vector<bool> rulesThatFit(bool onlyNothing) const;

    Grammar m_grammar;
    std::unordered_map<ByteSet, uint32_t> m_indexBySet;
    std::map<std::vector<CharRange>, GrammarElement> m_ruleByRanges;
    std::map<std::vector<GrammarSequence>, GrammarElement> m_ruleByAlternatives;
    std::map<GrammarElement, GrammarElement> m_endlessRepeats;
    bool m_tooLarge = false;
};

} // namespace sillok
