// chat_list_panel.h - The list column of the chat page: new chat, search, chats by date.
#pragma once

#include "app/services/types.h"

#include <QTimer>
#include <QWidget>

namespace sillok::ui {

class Button;
class ChatListModel;
class ListView;
class SearchField;
class Text;

class ChatListPanel : public QWidget {
    Q_OBJECT
public:
    explicit ChatListPanel(QWidget* parent = nullptr);

    void setChats(const QList<app::ChatSummary>& chats);
    void showHits(const QString& text, const QList<app::ChatHit>& hits);
    void setCurrent(app::ChatId chat);
    void editTitle(app::ChatId chat);   ///< F2
    void focusSearch();
    ListView* list() const { return m_list; }
    SearchField* search() const { return m_search; }

signals:
    void newChatWanted();
    void temporaryChatWanted();
    void chatChosen(sillok::app::ChatId chat);
    void searchWanted(const QString& text);
    void renameWanted(sillok::app::ChatId chat, const QString& title);
    void trashWanted(sillok::app::ChatId chat);
    void menuWanted(sillok::app::ChatId chat, const QPoint& where);   ///< global position

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void say();
    void show(const QModelIndex& index);
    QList<app::ChatSummary> m_chats;
    app::ChatId m_current = 0;
    ChatListModel* m_model = nullptr;
    ListView* m_list = nullptr;
    SearchField* m_search = nullptr;
    Text* m_title = nullptr;
    Text* m_nothing = nullptr;
    Button* m_new = nullptr;
    Button* m_temporary = nullptr;
    QTimer m_typing;
};

} // namespace sillok::ui
