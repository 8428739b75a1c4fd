// chat_list_actions.h - What can be done with chats and folders in the list column: menus, moving, archive, trash, and taking it back.
#pragma once

#include "ui/chat/chat_list_rows.h"

#include <QObject>

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class ChatImport;
class ChatListPanel;
class Menu;
class Toast;

class ChatListActions : public QObject {
    Q_OBJECT
public:
    /// `page`: what has to be visible for a chat to be seen; sheets lie over its window.
    ChatListActions(app::Desk& desk, ChatListPanel* panel, Toast* toast, QWidget* page);

    void refresh();                                            ///< takes over what the desk knows now
    void popChatMenu(app::ChatId chat, const QPoint& where);   ///< of the chat, or of all that are chosen with it
    void trash(const QList<app::ChatId>& chats);
    void deleteChosen();

signals:
    void exportWanted(sillok::app::ChatId chat);
    void renameWanted(sillok::app::ChatId chat);
    void gone(const QList<sillok::app::ChatId>& chats);        ///< they are not where they were; who shows one shows another now

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectPanel();
    void popFolderMenu(app::FolderId folder, const QPoint& where);
    void popTrashedMenu(app::ChatId chat, const QPoint& where);
    void popMore(const QPoint& rightUpper);
    void archive(const QList<app::ChatId>& chats, bool archived);
    void move(const QList<app::ChatId>& chats, app::FolderId folder);
    void moveFolder(app::FolderId folder, app::FolderId into);
    void askFolder(const QList<app::ChatId>& chats);
    void askFolderOf(app::FolderId folder);
    void askNewFolder(app::FolderId parent);
    void askShred(app::ChatId chat);
    void askRemove(const QList<app::ChatId>& chats);
    void lookAt();
    QList<app::ChatId> affected(app::ChatId chat) const;
    const app::ChatSummary* find(app::ChatId chat) const;

    app::Desk& m_desk;
    ChatListPanel* m_panel;
    Toast* m_toast;
    QWidget* m_page;
    ChatImport* m_import;
    std::function<void(app::FolderId)> m_whenMade;             ///< what the next new folder is for
};

} // namespace sillok::ui
