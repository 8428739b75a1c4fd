// chat_list_view.h - The list of chats and folders: opens folders by arrow keys, takes drops of its own rows, says when a title is being changed.
#pragma once

#include "ui/widgets/list_view.h"

namespace sillok::ui {

class ChatListView : public ListView {
    Q_OBJECT
public:
    explicit ChatListView(QWidget* parent);
    bool editing() const { return state() == EditingState; }

signals:
    void deleteWanted();
    void openWanted(const QModelIndex& folder, bool open);
    void menuWanted(const QModelIndex& index, const QPoint& where);   ///< global position; of the row itself when asked by keyboard
    void editingEnded();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint) override;

private:
    bool stepLevel(bool in);
};

} // namespace sillok::ui
