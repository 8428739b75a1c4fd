#include "engine/documents/hwp3/body.h"

#include "engine/documents/hwp3/characters.h"
#include "engine/documents/registry.h"

#include <algorithm>

namespace sillok::documents::hwp3 {

namespace {

constexpr size_t kCharacterShapeBytes = 31;
constexpr size_t kParagraphShapeBytes = 187;
constexpr size_t kLineBytes = 14;
constexpr size_t kBoxBytes = 84;
constexpr size_t kCellBytes = 27;
constexpr size_t kPictureBytes = 348;

uint16_t half(Bytes bytes, size_t at) { return static_cast<uint16_t>(bytes[at] | bytes[at + 1] << 8); }
uint32_t word(Bytes bytes, size_t at) { return half(bytes, at) | uint32_t { half(bytes, at + 2) } << 16; }

/// Bytes of a control after its own code; the last two repeat the code.
size_t controlBytes(uint16_t code)
{
    switch (code) {
    case 7: return 82;      // format of a date
    case 8: return 94;      // a date
    case 22: return 22;     // field of a mail merge
    case 23: return 8;      // joined characters
    case 24: case 25: return 4;
    case 26: return 244;    // entry of the index
    case 28: return 62;     // outline
    case 30: case 31: return 2;
    default: return 6;
    }
}

/// A table's cell before its paragraphs are known: where it lies.
struct Place {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    size_t index = 0;
};

class BodyReader {
public:
    explicit BodyReader(ByteReader& reader) : m_reader(reader) {}

    /// One paragraph; the empty one that ends a list gives false.
    Result<bool> paragraph(Paragraph& into)
    {
        SILLOK_TRY(const Bytes head, m_reader.take(12 + kCharacterShapeBytes));
        const bool shapeAsBefore = head[0] != 0;
        const size_t units = half(head, 1), lines = half(head, 3);
        const bool manyCharacterShapes = head[5] != 0;
        if (units == 0)
            return false;
        m_units += units;
        if (++m_paragraphs > kMaxParagraphs || m_units > kMaxTextCodePoints)
            return fail(ErrorCode::Unsafe, "a document with more than a million paragraphs or ten million characters");
        SILLOK_CHECK(m_reader.skip((shapeAsBefore ? 0 : kParagraphShapeBytes) + lines * kLineBytes));
        for (size_t i = 0; manyCharacterShapes && i < units; ++i) {
            SILLOK_TRY(const uint8_t sameAsBefore, m_reader.number<uint8_t>());
            SILLOK_CHECK(m_reader.skip(sameAsBefore ? 0 : kCharacterShapeBytes));
        }
        SILLOK_CHECK(text(units, into));
        return true;
    }

private:
    Result<void> text(size_t units, Paragraph& into)
    {
        for (size_t at = 0; at < units;) {
            SILLOK_TRY(const uint16_t code, m_reader.number<uint16_t>());
            if (code >= 32) {
                appendCharacter(textOf(into), code);
                ++at;
            } else if (code == 0 || code == 13) {
                ++at;
            } else {
                SILLOK_CHECK(control(code, into));
                at += 1 + controlBytes(code) / 2;
            }
        }
        return {};
    }

    static std::string& textOf(Paragraph& into)
    {
        if (into.parts.empty() || into.parts.back().kind != PartKind::Text)
            into.parts.emplace_back(PartKind::Text);
        return into.parts.back().text;
    }

    Result<void> control(uint16_t code, Paragraph& into)
    {
        SILLOK_TRY(const Bytes fields, m_reader.take(controlBytes(code)));
        if (half(fields, fields.size() - 2) != code)
            return fail(ErrorCode::Damaged, "a control that does not end as it began");
        switch (code) {
        case 1: case 2: case 3: case 4: case 6: case 12: case 27: case 29: return m_reader.skip(word(fields, 0));
        case 5: return fieldCode();
        case 9: case 30: case 31: textOf(into) += ' '; return {};
        case 10: return box(into);
        case 11: return picture(into);
        case 14: return m_reader.skip(kBoxBytes);
        case 15: return note(8, into);
        case 16: return note(10, into);
        case 17: return note(14, into);
        case 18: automaticNumber(fields, into); return {};
        case 23: joined(fields, into); return {};
        case 24: textOf(into) += '-'; return {};
        default: return {};
        }
    }

    /// Four lengths at the end of a fixed part, then that many bytes.
    Result<void> fieldCode()
    {
        SILLOK_TRY(const Bytes fixed, m_reader.take(46));
        uint64_t bytes = 0;
        for (size_t at = 30; at < 46; at += 4)
            bytes += word(fixed, at);
        return m_reader.skip(bytes);
    }

