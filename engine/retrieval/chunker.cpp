#include "engine/retrieval/chunker.h"

#include "engine/base/text.h"
#include "engine/retrieval/headings.h"

#include <algorithm>
#include <map>

namespace sillok::retrieval {

namespace {

using documents::Block;
using documents::BlockKind;
using documents::Document;

bool isSpace(char32_t c) { return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x3000; }

int64_t sizeOf(std::string_view text)
{
    int64_t size = 0;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        size += isSpace(point.value) ? 0 : 1;
        at += point.length;
    }
    return size;
}

/// A block, or a part of one that was too long.
struct Piece {
    const Block* block = nullptr;
    std::string_view text;
    int64_t start = 0;             ///< code points in the plain text
    int64_t end = 0;
    int64_t size = 0;
    bool opensSection = false;     ///< a passage must begin here
    bool heading = false;          ///< says what follows is about; does not answer anything by itself
    bool keepWithPrevious = false; ///< the answer to a question
    std::string path;              ///< headings that hold after this piece
};

/// Where a long text may be cut: after a sentence, else after a space. Returns byte places, first 0, last the size.
std::vector<size_t> cuts(std::string_view text, const ChunkSizes& sizes)
{
    std::vector<size_t> places { 0 };
    size_t sentence = 0, space = 0;
    int64_t size = 0, sizeAtSentence = 0, sizeAtSpace = 0;
    char32_t previous = 0;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (isSpace(point.value)) {
            space = at + point.length, sizeAtSpace = size;
            if (previous == '.' || previous == '?' || previous == '!' || previous == 0x3002 || point.value == '\n')
                sentence = space, sizeAtSentence = size;
        } else {
            ++size;
            previous = point.value;
        }
        at += point.length;
        if (size < sizes.target || at >= text.size())
            continue;
        const bool atSentence = sentence > places.back() && sizeAtSentence >= sizes.least;
        if (!atSentence && size < sizes.most)
            continue;
        const size_t cut = atSentence ? sentence : space > places.back() ? space : at;
        size -= atSentence ? sizeAtSentence : space > places.back() ? sizeAtSpace : size;
        places.push_back(cut);
    }
    places.push_back(text.size());
    return places;
}

class Outline {
public:
    explicit Outline(const Document& document) : m_document(document) {}

    /// What block `i` announces, the format's own headings included.
    LineMark markAt(size_t i) const
    {
        const Block& block = m_document.blocks[i];
        if (block.kind == BlockKind::TableRow)
            return {};
        LineMark mark = markOf(block.text);
        if (block.kind == BlockKind::Heading) {
            // An official number says more about the place than the size of the letters.
            const bool ranked = mark.kind == LineMark::Kind::Section;
            return { LineMark::Kind::Section, ranked ? mark.rank : std::max(block.headingLevel, 1) * kRankStep,
                ranked ? mark.label : block.text };
        }
        if (mark.kind == LineMark::Kind::Point && isOneOfAList(i, mark.rank))
            mark.kind = LineMark::Kind::Item;
        return mark;
    }

    void enter(const LineMark& mark)
    {
        while (!m_stack.empty() && m_stack.back().rank >= mark.rank)
            m_stack.pop_back();
        if (mark.label != m_document.title)
            m_stack.push_back(mark);
    }

    std::string path() const
    {
        std::string out;
        for (const LineMark& mark : m_stack)
            out += (out.empty() ? "" : kHeadingSeparator) + mark.label;
        return out;
    }

private:
    /// Numbered lines that follow each other are a list; a heading is followed by something else.
    bool isOneOfAList(size_t i, int rank) const
    {
        const auto same = [&](size_t other) {
            return other < m_document.blocks.size() && m_document.blocks[other].kind != BlockKind::TableRow
                && m_document.blocks[other].kind != BlockKind::Heading && markOf(m_document.blocks[other].text).rank == rank;
        };
        return i + 1 >= m_document.blocks.size() || same(i + 1) || (i > 0 && same(i - 1));
    }

    const Document& m_document;
    std::vector<LineMark> m_stack;
};

/// Captions and column names of every table.
struct Table {
    const Block* caption = nullptr;
    const Block* header = nullptr;
};

std::map<int, Table> tablesOf(const Document& document)
{
    std::map<int, Table> tables;
    const Block* before = nullptr;
    for (const Block& block : document.blocks) {
        if (block.kind == BlockKind::TableRow && block.table >= 0 && !tables.contains(block.table)) {
            const bool announces = before && (before->kind == BlockKind::Caption || sizeOf(before->text) <= 40);
            tables[block.table] = { announces ? before : nullptr, &block };
        }
        if (block.kind != BlockKind::TableRow)
            before = &block;
    }
    return tables;
}

class Chunker {
public:
    Chunker(const Document& document, const ChunkSizes& sizes)
        : m_document(document), m_sizes(sizes), m_tables(tablesOf(document)) {}

    std::vector<Passage> all()
    {
        cutIntoPieces();
        for (size_t i = 0; i < m_pieces.size();)
            i = closeSection(i);
        return std::move(m_passages);
    }

private:
    void cutIntoPieces()
    {
        Outline outline(m_document);
        int64_t start = 0;
        for (size_t i = 0; i < m_document.blocks.size(); ++i) {
            const Block& block = m_document.blocks[i];
            const LineMark mark = outline.markAt(i);
            const bool heads = mark.kind == LineMark::Kind::Section || mark.kind == LineMark::Kind::Point;
            if (heads)
                outline.enter(mark);
            addBlock(block, start, mark, outline.path());
            start += static_cast<int64_t>(codePointCount(block.text)) + 1; // blocks are joined by a line break
        }
    }

