// action_list.h - What can be done, as the palette shows it after ">".
#pragma once

#include "ui/actions/actions.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace sillok::ui {

/// Only what makes sense where the person is; the palette itself does not count as lying over it.
class ActionList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, KeysRole, GroupRole };

    ActionList(const Actions& actions, QObject* parent);
    void find(const QString& typed);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    const Actions& m_actions;
    std::vector<const Action*> m_found;
};

class ActionDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace sillok::ui
