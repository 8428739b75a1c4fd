// chat_page_actions.cpp - What can be done with a chat as a whole: export, name, trash, shredding, work on a document.
#include "ui/chat/chat_page.h"

#include "app/services/desk.h"
#include "ui/actions/key_map.h"
#include "ui/chat/chat_list_panel.h"
#include "ui/chat/export_sheet.h"
#include "ui/shell/columns.h"
#include "ui/style/icons.h"
#include "ui/widgets/button.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/toast.h"

namespace sillok::ui {

using app::Desk;

void ChatPage::connectList()
{
    connect(m_list, &ChatListPanel::newChatWanted, this, &ChatPage::newChat);
    connect(m_list, &ChatListPanel::temporaryChatWanted, this, &ChatPage::newTemporaryChat);
    connect(m_list, &ChatListPanel::menuWanted, this, &ChatPage::popMenu);
    connect(m_list, &ChatListPanel::chatChosen, this, &ChatPage::openChat);
    connect(m_list, &ChatListPanel::searchWanted, &m_desk, &Desk::searchChats);
    connect(m_list, &ChatListPanel::renameWanted, &m_desk, &Desk::renameChat);
    connect(m_list, &ChatListPanel::trashWanted, this, &ChatPage::trash);
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

void ChatPage::renameCurrent()
{
    if (m_chat != 0)
        rename(m_chat);
}

void ChatPage::rename(app::ChatId chat)
{
    if (m_columns->listIsDrawer())
        m_columns->setDrawerOpen(true);
    m_list->editTitle(chat);
}

void ChatPage::trash(app::ChatId chat)
{
    m_desk.trashChat(chat);
    if (chat == m_chat)
        newChat();
    m_toast->tell(QStringLiteral("trash"), tr("Moved to trash."), tr("Undo"),
                  [this, chat] { m_desk.restoreChat(chat); });
}

/// What the note below offers, otherwise the last step in the chat.
void ChatPage::undo()
{
    if (!m_toast->act() && m_chat != 0)
        m_desk.undoInChat(m_chat);
}

void ChatPage::showMore() { popMenu(m_chat, m_more->mapToGlobal(QPoint(m_more->width(), m_more->height() + 4))); }

/// `where` is its right upper corner under the button, its left one in the list.
void ChatPage::popMenu(app::ChatId chat, const QPoint& where)
{
    auto* menu = new Menu(this);
    connect(menu->addAction(icon(QStringLiteral("edit")), tr("Rename") + u'\t' + keyWords(QStringLiteral("chat.rename"))), &QAction::triggered, this, [this, chat] { rename(chat); });
    connect(menu->addAction(icon(QStringLiteral("export")), tr("Export…")), &QAction::triggered, this, [this, chat] { openExport(chat, 0); });
    connect(menu->addAction(icon(QStringLiteral("trash")), tr("Move to trash")), &QAction::triggered, this, [this, chat] { trash(chat); });
    if (!isTemporary(chat)) // that one leaves nothing that could be shredded
        connect(menu->addAction(icon(QStringLiteral("shield")), tr("Shred for good…")), &QAction::triggered, this, [this, chat] { askShred(chat); });
    menu->popup(sender() == m_list ? where : where - QPoint(menu->sizeHint().width(), 0));
}

void ChatPage::askShred(app::ChatId chat)
{
    auto* sheet = new Sheet(window(), tr("Shred “%1” for good?").arg(titleOf(chat)),
        tr("Everything else is encrypted again under a new key, so that not even an old copy of the file opens this chat. The earlier states kept with it end too. "
           "It takes as long as a backup, and cannot be undone."));
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(tr("Shred"), true);
    connect(sheet, &Sheet::accepted, this, [this, chat] {
        if (chat == m_chat) {
            newChat();
            m_drafts.remove(chat);
        }
        m_desk.shredChat(chat);
    });
    sheet->open();
}

} // namespace sillok::ui
