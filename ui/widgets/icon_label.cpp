#include "ui/widgets/icon_label.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"

#include <QPainter>

namespace sillok::ui {

IconLabel::IconLabel(const QString& name, int side, Token ink, QWidget* parent)
    : QLabel(parent)
    , m_name(name)
    , m_side(side)
    , m_ink(ink)
{
    setFixedSize(side, side + 4);
}

void IconLabel::setIcon(const QString& name, Token ink)
{
    m_name = name;
    m_ink = ink;
    update();
}

void IconLabel::setGround(Token ground, int padding)
{
    m_ground = ground;
    setFixedSize(m_side + 2 * padding, m_side + 2 * padding);
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_ground != Token::Count)
        paintBox(painter, rect(), 8, color(m_ground));
    paintIcon(painter, m_name, QRectF((width() - m_side) / 2.0, (height() - m_side) / 2.0, m_side, m_side), color(m_ink));
}

Rule::Rule(QWidget* parent, Qt::Orientation orientation, Token ink)
    : QWidget(parent)
    , m_ink(ink)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Rule::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), color(m_ink));
}

} // namespace sillok::ui
