// chat_page_messages.cpp - What can be done with single messages: other words, versions, branches, pins, removal, quotes, details.
#include "ui/chat/chat_page.h"

#include "app/services/desk.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation_view.h"
#include "ui/chat/details_sheet.h"
#include "ui/chat/edit_strip.h"
#include "ui/chat/message_actions.h"
#include "ui/style/icons.h"
#include "ui/widgets/toast.h"

namespace sillok::ui {

using app::Desk;

void ChatPage::connectConversation()
{
    connect(m_view, &ConversationView::citationChosen, this, &ChatPage::showCitation);
    connect(m_view, &ConversationView::retryWanted, this, [this](app::MessageId message) { m_desk.retryAnswer(m_chat, message); });
    connect(m_view, &ConversationView::modelsWanted, this, &ChatPage::modelsWanted);
    connect(m_view, &ConversationView::exportWanted, this, [this](app::MessageId message) { openExport(m_chat, message); });
    connect(m_view, &ConversationView::copied, this, [this] { m_toast->tell(QStringLiteral("copy"), tr("Copied")); });
    connect(m_view, &ConversationView::editWanted, this, &ChatPage::beginEdit);
    connect(m_view, &ConversationView::quoteWanted, this, &ChatPage::quote);
    connect(m_view, &ConversationView::versionWanted, this, [this](app::MessageId message, int version) { m_desk.showVersion(m_chat, message, version); });
    connect(m_view, &ConversationView::pinWanted, this, [this](app::MessageId message, bool pinned) { m_desk.pinMessage(m_chat, message, pinned); });
    connect(m_view, &ConversationView::removeWanted, this, &ChatPage::removeMessage);
    connect(m_view, &ConversationView::branchWanted, this, [this](app::MessageId message) {
        m_waitingForNew = true;
        m_desk.branchChat(m_chat, message);
    });
    connect(m_view, &ConversationView::aboutWanted, this, [this](const app::Message& message) {
        m_about = message;
        m_desk.describeAnswer(message.id);
    });
    connect(m_view, &ConversationView::refusedWhileWriting, this,
        [this] { m_toast->tell(QStringLiteral("info"), tr("This can be done when the answer is finished or stopped.")); });
    connect(m_editStrip, &EditStrip::cancelled, this, &ChatPage::endEdit);
    connect(m_composer->editor(), &ComposerEdit::escaped, this, [this] {
        if (m_editing != 0 && !m_composer->answering())
            endEdit();
    });
    connect(&m_desk, &Desk::pathChanged, this, &ChatPage::takePath);
    connect(&m_desk, &Desk::answerDescribed, this, [this](const app::AnswerDetails& details) {
        if (details.message == m_about.id)
            openDetailsSheet(window(), std::exchange(m_about, {}), details);
    });
    connect(&m_desk, &Desk::messagesRestored, this, [this](app::ChatId chat, int messages) {
        if (chat == m_chat)
            m_toast->tell(QStringLiteral("restore"), messages > 0 ? tr("%n message(s) are back.", nullptr, messages) : tr("Nothing was removed from this chat."));
    });
}

void ChatPage::takePath(app::ChatId chat, const QList<app::Message>& path)
{
    if (chat != m_chat)
        return;
    m_lastSent.clear();
    m_view->setPath(path);
    showConversation();
    updateAnswering();
}

/// The question goes into the composer, where the keyboard and every input method already work; what was typed there comes back afterwards.
void ChatPage::beginEdit(const app::Message& question)
{
    if (m_editing == 0) {
        m_composer->commitPreedit();
        m_beforeEdit = m_composer->text();
    }
    m_editing = question.id;
    m_composer->setText(question.text);
    m_editStrip->show();
    m_composer->focusEditor();
}

void ChatPage::endEdit()
{
    if (std::exchange(m_editing, 0) == 0)
        return;
    m_editStrip->hide();
    m_composer->setText(std::exchange(m_beforeEdit, QString()));
    m_composer->focusEditor();
}

/// False when nothing is being edited.
bool ChatPage::sendEdited(const QString& text)
{
    const app::MessageId question = m_editing;
    if (question == 0)
        return false;
    endEdit();
    m_lastSent = text;
    m_desk.editPrompt(m_chat, question, text, m_composer->scope());
    return true;
}

/// What must not be lost of the composer. A question that is being changed is worth keeping too, behind what stood there before.
QString ChatPage::draftText() const
{
    const QString typed = m_composer->text();
    const app::Message* edited = m_editing != 0 ? m_view->find(m_editing) : nullptr;
    if (m_editing == 0)
        return typed;
    if (!edited || edited->text == typed)
        return m_beforeEdit;
    return m_beforeEdit.trimmed().isEmpty() ? typed : m_beforeEdit + QStringLiteral("\n\n") + typed;
}

const app::Message* ChatPage::lastFor(Target::Kind kind) const
{
    return m_view->last(kind == Target::Kind::Edit ? app::Role::User : app::Role::Assistant);
}

bool ChatPage::mayAct(Target::Kind kind) const
{
    const app::Message* const message = lastFor(kind);
    if (!message)
        return false;
    if (kind == Target::Kind::OlderVersion)
        return message->version > 1;
    return kind == Target::Kind::NewerVersion ? message->version < message->versions : actionsFor(*message).contains(kind);
}

void ChatPage::act(Target::Kind kind)
{
    if (!mayAct(kind))
        return;
    const app::Message* const message = lastFor(kind);
    m_view->activate({ kind, message->version + (kind == Target::Kind::OlderVersion ? -1 : 1), {}, {} }, message->id);
}

void ChatPage::restoreMessages()
{
    if (m_chat != 0)
        m_desk.restoreMessages(m_chat);
}

void ChatPage::quote(const QString& words)
{
    QString lines = QStringLiteral("> ") + words.trimmed();
    lines.replace(u'\n', QStringLiteral("\n> "));
    m_composer->commitPreedit();
    const QString typed = m_composer->text();
    m_composer->setText(typed.isEmpty() ? lines + QStringLiteral("\n\n") : typed + QStringLiteral("\n\n") + lines + QStringLiteral("\n\n"));
    m_composer->focusEditor();
}

void ChatPage::removeMessage(const app::Message& message)
{
    m_desk.removeMessage(m_chat, message.id);
    m_toast->tell(QStringLiteral("trash"), message.role == app::Role::User ? tr("The question and what follows it were removed.") : tr("The answer and what follows it were removed."),
        tr("Undo"), [this, chat = m_chat] { m_desk.undoInChat(chat); });
}

} // namespace sillok::ui