    void addBlock(const Block& block, int64_t start, const LineMark& mark, const std::string& path)
    {
        const int64_t size = sizeOf(block.text);
        const std::vector<size_t> places = size > m_sizes.most ? cuts(block.text, m_sizes) : std::vector<size_t> { 0, block.text.size() };
        int64_t at = start;
        for (size_t p = 0; p + 1 < places.size(); ++p) {
            const std::string_view text = std::string_view(block.text).substr(places[p], places[p + 1] - places[p]);
            Piece piece { &block, text, at, at + static_cast<int64_t>(codePointCount(text)), sizeOf(text), false, false, false, path };
            at = piece.end;
            if (p == 0) {
                const bool whole = places.size() == 2;
                piece.opensSection = mark.kind == LineMark::Kind::Section || mark.kind == LineMark::Kind::Question;
                // "제1조(목적) 이 규정은 ..." is heading and text in one line
                piece.heading = whole && (mark.kind == LineMark::Kind::Section || mark.kind == LineMark::Kind::Point)
                    && mark.label.size() + 8 >= block.text.size();
                piece.keepWithPrevious = mark.kind == LineMark::Kind::Answer;
            }
            m_pieces.push_back(std::move(piece));
        }
    }

    /// A section begins at `first`: headings without text, then everything up to the next opening.
    size_t sectionEnd(size_t first) const
    {
        size_t end = first;
        while (end < m_pieces.size() && m_pieces[end].heading)
            ++end;
        const bool opened = end > first;
        if (end < m_pieces.size() && (!opened || m_pieces[end].opensSection))
            ++end; // the opening piece itself carries text
        while (end < m_pieces.size() && !m_pieces[end].opensSection)
            ++end;
        return end;
    }

    size_t closeSection(size_t first)
    {
        const size_t end = sectionEnd(first);
        size_t from = first;
        while (from < end) {
            const size_t to = passageEnd(from, end);
            addPassage(from, to);
            from = to;
        }
        return end;
    }

    /// The most pieces that fit; what would be left over too small comes along.
    size_t passageEnd(size_t from, size_t end) const
    {
        int64_t size = 0;
        size_t to = from;
        bool onlyHeadings = true;
        while (to < end) {
            const Piece& piece = m_pieces[to];
            const bool fits = size + piece.size <= m_sizes.target || (piece.keepWithPrevious && size + piece.size <= m_sizes.most);
            if (!onlyHeadings && !fits)
                break;
            onlyHeadings = onlyHeadings && piece.heading;
            size += piece.size;
            ++to;
        }
        while (to < end && to > from + 1 && m_pieces[to - 1].heading)
            --to; // a heading goes with what it announces
        int64_t left = 0;
        for (size_t i = to; i < end; ++i)
            left += m_pieces[i].size;
        return left < m_sizes.least ? end : to;
    }

    void addPassage(size_t from, size_t to)
    {
        const auto body = std::find_if(m_pieces.begin() + static_cast<std::ptrdiff_t>(from), m_pieces.begin() + static_cast<std::ptrdiff_t>(to),
            [](const Piece& piece) { return !piece.heading; });
        const Piece& leading = body == m_pieces.begin() + static_cast<std::ptrdiff_t>(to) ? m_pieces[to - 1] : *body;
        Passage passage;
        passage.headingPath = leading.path;
        passage.page = leading.block->page;
        passage.start = m_pieces[from].start;
        passage.context = contextOf(from, to);
        appendSlice(passage, from, to);
        if (!passage.text.empty())
            m_passages.push_back(std::move(passage));
    }

    /// Exactly the plain text between first and last piece; spaces at the end belong to nobody.
    void appendSlice(Passage& passage, size_t from, size_t to) const
    {
        int64_t at = passage.start;
        for (size_t i = from; i < to; ++i) {
            for (; at < m_pieces[i].start; ++at) // the line break between two blocks
                passage.text += '\n';
            passage.text += m_pieces[i].text;
            at = m_pieces[i].end;
        }
        while (!passage.text.empty() && (passage.text.back() == ' ' || passage.text.back() == '\n')) {
            passage.text.pop_back();
            --at;
        }
        passage.end = at;
    }

    std::string contextOf(size_t from, size_t to) const
    {
        std::string context;
        const auto inside = [&](const Block* block) {
            return std::any_of(m_pieces.begin() + static_cast<std::ptrdiff_t>(from), m_pieces.begin() + static_cast<std::ptrdiff_t>(to),
                [&](const Piece& piece) { return piece.block == block; });
        };
        int last = -1;
        for (size_t i = from; i < to; ++i) {
            const int number = m_pieces[i].block->table;
            const auto table = m_tables.find(number);
            if (number == last || table == m_tables.end())
                continue;
            last = number;
            for (const Block* block : { table->second.caption, table->second.header }) {
                if (block && !inside(block))
                    context += (context.empty() ? "" : "\n") + block->text;
            }
        }
        return context;
    }

    const Document& m_document;
    ChunkSizes m_sizes;
    std::map<int, Table> m_tables;
    std::vector<Piece> m_pieces;
    std::vector<Passage> m_passages;
};

} // namespace

std::vector<Passage> chunk(const Document& document, const ChunkSizes& sizes) { return Chunker(document, sizes).all(); }

} // namespace sillok::retrieval
