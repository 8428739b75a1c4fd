#include "app/workers/pdf_pages.h"

#include "app/workers/page_text.h"
#include "app/workers/pdf_turn.h"

#include <QImage>
#include <QPdfSelection>

#include <algorithm>
#include <cmath>

namespace sillok::app {

namespace {

/// The picture's size: the width asked for, or less when the page is so long that it would be too large.
QSize pictureSize(QSizeF page, int width)
{
    const double shape = page.height() / page.width();
    const double most = std::sqrt(kMaxPagePixels / shape);
    const int across = std::clamp(static_cast<int>(std::min<double>(width, most)), 1, kMaxPageWidth);
    return { across, std::clamp(static_cast<int>(across * shape), 1, kMaxPagePixels / across) };
}

/// How many characters of the library come before place `unit` of the page's text: it counts some that have no text.
int characterAt(QPdfDocument& pdf, int page, int unit)
{
    const auto textBefore = [&](int characters) { return pdf.getSelectionAtIndex(page, 0, characters).text().size(); };
    if (unit == 0 || textBefore(unit) == unit)
        return unit;
    int low = unit, high = 2 * unit + 64;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        textBefore(middle) < unit ? low = middle + 1 : high = middle;
    }
    return low;
}

void addBox(QRectF box, QSizeF page, std::vector<PageBox>& boxes)
{
    const QRectF inside = box & QRectF(QPointF(0, 0), page);
    if (!inside.isEmpty() && boxes.size() < kMaxPageBoxes)
        boxes.push_back({ inside.left() / page.width(), inside.top() / page.height(), inside.width() / page.width(), inside.height() / page.height() });
}

/// The library gives a box for every change of the font; those of one line come together.
std::vector<QRectF> linesOf(const QList<QPolygonF>& bounds, PdfTurn turn, QSizeF page)
{
    std::vector<QRectF> lines;
    for (const QPolygonF& polygon : bounds) {
        const QRectF box = turned(polygon.boundingRect(), turn, page);
        if (!lines.empty() && box.center().y() > lines.back().top() && box.center().y() < lines.back().bottom())
            lines.back() |= box;
        else
            lines.push_back(box);
    }
    return lines;
}

} // namespace

Result<PageImage> renderPdfPage(PdfFile& file, int page, int width)
{
    const QSizeF points = file.pdf().pagePointSize(page);
    if (!(points.width() > 0 && points.height() > 0))
        return fail(ErrorCode::Damaged, "a page without a size");
    const QImage drawn = file.pdf().render(page, pictureSize(points, width));
    if (drawn.isNull())
        return fail(ErrorCode::Damaged, "drawing a page");
    QImage onWhite(drawn.size(), QImage::Format_RGB32);
    if (onWhite.isNull())
        return fail(ErrorCode::OutOfMemory, "drawing a page");
    PageImage image { drawn.width(), drawn.height(), {} };
    image.pixels.resize(size_t { 4 } * static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
    uint8_t* out = image.pixels.data();
    for (int y = 0; y < image.height; ++y) {
        const QRgb* row = reinterpret_cast<const QRgb*>(drawn.constScanLine(y));
        for (int x = 0; x < image.width; ++x, out += 4) {
            const int alpha = qAlpha(row[x]);
            const auto over = [alpha](int colour) { return static_cast<uint8_t>((colour * alpha + 255 * (255 - alpha)) / 255); };
            out[0] = over(qBlue(row[x]));
            out[1] = over(qGreen(row[x]));
            out[2] = over(qRed(row[x]));
            out[3] = 255;
        }
    }
    return image;
}

std::vector<PageBox> findOnPdfPage(PdfFile& file, int page, std::string_view quote)
{
    QPdfDocument& pdf = file.pdf();
    const QSizeF points = pdf.pagePointSize(page);
    std::vector<PageBox> boxes;
    if (!(points.width() > 0 && points.height() > 0))
        return boxes;
    const std::u16string text = pdf.getAllText(page).text().toStdU16String();
    const std::vector<TextRange> ranges = findPassage(text, quote);
    const PdfTurn turn = ranges.empty() ? PdfTurn::None : turnOfPdfPage(pdf, page);
    for (const TextRange& range : ranges) {
        const int first = characterAt(pdf, page, range.begin);
        const int last = characterAt(pdf, page, range.begin + range.length);
        for (const QRectF& line : linesOf(pdf.getSelectionAtIndex(page, first, last - first).bounds(), turn, points))
            addBox(line, points, boxes);
    }
    return boxes;
}

} // namespace sillok::app
