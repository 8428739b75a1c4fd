#include "engine/tokenizer/wordpiece.h"

#include "engine/base/text.h"
#include "engine/tokenizer/letter_folds.h"
#include "engine/tokenizer/unicode_classes.h"

#include <algorithm>
#include <array>

namespace sillok {

namespace {

constexpr std::string_view kWordStart = "\xE2\x96\x81"; // U+2581

/// Ideographs that are words of their own. source BERT's published tokenizer, which lists these blocks of Unicode
bool isIdeograph(char32_t value)
{
    struct Block {
        char32_t first;
        char32_t last;
    };
    constexpr std::array<Block, 8> kBlocks { { { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xF900, 0xFAFF }, { 0x20000, 0x2A6DF },
        { 0x2A700, 0x2B73F }, { 0x2B740, 0x2B81F }, { 0x2B920, 0x2CEAF }, { 0x2F800, 0x2FA1F } } };
    return std::any_of(kBlocks.begin(), kBlocks.end(), [value](const Block& b) { return value >= b.first && value <= b.last; });
}

bool standsAlone(char32_t value) { return isPunctuation(value) || (value < 0x7F && isSymbol(value)) || isIdeograph(value); }

/// Nothing of these reaches the vocabulary: marks, and what is neither letter, number, punctuation nor symbol.
bool isDropped(char32_t value) { return value == kReplacementCharacter || isMark(value) || unicodeClass(value) == UnicodeClass::Other; }

} // namespace

Result<std::unique_ptr<TextSplitter>> WordPieceSplitter::create(const Vocabulary& vocabulary)
{
    if (vocabulary.unknown() == kNoToken)
        return fail(ErrorCode::Damaged, "vocabulary: no unknown token");
    auto splitter = std::make_unique<WordPieceSplitter>();
    splitter->m_unknown = vocabulary.unknown();
    std::vector<std::pair<std::string_view, TokenId>> pieces;
    for (size_t i = 0; i < vocabulary.size(); ++i) {
        const auto id = static_cast<TokenId>(i);
        const Token& token = vocabulary.token(id);
        if (token.kind == TokenKind::Normal || token.kind == TokenKind::Unused)
            pieces.emplace_back(token.text, id);
    }
    splitter->m_pieces = TokenTrie(std::move(pieces));
    return std::unique_ptr<TextSplitter>(std::move(splitter));
}

Result<void> WordPieceSplitter::append(std::string_view text, bool /*first*/, std::vector<TokenId>& ids) const
{
    std::string word;
    const auto endWord = [&] {
        if (!word.empty())
            appendWord(word, ids);
        word.clear();
    };
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.length;
        const char32_t letter = foldedLetter(point.value);
        if (isWhiteSpace(letter)) {
            endWord();
            continue;
        }
        if (isDropped(letter))
            continue;
        const bool alone = standsAlone(letter);
        if (alone)
            endWord();
        if (word.empty())
            word = kWordStart;
        appendUtf8(word, letter);
        if (alone)
            endWord();
    }
    endWord();
    return {};
}

void WordPieceSplitter::appendWord(std::string_view word, std::vector<TokenId>& ids) const
{
    const size_t before = ids.size();
    while (!word.empty()) {
        const auto [id, length] = longestPiece(word);
        if (id == kNoToken) {
            ids.resize(before);
            ids.push_back(m_unknown);
            return;
        }
        ids.push_back(id);
        word.remove_prefix(length);
    }
}

std::pair<TokenId, size_t> WordPieceSplitter::longestPiece(std::string_view text) const
{
    std::pair<TokenId, size_t> best { kNoToken, 0 };
    uint32_t node = 0;
    for (size_t length = 1; length <= text.size(); ++length) {
        node = m_pieces.child(node, static_cast<uint8_t>(text[length - 1]));
        if (node == 0)
            break;
        if (const auto ids = m_pieces.idsAt(m_pieces.nodes()[node]); !ids.empty())
            best = { ids.front(), length };
    }
    return best;
}

} // namespace sillok
