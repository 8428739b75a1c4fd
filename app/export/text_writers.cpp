// text_writers.cpp - Markdown and HTML, and the escaping that the XML formats share.
#include "app/export/writers.h"

#include "engine/base/text.h"

namespace sillok::app {

namespace {

using Kind = ExportBlock::Kind;

/// [1] stays a citation; every other sign of Markdown becomes a plain one.
std::string escapedMarkdown(std::string_view text)
{
    std::string out;
    for (size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const bool citation = c == '[' && at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
        const bool lineSign = (at == 0 || text[at - 1] == '\n') && (c == '#' || c == '-' || c == '+' || c == '=');
        if (!citation && (std::string_view("\\`*_<>[!|~&").find(c) != std::string_view::npos || lineSign))
            out += '\\';
        out += c;
        if (c == '\n')
            out.insert(out.size() - 1, "  "); // a line break that stays one
    }
    return out;
}

std::string markdownTable(const ExportBlock& block)
{
    std::string out;
    for (size_t r = 0; r < block.rows.size(); ++r) {
        out += "|";
        for (const std::string& cell : block.rows[r])
            out += " " + escapedMarkdown(cell) + " |";
        out += "\n";
        if (r == 0) {
            out += "|";
            for (size_t c = 0; c < block.rows[r].size(); ++c)
                out += "---|";
            out += "\n";
        }
    }
    return out;
}

std::string htmlTable(const ExportBlock& block)
{
    std::string out = "<table>\n";
    for (size_t r = 0; r < block.rows.size(); ++r) {
        out += "<tr>";
        for (const std::string& cell : block.rows[r])
            out += (r == 0 ? "<th>" : "<td>") + escapedXml(cell) + (r == 0 ? "</th>" : "</td>");
        out += "</tr>\n";
    }
    return out + "</table>\n";
}

std::string withBreaks(std::string text)
{
    for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        text.insert(at, "<br>"), at += 4;
    return text;
}

} // namespace

std::string escapedXml(std::string_view text)
{
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.length;
        switch (point.value) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default:
            if ((point.value >= 0x20 || point.value == '\n' || point.value == '\t') && point.value != 0xFFFE && point.value != 0xFFFF)
                appendUtf8(out, point.value);
        }
    }
    return out;
}

std::string markdownBytes(const ExportDocument& document)
{
    std::string out;
    for (const ExportBlock& block : document.blocks) {
        const std::string text = escapedMarkdown(block.text);
        switch (block.kind) {
        case Kind::Label: out += "**[" + text + "]**\n\n"; break;
        case Kind::Title: out += "# " + text + "\n\n"; break;
        case Kind::Heading: out += std::string(static_cast<size_t>(block.level + 1), '#') + " " + text + "\n\n"; break;
        case Kind::Paragraph: out += text + "\n\n"; break;
        case Kind::Bullet: out += "- " + text + "\n\n"; break;
        case Kind::Quote: out += "> " + text + "\n\n"; break;
        case Kind::Table: out += markdownTable(block) + "\n"; break;
        case Kind::Notice: out += "---\n\n*" + text + "*\n"; break;
        }
    }
    return out;
}

std::string htmlBytes(const ExportDocument& document)
{
    std::string out = "<!DOCTYPE html>\n<html lang=\"" + std::string(document.korean ? "ko" : "en")
        + "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>"
        + escapedXml(document.title)
        + "</title>\n<style>body{max-width:44em;margin:2em auto;padding:0 1em;line-height:1.7;font-family:sans-serif}.label{border:2px solid;padding:.3em 1em;text-align:center;"
          "font-weight:bold}blockquote{margin:.3em 0 1em 1em;padding-left:1em;border-left:3px solid #999}table{border-collapse:collapse}th,td{border:1px solid "
          "#999;padding:.3em .6em;text-align:left}.notice{border-top:1px solid #999;margin-top:2em;font-size:.9em}</style>\n</head>\n<body>\n";
    for (const ExportBlock& block : document.blocks) {
        const std::string text = withBreaks(escapedXml(block.text));
        const std::string level = std::to_string(block.level + 1);
        switch (block.kind) {
        case Kind::Label: out += "<p class=\"label\">" + text + "</p>\n"; break;
        case Kind::Title: out += "<h1>" + text + "</h1>\n"; break;
        case Kind::Heading: out += "<h" + level + ">" + text + "</h" + level + ">\n"; break;
        case Kind::Paragraph: out += "<p>" + text + "</p>\n"; break;
        case Kind::Bullet: out += "<ul><li>" + text + "</li></ul>\n"; break;
        case Kind::Quote: out += "<blockquote>" + text + "</blockquote>\n"; break;
        case Kind::Table: out += htmlTable(block); break;
        case Kind::Notice: out += "<p class=\"notice\">" + text + "</p>\n"; break;
        }
    }
    return out + "</body>\n</html>\n";
}

} // namespace sillok::app
