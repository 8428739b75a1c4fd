#include "engine/documents/rtf/reader.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/flow.h"
#include "engine/documents/registry.h"
#include "engine/documents/rtf/table.h"
#include "engine/documents/rtf/tokens.h"
#include "engine/documents/text/decode.h"

#include <algorithm>
#include <map>
#include <utility>

namespace sillok::documents::rtf {

namespace {

/// What the text of a group is for.
enum class Use : uint8_t { Text, Title, Fonts, Nothing };

struct Group {
    Use use = Use::Text;
    bool hidden = false;
    bool deleted = false;
    bool opensFlow = false;     ///< its end is the end of a note or a box
    int font = -1;
    int skipAfterUnicode = 1;
};

/// A run of paragraphs of its own: the body, a note, a box.
struct Flow {
    PartKind kind = PartKind::Text;
    Paragraph open;
    int outlineLevel = -1;
    bool inTable = false;
    std::vector<CellEdge> edges;
    CellEdge nextEdge;
    std::vector<Paragraph> done;        ///< of a note or a box; the body's go to the writer at once
    std::vector<Paragraph> cell;
    Row row;
    std::vector<Row> rows;
};

template <size_t N>
bool isOneOf(std::string_view word, const std::string_view (&list)[N])
{
    return std::ranges::find(list, word) != std::end(list);
}

/// Destinations whose text no page shows, or that repeat what stands elsewhere.
bool holdsNoText(std::string_view word)
{
    constexpr std::string_view kNone[] = { "colortbl", "stylesheet", "pict", "objdata", "objclass", "objname", "fldinst", "datafield", "xe", "tc", "tcn", "rxe", "nonshppict", "shprslt", "sp",
        "nonesttables", "atnid", "atnauthor", "atntime", "atndate", "atnref", "atnparent", "atnicn", "bkmkstart", "bkmkend", "listtable", "listoverridetable", "revtbl",
        "generator", "filetbl", "private", "themedata", "colorschememapping", "latentstyles", "datastore", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "ftncn", "aftncn", "userprops", "do" };
    return isOneOf(word, kNone);
}

bool opensNote(std::string_view word)
{
    constexpr std::string_view kNotes[] = { "footnote", "annotation", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf" };
    return isOneOf(word, kNotes);
}

/// source  Rich Text Format Specification, "Font Table", \fcharset
std::string_view charsetOf(int fcharset)
{
    switch (fcharset) {
    case 128: return "shift_jis";
    case 129: return "cp949";
    case 134: return "gb18030";
    case 136: return "big5";
    default: return {};
    }
}

std::string_view charsetOfCodePage(int page)
{
    switch (page) {
    case 932: return "shift_jis";
    case 936: return "gb18030";
    case 949: return "cp949";
    case 950: return "big5";
    case 65001: return "utf-8";
    default: return "windows-1252";
    }
}

/// A character that has a word instead of a byte.
std::string_view characterOf(std::string_view word)
{
    constexpr std::pair<std::string_view, std::string_view> kWords[] = { { "tab", " " }, { "line", "\n" }, { "emdash", "—" }, { "endash", "–" }, { "lquote", "‘" },
        { "rquote", "’" }, { "ldblquote", "“" }, { "rdblquote", "”" }, { "bullet", "•" }, { "emspace", " " }, { "enspace", " " }, { "qmspace", " " }, { "nestcell", " " } };
    for (const auto& [name, text] : kWords) {
        if (name == word)
            return text;
    }
    return {};
}

class RtfReader {
public:
    Result<Document> read(std::string_view rtf)
    {
        m_document.format = formatName(Format::Rtf);
        m_groups.emplace_back();
        m_flows.emplace_back();
        Tokens tokens(rtf);
        for (Token token = tokens.next(); token.kind != TokenKind::End; token = tokens.next()) {
            take(token);
            SILLOK_CHECK(m_result);
        }
        flushBytes();
        while (m_groups.size() > 1)
            endGroup();
        endParagraph();
        endTable();
        SILLOK_CHECK(m_result);
        m_document.title = cleanTitle(m_title, m_document.hiddenCharactersRemoved);
        m_document.hiddenCharactersRemoved += m_hiddenCharacters;
        if (m_document.blocks.empty())
            return fail(ErrorCode::NotFound, "an RTF file without text");
        return std::move(m_document);
    }

private:
    Group& group() { return m_groups.back(); }
    Flow& flow() { return m_flows.back(); }

    void take(const Token& token)
    {
        if (m_skip > 0 && (token.kind == TokenKind::Byte || token.kind == TokenKind::Symbol)) {
            --m_skip; // what older programs show instead of the character before
            return;
        }
        if (token.kind != TokenKind::Text)
            m_skip = 0;
        switch (token.kind) {
        case TokenKind::GroupBegin: beginGroup(); break;
        case TokenKind::GroupEnd: endGroup(); break;
        case TokenKind::Word: word(token); break;
        case TokenKind::Symbol: symbol(token.text[0]); break;
        case TokenKind::Byte: m_bytes += static_cast<char>(token.byte); break;
        case TokenKind::Text: {
            const size_t skipped = std::min(static_cast<size_t>(m_skip), token.text.size());
            m_skip -= static_cast<int>(skipped);
            m_bytes += token.text.substr(skipped);
            break;
        }
        case TokenKind::End: break;
        }
        m_starred = m_starred && token.kind == TokenKind::Symbol;
    }

    void beginGroup()
    {
        flushBytes();
        if (m_groups.size() >= kMostGroups) {
            m_result = fail(ErrorCode::Unsafe, "an RTF file with too many open groups");
            return;
        }
        m_groups.push_back(group());
        group().opensFlow = false;
    }

    void endGroup()
    {
        flushBytes();
        if (m_groups.size() == 1)
            return; // one too many
        if (group().opensFlow)
            endFlow();
        m_groups.pop_back();
    }

    void symbol(char c)
    {
        switch (c) {
        case '*': m_starred = true; break;
        case '{': [[fallthrough]];
        case '}': [[fallthrough]];
        case '\\': m_bytes += c; break;
        case '~': m_bytes += ' '; break;
        case '_': m_bytes += '-'; break;
        case '\r': [[fallthrough]];
        case '\n': endParagraph(); break;
        default: break;
        }
    }

    void word(const Token& token)
    {
        if (token.text == "u" && token.number) {
            unicode(*token.number);
            return;
        }
        flushBytes();
        const std::string_view name = token.text;
        if (const std::string_view character = characterOf(name); !character.empty())
            put(character);
        else if (!destination(name) && !property(name, token.number) && !m_starred)
            structure(name, token.number.value_or(0));
    }

    void unicode(int number)
    {
        const auto unit = static_cast<char32_t>(static_cast<uint16_t>(number));
        m_skip = group().skipAfterUnicode;
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            flushBytes();
            m_lead = unit;
            return;
        }
        const bool pair = m_lead != 0 && unit >= 0xDC00 && unit <= 0xDFFF;
        const char32_t lead = std::exchange(m_lead, 0);
        flushBytes();
        std::string text;
        appendUtf8(text, pair ? 0x10000 + ((lead - 0xD800) << 10) + (unit - 0xDC00) : unit);
        put(text);
    }

    /// A word that says what the group's text is for.
    bool destination(std::string_view name)
    {
        if (group().use == Use::Nothing)
            return false;
        if (name == "fonttbl") {
            group().use = Use::Fonts;
        } else if (name == "info") {
            group().use = Use::Nothing;
            m_inInfo = m_groups.size();
        } else if (opensNote(name) || name == "shptxt") {
            beginFlow(name == "shptxt" ? PartKind::Box : PartKind::Note);
        } else if (holdsNoText(name) || (m_starred && name != "shpinst" && name != "nesttableprops")) {
            group().use = Use::Nothing;
        } else {
            return false;
        }
        return true;
    }

    /// How the text of the group looks.
    bool property(std::string_view name, std::optional<int> number)
    {
        Group& now = group();
        const bool on = number.value_or(1) != 0;
        if (name == "title" && now.use == Use::Nothing && m_inInfo > 0 && m_inInfo < m_groups.size()) {
            now.use = Use::Title;
        } else if (name == "v") {
            now.hidden = on;
        } else if (name == "deleted") {
            now.deleted = on;
        } else if (name == "plain") {
            now.hidden = false;
            now.deleted = false;
            now.font = -1;
        } else if (name == "uc") {
            now.skipAfterUnicode = std::clamp(number.value_or(1), 0, 100);
        } else if (name == "f") {
            now.font = number.value_or(0);
        } else if (name == "deff") {
            m_defaultFont = number.value_or(0);
        } else if (name == "fcharset" && now.use == Use::Fonts) {
            m_fonts[now.font] = charsetOf(number.value_or(0));
        } else if (name == "ansicpg") {
            m_charset = charsetOfCodePage(number.value_or(0));
        } else {
            return false;
        }
        return true;
    }

    /// Paragraphs, rows and cells.
    void structure(std::string_view name, int number)
    {
        if (group().use != Use::Text)
            return;
        Flow& now = flow();
        if (name == "par" || name == "sect" || name == "nestrow") {
            endParagraph();
        } else if (name == "pard") {
            now.outlineLevel = -1;
            now.inTable = false;
        } else if (name == "intbl") {
            now.inTable = true;
        } else if (name == "outlinelevel") {
            now.outlineLevel = number >= 0 && number < 9 ? number : -1;
        } else if (name == "trowd") {
            now.edges.clear();
            now.nextEdge = {};
        } else if (name == "clmrg") {
            now.nextEdge.joinsLeft = true;
        } else if (name == "clvmrg") {
            now.nextEdge.joinsUp = true;
        } else if (name == "cellx" && now.edges.size() < 1000) {
            now.nextEdge.right = number;
            now.edges.push_back(std::exchange(now.nextEdge, {}));
        } else if (name == "cell") {
            now.inTable = true;
            endParagraph();
            now.row.cells.push_back(std::exchange(now.cell, {}));
        } else if (name == "row") {
            now.row.edges = now.edges;
            now.rows.push_back(std::exchange(now.row, {}));
        }
    }

    void beginFlow(PartKind kind)
    {
        if (m_flows.size() >= kMostFlows) {
            group().use = Use::Nothing;
            return;
        }
        m_flows.emplace_back().kind = kind;
        group().opensFlow = true;
    }

    void endFlow()
    {
        endParagraph();
        endTable();
        Flow finished = std::move(m_flows.back());
        m_flows.pop_back();
        flow().open.parts.emplace_back(finished.kind).paragraphs = std::move(finished.done);
    }

    /// The bytes so far, by the table of their font or of the file.
    void flushBytes()
    {
        if (m_bytes.empty())
            return;
        const std::string bytes = std::exchange(m_bytes, {});
        if (group().use == Use::Nothing || group().use == Use::Fonts)
            return;
        const int font = group().font >= 0 ? group().font : m_defaultFont;
        const auto known = m_fonts.find(font);
        const std::string_view charset = known == m_fonts.end() || known->second.empty() ? m_charset : known->second;
        const auto decoded = text::decodeAs(asBytes(bytes), charset);
        put(decoded.ok() ? *decoded : sanitizedUtf8(bytes));
    }

    void put(std::string_view text)
    {
        const Group& now = group();
        if (now.use == Use::Title)
            m_title += text;
        if (now.use != Use::Text || now.deleted)
            return;
        if (now.hidden) {
            m_hiddenCharacters += static_cast<int>(std::min<size_t>(codePointCount(text), 1'000'000));
            return;
        }
        std::vector<Part>& parts = flow().open.parts;
        if (parts.empty() || parts.back().kind != PartKind::Text)
            parts.emplace_back(PartKind::Text);
        parts.back().text += text;
    }

    void endParagraph()
    {
        Flow& now = flow();
        Paragraph paragraph = std::exchange(now.open, {});
        if (now.inTable) {
            if (!paragraph.parts.empty())
                now.cell.push_back(std::move(paragraph));
            return;
        }
        endTable();
        if (paragraph.parts.empty())
            return;
        if (now.outlineLevel >= 0) {
            paragraph.style.kind = HeadKind::Outline;
            paragraph.style.level = now.outlineLevel;
        }
        add(std::move(paragraph));
    }

    void endTable()
    {
        Flow& now = flow();
        if (!now.cell.empty() || !now.row.cells.empty()) { // a row that never ended
            if (!now.cell.empty())
                now.row.cells.push_back(std::exchange(now.cell, {}));
            now.row.edges = now.edges;
            now.rows.push_back(std::exchange(now.row, {}));
        }
        if (now.rows.empty())
            return;
        Paragraph holder;
        holder.parts.push_back(tableOf(std::exchange(now.rows, {})));
        add(std::move(holder));
    }

    void add(Paragraph paragraph)
    {
        if (m_flows.size() > 1)
            flow().done.push_back(std::move(paragraph));
        else if (m_result.ok())
            m_result = m_writer.add(paragraph);
    }

    Document m_document;
    Numberings m_numberings;
    FlowWriter m_writer { m_document, m_numberings };
    Result<void> m_result;
    std::vector<Group> m_groups;
    std::vector<Flow> m_flows;
    std::map<int, std::string_view> m_fonts;    ///< the charset of each font that has one
    std::string_view m_charset = "windows-1252";
    int m_defaultFont = -1;
    std::string m_title;
    std::string m_bytes;                        ///< text whose table is known when it ends
    char32_t m_lead = 0;                        ///< first half of a character beyond the first plane
    int m_skip = 0;
    bool m_starred = false;                     ///< "\*" came just before
    size_t m_inInfo = 0;
    int m_hiddenCharacters = 0;
};

} // namespace

Result<Document> read(Bytes bytes) { return RtfReader().read(asText(bytes)); }

} // namespace sillok::documents::rtf
