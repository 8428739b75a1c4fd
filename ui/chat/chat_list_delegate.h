// chat_list_delegate.h - Paints the rows of the list column, and the field in which a chat or folder is renamed.
#pragma once

#include "ui/widgets/field.h"

#include <QStyledItemDelegate>

namespace sillok::ui {

/// A title while it is changed. A half-typed Hangul syllable belongs to it, however the field is left.
class TitleEdit : public Field {
    Q_OBJECT
public:
    explicit TitleEdit(QWidget* parent);
    void commitPreedit();

protected:
    void inputMethodEvent(QInputMethodEvent* event) override;

private:
    QString m_preedit;
};

class ChatListDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Where the words of a row begin: the chevron of a folder stands before them.
int indentOf(const QModelIndex& index);

} // namespace sillok::ui
