// pdf_turn.h - How a PDF's page is turned when it is shown, which QtPdf leaves out of the places it gives. Linked into sillok-reader alone.
#pragma once

#include "app/workers/pdf_file.h"

#include <QRectF>

#include <cstdint>

namespace sillok::app {

/// Clockwise, as the page's /Rotate.
enum class PdfTurn : uint8_t { None, Quarter, Half, ThreeQuarters };

/// The turn under which the page's text stands where its picture has ink. Without text, or where no turn does better, None.
/// cost  draws the page once, small.
PdfTurn turnOfPdfPage(QPdfDocument& pdf, int page);

/// Where a box of QtPdf stands on the page as it is shown. `shown` is the size of the shown page, in points as the box.
QRectF turned(const QRectF& box, PdfTurn turn, QSizeF shown);

} // namespace sillok::app
