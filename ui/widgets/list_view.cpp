#include "ui/widgets/list_view.h"

#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace sillok::ui {

ListView::ListView(QWidget* parent)
    : QListView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::EditKeyPressed);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setProperty("ownRing", true);
    setSurface(viewport(), Token::BgList);
    connect(&Theme::it(), &Theme::changed, this, [this] { doItemsLayout(); });
}

void ListView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (state() != QAbstractItemView::EditingState && currentIndex().isValid())
            emit activated(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option)
{
    const QRectF row = QRectF(option.rect).adjusted(8, 0, -8, 0);
    if (option.state & QStyle::State_Selected)
        paintBox(painter, row, 6, color(Token::BgSelected));
    else if (option.state & QStyle::State_MouseOver)
        paintBox(painter, row, 6, color(Token::BgHover));
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
        paintRowRing(painter, row);
}

} // namespace sillok::ui
