// markdown_blocks.cpp - Markdown as answers use it, read into blocks.
#include "app/export/export_document.h"

#include "engine/documents/clean_text.h"

namespace sillok::app {

namespace {

std::string_view trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string clean(std::string_view text)
{
    int removed = 0;
    return documents::cleanText(text, removed);
}

/// [words](address) or ![words](address) at `at`: both texts and where it ends; end 0: none.
struct Link {
    std::string_view words;
    std::string_view address;
    size_t end = 0;
};
Link linkAt(std::string_view text, size_t at)
{
    const size_t close = text.find(']', at);
    if (close == std::string_view::npos || close + 1 >= text.size() || text[close + 1] != '(')
        return {};
    const size_t last = text.find(')', close);
    if (last == std::string_view::npos)
        return {};
    return { text.substr(at + 1, close - at - 1), text.substr(close + 2, last - close - 2), last + 1 };
}

/// Without signs of emphasis and code; links and pictures as words.
std::string inlineText(std::string_view text)
{
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const bool picture = text.substr(at).starts_with("![");
        if (picture || text[at] == '[') {
            if (const Link link = linkAt(text, at + (picture ? 1 : 0)); link.end != 0) {
                out += std::string(link.words) + (picture ? std::string() : " (" + std::string(link.address) + ")");
                at = link.end;
                continue;
            }
        }
        if (text.substr(at).starts_with("**")) {
            at += 2;
            continue;
        }
        if (text[at] != '`')
            out += text[at];
        ++at;
    }
    return clean(out);
}

std::vector<std::string> cellsOf(std::string_view line)
{
    std::string_view inner = trimmed(line).substr(1);
    if (inner.ends_with('|'))
        inner.remove_suffix(1);
    std::vector<std::string> cells;
    for (size_t at = 0;;) {
        const size_t end = inner.find('|', at);
        cells.push_back(inlineText(inner.substr(at, end == std::string_view::npos ? end : end - at)));
        if (end == std::string_view::npos)
            return cells;
        at = end + 1;
    }
}

bool isTableRow(std::string_view line) { return trimmed(line).starts_with('|') && trimmed(line).size() > 2; }
bool isTableRule(std::string_view line) { return isTableRow(line) && line.find_first_not_of(" \t|:-") == std::string_view::npos; }

class Reader {
public:
    std::vector<ExportBlock> read(const std::string& markdown)
    {
        for (size_t at = 0; at <= markdown.size();) {
            const size_t end = std::min(markdown.find('\n', at), markdown.size());
            line(std::string_view(markdown).substr(at, end - at));
            at = end + 1;
        }
        flush();
        return std::move(m_blocks);
    }

private:
    using Kind = ExportBlock::Kind;

    void line(std::string_view raw)
    {
        const std::string_view text = trimmed(raw);
        if (text.starts_with("```")) {
            m_code = !m_code;
            flush();
        } else if (m_code) {
            add(Kind::Quote, clean(raw));
        } else if (isTableRow(text)) {
            row(text);
        } else if (text.empty()) {
            flush();
        } else if (const size_t signs = text.find_first_not_of('#'); signs != 0 && signs <= 6 && signs != std::string_view::npos && text[signs] == ' ') {
            add(Kind::Heading, inlineText(text.substr(signs + 1)), static_cast<int>(std::min<size_t>(signs, 3)));
        } else if (text.starts_with("- ") || text.starts_with("* ") || text.starts_with("• ")) {
            add(Kind::Bullet, inlineText(text.substr(text.find(' ') + 1)));
        } else if (text.starts_with("> ")) {
            add(Kind::Quote, inlineText(text.substr(2)));
        } else {
            m_open += (m_open.empty() ? "" : "\n") + std::string(text);
        }
    }

    void row(std::string_view text)
    {
        if (m_blocks.empty() || m_blocks.back().kind != Kind::Table || !m_open.empty() || !m_inTable)
            add(Kind::Table, {});
        m_inTable = true;
        if (!isTableRule(text))
            m_blocks.back().rows.push_back(cellsOf(text));
    }

    void add(Kind kind, std::string text, int level = 1)
    {
        flush();
        if (kind == Kind::Table || !text.empty())
            m_blocks.push_back({ kind, std::move(text), level, {} });
    }

    void flush()
    {
        m_inTable = false;
        if (std::string text = inlineText(m_open); !text.empty())
            m_blocks.push_back({ Kind::Paragraph, std::move(text), 1, {} });
        m_open.clear();
    }

    std::vector<ExportBlock> m_blocks;
    std::string m_open;
    bool m_code = false;
    bool m_inTable = false;
};

} // namespace

std::vector<ExportBlock> blocksOf(const std::string& markdown) { return Reader().read(markdown); }

} // namespace sillok::app
