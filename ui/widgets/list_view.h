// list_view.h - A list whose rows are painted by a delegate, with the house's selection, hover and keyboard ring.
#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace sillok::ui {

class ListView : public QListView {
    Q_OBJECT
public:
    explicit ListView(QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

/// Ground of a row: selected, hovered, focused by the keyboard.
void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option);

} // namespace sillok::ui
