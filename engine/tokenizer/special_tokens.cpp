#include "engine/tokenizer/special_tokens.h"

#include <array>
#include <functional>
#include <map>

namespace sillok {

namespace {

bool isAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Tokens of one length, found by their first byte and then by their text.
struct LengthGroup {
    std::unordered_map<std::string_view, TokenId> byText;
    std::array<bool, 256> firstByte {};
};

using Groups = std::map<size_t, LengthGroup, std::greater<>>;

Groups groupsOf(const Vocabulary& vocabulary, bool controlToo)
{
    Groups groups;
    for (const TokenId id : vocabulary.specials()) {
        const Token& token = vocabulary.token(id);
        if (!controlToo && token.kind != TokenKind::UserDefined)
            continue;
        LengthGroup& group = groups[token.text.size()];
        group.byText.emplace(token.text, id);
        group.firstByte[static_cast<uint8_t>(token.text[0])] = true;
    }
    return groups;
}

void cutOne(const Vocabulary& vocabulary, const LengthGroup& group, size_t length, std::string_view text, std::vector<Fragment>& out)
{
    size_t start = 0;
    for (size_t at = 0; at + length <= text.size();) {
        if (!group.firstByte[static_cast<uint8_t>(text[at])]) {
            ++at;
            continue;
        }
        const auto found = group.byText.find(text.substr(at, length));
        if (found == group.byText.end()) {
            ++at;
            continue;
        }
        if (at > start)
            out.push_back({ text.substr(start, at - start), kNoToken });
        out.push_back({ {}, found->second });
        at += length;
        if (vocabulary.token(found->second).takesSpaceBehind)
            while (at < text.size() && isAsciiSpace(text[at]))
                ++at;
        start = at;
    }
    if (start < text.size())
        out.push_back({ text.substr(start), kNoToken });
}

} // namespace

std::vector<Fragment> cutSpecials(const Vocabulary& vocabulary, std::string_view text, bool controlToo)
{
    std::vector<Fragment> fragments;
    if (!text.empty())
        fragments.push_back({ text, kNoToken });
    for (const auto& [length, group] : groupsOf(vocabulary, controlToo)) {
        std::vector<Fragment> finer;
        for (const Fragment& fragment : fragments) {
            if (fragment.token != kNoToken || fragment.text.size() < length)
                finer.push_back(fragment);
            else
                cutOne(vocabulary, group, length, fragment.text, finer);
        }
        fragments = std::move(finer);
    }
    return fragments;
}

} // namespace sillok
