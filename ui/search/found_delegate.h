// found_delegate.h - A row of the search: icon, name, the line that was found with its words marked, and where or when.
#pragma once

#include <QStyledItemDelegate>

namespace sillok::ui {

class FoundDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace sillok::ui
