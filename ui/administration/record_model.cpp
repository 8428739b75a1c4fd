#include "ui/administration/record_model.h"

#include "app/services/audit_words.h"
#include "ui/widgets/plain_table.h"
#include "ui/words/words.h"

#include <cstdlib>

namespace sillok::ui {

namespace {

constexpr size_t kMostPages = 12;

} // namespace

QString actionWords(int action)
{
    const app::FaultWords* const words = app::auditActionWords(static_cast<uint16_t>(action));
    return words ? QString::fromUtf8(speaksKorean() ? words->ko : words->en) : QString::number(action);
}

void RecordModel::reset(const app::RecordFilter& filter)
{
    beginResetModel();
    m_filter = filter;
    m_rows = 0;
    m_pages.clear();
    m_wanted.clear();
    endResetModel();
    emit pageWanted(m_filter, 0, kPageRows);
}

void RecordModel::setPage(const app::RecordPage& page)
{
    if (!(page.filter == m_filter))
        return;
    const int rows = static_cast<int>(page.chosen);
    if (rows != m_rows) {
        beginResetModel();
        m_rows = rows;
        m_pages.clear();
        endResetModel();
    }
    const int number = static_cast<int>(page.from / kPageRows);
    m_pages[number] = page.records;
    m_wanted.erase(number);
    while (m_pages.size() > kMostPages) { // the one that is farthest from what is looked at now
        const auto first = m_pages.begin(), last = std::prev(m_pages.end());
        m_pages.erase(std::abs(first->first - number) > std::abs(last->first - number) ? first : last);
    }
    if (!page.records.isEmpty())
        emit dataChanged(index(static_cast<int>(page.from), 0), index(static_cast<int>(page.from + page.records.size()) - 1, ColumnCount - 1));
}

void RecordModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (m_rows > 0)
        emit dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
}

const app::RecordShown* RecordModel::at(int row) const
{
    const int number = row / kPageRows;
    const auto page = m_pages.find(number);
    if (page != m_pages.end())
        return row % kPageRows < page->second.size() ? &page->second[row % kPageRows] : nullptr;
    if (!m_wanted[number]) {
        m_wanted[number] = true;
        emit pageWanted(m_filter, static_cast<qint64>(number) * kPageRows, kPageRows);
    }
    return nullptr;
}

QString RecordModel::words(const app::RecordShown& record, int column) const
{
    using Result = app::RecordShown::Result;
    switch (column) {
    case Number: return countWords(record.sequence);
    case When: return record.at.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case Account: return QString::number(record.account);
    case What: return record.seal ? tr("Seal of a period") : actionWords(record.action);
    case Outcome:
        if (record.seal)
            return {};
        return record.result == Result::Done ? tr("Done") : record.result == Result::Begun ? tr("Begun") : tr("Not done: %1").arg(record.error);
    default: break;
    }
    QStringList about;
    for (const quint32 count : record.counts)
        about << QString::number(count);
    const bool counted = std::ranges::any_of(record.counts, [](quint32 count) { return count > 0; });
    return (record.object + (counted ? QStringLiteral("  ") + about.join(u'/') : QString())).trimmed();
}

QVariant RecordModel::data(const QModelIndex& index, int role) const
{
    const app::RecordShown* const record = at(index.row());
    if (role == kWarningRole)
        return index.column() == Outcome && record && record->result == app::RecordShown::Result::Failed;
    if (role == Qt::AccessibleTextRole && record)
        return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + QStringLiteral(": ") + words(*record, index.column());
    if (role != Qt::DisplayRole)
        return {};
    return record ? words(*record, index.column()) : QStringLiteral("…");
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number: return tr("Number");
    case When: return tr("When");
    case Account: return tr("Account");
    case What: return tr("What");
    case Outcome: return tr("Outcome");
    default: return tr("Object and counts");
    }
}

} // namespace sillok::ui
