#include "app/workers/pdf_turn.h"

#include <QImage>
#include <QPdfSelection>

#include <algorithm>
#include <array>
#include <cmath>

namespace sillok::app {

namespace {

constexpr int kLookPixels = 600; ///< of the longer side: gaps between lines of print are still seen
constexpr double kMostShape = 60; ///< a strip longer than this is not looked at
constexpr qsizetype kMostBoxes = 500; ///< enough to tell by; bounds the work on a hostile page
constexpr double kClearlyBetter = 1.1; ///< a full page of print has ink nearly everywhere, whichever way it is turned
constexpr std::array kTurns { PdfTurn::Quarter, PdfTurn::Half, PdfTurn::ThreeQuarters };

/// How far every pixel of a small picture of the page is from the shade that most of it has.
class Ink {
public:
    Ink(QPdfDocument& pdf, int page, QSizeF shown)
    {
        const double scale = kLookPixels / std::max(shown.width(), shown.height());
        const QSize size(std::max(1, static_cast<int>(shown.width() * scale)), std::max(1, static_cast<int>(shown.height() * scale)));
        const QImage drawn = pdf.render(page, size);
        m_width = drawn.width();
        m_height = drawn.height();
        m_shades.reserve(static_cast<size_t>(m_width) * static_cast<size_t>(m_height));
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                const QRgb pixel = drawn.pixel(x, y);
                m_shades.push_back(static_cast<uint8_t>((qGray(pixel) * qAlpha(pixel) + 255 * (255 - qAlpha(pixel))) / 255));
            }
        }
        std::array<int, 256> counts {};
        for (const uint8_t shade : m_shades)
            ++counts[shade];
        m_paper = static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    }

    /// The ink in the box, a part of the page from 0 to 1; none of what lies outside.
    double in(const QRectF& box) const
    {
        const auto pixel = [](double part, int all) { return static_cast<int>(std::round((part > 0 ? std::min(part, 1.0) : 0) * all)); };
        const int left = pixel(box.left(), m_width), right = pixel(box.right(), m_width);
        const int top = pixel(box.top(), m_height), bottom = pixel(box.bottom(), m_height);
        double sum = 0;
        for (int y = top; y < bottom; ++y) {
            for (int x = left; x < right; ++x)
                sum += std::abs(m_shades[static_cast<size_t>(y) * static_cast<size_t>(m_width) + static_cast<size_t>(x)] - m_paper);
        }
        return sum;
    }

private:
    int m_width = 0;
    int m_height = 0;
    int m_paper = 255;
    std::vector<uint8_t> m_shades;
};

} // namespace

PdfTurn turnOfPdfPage(QPdfDocument& pdf, int page)
{
    const QSizeF shown = pdf.pagePointSize(page);
    const double shape = shown.width() / shown.height();
    if (!(shape > 1 / kMostShape && shape < kMostShape))
        return PdfTurn::None;
    const QList<QPolygonF> text = pdf.getAllText(page).bounds();
    const Ink ink(pdf, page, shown);
    const auto under = [&](PdfTurn turn) {
        double sum = 0;
        for (const QPolygonF& polygon : text.first(std::min(text.size(), kMostBoxes))) {
            const QRectF box = turned(polygon.boundingRect(), turn, shown);
            sum += ink.in(
                { box.left() / shown.width(), box.top() / shown.height(), box.width() / shown.width(), box.height() / shown.height() });
        }
        return sum;
    };
    PdfTurn best = PdfTurn::None;
    double most = under(best) * kClearlyBetter;
    for (const PdfTurn turn : kTurns) {
        if (const double found = under(turn); found > most) {
            best = turn;
            most = found;
        }
    }
    return best;
}

/// QtPdf measures from the left and the bottom of the page before it is turned, but takes the bottom to be as far down as the shown page is
/// high.
QRectF turned(const QRectF& box, PdfTurn turn, QSizeF shown)
{
    const double low = shown.height() - box.bottom(), high = shown.height() - box.top();
    switch (turn) {
    case PdfTurn::None:
        return box;
    case PdfTurn::Quarter:
        return { QPointF(low, box.left()), QPointF(high, box.right()) };
    case PdfTurn::Half:
        return { QPointF(shown.width() - box.right(), low), QPointF(shown.width() - box.left(), high) };
    case PdfTurn::ThreeQuarters:
        return { QPointF(shown.width() - high, shown.height() - box.right()), QPointF(shown.width() - low, shown.height() - box.left()) };
    }
    return box;
}

} // namespace sillok::app
