#include "ui/chat/chat_list_rows.h"

#include "ui/words/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace sillok::ui {

namespace {

class Say {
    Q_DECLARE_TR_FUNCTIONS(sillok::ui::ChatListModel)
};

constexpr int kMostFolders = 1000; // a circle of folders that lie in each other would otherwise be walked without end

QString dateHeading(const QDate& day, const QDate& today)
{
    const qint64 days = day.daysTo(today);
    if (days <= 0)
        return Say::tr("Today");
    if (days == 1)
        return Say::tr("Yesterday");
    if (days <= 7)
        return Say::tr("Last 7 days");
    return days <= 30 ? Say::tr("Last 30 days") : monthWords(day);
}

app::FolderId parentOf(const QList<app::ChatFolder>& folders, app::FolderId folder)
{
    const auto at = std::ranges::find(folders, folder, &app::ChatFolder::id);
    return at == folders.end() ? 0 : at->parent;
}

ChatListRow heading(const QString& title) { return { .kind = ChatRowKind::Heading, .title = title }; }

ChatListRow rowOf(const app::ChatSummary& chat, int level, app::FolderId folder)
{
    return { .kind = ChatRowKind::Chat, .title = chat.title.isEmpty() ? Say::tr("New chat") : chat.title, .chat = chat.id, .folder = folder, .level = level,
        .answering = chat.answering, .memoryOnly = chat.memoryOnly, .unread = chat.unread, .pinned = chat.pinned, .archived = chat.archived };
}

/// Rows that stand beside each other count from 1.
void count(QList<ChatListRow>& rows, const QList<qsizetype>& beside)
{
    for (qsizetype i = 0; i < beside.size(); ++i) {
        rows[beside.at(i)].position = static_cast<int>(i) + 1;
        rows[beside.at(i)].beside = static_cast<int>(beside.size());
    }
}

class Tree {
public:
    Tree(const ChatLists& lists, QList<ChatListRow>& rows)
        : m_lists(lists)
        , m_rows(rows)
    {
        for (const app::ChatSummary& chat : lists.chats)
            if (isInFolder(chat))
                m_chats[chat.folder].append(&chat);
    }

    bool isInFolder(const app::ChatSummary& chat) const
    {
        return !chat.archived && !chat.memoryOnly && !chat.pinned && std::ranges::find(m_lists.folders, chat.folder, &app::ChatFolder::id) != m_lists.folders.end();
    }

    void add(app::FolderId parent, int level)
    {
        QList<qsizetype> beside;
        for (const app::ChatFolder& folder : m_lists.folders) {
            if (folder.parent != parent || level >= app::kDeepestFolder)
                continue;
            const Below below = belowOf(folder.id, level);
            beside.append(m_rows.size());
            m_rows.append({ .kind = ChatRowKind::Folder, .title = folder.name, .aside = below.chats > 0 ? countWords(below.chats) : QString(), .folder = folder.id, .level = level,
                .answering = !folder.open && below.answering, .unread = !folder.open && below.unread, .open = folder.open });
            if (folder.open)
                add(folder.id, level + 1);
        }
        if (parent != 0)
            for (const app::ChatSummary* chat : m_chats.value(parent)) {
                beside.append(m_rows.size());
                m_rows.append(rowOf(*chat, level, parent));
            }
        count(m_rows, beside);
    }

private:
    struct Below {
        int chats = 0;
        bool answering = false;
        bool unread = false;
    };
    Below belowOf(app::FolderId folder, int level) const
    {
        Below below;
        for (const app::ChatSummary* chat : m_chats.value(folder))
            ++below.chats, below.answering |= chat->answering, below.unread |= chat->unread;
        for (const app::ChatFolder& child : m_lists.folders) {
            if (child.parent != folder || level >= app::kDeepestFolder)
                continue;
            const Below more = belowOf(child.id, level + 1);
            below = { below.chats + more.chats, below.answering || more.answering, below.unread || more.unread };
        }
        return below;
    }

    const ChatLists& m_lists;
    QList<ChatListRow>& m_rows;
    QHash<app::FolderId, QList<const app::ChatSummary*>> m_chats;
};

/// Chats that `wanted` takes, under one heading, or without it when there are none.
template <typename Wanted> void addGroup(QList<ChatListRow>& rows, const ChatLists& lists, const QString& title, const Wanted& wanted)
{
    QList<qsizetype> beside;
    for (const app::ChatSummary& chat : lists.chats) {
        if (!wanted(chat))
            continue;
        if (beside.isEmpty() && !title.isEmpty())
            rows.append(heading(title));
        beside.append(rows.size());
        rows.append(rowOf(chat, 0, 0));
    }
    count(rows, beside);
}

void addByDate(QList<ChatListRow>& rows, const ChatLists& lists, const Tree& tree, const QDate& today)
{
    QString last;
    QList<qsizetype> beside;
    for (const app::ChatSummary& chat : lists.chats) {
        if (chat.memoryOnly || chat.pinned || chat.archived || tree.isInFolder(chat))
            continue;
        const QString title = dateHeading(chat.updatedAt.date(), today);
        if (title != last) {
            count(rows, beside);
            beside.clear();
            rows.append(heading(title));
        }
        last = title;
        beside.append(rows.size());
        rows.append(rowOf(chat, 0, 0));
    }
    count(rows, beside);
}

QString goesWords(const app::TrashedChat& trashed)
{
    return trashed.goesAt.isValid() ? Say::tr("Gone for good after %1").arg(shortDate(trashed.goesAt)) : Say::tr("Gone when the vault locks");
}

} // namespace

