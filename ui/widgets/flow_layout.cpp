#include "ui/widgets/flow_layout.h"

#include <QWidget>

namespace sillok::ui {

FlowLayout::FlowLayout(QWidget* parent, const QMargins& margins, int gap)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(margins);
}

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

QLayoutItem* FlowLayout::takeAt(int index) { return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr; }

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->sizeHint());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

/// The height that the rows take. In a row, lower ones stand in the middle.
int FlowLayout::arrange(const QRect& rect, bool place) const
{
    const QRect inside = rect.marginsRemoved(contentsMargins());
    QPoint at = inside.topLeft();
    QList<QLayoutItem*> row;
    int high = 0;
    const auto endRow = [&] {
        for (QLayoutItem* item : place ? row : QList<QLayoutItem*>())
            item->setGeometry(item->geometry().translated(0, (high - item->geometry().height()) / 2));
        row.clear();
    };
    for (QLayoutItem* item : m_items) {
        const QSize size = item->sizeHint();
        if (item->isEmpty())
            continue; // hidden
        if (at.x() > inside.left() && at.x() + size.width() > inside.right() + 1) {
            endRow();
            at = QPoint(inside.left(), at.y() + high + m_gap);
            high = 0;
        }
        if (place)
            item->setGeometry(QRect(at, size));
        row.append(item);
        at.rx() += size.width() + m_gap;
        high = qMax(high, size.height());
    }
    endRow();
    return at.y() + high - rect.top() + contentsMargins().bottom();
}

} // namespace sillok::ui
