// chat_page_evidence.cpp - Citations of answers and hits of a search, in the panel beside the conversation.
#include "ui/chat/chat_page.h"

#include "app/services/desk.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation_view.h"
#include "ui/evidence/evidence_panel.h"
#include "ui/shell/columns.h"
#include "ui/style/icons.h"
#include "ui/widgets/toast.h"

namespace sillok::ui {

using app::Desk;

void ChatPage::connectEvidence()
{
    connect(m_evidence, &EvidencePanel::citationChosen, this, &ChatPage::openCitation);
    connect(m_evidence, &EvidencePanel::pageWanted, &m_desk, &Desk::openPage);
    connect(m_evidence, &EvidencePanel::checkWanted, &m_desk, &Desk::checkCitation);
    connect(m_evidence, &EvidencePanel::closeWanted, this, [this] {
        m_columns->setPanelOpen(false);
        m_composer->focusEditor();
    });
    connect(m_evidence, &EvidencePanel::copied, this, [this] { m_toast->tell(QStringLiteral("copy"), tr("Copied with its source")); });
}

void ChatPage::showCitation(const app::Message& message, int index)
{
    m_cited = message;
    m_evidence->setCitations(message.citations, index, message.text);
    m_columns->setPanelOpen(true);
    openCitation(index);
}

/// The hits become citations of nobody, so that they are stepped through, copied and read like those of an answer.
void ChatPage::showPassages(const QList<app::FoundItem>& passages, int index)
{
    app::Message found;
    for (const app::FoundItem& item : passages) {
        app::Citation citation;
        citation.number = static_cast<int>(found.citations.size()) + 1;
        citation.document = item.document;
        citation.passage = item.passage;
        citation.documentName = item.name;
        citation.headingPath = item.headingPath;
        citation.page = item.page;
        citation.quote = item.snippet;
        citation.verified = true;
        for (const app::FoundItem::Mark& mark : item.marks)
            citation.matchedTerms.append(item.snippet.mid(mark.start, mark.length));
        found.citations.append(citation);
    }
    showCitation(found, index);
}

void ChatPage::openCitation(int index)
{
    if (index < 0 || index >= m_cited.citations.size())
        return;
    const app::Citation& citation = m_cited.citations.at(index);
    m_evidence->setActive(index);
    m_view->setActiveCitation(m_cited.id, citation.number);
    m_desk.openPassage(citation.passage, citation.start, citation.end);
}

void ChatPage::stepCitation(int by)
{
    if (!m_cited.citations.isEmpty()) {
        m_columns->setPanelOpen(true);
        m_evidence->step(by);
        return;
    }
    const QList<app::Message> messages = m_view->messages();
    for (auto it = messages.crbegin(); it != messages.crend(); ++it)
        if (!it->citations.isEmpty()) {
            showCitation(*it, by > 0 ? 0 : static_cast<int>(it->citations.size()) - 1);
            return;
        }
}

} // namespace sillok::ui
