// document_model.h - The documents of a collection as a table; those that need a person come first.
#pragma once

#include "app/services/types.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace sillok::ui {

class DocumentModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Format, Pages, State, Added, ColumnCount };
    enum Role { StateRole = Qt::UserRole + 1, SortRole };

    using QAbstractTableModel::QAbstractTableModel;
    void setDocuments(const QList<app::DocumentSummary>& documents);
    const app::DocumentSummary* at(int row) const;
    QList<app::DocumentId> needingPerson() const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<app::DocumentSummary> m_documents;
};

bool needsPerson(app::DocumentState state);
/// Whether search finds it, or a part of it.
bool isFound(app::DocumentState state);

enum class DocumentFilter { All, Ready, NeedsPerson };

class DocumentFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setFilter(DocumentFilter filter);
    void setName(const QString& part);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    DocumentFilter m_filter = DocumentFilter::All;
    QString m_name;
};

} // namespace sillok::ui
