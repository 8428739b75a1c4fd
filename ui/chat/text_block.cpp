#include "ui/chat/text_block.h"

#include "ui/style/paint.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>
#include <QTextObjectInterface>

#include <cmath>

namespace sillok::ui {

namespace {

constexpr const char* kActive = "activeChip";
constexpr const char* kNotFound = "chipsNotFound";
constexpr qreal kChipLead = 3;

class ChipHandler final : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    using QObject::QObject;

    QSizeF intrinsicSize(QTextDocument*, int, const QTextFormat&) override { return QSizeF(kChipSize + kChipLead + 1, kChipSize); }

    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int, const QTextFormat& format) override
    {
        const int number = format.intProperty(kChipNumber);
        const QVariantList notFound = document->property(kNotFound).toList();
        ChipState state = number == document->property(kActive).toInt() ? ChipState::Active : ChipState::Verified;
        if (notFound.contains(number))
            state = ChipState::NotFound;
        paintChip(*painter, QRectF(rect.left() + kChipLead, rect.top() - 1, kChipSize, kChipSize), number, state);
    }
};

} // namespace

QTextBlockFormat blockFormat(Type type, qreal before, qreal after)
{
    QTextBlockFormat format;
    format.setLineHeight(lineHeight(type), QTextBlockFormat::FixedHeight);
    format.setTopMargin(before);
    format.setBottomMargin(after);
    return format;
}

QTextCharFormat charFormat(Type type, Token ink)
{
    QTextCharFormat format;
    format.setFont(font(type));
    format.setForeground(color(ink));
    return format;
}

TextBlock::TextBlock()
{
    m_document.setDocumentMargin(0);
    m_document.setUndoRedoEnabled(false);
    m_document.setIndentWidth(24);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_document.setDefaultTextOption(option);
    m_document.setDefaultFont(font(Type::Body));
    auto* chips = new ChipHandler(&m_document);
    m_document.documentLayout()->registerHandler(kChipObject, chips);
}

void TextBlock::setPlain(const QString& text, Type type, Token ink)
{
    m_document.clear();
    m_document.setDefaultFont(font(type));
    QTextCursor cursor(&m_document);
    cursor.setBlockFormat(blockFormat(type));
    cursor.setCharFormat(charFormat(type, ink));
    cursor.insertText(text);
}

qreal TextBlock::setWidth(qreal width)
{
    m_document.setTextWidth(width);
    return height();
}

qreal TextBlock::height() const { return std::ceil(m_document.size().height()); }

qreal TextBlock::naturalWidth() const { return std::ceil(m_document.idealWidth()); }

void TextBlock::paint(QPainter& painter, const QPointF& at, const QTextCursor& selection) const
{
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, color(Token::TextPrimary));
    if (selection.hasSelection()) {
        QAbstractTextDocumentLayout::Selection marked;
        marked.cursor = selection;
        marked.format.setBackground(color(Token::AccentFill));
        marked.format.setForeground(color(Token::OnAccent));
        context.selections.append(marked);
    }
    painter.save();
    painter.translate(at);
    context.clip = QRectF(QPointF(0, 0), m_document.size());
    if (painter.hasClipping()) // of a long text only what is in sight
        context.clip &= painter.clipBoundingRect();
    m_document.documentLayout()->draw(&painter, context);
    paintMarkers(painter, context.clip);
    painter.restore();
}

void TextBlock::paintMarkers(QPainter& painter, const QRectF& seen) const
{
    constexpr qreal kMarkerGap = 8;
    const QAbstractTextDocumentLayout* const layout = m_document.documentLayout();
    const int first = qMax(0, layout->hitTest(QPointF(0, seen.top()), Qt::FuzzyHit));
    for (QTextBlock block = m_document.findBlock(first); block.isValid(); block = block.next()) {
        const QTextBlockFormat format = block.blockFormat();
        const QRectF area = layout->blockBoundingRect(block);
        if (area.top() > seen.bottom())
            break;
        if (format.boolProperty(kQuoted))
            painter.fillRect(QRectF(area.left(), area.top() + format.topMargin(), 3, area.height() - format.topMargin()), color(Token::LineStrong));
        if (format.boolProperty(kRuled))
            painter.fillRect(QRectF(area.left(), std::round(area.center().y()), m_document.textWidth(), 1), color(Token::LineStrong));
        const QString marker = format.stringProperty(kMarker);
        if (marker.isEmpty() || block.layout()->lineCount() == 0)
            continue;
        const QTextLine line = block.layout()->lineAt(0);
        const QPointF origin = layout->blockBoundingRect(block).topLeft();
        const QFont face = font(Type::Body);
        painter.setFont(face);
        painter.setPen(color(Token::TextPrimary));
        const qreal width = QFontMetricsF(face).horizontalAdvance(marker);
        painter.drawText(QPointF(origin.x() + line.x() - kMarkerGap - width, origin.y() + line.y() + line.ascent()), marker);
    }
}

QList<QRectF> TextBlock::rectsOf(int start, int length) const
{
    QList<QRectF> rects;
    const int end = start + length;
    for (QTextBlock block = m_document.findBlock(start); block.isValid() && block.position() < end; block = block.next()) {
        const QPointF origin = m_document.documentLayout()->blockBoundingRect(block).topLeft();
        const QTextLayout* layout = block.layout();
        for (int i = 0; i < layout->lineCount(); ++i) {
            const QTextLine line = layout->lineAt(i);
            const int from = qMax(start - block.position(), line.textStart());
            const int to = qMin(end - block.position(), line.textStart() + line.textLength());
            if (from >= to)
                continue;
            const qreal left = line.cursorToX(from);
            qreal right = line.cursorToX(to);
            if (to == line.textStart() + line.textLength())
                right = qMin(right, line.x() + line.naturalTextWidth());
            rects.append(QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.height()));
        }
    }
    return rects;
}

QRectF TextBlock::caretRect() const
{
    const QTextBlock block = m_document.lastBlock();
    const QTextLayout* layout = block.layout();
    if (!layout || layout->lineCount() == 0)
        return {};
    const QPointF origin = m_document.documentLayout()->blockBoundingRect(block).topLeft();
    const QTextLine line = layout->lineAt(layout->lineCount() - 1);
    const qreal x = line.x() + line.naturalTextWidth();
    return QRectF(origin.x() + x + 1, origin.y() + line.y() + 1, 2, line.height() - 2);
}

QList<TextBlock::ChipPlace> TextBlock::chips() const
{
    QList<ChipPlace> places;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (fragment.charFormat().objectType() != kChipObject)
                continue;
            for (int i = 0; i < fragment.length(); ++i) {
                const QList<QRectF> rects = rectsOf(fragment.position() + i, 1);
                if (rects.isEmpty())
                    continue;
                const QRectF r = rects.first();
                places.append({ fragment.charFormat().intProperty(kChipNumber),
                                QRectF(r.right() - kChipSize - 1, r.center().y() - kChipSize / 2.0 - 1, kChipSize, kChipSize) });
            }
        }
    }
    return places;
}

void TextBlock::setActiveChip(int number) { m_document.setProperty(kActive, number); }

void TextBlock::setChipStates(const QList<int>& notFound)
{
    QVariantList list;
    for (const int number : notFound)
        list.append(number);
    m_document.setProperty(kNotFound, list);
}

} // namespace sillok::ui

#include "text_block.moc"
