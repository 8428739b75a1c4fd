// bench_hit_delegate.h - A found passage as a row: its place, where it stands, the sentence that answers, and why it is there.
#pragma once

#include <QStyledItemDelegate>

namespace sillok::ui {

class BenchHitModel;

class BenchHitDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    BenchHitDelegate(const BenchHitModel& model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const BenchHitModel& m_model;
};

} // namespace sillok::ui
