// chat_page_actions.cpp - What can be done with a chat as a whole: export, name, work on a document; the rest is in chat_list_actions.
#include "ui/chat/chat_page.h"

#include "app/services/desk.h"
#include "ui/chat/chat_list_actions.h"
#include "ui/chat/chat_list_panel.h"
#include "ui/chat/chat_list_view.h"
#include "ui/chat/export_sheet.h"
#include "ui/shell/columns.h"
#include "ui/widgets/button.h"
#include "ui/widgets/toast.h"

namespace sillok::ui {

using app::Desk;

void ChatPage::connectList()
{
    m_listActions = new ChatListActions(m_desk, m_list, m_toast, this);
    connect(m_list, &ChatListPanel::newChatWanted, this, &ChatPage::newChat);
    connect(m_list, &ChatListPanel::temporaryChatWanted, this, &ChatPage::newTemporaryChat);
    connect(m_list, &ChatListPanel::chatChosen, this, &ChatPage::openChat);
    connect(m_listActions, &ChatListActions::exportWanted, this, [this](app::ChatId chat) { openExport(chat, 0); });
    connect(m_listActions, &ChatListActions::renameWanted, this, [this](app::ChatId chat) {
        if (m_columns->listIsDrawer())
            m_columns->setDrawerOpen(true);
        m_list->editTitle(chat);
    });
    connect(m_listActions, &ChatListActions::gone, this, [this](const QList<app::ChatId>& chats) {
        if (!chats.contains(m_chat))
            return;
        const app::ChatId chat = m_chat;
        newChat();
        m_drafts.remove(chat);
    });
}

void ChatPage::beginWhole(const app::WholeOrder& order)
{
    newChat();
    m_waitingForNew = true;
    m_desk.workOnWhole(order);
}

void ChatPage::exportCurrent()
{
    if (m_chat != 0)
        openExport(m_chat, 0);
}

void ChatPage::openExport(app::ChatId chat, app::MessageId message)
{
    app::ExportOrder order;
    order.chat = chat;
    order.message = message;
    (new ExportSheet(this, m_desk, order))->open();
}

/// The row that the keyboard is on, or the chat that is shown.
void ChatPage::renameCurrent()
{
    if (m_list->list()->hasFocus())
        m_list->editRow();
    else if (m_chat != 0)
        emit m_listActions->renameWanted(m_chat);
}

/// What the note below offers, otherwise the last step in the chat.
void ChatPage::undo()
{
    if (!m_toast->act() && m_chat != 0)
        m_desk.undoInChat(m_chat);
}

void ChatPage::trashCurrent() { m_listActions->trash({ m_chat }); }

void ChatPage::showMore() { m_listActions->popChatMenu(m_chat, m_more->mapToGlobal(QPoint(m_more->width(), m_more->height() + 4))); }

} // namespace sillok::ui
