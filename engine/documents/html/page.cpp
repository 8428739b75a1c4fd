#include "engine/documents/html/page.h"

#include "engine/base/text.h"
#include "engine/documents/html/elements.h"
#include "engine/documents/html/entities.h"
#include "engine/documents/html/hidden.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sillok::documents::html {

namespace {

constexpr int kMostSpan = 1000;

struct OpenElement {
    std::string name;
    Role role = Role::Inline;
    bool hidden = false;
};

struct OpenTable {
    Part part { PartKind::Table };
    std::vector<Cell> row;
    Cell cell;
    bool rowOpen = false;
    bool cellOpen = false;
    bool layout = false;        ///< it places things on the page
};

struct OpenList {
    ParagraphStyle style;
    bool markWaits = false;     ///< the next paragraph begins an item
};

/// The attribute as a number; 0 when it is none.
int numberIn(const Tag& tag, const char* name)
{
    const std::string text = tag.attribute(name);
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

int spanOf(const Tag& tag, const char* name)
{
    return std::clamp(numberIn(tag, name), 1, kMostSpan);
}

class PageBuilder {
public:
    PageBuilder(Numberings& numberings, FlowWriter& writer) : m_numberings(numberings), m_writer(writer) {}

    Result<PageFacts> read(std::string_view html)
    {
        Tokens tokens(html);
        for (TokenKind kind = tokens.next(); kind != TokenKind::End && m_result.ok(); kind = tokens.next()) {
            switch (kind) {
            case TokenKind::Text: text(tokens.text()); break;
            case TokenKind::RawText: rawText(tokens.text()); break;
            default: tokens.tag().end ? close(tokens.tag().name) : open(tokens.tag());
            }
        }
        while (!m_open.empty())
            pop();
        endParagraph();
        SILLOK_CHECK(m_result);
        return std::move(m_facts);
    }

private:
    bool isHidden() const { return m_hidden > 0; }

    void text(std::string_view raw)
    {
        if (m_left > 0)
            return;
        const std::string decoded = decodeEntities(raw);
        if (isHidden()) {
            m_facts.hiddenCharacters += static_cast<int>(std::min<size_t>(visibleCount(decoded), 1'000'000));
            return;
        }
        append(decoded);
    }

    /// Of the raw elements a title and a listing are words; a style sheet tells what is hidden.
    void rawText(std::string_view raw)
    {
        const std::string name = m_open.empty() ? std::string() : m_open.back().name;
        if (name == "title" && m_facts.title.empty())
            m_facts.title = decodeEntities(raw);
        else if (name == "style")
            m_rules.addSheet(raw);
        else if (name == "xmp" && !isHidden())
            append(std::string(raw));
    }

    static size_t visibleCount(std::string_view text)
    {
        const auto spaces = std::ranges::count_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
        return codePointCount(text) - static_cast<size_t>(spaces);
    }

    /// White space in a row counts as one space, except in what is laid out already.
    void append(const std::string& text)
    {
        constexpr std::string_view kHardSpace = "\xC2\xA0";
        for (size_t at = 0; at < text.size(); ++at) {
            const char c = text[at];
            const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
            if (space && m_preformatted == 0) {
                m_spaceWaits = m_spaceWaits || (!m_text.empty() && m_text.back() != '\n');
            } else if (std::string_view(text).substr(at).starts_with(kHardSpace)) {
                appendVisible(' ');
                ++at;
            } else if (c != '\r') {
                appendVisible(c);
            }
        }
    }

    void appendVisible(char c)
    {
        if (std::exchange(m_spaceWaits, false))
            m_text += ' ';
        m_text += c;
    }

    void open(const Tag& tag)
    {
        const Role role = roleOf(tag.name);
        if (role == Role::Empty) {
            emptyElement(tag.name);
            return;
        }
        closeWhatEndsBefore(role);
        if (role != Role::Inline && role != Role::Left)
            endParagraph();
        if (m_open.size() >= kMostOpenElements || tag.closesItself)
            return;
        const bool hidden = m_rules.hides(tag);
        m_open.push_back({ tag.name, role, hidden });
        m_hidden += hidden;
        m_left += role == Role::Left;
        m_preformatted += role == Role::Preformatted;
        if (isHidden() || m_left > 0)
            return;
        switch (role) {
        case Role::List: openList(tag); break;
        case Role::Item: openItem(); break;
        case Role::Table: openTable(tag); break;
        case Role::Row: openRow(); break;
        case Role::Cell: openCell(tag); break;
        default: break;
        }
    }

    void emptyElement(std::string_view name)
    {
        if (isHidden() || m_left > 0)
            return;
        if (name == "hr")
            endParagraph();
        if (name != "br")
            return;
        m_spaceWaits = false;
        if (!m_text.empty())
            m_text += '\n';
    }

    /// Elements whose end may be left out.
    /// source  HTML Living Standard, 13.1.2.4, optional tags
    void closeWhatEndsBefore(Role next)
    {
        const auto inside = [&](std::initializer_list<Role> what, std::initializer_list<Role> border) { closeInside(what, border); };
        if (next != Role::Inline && next != Role::Left)
            inside({ Role::Paragraph }, { Role::Cell, Role::Table, Role::Caption, Role::Item });
        switch (next) {
        case Role::Item: inside({ Role::Item }, { Role::List, Role::Cell, Role::Table }); break;
        case Role::Term: inside({ Role::Term }, { Role::List, Role::Cell, Role::Table }); break;
        case Role::Cell: inside({ Role::Cell, Role::Caption }, { Role::Row, Role::Table }); break;
        case Role::Row: inside({ Role::Row, Role::Caption }, { Role::TableGroup, Role::Table }); break;
        case Role::TableGroup: inside({ Role::TableGroup, Role::Row, Role::Caption }, { Role::Table }); break;
        default: break;
        }
    }

    /// Closes the outermost open element of those roles, looking no further out than a border.
    void closeInside(std::initializer_list<Role> what, std::initializer_list<Role> border)
    {
        size_t keep = m_open.size();
        for (size_t i = m_open.size(); i-- > 0;) {
            if (std::ranges::find(what, m_open[i].role) != what.end())
                keep = i;
            else if (std::ranges::find(border, m_open[i].role) != border.end())
                break;
        }
        while (m_open.size() > keep)
            pop();
    }

    /// An end tag closes its element and what is open inside; none closes a cell or a table but their own.
    void close(std::string_view name)
    {
        const Role role = roleOf(name);
        if (role != Role::Inline && role != Role::Left && role != Role::Empty)
            endParagraph();
        const bool ofTable = role == Role::Table || role == Role::TableGroup || role == Role::Row || role == Role::Cell;
        for (size_t i = m_open.size(); i-- > 0;) {
            if (m_open[i].name == name) {
                while (m_open.size() > i)
                    pop();
                return;
            }
            if (m_open[i].role == Role::Table || (!ofTable && m_open[i].role == Role::Cell))
                return;
        }
    }

    void pop()
    {
        const OpenElement element = std::move(m_open.back());
        if (element.role != Role::Inline && element.role != Role::Left)
            endParagraph();
        m_open.pop_back();
        const bool shown = !isHidden() && m_left == 0;
        m_hidden -= element.hidden;
        m_left -= element.role == Role::Left;
        m_preformatted -= element.role == Role::Preformatted;
        if (!shown)
            return;
        switch (element.role) {
        case Role::List: m_lists.pop_back(); break;
        case Role::Cell: closeCell(); break;
        case Role::Row: closeRow(); break;
        case Role::Table: closeTable(); break;
        default: break;
        }
    }

    void openList(const Tag& tag)
    {
        const std::string id = "list" + std::to_string(m_listCount++);
        OpenList list;
        list.style.list = id;
        if (tag.name == "ol") {
            list.style.kind = HeadKind::Number;
            m_numberings.setLevel(id, 0, { "^1.", numberFormat(tag.attribute("type")), tag.has("start") ? numberIn(tag, "start") : 1 });
        } else {
            list.style.kind = HeadKind::Bullet;
            m_numberings.setBullet(id, "•");
        }
        m_lists.push_back(std::move(list));
    }

    static const char* numberFormat(const std::string& type)
    {
        return type == "a" ? "LATIN_SMALL" : type == "A" ? "LATIN_CAPITAL" : type == "i" ? "ROMAN_SMALL" : type == "I" ? "ROMAN_CAPITAL" : "DIGIT";
    }

    void openItem()
    {
        if (!m_lists.empty())
            m_lists.back().markWaits = true;
    }

    void openTable(const Tag& tag)
    {
        if (!m_tables.empty())
            m_tables.back().layout = true;
        m_tables.emplace_back();
        m_tables.back().layout = tag.attribute("role") == "presentation";
    }

    void openRow()
    {
        if (!m_tables.empty())
            m_tables.back().rowOpen = true;
    }

    void openCell(const Tag& tag)
    {
        if (m_tables.empty())
            return;
        OpenTable& table = m_tables.back();
        table.rowOpen = true;
        table.cellOpen = true;
        table.cell = {};
        table.cell.columnSpan = spanOf(tag, "colspan");
        table.cell.rowSpan = spanOf(tag, "rowspan");
    }

    void closeCell()
    {
        if (m_tables.empty() || !std::exchange(m_tables.back().cellOpen, false))
            return;
        OpenTable& table = m_tables.back();
        table.row.push_back(std::exchange(table.cell, {}));
    }

    void closeRow()
    {
        if (m_tables.empty() || !std::exchange(m_tables.back().rowOpen, false))
            return;
        OpenTable& table = m_tables.back();
        int columns = 0;
        for (const Cell& cell : table.row)
            columns += cell.columnSpan;
        table.part.columns = std::max(table.part.columns, columns);
        table.part.rows.push_back(std::exchange(table.row, {}));
    }

    void closeTable()
    {
        if (m_tables.empty())
            return;
        closeCell();
        closeRow(); // cells without a row
        OpenTable table = std::move(m_tables.back());
        m_tables.pop_back();
        if (!table.layout) {
            Paragraph holder;
            holder.parts.push_back(std::move(table.part));
            put(std::move(holder));
            return;
        }
        for (auto& row : table.part.rows) {
            for (Cell& cell : row) {
                for (Paragraph& paragraph : cell.paragraphs)
                    put(std::move(paragraph));
            }
        }
    }

    /// The words so far become a paragraph.
    void endParagraph()
    {
        m_spaceWaits = false;
        if (m_text.empty())
            return;
        Part part(PartKind::Text);
        part.text = std::exchange(m_text, {});
        Paragraph paragraph;
        if (const auto heading = innermost(Role::Heading)) {
            paragraph.style.kind = HeadKind::Outline;
            paragraph.style.level = headingLevel(*heading) - 1;
        } else if (!m_lists.empty() && std::exchange(m_lists.back().markWaits, false)) {
            paragraph.style = m_lists.back().style;
        }
        paragraph.parts.push_back(std::move(part));
        if (innermost(Role::Caption)) {
            Part caption(PartKind::Caption);
            caption.paragraphs.push_back(std::move(paragraph));
            paragraph = {};
            paragraph.parts.push_back(std::move(caption));
        }
        put(std::move(paragraph));
    }

    /// The name of the innermost open element of that role within the cell.
    const std::string* innermost(Role role) const
    {
        for (size_t i = m_open.size(); i-- > 0 && m_open[i].role != Role::Cell;) {
            if (m_open[i].role == role)
                return &m_open[i].name;
        }
        return nullptr;
    }

    /// Into the cell that is open, or else into the document: what stands in a table but in no cell comes before it.
    void put(Paragraph paragraph)
    {
        if (!m_tables.empty() && m_tables.back().cellOpen) {
            m_tables.back().cell.paragraphs.push_back(std::move(paragraph));
            return;
        }
        const auto outer = std::ranges::find(m_tables.rbegin(), m_tables.rend(), true, &OpenTable::cellOpen);
        if (outer != m_tables.rend())
            outer->cell.paragraphs.push_back(std::move(paragraph));
        else if (m_result.ok())
            m_result = m_writer.add(paragraph);
    }

    Numberings& m_numberings;
    FlowWriter& m_writer;
    HiddenRules m_rules;
    PageFacts m_facts;
    Result<void> m_result;
    std::vector<OpenElement> m_open;
    std::vector<OpenTable> m_tables;
    std::vector<OpenList> m_lists;
    std::string m_text;
    bool m_spaceWaits = false;
    int m_hidden = 0;          ///< open elements that hide
    int m_left = 0;            ///< open elements that are left out
    int m_preformatted = 0;
    size_t m_listCount = 0;
};

} // namespace

Result<PageFacts> addPage(std::string_view html, Numberings& numberings, FlowWriter& writer)
{
    return PageBuilder(numberings, writer).read(html);
}

} // namespace sillok::documents::html
