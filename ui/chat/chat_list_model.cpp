#include "ui/chat/chat_list_model.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

namespace sillok::ui {

namespace {

const QString kDragged = QStringLiteral("application/x-sillok-chats");

struct Dragged {
    QList<qint64> chats;
    qint64 folder = 0;
};

Dragged readDragged(const QMimeData* data)
{
    Dragged dragged;
    QDataStream stream(data->data(kDragged));
    stream >> dragged.folder >> dragged.chats;
    return stream.status() == QDataStream::Ok ? dragged : Dragged {};
}

} // namespace

void ChatListModel::setLists(const ChatLists& lists, ListPlace place, const QDate& today)
{
    m_folders = lists.folders;
    replace(rowsOf(lists, place, today));
}

void ChatListModel::setHits(const QList<app::ChatHit>& hits) { replace(rowsOf(hits)); }

/// Only what lies between the rows that begin and end both lists alike goes and comes.
void ChatListModel::replace(QList<ChatListRow> rows)
{
    const qsizetype shorter = qMin(rows.size(), m_rows.size());
    qsizetype front = 0;
    while (front < shorter && rows.at(front).sameAs(m_rows.at(front)))
        ++front;
    qsizetype back = 0;
    while (back < shorter - front && rows.at(rows.size() - 1 - back).sameAs(m_rows.at(m_rows.size() - 1 - back)))
        ++back;
    if (const qsizetype gone = m_rows.size() - front - back; gone > 0) {
        beginRemoveRows({}, static_cast<int>(front), static_cast<int>(front + gone - 1));
        m_rows.remove(front, gone);
        endRemoveRows();
    }
    if (const qsizetype come = rows.size() - front - back; come > 0) {
        beginInsertRows({}, static_cast<int>(front), static_cast<int>(front + come - 1));
        m_rows = m_rows.first(front) + rows.mid(front, come) + m_rows.sliced(front);
        endInsertRows();
    }
    for (int i = 0; i < rows.size(); ++i) {
        if (m_rows.at(i) == rows.at(i))
            continue;
        m_rows[i] = rows.at(i);
        emit dataChanged(index(i), index(i));
    }
}

int ChatListModel::rowOf(app::ChatId chat) const
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (chat != 0 && m_rows.at(i).chat == chat)
            return i;
    return -1;
}

int ChatListModel::rowOfFolder(app::FolderId folder) const
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows.at(i).kind == ChatRowKind::Folder && m_rows.at(i).folder == folder)
            return i;
    return -1;
}

int ChatListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant ChatListModel::data(const QModelIndex& index, int role) const
{
    const ChatListRow& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return row.title;
    case Qt::ToolTipRole: return row.kind == ChatRowKind::Heading ? QVariant() : row.title;
    case Qt::AccessibleTextRole: return spokenRow(row);
    case KindRole: return static_cast<int>(row.kind);
    case ChatRole: return row.chat;
    case MessageRole: return row.message;
    case FolderRole: return row.folder;
    case SnippetRole: return row.snippet;
    case AsideRole: return row.aside;
    case LevelRole: return row.level;
    case AnsweringRole: return row.answering;
    case MemoryRole: return row.memoryOnly;
    case UnreadRole: return row.unread;
    case PinnedRole: return row.pinned;
    case OpenRole: return row.open;
    default: return {};
    }
}

bool ChatListModel::setData(const QModelIndex& index, const QVariant& value, int)
{
    const ChatListRow& row = m_rows.at(index.row());
    const QString title = value.toString().simplified();
    if (title.isEmpty() || title == row.title)
        return false;
    if (row.kind == ChatRowKind::Folder)
        emit folderRenamed(row.folder, title);
    else
        emit renamed(row.chat, title);
    return true;
}

Qt::ItemFlags ChatListModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // the ground below the last row: out of every folder
    const Qt::ItemFlags chosen = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const ChatListRow& row = m_rows.at(index.row());
    switch (row.kind) {
    case ChatRowKind::Heading: return Qt::ItemIsEnabled | Qt::ItemIsDropEnabled;
    case ChatRowKind::Chat: return chosen | Qt::ItemIsEditable | Qt::ItemIsDropEnabled | (row.memoryOnly ? Qt::NoItemFlags : Qt::ItemIsDragEnabled);
    case ChatRowKind::Folder: return chosen | Qt::ItemIsEditable | Qt::ItemIsDropEnabled | Qt::ItemIsDragEnabled;
    case ChatRowKind::Hit:
    case ChatRowKind::Trashed: return chosen;
    }
    return {};
}

QStringList ChatListModel::mimeTypes() const { return { kDragged }; }

/// One folder, or chats.
QMimeData* ChatListModel::mimeData(const QModelIndexList& indexes) const
{
    Dragged dragged;
    for (const QModelIndex& index : indexes) {
        const ChatListRow& row = at(index);
        if (row.kind == ChatRowKind::Folder)
            dragged.folder = row.folder;
        else if (row.chat != 0 && !row.memoryOnly)
            dragged.chats.append(row.chat);
    }
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << (dragged.chats.isEmpty() ? dragged.folder : 0) << dragged.chats;
    auto* data = new QMimeData;
    data->setData(kDragged, bytes);
    return data;
}

/// The folder itself, that of a chat, or none.
app::FolderId ChatListModel::targetOf(const QModelIndex& index) const { return index.isValid() ? at(index).folder : 0; }

bool ChatListModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int, int, const QModelIndex& parent) const
{
    if (action != Qt::MoveAction || !data->hasFormat(kDragged))
        return false;
    const Dragged dragged = readDragged(data);
    if (dragged.folder != 0)
        return folderMayLieIn(m_folders, dragged.folder, targetOf(parent));
    return !dragged.chats.isEmpty();
}

bool ChatListModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const Dragged dragged = readDragged(data);
    if (dragged.folder != 0)
        emit folderDropped(dragged.folder, targetOf(parent));
    else
        emit chatsDropped(dragged.chats, targetOf(parent));
    return true;
}

} // namespace sillok::ui
