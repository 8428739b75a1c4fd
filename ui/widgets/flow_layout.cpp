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

/// The height that the rows take.
int FlowLayout::arrange(const QRect& rect, bool place) const
{
    const QRect inside = rect.marginsRemoved(contentsMargins());
    QPoint at = inside.topLeft();
    int row = 0;
    for (QLayoutItem* item : m_items) {
        const QSize size = item->sizeHint();
        if (item->isEmpty())
            continue; // hidden
        if (at.x() > inside.left() && at.x() + size.width() > inside.right() + 1) {
            at = QPoint(inside.left(), at.y() + row + m_gap);
            row = 0;
        }
        if (place)
            item->setGeometry(QRect(at, size));
        at.rx() += size.width() + m_gap;
        row = qMax(row, size.height());
    }
    return at.y() + row - rect.top() + contentsMargins().bottom();
}

} // namespace sillok::ui
