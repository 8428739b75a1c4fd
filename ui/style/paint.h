// paint.h - The few shapes that widgets and delegates share: boxes, chips, badges, meters, single lines of text.
#pragma once

#include "ui/style/tokens.h"
#include "ui/style/type.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace sillok::ui {

/// A rounded rectangle whose one-pixel edge lies inside `rect`. Transparent colours draw nothing.
void paintBox(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& line = Qt::transparent,
              qreal lineWidth = 1);

/// A card with a 3 px bar along its left edge, following the corners.
void paintBarCard(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& line, const QColor& bar);

/// One line, vertically centred by its fixed height, cut with an ellipsis where it does not fit.
struct Line {
    QString text;
    Type type = Type::Ui;
    Token ink = Token::TextPrimary;
    Qt::Alignment align = Qt::AlignLeft;
    Qt::TextElideMode elide = Qt::ElideRight;
};
/// Returns the width that was used.
qreal paintLine(QPainter& painter, const QRectF& rect, const Line& line);

enum class ChipState { Verified, Active, NotFound };
constexpr int kChipSize = 20;
/// The citation number [n].
void paintChip(QPainter& painter, const QRectF& rect, int number, ChipState state);

/// value 0..1
void paintMeter(QPainter& painter, const QRectF& rect, double value);

/// The inset ring of a focused row.
void paintRowRing(QPainter& painter, const QRectF& rect);

} // namespace sillok::ui
