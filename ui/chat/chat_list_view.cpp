#include "ui/chat/chat_list_view.h"

#include "ui/chat/chat_list_model.h"

#include <QDropEvent>
#include <QKeyEvent>

namespace sillok::ui {

ChatListView::ChatListView(QWidget* parent)
    : ListView(parent)
{
    setSelectionMode(ExtendedSelection);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(true);
    setDragDropOverwriteMode(true); // onto a row, never between two
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (const QModelIndex index = indexAt(at); index.isValid())
            emit menuWanted(index, viewport()->mapToGlobal(at));
    });
}

/// Right opens a folder or goes into it, left closes it or goes out to it.
bool ChatListView::stepLevel(bool in)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return false;
    const bool folder = index.data(ChatListModel::KindRole).toInt() == ChatListModel::Folder;
    const int level = index.data(ChatListModel::LevelRole).toInt();
    if (folder && index.data(ChatListModel::OpenRole).toBool() != in) {
        emit openWanted(index, in);
        return true;
    }
    if (in) {
        const QModelIndex next = model()->index(index.row() + 1, 0);
        if (folder && next.isValid() && next.data(ChatListModel::LevelRole).toInt() > level)
            setCurrentIndex(next);
        return folder;
    }
    for (int row = index.row() - 1; level > 0 && row >= 0; --row) {
        const QModelIndex above = model()->index(row, 0);
        if (above.data(ChatListModel::LevelRole).toInt() < level) {
            setCurrentIndex(above);
            break;
        }
    }
    return level > 0;
}

void ChatListView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete && !editing())
        return emit deleteWanted();
    const bool arrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (arrow && event->modifiers() == Qt::NoModifier && stepLevel(event->key() == Qt::Key_Right))
        return;
    ListView::keyPressEvent(event);
}

/// Only what comes from this list: another program's numbers mean nothing here.
void ChatListView::dropEvent(QDropEvent* event)
{
    const QModelIndex target = indexAt(event->position().toPoint());
    if (event->source() == this && model()->dropMimeData(event->mimeData(), Qt::MoveAction, -1, -1, target))
        event->acceptProposedAction();
    setState(NoState);
    viewport()->update();
}

void ChatListView::closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint)
{
    ListView::closeEditor(editor, hint);
    emit editingEnded();
}

} // namespace sillok::ui
