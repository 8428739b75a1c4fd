// record_model.h - The records of an audit log as a table of any length: only the pages that are looked at are here.
#pragma once

#include "app/services/administration_types.h"

#include <QAbstractTableModel>

#include <map>

namespace sillok::ui {

class RecordModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, When, Account, What, Outcome, About, ColumnCount };
    static constexpr int kPageRows = 200;

    using QAbstractTableModel::QAbstractTableModel;
    /// Everything goes; the first page is wanted.
    void reset(const app::RecordFilter& filter);
    void setPage(const app::RecordPage& page);    ///< one of another filter is passed over
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    int pagesHeld() const { return static_cast<int>(m_pages.size()); }

signals:
    void pageWanted(const sillok::app::RecordFilter& filter, qint64 from, int count) const;

private:
    const app::RecordShown* at(int row) const;    ///< null: on its way
    QString words(const app::RecordShown& record, int column) const;

    app::RecordFilter m_filter;
    int m_rows = 0;
    std::map<int, QList<app::RecordShown>> m_pages;
    mutable std::map<int, bool> m_wanted;
};

/// What was done, in the language of the window.
QString actionWords(int action);

} // namespace sillok::ui
