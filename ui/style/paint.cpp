#include "ui/style/paint.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace sillok::ui {

void paintBox(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& line, qreal lineWidth)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool edged = line.alpha() > 0;
    painter.setPen(edged ? QPen(line, lineWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill.alpha() > 0 ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = edged ? lineWidth / 2 : 0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter.restore();
}

void paintBarCard(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& line, const QColor& bar)
{
    paintBox(painter, rect, 10, fill, line);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outer;
    outer.addRoundedRect(rect, 10, 10);
    QPainterPath left;
    left.addRect(QRectF(rect.left(), rect.top(), 3, rect.height()));
    painter.fillPath(outer.intersected(left), bar);
    painter.restore();
}

qreal paintLine(QPainter& painter, const QRectF& rect, const Line& line)
{
    const QFont face = font(line.type);
    const QFontMetricsF metrics(face);
    const QString shown = metrics.elidedText(line.text, line.elide, rect.width());
    const qreal width = metrics.horizontalAdvance(shown);
    qreal x = rect.left();
    if (line.align & Qt::AlignRight)
        x = rect.right() - width;
    else if (line.align & Qt::AlignHCenter)
        x = rect.left() + (rect.width() - width) / 2;
    const qreal base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    painter.setFont(face);
    painter.setPen(color(line.ink));
    painter.drawText(QPointF(x, std::round(base)), shown);
    return width;
}

void paintChip(QPainter& painter, const QRectF& rect, int number, ChipState state)
{
    Token fill = Token::EvidenceTint;
    Token edge = Token::EvidenceBar;
    Token ink = Token::Evidence;
    if (state == ChipState::Active) {
        fill = edge = Token::Evidence;
        ink = Token::OnEvidence;
    } else if (state == ChipState::NotFound) {
        fill = Token::WarningTint;
        edge = ink = Token::Warning;
    }
    paintBox(painter, rect, 5, color(fill), color(edge));
    paintLine(painter, rect, { QString::number(number), Type::CaptionBold, ink, Qt::AlignHCenter });
    if (state == ChipState::NotFound) {
        painter.setPen(QPen(color(ink), 1.5));
        painter.drawLine(QPointF(rect.left() + 4, rect.center().y()), QPointF(rect.right() - 4, rect.center().y()));
    }
}

void paintMeter(QPainter& painter, const QRectF& rect, double value)
{
    const bool contrasting = isContrast(appearance()); // a line is as strong as what fills it there
    paintBox(painter, rect, 3, color(contrasting ? Token::BgCanvas : Token::LineSubtle), contrasting ? color(Token::LineControl) : QColor(Qt::transparent));
    const double part = qBound(0.0, value, 1.0);
    if (part > 0)
        paintBox(painter, QRectF(rect.left(), rect.top(), qMax(6.0, rect.width() * part), rect.height()), 3, color(Token::AccentFill));
}

void paintRowRing(QPainter& painter, const QRectF& rect)
{
    paintBox(painter, rect, 6, Qt::transparent, color(Token::Focus), focusWidth());
}

} // namespace sillok::ui
