// icons.h - Icons from our SVG files in the colour of a token, sharp at every pixel ratio.
#pragma once

#include "ui/style/tokens.h"

#include <QIcon>
#include <QPixmap>
#include <QRectF>

class QPainter;

namespace sillok::ui {

/// Draws the icon `name` into `where`. Rendered once per name, size, colour and pixel ratio.
void paintIcon(QPainter& painter, const QString& name, const QRectF& where, const QColor& ink);

/// An icon that takes its colour from the table each time it is drawn, so a change of theme needs no new icon.
/// `on` is used in the checked state.
QIcon icon(const QString& name, Token ink = Token::TextSecondary, Token on = Token::Accent);

} // namespace sillok::ui
