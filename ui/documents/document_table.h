// document_table.h - The table of documents: 44 px rows, full-width selection, no grid.
#pragma once

#include "app/services/types.h"
#include "ui/style/tokens.h"

#include <QTableView>

namespace sillok::ui {

class DocumentModel;
class DocumentFilterModel;

struct StateLook {
    QString icon;
    Token ink;
};
StateLook stateLook(app::DocumentState state);

class DocumentTable : public QTableView {
    Q_OBJECT
public:
    DocumentTable(DocumentFilterModel* model, QWidget* parent = nullptr);

signals:
    void removeWanted();
    void menuWanted(const QPoint& where);   ///< for the current row; in screen coordinates

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void fitColumns();
};

} // namespace sillok::ui
