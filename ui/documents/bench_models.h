// bench_models.h - What a question found, with the reasons; and the saved questions with their places.
#pragma once

#include "app/services/bench_types.h"

#include <QAbstractListModel>
#include <QAbstractTableModel>

namespace sillok::ui {

class BenchHitModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { HitRole = Qt::UserRole + 1 };
    using QAbstractListModel::QAbstractListModel;

    void setHits(const QList<app::BenchHit>& hits);
    const QList<app::BenchHit>& hits() const { return m_hits; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_hits.size()); }
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<app::BenchHit> m_hits;
};

/// "Words: place 2, 87 % · Meaning: place 1 · Order: 0.83", as far as each was there; "named in the question" alone when it was.
QString reasonWords(const app::BenchHit& hit);

class BenchCaseModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Question, Place, Before, Now, Change, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setCases(const QList<app::BenchCase>& cases);
    const QList<app::BenchCase>& cases() const { return m_cases; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_cases.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString words(const app::BenchCase& one, int column) const;
    QList<app::BenchCase> m_cases;
};

} // namespace sillok::ui
