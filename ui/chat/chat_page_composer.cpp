// chat_page_composer.cpp - From what is typed to a question that is sent; drafts.
#include "ui/chat/chat_page.h"

#include "app/services/desk.h"
#include "ui/chat/chat_list_panel.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation_view.h"
#include "ui/chat/question_helper.h"
#include "ui/chat/scope_picker.h"
#include "ui/shell/guard_sheet.h"
#include "ui/widgets/notice_card.h"

#include <QPointer>

namespace sillok::ui {

using app::Desk;

namespace {
constexpr int kDraftPauseMs = 1000; // so much typing a crash may cost
}

void ChatPage::connectComposer()
{
    connect(m_composer, &Composer::scopePickerWanted, this, &ChatPage::chooseScope);
    connect(m_composer, &Composer::asked, this, &ChatPage::ask);
    connect(m_composer, &Composer::measureWanted, this, [this](const QString& draft) { m_desk.measurePrompt(m_chat, draft, m_composer->scope()); });
    connect(m_composer, &Composer::stopRequested, this, &ChatPage::stopAnswer);
    m_helper = new QuestionHelper(m_desk, *m_composer, *m_toast);
    connect(m_helper, &QuestionHelper::newChatComing, this, [this] {
        m_drafts.remove(0); // it goes along into the new chat
        m_waitingForNew = true;
    });
    connect(m_helper, &QuestionHelper::filesChanged, this, &ChatPage::say);
    connect(m_helper, &QuestionHelper::chatChanged, this, [this] { emit contextMeasured({}); });
    connect(m_helper, &QuestionHelper::askNow, this, &ChatPage::ask);
    connect(m_helper, &QuestionHelper::manageWanted, this, &ChatPage::settingsWanted);
    connect(m_helper, &QuestionHelper::refused, this, [this](const QString& what, const QString& why) {
        m_notice->setWords(what, why);
        m_notice->show();
    });
    m_draftPause.setSingleShot(true);
    m_draftPause.setInterval(kDraftPauseMs);
    connect(m_composer->editor(), &QPlainTextEdit::textChanged, this, [this] { m_draftPause.start(); });
    connect(&m_draftPause, &QTimer::timeout, this, [this] { m_desk.keepDrafts(drafts()); });
}

/// What is not sent yet stays in the composer.
void ChatPage::ask(const QString& text)
{
    if (m_helper->holds(text))
        return;
    const app::GuardFinding found = m_desk.guard(app::GuardPlace::Save, text);
    if (!found.speaks() || found.action == app::GuardAction::Mask)
        return send(text);
    m_composer->setText(text);
    openGuardSheet(window(), m_desk, found, { tr("Numbers of persons are about to be saved"), tr("Send as it is"), tr("Send with the numbers covered") },
        [page = QPointer(this), text](bool mask) {
            if (!page)
                return;
            page->m_composer->setText({});
            page->send(mask ? page->m_desk.masked(text) : text);
        });
}

void ChatPage::send(const QString& text)
{
    if (sendEdited(text))
        return;
    if (m_chat != 0 || !m_temporary)
        m_drafts.remove(m_chat);
    m_notice->hide();
    if (m_chat == 0)
        m_waitingForNew = true;
    m_lastSent = text;
    if (m_chat == 0 && m_temporary)
        m_desk.sendInMemory(text, m_composer->scope());
    else
        m_desk.send(m_chat, text, m_composer->scope());
}

void ChatPage::chooseScope()
{
    auto* picker = new ScopePicker(m_desk, this);
    connect(picker, &ScopePicker::chosen, this, [this](const app::Scope& scope) {
        m_composer->setScope(scope);
        m_composer->focusEditor();
    });
    picker->openAbove(m_composer->scopeChip());
}

void ChatPage::stopAnswer() { m_desk.stopAnswer(m_chat); }

void ChatPage::updateAnswering() { m_composer->setAnswering(m_view->isWriting()); }

void ChatPage::updateEngine()
{
    const app::EngineState state = m_desk.engine().state;
    m_composer->setModelReady(state != app::EngineState::NoModel);
}

/// Before another chat is shown. What is typed for a temporary chat goes with it.
void ChatPage::keepDraft()
{
    m_composer->commitPreedit();
    if (m_chat != 0 || !m_temporary)
        m_drafts.insert(m_chat, draftText());
}

app::Drafts ChatPage::drafts() const
{
    app::Drafts all { m_temporary ? 0 : m_chat, m_drafts };
    if (!m_temporary)
        all.texts.insert(m_chat, draftText());
    all.texts.removeIf([this](const auto& draft) { return draft.value().trimmed().isEmpty() || isTemporary(draft.key()); });
    return all;
}

/// After an unlock: what was being written, in the chat where it was written.
void ChatPage::takeDrafts(const app::Drafts& drafts)
{
    m_drafts = drafts.texts;
    if (m_chat != 0 || !m_composer->text().isEmpty())
        return; // the person was faster
    m_composer->setText(m_drafts.value(0));
    if (drafts.current != 0)
        openChat(drafts.current);
}

void ChatPage::attachFiles() { m_helper->chooseFiles(); }

} // namespace sillok::ui
