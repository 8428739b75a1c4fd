// found_model.h - What a search over everything found, under a heading for each kind.
#pragma once

#include "app/services/types.h"

#include <QAbstractListModel>

namespace sillok::ui {

class FoundModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { HeadingRole = Qt::UserRole + 1, CountRole, ItemRole, AsideRole };

    using QAbstractListModel::QAbstractListModel;

    /// `collections` gives documents the name of their collection.
    void setFound(const app::FoundList& found, const QList<app::CollectionSummary>& collections);
    const app::FoundItem* at(const QModelIndex& index) const;   ///< null: a heading, or nothing
    /// Every passage of the list in its order: the person steps through them like through citations.
    QList<app::FoundItem> passages() const;
    QModelIndex firstItem() const;
    QModelIndex step(const QModelIndex& from, int by) const;    ///< the next item, headings left out; stays at the ends

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString heading;    ///< empty: an item
        QString count;
        app::FoundItem item;
        QString aside;      ///< when, or in which collection
    };
    QList<Row> m_rows;
};

} // namespace sillok::ui
