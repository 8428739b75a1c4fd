#include "ui/chat/chat_list_model.h"

namespace sillok::ui {

namespace {

enum class Age { Today, Yesterday, Week, Month, Older };

Age ageOf(const QDate& day, const QDate& today)
{
    const qint64 days = day.daysTo(today);
    if (days <= 0)
        return Age::Today;
    if (days == 1)
        return Age::Yesterday;
    if (days <= 7)
        return Age::Week;
    return days <= 30 ? Age::Month : Age::Older;
}

} // namespace

void ChatListModel::replace(QList<Row> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void ChatListModel::setChats(const QList<app::ChatSummary>& chats, const QDate& today)
{
    const QString words[] = { tr("Today"), tr("Yesterday"), tr("Last 7 days"), tr("Last 30 days"), tr("Older") };
    QList<Row> rows;
    constexpr int kTemporary = -2;
    int last = -1;
    for (const app::ChatSummary& chat : chats) { // those in memory come first
        const int age = chat.memoryOnly ? kTemporary : static_cast<int>(ageOf(chat.updatedAt.date(), today));
        if (age != last)
            rows.append({ Heading, age == kTemporary ? tr("Temporary: gone when the vault locks") : words[age], {}, 0, 0, false, false });
        last = age;
        rows.append({ Chat, chat.title.isEmpty() ? tr("New chat") : chat.title, {}, chat.id, 0, chat.answering, chat.memoryOnly });
    }
    replace(rows);
}

void ChatListModel::setHits(const QList<app::ChatHit>& hits)
{
    QList<Row> rows { { Heading, tr("%n chat(s) found", nullptr, static_cast<int>(hits.size())), {}, 0, 0, false, false } };
    for (const app::ChatHit& hit : hits)
        rows.append({ Hit, hit.chatTitle, hit.snippet, hit.chat, hit.message, false, false });
    replace(rows);
}

int ChatListModel::rowOf(app::ChatId chat) const
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows.at(i).kind != Heading && m_rows.at(i).chat == chat)
            return i;
    return -1;
}

int ChatListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant ChatListModel::data(const QModelIndex& index, int role) const
{
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return row.title;
    case Qt::ToolTipRole: return row.kind == Heading ? QVariant() : row.title;
    case Qt::AccessibleTextRole: return row.answering ? tr("%1, answering").arg(row.title) : row.memoryOnly ? tr("%1, temporary").arg(row.title) : (row.title + u' ' + row.snippet).trimmed();
    case KindRole: return row.kind;
    case ChatRole: return row.chat;
    case MessageRole: return row.message;
    case SnippetRole: return row.snippet;
    case AnsweringRole: return row.answering;
    case MemoryRole: return row.memoryOnly;
    default: return {};
    }
}

bool ChatListModel::setData(const QModelIndex& index, const QVariant& value, int)
{
    const QString title = value.toString().simplified();
    if (title.isEmpty() || title == m_rows.at(index.row()).title)
        return false;
    emit renamed(m_rows.at(index.row()).chat, title);
    return true;
}

Qt::ItemFlags ChatListModel::flags(const QModelIndex& index) const
{
    switch (m_rows.at(index.row()).kind) {
    case Heading: return Qt::ItemIsEnabled;
    case Chat: return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable;
    case Hit: return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    }
    return {};
}

} // namespace sillok::ui
