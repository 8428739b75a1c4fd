#include "engine/documents/hwp/section.h"

#include "engine/base/text.h"
#include "engine/documents/hwp/controls.h"
#include "engine/documents/registry.h"

#include <algorithm>
#include <utility>

namespace sillok::documents::hwp {

namespace {

constexpr size_t kControlUnits = 8;   // a control takes the room of eight characters
constexpr size_t kCellFillAt = 32;    // in the header of a cell's list
constexpr size_t kLineBytes = 36;     // of one laid out line; its vertical position stands at 4

bool isControlWithRecord(char32_t c) { return (c >= 1 && c <= 3) || c == 11 || c == 12 || (c >= 14 && c <= 18) || (c >= 21 && c <= 23); }
bool isInlineControl(char32_t c) { return (c >= 4 && c <= 9) || c == 19 || c == 20; }

/// What a control character below 32 puts into the text.
const char* textOfControl(char32_t c)
{
    switch (c) {
    case 9: case 30: case 31: return " ";   // tab, hard and fixed space
    case 10: return "\n";
    case 24: return "-";
    default: return "";
    }
}

/// Recursion here is bounded: parseRecords refuses what nests deeper than kMaxRecordDepth.
constexpr size_t kMostEmptyRows = 100; // in a row: rows whose cells all belong to cells above

/// Which letters of one paragraph nobody sees. Shapes come as pairs: from which unit on, and which.
class Unseen {
public:
    Unseen(Bytes shapes, const DocInfo& info, bool onFill) : m_shapes(shapes), m_info(info), m_onFill(onFill) {}

    /// needs rising units
    bool at(size_t unit)
    {
        constexpr size_t kPair = 8;
        for (; m_at + kPair <= m_shapes.size() && field<uint32_t>(m_shapes, m_at) <= unit; m_at += kPair) {
            const auto shape = field<uint32_t>(m_shapes, m_at + 4);
            m_hidden = shape < m_info.letters.size() && m_info.letters[shape].hides(m_onFill);
        }
        return m_hidden;
    }

private:
    const Bytes m_shapes;
    const DocInfo& m_info;
    const bool m_onFill;
    size_t m_at = 0;
    bool m_hidden = false;
};

class SectionReader {
public:
    SectionReader(const std::vector<Record>& records, const DocInfo& info, bool onFill) : m_records(records), m_info(info), m_onFill(onFill) {}

    Paragraph paragraph(uint32_t header)
    {
        Paragraph into;
        const Bytes fields = m_records[header].payload;
        if (const auto shape = field<uint16_t>(fields, 8); shape < m_info.paragraphs.size())
            into.style = m_info.paragraphs[shape];
        into.pageBreak = field<uint8_t>(fields, 11) & 4;
        Bytes text, shapes;
        std::vector<uint32_t> controls;
        for (uint32_t i = header + 1; i < m_records[header].end; i = m_records[i].end) {
            const Record& record = m_records[i];
            if (record.tag == Tag::ParagraphText)
                text = record.payload;
            else if (record.tag == Tag::ParagraphCharacterShapes)
                shapes = record.payload;
            else if (record.tag == Tag::ParagraphLines)
                linePositions(record.payload, into);
            else if (record.tag == Tag::Control)
                controls.push_back(i);
        }
        inlineParts(text, shapes, controls, into);
        lists(header, PartKind::Note, into); // memos hang under the last paragraph
        return into;
    }

    const std::string& outlineNumbering() const { return m_outline; }
    int hiddenCharacters() const { return m_hiddenCharacters; }

private:
    static void linePositions(Bytes lines, Paragraph& into)
    {
        for (size_t at = 0; at + kLineBytes <= lines.size(); at += kLineBytes)
            into.linePositions.push_back(field<int32_t>(lines, at + 4));
    }

    /// The text with what its controls stand for at their places.
    void inlineParts(Bytes text, Bytes shapes, const std::vector<uint32_t>& controls, Paragraph& into)
    {
        Unseen unseen(shapes, m_info, m_onFill);
        std::string line;
        size_t next = 0;
        const auto takeControl = [&] {
            addText(into, std::exchange(line, {}));
            control(controls[next++], into);
        };
        for (size_t at = 0; at * 2 + 1 < text.size();) {
            const Utf16Point point = utf16At(text, at);
            if (point.value >= 32) {
                if (unseen.at(at))
                    ++m_hiddenCharacters;
                else
                    appendUtf8(line, point.value);
                at += point.units;
                continue;
            }
            line += textOfControl(point.value);
            const bool hasRecord = isControlWithRecord(point.value);
            if (hasRecord && next < controls.size())
                takeControl();
            at += hasRecord || isInlineControl(point.value) ? kControlUnits : 1;
        }
        while (next < controls.size())
            takeControl();
        addText(into, std::move(line));
    }

    static void addText(Paragraph& into, std::string text)
    {
        if (!text.empty())
            into.parts.emplace_back(PartKind::Text).text = std::move(text);
    }

