#include "ui/search/found_model.h"

#include "ui/words/words.h"

namespace sillok::ui {

namespace {

/// Titles and messages stand under one heading, names and passages under the other two.
int groupOf(app::FoundKind kind)
{
    switch (kind) {
    case app::FoundKind::ChatTitle: return 0;
    case app::FoundKind::Message: return 0;
    case app::FoundKind::DocumentName: return 1;
    case app::FoundKind::Passage: return 2;
    }
    return 0;
}

QString nameIn(const QList<app::CollectionSummary>& collections, app::CollectionId id)
{
    for (const app::CollectionSummary& collection : collections)
        if (collection.id == id)
            return collection.name;
    return {};
}

} // namespace

void FoundModel::setFound(const app::FoundList& found, const QList<app::CollectionSummary>& collections)
{
    const QString headings[] = { tr("Chats"), tr("Documents"), tr("Passages") };
    int counts[3] = {};
    int most[3] = {};
    int perKind[4] = {};
    for (const app::FoundItem& item : found.items) {
        ++counts[groupOf(item.kind)];
        int& ofKind = perKind[static_cast<int>(item.kind)];
        most[groupOf(item.kind)] = qMax(most[groupOf(item.kind)], ++ofKind);
    }
    beginResetModel();
    m_rows.clear();
    int last = -1;
    for (const app::FoundItem& item : found.items) {
        const int group = groupOf(item.kind);
        if (group != last)
            m_rows.append({ headings[group], QString::number(counts[group]) + (most[group] >= found.limitPerKind ? QStringLiteral("+") : QString()), {}, {} });
        last = group;
        m_rows.append({ {}, {}, item, group == 0 ? (item.archived ? tr("archived") + QStringLiteral(" · ") : QString()) + shortDate(item.at) : nameIn(collections, item.collection) });
    }
    endResetModel();
}

const app::FoundItem* FoundModel::at(const QModelIndex& index) const
{
    if (!index.isValid() || !m_rows.at(index.row()).heading.isEmpty())
        return nullptr;
    return &m_rows.at(index.row()).item;
}

QList<app::FoundItem> FoundModel::passages() const
{
    QList<app::FoundItem> all;
    for (const Row& row : m_rows)
        if (row.heading.isEmpty() && row.item.kind == app::FoundKind::Passage)
            all.append(row.item);
    return all;
}

QModelIndex FoundModel::firstItem() const { return m_rows.size() > 1 ? index(1) : QModelIndex(); }

QModelIndex FoundModel::step(const QModelIndex& from, int by) const
{
    for (int row = from.row() + by; row >= 0 && row < m_rows.size(); row += by)
        if (m_rows.at(row).heading.isEmpty())
            return index(row);
    return from;
}

int FoundModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant FoundModel::data(const QModelIndex& index, int role) const
{
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return row.heading.isEmpty() ? row.item.name : row.heading;
    case Qt::AccessibleTextRole:
        return row.heading.isEmpty() ? QStringLiteral("%1, %2, %3").arg(row.item.name, row.item.snippet, row.aside)
                                     : row.heading + u' ' + row.count;
    case HeadingRole: return !row.heading.isEmpty();
    case CountRole: return row.count;
    case ItemRole: return QVariant::fromValue(row.item);
    case AsideRole: return row.aside;
    default: return {};
    }
}

Qt::ItemFlags FoundModel::flags(const QModelIndex& index) const
{
    return m_rows.at(index.row()).heading.isEmpty() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemFlags(Qt::ItemIsEnabled);
}

} // namespace sillok::ui
