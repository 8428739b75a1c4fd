// plain_table.h - A table of compact text rows: full-width selection, no grid, columns that leave when it becomes narrow.
#pragma once

#include "ui/style/tokens.h"
#include "ui/style/type.h"

#include <QTableView>

namespace sillok::ui {

/// A role of the model: true where the cell says that something is not as it should be.
constexpr int kWarningRole = Qt::UserRole + 90;

class PlainTable : public QTableView {
    Q_OBJECT
public:
    struct Column {
        int width = 0;                     ///< at 100 % text size; 0: shares what is left with the others that have 0
        Type type = Type::Secondary;
        Token ink = Token::TextSecondary;
        Qt::Alignment align = Qt::AlignLeft;
        int hiddenBelow = 0;               ///< width of the table
    };
    PlainTable(QAbstractItemModel* model, QList<Column> columns, QWidget* parent = nullptr);
    const QList<Column>& columns() const { return m_columns; }

signals:
    void removeWanted();                   ///< Del

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fitColumns();
    QList<Column> m_columns;
};

} // namespace sillok::ui
