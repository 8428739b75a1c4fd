// chat_list_panel.h - The list column of the chat page: new chat, search, pinned chats, folders, chats by date; below it archive and trash.
#pragma once

#include "ui/chat/chat_list_rows.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;

namespace sillok::ui {

class Button;
class ChatListModel;
class ChatListView;
class PlaceButton;
class SearchField;
class Text;

class ChatListPanel : public QWidget {
    Q_OBJECT
public:
    explicit ChatListPanel(QWidget* parent = nullptr);

    void setLists(const ChatLists& lists);
    const ChatLists& lists() const { return m_lists; }
    void showHits(const QString& text, const QList<app::ChatHit>& hits);
    void setCurrent(app::ChatId chat);
    app::ChatId current() const { return m_current; }
    void editTitle(app::ChatId chat);            ///< F2
    void editFolder(app::FolderId folder);
    void editRow();                              ///< the one that the keyboard is on
    void finishEditing();                        ///< what was typed counts
    void focusSearch();
    void setPlace(ListPlace place);
    ListPlace place() const { return m_place; }
    /// Chats that are chosen, from top to bottom.
    QList<app::ChatId> chosen() const;
    ChatListView* list() const { return m_list; }
    SearchField* search() const { return m_search; }

signals:
    void newChatWanted();
    void temporaryChatWanted();
    void currentChanged(sillok::app::ChatId chat);
    void chatChosen(sillok::app::ChatId chat);
    void searchWanted(const QString& text);
    void renameWanted(sillok::app::ChatId chat, const QString& title);
    void folderRenameWanted(sillok::app::FolderId folder, const QString& name);
    void folderOpenWanted(sillok::app::FolderId folder, bool open);
    void moveWanted(const QList<sillok::app::ChatId>& chats, sillok::app::FolderId folder);
    void folderMoveWanted(sillok::app::FolderId folder, sillok::app::FolderId into);
    void deleteWanted();                         ///< what is chosen
    void menuWanted(sillok::app::ChatId chat, const QPoint& where);   ///< global position
    void folderMenuWanted(sillok::app::FolderId folder, const QPoint& where);
    void trashedMenuWanted(sillok::app::ChatId chat, const QPoint& where);
    void moreWanted(const QPoint& where);        ///< right upper corner

private:
    QBoxLayout* makeHeader();
    QBoxLayout* makeSearch();
    void connectList();
    void say();
    void sayPlace();
    void show(const QModelIndex& index);
    void refresh();
    void popMenu(const QModelIndex& index, const QPoint& where);

    ChatLists m_lists;
    ListPlace m_place = ListPlace::Chats;
    app::ChatId m_current = 0;
    bool m_waits = false;                        ///< with a refresh, until a title has been changed
    ChatListModel* m_model = nullptr;
    ChatListView* m_list = nullptr;
    SearchField* m_search = nullptr;
    Text* m_title = nullptr;
    Text* m_nothing = nullptr;
    Button* m_back = nullptr;
    Button* m_more = nullptr;
    Button* m_new = nullptr;
    Button* m_temporary = nullptr;
    PlaceButton* m_archive = nullptr;
    PlaceButton* m_trash = nullptr;
    QTimer m_typing;
};

} // namespace sillok::ui
