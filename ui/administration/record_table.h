// record_table.h - The table of audit records: compact rows, full-width selection, no grid.
#pragma once

#include <QTableView>

namespace sillok::ui {

class RecordModel;

class RecordTable : public QTableView {
    Q_OBJECT
public:
    RecordTable(RecordModel* model, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();
};

} // namespace sillok::ui
