#include "engine/documents/mail/reader.h"

#include "engine/documents/clean_text.h"
#include "engine/documents/flow.h"
#include "engine/documents/html/charset.h"
#include "engine/documents/html/page.h"
#include "engine/documents/html/tokens.h"
#include "engine/documents/mail/headers.h"
#include "engine/documents/mail/transfer.h"
#include "engine/documents/registry.h"
#include "engine/documents/text/reader.h"

#include <algorithm>

namespace sillok::documents::mail {

namespace {

constexpr const char* kAttachmentWord = "첨부: ";

struct Attachment {
    std::string name;
    std::string bytes;
};

Paragraph paragraphOf(std::string text, HeadKind kind = HeadKind::None)
{
    Paragraph paragraph;
    paragraph.style.kind = kind;
    paragraph.parts.emplace_back(PartKind::Text).text = std::move(text);
    return paragraph;
}

/// The parts between the lines that the boundary makes.
std::vector<std::string_view> split(std::string_view body, const std::string& boundary)
{
    std::vector<std::string_view> parts;
    if (boundary.empty())
        return parts;
    const std::string mark = "--" + boundary;
    size_t begin = std::string_view::npos;
    for (size_t at = body.starts_with(mark) ? 0 : body.find("\n" + mark); at != std::string_view::npos && parts.size() <= kMostParts;
         at = body.find("\n" + mark, at + 1)) {
        const size_t line = at + (body[at] == '\n');
        if (begin != std::string_view::npos)
            parts.push_back(body.substr(begin, at > begin ? at - begin : 0));
        if (body.substr(line + mark.size()).starts_with("--"))
            return parts;
        begin = std::min(body.find('\n', line), body.size() - 1) + 1;
    }
    if (begin != std::string_view::npos)
        parts.push_back(body.substr(std::min(begin, body.size()))); // the last line is missing
    return parts;
}

class MailReader {
public:
    Result<Document> read(std::string_view mail)
    {
        m_document.format = formatName(Format::Eml);
        const Headers headers = Headers::take(mail);
        m_document.title = cleanTitle(headers.words("subject"), m_document.hiddenCharactersRemoved);
        SILLOK_CHECK(message(headers, mail, 0));
        SILLOK_CHECK(attachments());
        if (m_document.blocks.empty())
            return fail(ErrorCode::NotFound, "a mail without text");
        return std::move(m_document);
    }

private:
    Result<void> message(const Headers& headers, std::string_view body, int depth)
    {
        SILLOK_CHECK(m_writer.add(paragraphOf(headers.words("subject"), HeadKind::Outline)));
        for (const char* name : { "From", "To", "Cc", "Date" }) {
            const std::string value = headers.words(html::lowerAscii(name));
            if (!value.empty())
                SILLOK_CHECK(m_writer.add(paragraphOf(std::string(name) + ": " + value)));
        }
        return part(headers, body, depth);
    }

    Result<void> part(const Headers& headers, std::string_view body, int depth)
    {
        if (depth > kMostNesting || ++m_parts > kMostParts)
            return fail(ErrorCode::Unsafe, "a mail with parts nested too deep, or too many of them");
        const Field type = parseField(headers.raw("content-type"));
        if (type.value.starts_with("multipart/"))
            return several(type, body, depth);
        const std::string content = decodeTransfer(body, headers.raw("content-transfer-encoding"));
        const Field disposition = parseField(headers.raw("content-disposition"));
        std::string name = disposition.parameter("filename");
        if (name.empty())
            name = type.parameter("name");
        const bool attached = disposition.value == "attachment";
        if (type.value == "message/rfc822" && !attached) {
            std::string_view inside = content;
            const Headers inner = Headers::take(inside);
            return message(inner, inside, depth + 1);
        }
        const bool resource = !attached && (headers.has("content-id") || headers.has("content-location")); // of the page, not of the person
        if (resource && !isText(type.value))
            return {};
        if (attached || !isText(type.value))
            return attach(std::move(name), type.value, content);
        return text(content, type);
    }

    static bool isText(std::string_view type) { return type.empty() || type == "text/plain" || type == "text/html"; }

    Result<void> several(const Field& type, std::string_view body, int depth)
    {
        const std::vector<std::string_view> parts = split(body, type.parameter("boundary"));
        if (type.value == "multipart/alternative")
            return best(parts, depth);
        for (std::string_view one : parts) {
            const Headers headers = Headers::take(one);
            SILLOK_CHECK(part(headers, one, depth + 1));
        }
        return {};
    }