    /// The number of a note or caption. Page numbers belong to the layout.
    static void automaticNumber(Bytes fields, Paragraph& into)
    {
        if (const auto kind = half(fields, 0); kind >= 1 && kind <= 5)
            textOf(into) += std::to_string(half(fields, 2));
    }

    static void joined(Bytes fields, Paragraph& into)
    {
        for (size_t at = 0; at < 6; at += 2) {
            if (half(fields, at) >= 32)
                appendCharacter(textOf(into), half(fields, at));
        }
    }

    Result<std::vector<Paragraph>> list()
    {
        if (m_depth >= kMaxListDepth)
            return fail(ErrorCode::Unsafe, "paragraphs nested deeper than 32");
        ++m_depth;
        std::vector<Paragraph> paragraphs;
        while (true) {
            Paragraph next;
            SILLOK_TRY(const bool more, paragraph(next));
            if (!more)
                break;
            paragraphs.push_back(std::move(next));
        }
        --m_depth;
        return paragraphs;
    }

    Result<void> addList(PartKind kind, Paragraph& into)
    {
        SILLOK_TRY(std::vector<Paragraph> paragraphs, list());
        into.parts.emplace_back(kind).paragraphs = std::move(paragraphs);
        return {};
    }

    Result<void> note(size_t fixedBytes, Paragraph& into)
    {
        SILLOK_CHECK(m_reader.skip(fixedBytes));
        return addList(PartKind::Note, into);
    }

    Result<void> picture(Paragraph& into)
    {
        SILLOK_TRY(const Bytes fixed, m_reader.take(kPictureBytes));
        SILLOK_CHECK(m_reader.skip(word(fixed, 0)));
        return addList(PartKind::Caption, into);
    }

    /// Tables, text boxes, equations and buttons: places of cells, the cells' paragraphs, the caption's.
    Result<void> box(Paragraph& into)
    {
        SILLOK_TRY(const Bytes fixed, m_reader.take(kBoxBytes));
        const bool isTable = half(fixed, 78) == 0;
        std::vector<Place> places(half(fixed, 80));
        for (size_t i = 0; i < places.size(); ++i) {
            SILLOK_TRY(const Bytes cell, m_reader.take(kCellBytes));
            places[i] = { half(cell, 4), half(cell, 6), half(cell, 8), half(cell, 10), i };
        }
        std::vector<std::vector<Paragraph>> contents;
        for (size_t i = 0; i < places.size(); ++i) {
            SILLOK_TRY(std::vector<Paragraph> content, list());
            contents.push_back(std::move(content));
        }
        SILLOK_CHECK(addList(PartKind::Caption, into));
        if (isTable) {
            addTable(std::move(places), std::move(contents), into);
            return {};
        }
        for (std::vector<Paragraph>& content : contents)
            into.parts.emplace_back(PartKind::Box).paragraphs = std::move(content);
        return {};
    }

    /// Cells know only where they lie; their edges are the columns.
    static void addTable(std::vector<Place> places, std::vector<std::vector<Paragraph>> contents, Paragraph& into)
    {
        std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return std::pair(a.y, a.x) < std::pair(b.y, b.x); });
        std::vector<int> edges;
        for (const Place& place : places)
            edges.push_back(place.x);
        std::sort(edges.begin(), edges.end());
        edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
        std::vector<int> lines; // upper edges of the rows
        for (const Place& place : places)
            lines.push_back(place.y);
        lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
        const auto before = [](const std::vector<int>& all, int at) { return static_cast<int>(std::lower_bound(all.begin(), all.end(), at) - all.begin()); };
        const auto spanOf = [&](const std::vector<int>& all, int at, int size) { return std::max(1, before(all, at + std::max(size, 1)) - before(all, at)); };
        Part table(PartKind::Table);
        table.columns = static_cast<int>(edges.size());
        for (size_t i = 0; i < places.size(); ++i) {
            if (i == 0 || places[i].y != places[i - 1].y)
                table.rows.emplace_back();
            table.rows.back().push_back({ spanOf(edges, places[i].x, places[i].width), spanOf(lines, places[i].y, places[i].height), std::move(contents[places[i].index]),
                before(edges, places[i].x) });
        }
        into.parts.push_back(std::move(table));
    }

    ByteReader& m_reader;
    int m_depth = 0;
    uint64_t m_paragraphs = 0;
    uint64_t m_units = 0;
};

} // namespace

Result<void> readBody(ByteReader& reader, FlowWriter& writer)
{
    BodyReader body(reader);
    while (true) {
        Paragraph next;
        SILLOK_TRY(const bool more, body.paragraph(next));
        if (!more)
            return {};
        SILLOK_CHECK(writer.add(next));
    }
}

} // namespace sillok::documents::hwp3
