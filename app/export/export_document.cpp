#include "app/export/export_document.h"

#include "app/export/papers.h"
#include "app/services/evidence_service.h"
#include "engine/documents/clean_text.h"

#include <QDateTime>

#include <algorithm>

namespace sillok::app {

namespace {

using Kind = ExportBlock::Kind;

std::string cleanLine(const std::string& text)
{
    int removed = 0;
    return documents::cleanTitle(text, removed);
}

std::string dateOf(int64_t ms)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(ms).date();
    return QStringLiteral("%1. %2. %3.").arg(date.year()).arg(date.month()).arg(date.day()).toStdString();
}

class Builder {
public:
    explicit Builder(const ExportRequest& request) : m_request(request) {}

    ExportDocument build(std::span<const storage::StoredMessage> messages)
    {
        ExportDocument document { cleanLine(m_request.title), m_request.korean, m_request.nowMs, {} };
        const Paper paper = paperFor(m_request.paper, document.title, dateOf(m_request.nowMs), m_request.korean);
        if (const std::string label = cleanLine(m_request.label); !label.empty())
            add(Kind::Label, label);
        if (!m_request.watermark.empty())
            add(Kind::Notice, cleanLine(m_request.watermark));
        append(paper.before);
        const bool asked = std::ranges::any_of(messages, [](const auto& message) { return message.role == storage::Role::User; });
        for (const storage::StoredMessage& message : messages) {
            if (message.role == storage::Role::User)
                addQuestion(message);
            else
                addAnswer(message);
        }
        append(paper.after);
        if (!asked || std::ranges::any_of(messages, [](const auto& message) { return message.role == storage::Role::Assistant; }))
            addNotice();
        if (!m_request.watermark.empty())
            add(Kind::Notice, cleanLine(m_request.watermark));
        document.blocks = std::move(m_blocks);
        return document;
    }

private:
    const char* say(const char* ko, const char* en) const { return m_request.korean ? ko : en; }
    void add(Kind kind, std::string text, int level = 1) { m_blocks.push_back({ kind, std::move(text), level, {} }); }
    void append(const std::vector<ExportBlock>& blocks) { m_blocks.insert(m_blocks.end(), blocks.begin(), blocks.end()); }

    void addQuestion(const storage::StoredMessage& message)
    {
        int removed = 0;
        add(Kind::Heading, say("물음: ", "Question: ") + documents::cleanText(message.text, removed), 2);
    }

    void addAnswer(const storage::StoredMessage& message)
    {
        m_modelWrote = m_modelWrote || !message.modelName.empty();
        if (message.mode == storage::AnswerMode::Refused)
            add(Kind::Paragraph, say("문서에서 답을 찾지 못했습니다. 아래는 가장 가까운 구절입니다.", "No answer was found in the documents. The nearest passages follow."));
        else
            append(blocksOf(withUnprovenMarks(message)));
        if (message.state == storage::MessageState::Stopped)
            add(Kind::Paragraph, say("(쓰는 도중에 멈춘 답입니다.)", "(This answer was stopped while it was being written.)"));
        addSources(message);
    }

    /// Says so behind every sentence that code could not prove.
    std::string withUnprovenMarks(const storage::StoredMessage& message) const
    {
        if (message.mode != storage::AnswerMode::Generated || message.modelName.empty()) // copied by the program: nothing was claimed
            return message.text;
        std::string text;
        size_t at = 0;
        for (const retrieval::Claim& claim : claimsOf(message.text, message.citations)) {
            if (claim.proof != retrieval::Proof::NoSource && claim.proof != retrieval::Proof::NotInSource)
                continue;
            text += message.text.substr(at, claim.end - at) + say(" (문서로 확인되지 않음)", " (not proven by the documents)");
            at = claim.end;
        }
        return text + message.text.substr(at);
    }

    void addSources(const storage::StoredMessage& message)
    {
        if (message.citations.empty())
            return;
        add(Kind::Heading, say("근거", "Sources"), 3);
        for (const storage::StoredCitation& citation : message.citations) {
            std::string line = "[" + std::to_string(citation.number) + "] " + cleanLine(citation.documentName);
            if (!citation.headingPath.empty())
                line += " > " + cleanLine(citation.headingPath);
            if (citation.page > 0)
                line += std::string(citation.pageEstimated ? say(", 추정 ", ", about page ") : say(", ", ", page ")) + std::to_string(citation.page) + say("쪽", "");
            line += citation.verified ? say(" (원문과 일치)", " (matches the source)") : say(" (원문에서 확인되지 않음)", " (not found in the source)");
            int removed = 0;
            add(Kind::Paragraph, line);
            add(Kind::Quote, documents::cleanText(citation.quote, removed));
        }
    }

    void addNotice()
    {
        add(Kind::Notice, m_modelWrote ? say("이 글에는 인공지능(언어 모델)이 쓴 내용이 들어 있습니다. 쓰기 전에 근거와 함께 확인하십시오.",
                                             "Parts of this text were written by an AI (language model). Check it against its sources before use.")
                                       : say("이 글은 프로그램이 문서에서 찾아 옮긴 것입니다. 쓰기 전에 근거와 함께 확인하십시오.",
                                             "This text was found in documents by a program. Check it against its sources before use."));
    }

    const ExportRequest& m_request;
    std::vector<ExportBlock> m_blocks;
    bool m_modelWrote = false;
};

} // namespace

Result<std::vector<storage::StoredMessage>> messagesToExport(storage::ChatRepository& chats, storage::ChatId chat, storage::MessageId message)
{
    SILLOK_TRY(auto path, chats.path(chat));
    if (message == 0)
        return path;
    const auto found = std::ranges::find(path, message, &storage::StoredMessage::id);
    if (found == path.end())
        return fail(ErrorCode::NotFound, "no such message in the chat");
    return std::vector<storage::StoredMessage> { *found };
}

ExportDocument exportOf(std::span<const storage::StoredMessage> messages, const ExportRequest& request) { return Builder(request).build(messages); }

} // namespace sillok::app