    void control(uint32_t index, Paragraph& into)
    {
        const Bytes fields = m_records[index].payload;
        switch (const auto kind = field<uint32_t>(fields, 0)) {
        case controlId("tbl "): table(index, into); break;
        case controlId("secd"):
            m_outline = std::to_string(field<uint16_t>(fields, 18));
            lists(index, PartKind::Note, into); // master pages
            break;
        case controlId("eqed"): equation(index, into); break;
        default:
            addText(into, controlText(fields));
            const bool outer = std::exchange(m_onFill, m_onFill || kind == controlId("gso ")); // a box may have any colour
            lists(index, isNote(kind) ? PartKind::Note : PartKind::Box, into);
            m_onFill = outer;
        }
    }

    void equation(uint32_t index, Paragraph& into)
    {
        for (uint32_t i = index + 1; i < m_records[index].end; i = m_records[i].end) {
            if (m_records[i].tag == Tag::Equation)
                addText(into, utf16Field(m_records[i].payload, 6, field<uint16_t>(m_records[i].payload, 4)));
        }
        lists(index, PartKind::Box, into);
    }

    /// Every list of paragraphs below a record, but for those of the controls of a paragraph. One directly under a drawing is its caption.
    void lists(uint32_t index, PartKind kind, Paragraph& into)
    {
        const bool drawing = m_records[index].tag == Tag::Control && field<uint32_t>(m_records[index].payload, 0) == controlId("gso ");
        for (uint32_t i = index + 1; i < m_records[index].end;) {
            const Tag tag = m_records[i].tag;
            if (tag == Tag::List || tag == Tag::ParagraphHeader) {
                const uint32_t first = tag == Tag::List ? m_records[i].end : i;
                Part& part = into.parts.emplace_back(drawing && tag == Tag::List ? PartKind::Caption : kind);
                i = listParagraphs(first, m_records[index].end, part.paragraphs);
            } else {
                if (tag != Tag::Control)
                    lists(i, kind, into);
                i = m_records[i].end;
            }
        }
    }

    /// A list's paragraphs stand beside its header, not below it. Gives the index after the last.
    uint32_t listParagraphs(uint32_t first, uint32_t end, std::vector<Paragraph>& into)
    {
        uint32_t i = first;
        for (; i < end && m_records[i].tag == Tag::ParagraphHeader; i = m_records[i].end)
            into.push_back(paragraph(i));
        return i;
    }

    void table(uint32_t index, Paragraph& into)
    {
        Part table(PartKind::Table);
        bool begun = false; // a list before the table's own record is its caption
        int lastRow = -1;
        for (uint32_t i = index + 1; i < m_records[index].end;) {
            const Record& record = m_records[i];
            if (record.tag == Tag::Table) {
                begun = true;
                table.columns = field<uint16_t>(record.payload, 6);
            }
            if (record.tag != Tag::List) {
                i = record.end;
                continue;
            }
            std::vector<Paragraph> paragraphs;
            const bool outer = std::exchange(m_onFill, m_onFill || (begun && isFilled(m_info, field<uint16_t>(record.payload, kCellFillAt))));
            i = listParagraphs(record.end, m_records[index].end, paragraphs);
            m_onFill = outer;
            if (!begun) {
                into.parts.emplace_back(PartKind::Caption).paragraphs = std::move(paragraphs);
                continue;
            }
            const int row = field<uint16_t>(record.payload, 10);
            if (std::exchange(lastRow, row) != row)
                table.rows.resize(std::max(table.rows.size() + 1, std::min<size_t>(static_cast<size_t>(row) + 1, table.rows.size() + kMostEmptyRows)));
            table.rows.back().push_back({ field<uint16_t>(record.payload, 12), field<uint16_t>(record.payload, 14), std::move(paragraphs), field<uint16_t>(record.payload, 8) });
        }
        into.parts.push_back(std::move(table));
    }

    const std::vector<Record>& m_records;
    const DocInfo& m_info;
    bool m_onFill;             ///< what is being read may stand on something else than white
    int m_hiddenCharacters = 0;
    std::string m_outline;
};

/// Something may lie behind the text: a drawing or a picture that the text runs over.
bool hasBackground(const std::vector<Record>& records)
{
    constexpr uint32_t kWrap = 7u << 21, kBehind = 4u << 21;
    return std::ranges::any_of(records, [](const Record& record) {
        return record.tag == Tag::Control && field<uint32_t>(record.payload, 0) == controlId("gso ") && (field<uint32_t>(record.payload, 4) & kWrap) == kBehind;
    });
}

} // namespace

Result<void> readSection(const std::vector<Record>& records, const DocInfo& info, FlowWriter& writer, int& hiddenCharacters)
{
    uint64_t textBytes = 0; // counted before anything is built from it
    for (const Record& record : records)
        textBytes += record.tag == Tag::ParagraphText ? record.payload.size() : 0;
    if (textBytes / sizeof(char16_t) > kMaxTextCodePoints)
        return fail(ErrorCode::Unsafe, "a section with more than ten million characters");
    SectionReader reader(records, info, hasBackground(records));
    writer.beginSection();
    for (uint32_t i = 0; i < records.size(); i = records[i].end) {
        if (records[i].tag != Tag::ParagraphHeader)
            continue;
        const Paragraph paragraph = reader.paragraph(i);
        writer.setOutlineNumbering(reader.outlineNumbering());
        SILLOK_CHECK(writer.add(paragraph));
    }
    hiddenCharacters += reader.hiddenCharacters();
    return {};
}

} // namespace sillok::documents::hwp
