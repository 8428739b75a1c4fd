#include "ui/documents/document_model.h"

#include "ui/problem_text.h"
#include "ui/words/words.h"

#include <algorithm>

namespace sillok::ui {

namespace {

int rankOf(app::DocumentState state)
{
    if (needsPerson(state))
        return 0;
    return state == app::DocumentState::Reading ? 1 : 2;
}

} // namespace

bool needsPerson(app::DocumentState state)
{
    return state == app::DocumentState::Partial || state == app::DocumentState::NeedsPassword || state == app::DocumentState::NoText || state == app::DocumentState::Unreadable;
}

bool isFound(app::DocumentState state) { return state == app::DocumentState::Ready || state == app::DocumentState::Partial; }

QList<app::DocumentId> DocumentModel::needingPerson() const
{
    QList<app::DocumentId> ids;
    for (const app::DocumentSummary& document : m_documents)
        if (needsPerson(document.state))
            ids.append(document.id);
    return ids;
}

void DocumentModel::setDocuments(const QList<app::DocumentSummary>& documents)
{
    QList<app::DocumentSummary> sorted = documents;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return rankOf(a.state) < rankOf(b.state); });
    const auto sameRows = [&] {
        if (sorted.size() != m_documents.size())
            return false;
        for (qsizetype i = 0; i < sorted.size(); ++i)
            if (sorted.at(i).id != m_documents.at(i).id)
                return false;
        return true;
    };
    if (sameRows()) { // keep selection and scroll while files change their state
        m_documents = std::move(sorted);
        if (!m_documents.isEmpty())
            emit dataChanged(index(0, 0), index(static_cast<int>(m_documents.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_documents = std::move(sorted);
    endResetModel();
}

const app::DocumentSummary* DocumentModel::at(int row) const
{
    return row >= 0 && row < m_documents.size() ? &m_documents.at(row) : nullptr;
}

void DocumentModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_documents.isEmpty())
        emit dataChanged(index(0, 0), index(static_cast<int>(m_documents.size()) - 1, ColumnCount - 1));
}

int DocumentModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_documents.size()); }

int DocumentModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant DocumentModel::data(const QModelIndex& index, int role) const
{
    const app::DocumentSummary& d = m_documents.at(index.row());
    if (role == StateRole)
        return static_cast<int>(d.state);
    if (role == Qt::ToolTipRole && index.column() == Name)
        return d.name;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case Name: return d.name;
    case Format: return d.format.toUpper();
    case Pages: return d.pageCount > 0 ? countWords(d.pageCount) : QStringLiteral("–");
    case State: return documentStateWords(d.state);
    case Added: return shortDate(d.addedAt);
    default: return {};
    }
}

QVariant DocumentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Name");
    case Format: return tr("Format");
    case Pages: return tr("Pages");
    case State: return tr("State");
    case Added: return tr("Added");
    default: return {};
    }
}

void DocumentFilterModel::setFilter(DocumentFilter filter)
{
    m_filter = filter;
    invalidateFilter();
}

void DocumentFilterModel::setName(const QString& part)
{
    m_name = part;
    invalidateFilter();
}

bool DocumentFilterModel::filterAcceptsRow(int row, const QModelIndex&) const
{
    const auto* model = static_cast<const DocumentModel*>(sourceModel());
    const app::DocumentSummary* document = model->at(row);
    if (!document || !document->name.contains(m_name, Qt::CaseInsensitive))
        return false;
    switch (m_filter) {
    case DocumentFilter::All: return true;
    case DocumentFilter::Ready: return isFound(document->state);
    case DocumentFilter::NeedsPerson: return needsPerson(document->state);
    }
    return true;
}

} // namespace sillok::ui