    /// The same text in several forms, the richest last. A page with its pictures counts as a page.
    Result<void> best(const std::vector<std::string_view>& parts, int depth)
    {
        for (size_t i = parts.size(); i-- > 0;) {
            std::string_view one = parts[i];
            const Headers headers = Headers::take(one);
            const std::string type = parseField(headers.raw("content-type")).value;
            if (!isText(type) && !type.starts_with("multipart/"))
                continue;
            const size_t before = m_document.blocks.size();
            SILLOK_CHECK(part(headers, one, depth + 1));
            if (m_document.blocks.size() > before)
                return {};
        }
        return {};
    }

    Result<void> text(const std::string& content, const Field& type)
    {
        const std::string charset = type.parameter("charset");
        if (type.value == "text/html") {
            auto page = charset.empty() ? html::decode(asBytes(content)) : text::decodeAs(asBytes(content), charset);
            if (!page.ok())
                return {};
            SILLOK_TRY(const html::PageFacts facts, html::addPage(*page, m_numberings, m_writer));
            m_document.hiddenCharactersRemoved += facts.hiddenCharacters;
            return {};
        }
        const auto words = text::decodeAs(asBytes(content), charset);
        if (!words.ok())
            return {};
        Result<void> added;
        text::forEachLine(*words, [&](std::string_view line) {
            if (added.ok() && !line.empty())
                added = m_writer.add(paragraphOf(std::string(line)));
        });
        return added;
    }

    Result<void> attach(std::string name, const std::string& type, const std::string& content)
    {
        m_attachments.push_back({ name.empty() ? type : std::move(name), content });
        return {};
    }

    /// After everything else, so that their blocks stay together.
    Result<void> attachments()
    {
        int read = 0;
        for (const Attachment& attachment : m_attachments) {
            SILLOK_CHECK(m_writer.add(paragraphOf(kAttachmentWord + attachment.name, HeadKind::Outline)));
            if (++read > kMostReadAttachments)
                continue;
            const Bytes bytes = asBytes(attachment.bytes);
            const Format format = sniff(bytes, {});
            if (format == Format::Eml) // a chain of mails in mails would have no end
                continue;
            auto inside = documents::read(format, bytes, [](int, int) {});
            if (inside.ok())
                append(*std::move(inside));
        }
        uint64_t letters = 0;
        for (const Block& block : m_document.blocks)
            letters += block.text.size();
        if (letters > 4 * kMaxTextCodePoints)
            return fail(ErrorCode::Unsafe, "a mail whose attachments hold more than ten million characters");
        return {};
    }

    void append(Document inside)
    {
        int tables = 0;
        for (const Block& block : m_document.blocks)
            tables = std::max(tables, block.table + 1);
        m_document.hiddenCharactersRemoved += inside.hiddenCharactersRemoved;
        for (Block& block : inside.blocks) {
            block.page = 0;
            block.table += block.table >= 0 ? tables : 0;
            m_document.blocks.push_back(std::move(block));
        }
    }

    Document m_document;
    Numberings m_numberings;
    FlowWriter m_writer { m_document, m_numberings };
    std::vector<Attachment> m_attachments;
    int m_parts = 0;
};

} // namespace

Result<Document> read(Bytes bytes) { return MailReader().read(asText(bytes)); }

bool looksLikeMail(Bytes bytes)
{
    std::string_view head = asText(bytes.first(std::min<size_t>(bytes.size(), 32768)));
    constexpr std::string_view kFirst[] = { "received", "return-path", "delivered-to", "from", "to", "subject", "date", "message-id", "mime-version", "content-type",
        "reply-to", "sender", "x-", "dkim-signature", "arc-", "authentication-results", "received-spf", "list-", "cc", "importance", "thread-" };
    const std::string first = html::lowerAscii(head.substr(0, std::min(head.find_first_of(":\n"), head.size())));
    const size_t colon = first.size();
    const bool known = colon < head.size() && head[colon] == ':' && std::ranges::any_of(kFirst, [&](std::string_view name) { return name.ends_with('-') ? first.starts_with(name) : first == name; });
    if (!known)
        return false;
    const Headers headers = Headers::take(head);
    const int who = headers.has("from") + headers.has("to") + headers.has("subject") + headers.has("date");
    return who >= 2 && (headers.has("mime-version") || headers.has("message-id") || headers.has("received") || headers.has("content-type") || who >= 4);
}

} // namespace sillok::documents::mail
