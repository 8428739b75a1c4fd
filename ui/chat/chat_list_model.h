// chat_list_model.h - The rows of the list column as an item model. What stays the same keeps its place, so that selection and scroll stay.
#pragma once

#include "ui/chat/chat_list_rows.h"

#include <QAbstractListModel>

namespace sillok::ui {

class ChatListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole + 1, ChatRole, MessageRole, FolderRole, SnippetRole, AsideRole, LevelRole, AnsweringRole, MemoryRole, UnreadRole, PinnedRole, OpenRole };
    enum Kind { Heading, Chat, Hit, Folder, Trashed };

    using QAbstractListModel::QAbstractListModel;

    void setLists(const ChatLists& lists, ListPlace place, const QDate& today);
    void setHits(const QList<app::ChatHit>& hits);
    int rowOf(app::ChatId chat) const;              ///< -1: not listed
    int rowOfFolder(app::FolderId folder) const;
    const ChatListRow& at(const QModelIndex& index) const { return m_rows.at(index.row()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    // Dragging: numbers of chats and folders only, and only into this list.
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

signals:
    void renamed(sillok::app::ChatId chat, const QString& title);
    void folderRenamed(sillok::app::FolderId folder, const QString& name);
    void chatsDropped(const QList<sillok::app::ChatId>& chats, sillok::app::FolderId folder);
    void folderDropped(sillok::app::FolderId folder, sillok::app::FolderId into);

private:
    void replace(QList<ChatListRow> rows);
    app::FolderId targetOf(const QModelIndex& index) const;

    QList<ChatListRow> m_rows;
    QList<app::ChatFolder> m_folders;
};

} // namespace sillok::ui