QList<ChatListRow> rowsOf(const ChatLists& lists, ListPlace place, const QDate& today)
{
    QList<ChatListRow> rows;
    if (place == ListPlace::Archive) {
        addGroup(rows, lists, {}, [](const app::ChatSummary& chat) { return chat.archived; });
        return rows;
    }
    if (place == ListPlace::Trash) {
        QList<qsizetype> beside;
        for (const app::TrashedChat& one : lists.trash) {
            beside.append(rows.size());
            ChatListRow row = rowOf(one.chat, 0, 0);
            row.kind = ChatRowKind::Trashed;
            row.snippet = goesWords(one);
            rows.append(row);
        }
        count(rows, beside);
        return rows;
    }
    addGroup(rows, lists, Say::tr("Temporary: gone when the vault locks"), [](const app::ChatSummary& chat) { return chat.memoryOnly; });
    addGroup(rows, lists, Say::tr("Pinned"), [](const app::ChatSummary& chat) { return chat.pinned && !chat.archived && !chat.memoryOnly; });
    Tree tree(lists, rows);
    if (!lists.folders.isEmpty())
        rows.append(heading(Say::tr("Folders")));
    tree.add(0, 0);
    addByDate(rows, lists, tree, today);
    return rows;
}

QList<ChatListRow> rowsOf(const QList<app::ChatHit>& hits)
{
    QList<ChatListRow> rows { heading(Say::tr("%n chat(s) found", nullptr, static_cast<int>(hits.size()))) };
    for (const app::ChatHit& hit : hits)
        rows.append({ .kind = ChatRowKind::Hit, .title = hit.chatTitle, .snippet = hit.snippet, .chat = hit.chat, .message = hit.message,
            .position = static_cast<int>(rows.size()), .beside = static_cast<int>(hits.size()) });
    return rows;
}

QString spokenRow(const ChatListRow& row)
{
    if (row.kind == ChatRowKind::Heading)
        return row.title;
    QStringList parts { row.title };
    if (row.kind == ChatRowKind::Folder) {
        parts << Say::tr("folder") << (row.open ? Say::tr("open") : Say::tr("closed"));
        parts << Say::tr("%n chat(s) inside", nullptr, row.aside.isEmpty() ? 0 : QString(row.aside).remove(u',').toInt());
    }
    if (!row.snippet.isEmpty())
        parts << row.snippet;
    const std::pair<bool, QString> states[] = { { row.answering, Say::tr("answering") }, { row.unread, Say::tr("unread") }, { row.pinned, Say::tr("pinned") },
        { row.archived, Say::tr("archived") }, { row.memoryOnly, Say::tr("temporary") } };
    for (const auto& [holds, word] : states)
        if (holds)
            parts << word;
    if (row.level > 0 || row.kind == ChatRowKind::Folder)
        parts << Say::tr("level %1").arg(row.level + 1);
    if (row.beside > 0)
        parts << Say::tr("%1 of %2").arg(row.position).arg(row.beside);
    return parts.join(QStringLiteral(", "));
}

QString folderPath(const QList<app::ChatFolder>& folders, app::FolderId folder)
{
    QStringList names;
    for (int i = 0; folder != 0 && i < kMostFolders; ++i, folder = parentOf(folders, folder))
        if (const auto at = std::ranges::find(folders, folder, &app::ChatFolder::id); at != folders.end())
            names.prepend(at->name);
    return names.join(QStringLiteral(" › "));
}

int folderDepth(const QList<app::ChatFolder>& folders, app::FolderId folder)
{
    int depth = 0;
    for (; folder != 0 && depth < kMostFolders; ++depth)
        folder = parentOf(folders, folder);
    return depth;
}

bool folderMayLieIn(const QList<app::ChatFolder>& folders, app::FolderId folder, app::FolderId parent)
{
    const int own = folderDepth(folders, folder);
    int height = 1;
    for (const app::ChatFolder& one : folders) {
        app::FolderId above = one.id;
        while (above != 0 && above != folder)
            above = parentOf(folders, above);
        if (above != folder)
            continue; // not below it
        if (one.id == parent)
            return false;
        height = std::max(height, folderDepth(folders, one.id) - own + 1);
    }
    return folderDepth(folders, parent) + height <= app::kDeepestFolder;
}

} // namespace sillok::ui
