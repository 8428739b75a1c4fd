#include "ui/widgets/text.h"

#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace sillok::ui {

namespace {

struct Marked {
    QString plain;
    QList<QTextLayout::FormatRange> bold;
};

Marked parseMarks(const QString& words)
{
    Marked marked;
    const QStringList parts = words.split(QStringLiteral("**"));
    for (int i = 0; i < parts.size(); ++i) {
        if (i % 2 == 1) {
            QTextLayout::FormatRange range;
            range.start = static_cast<int>(marked.plain.size());
            range.length = static_cast<int>(parts.at(i).size());
            range.format.setFontWeight(QFont::Bold);
            marked.bold.append(range);
        }
        marked.plain += parts.at(i);
    }
    return marked;
}

/// Breaks into lines of `width`; returns how many there are.
int breakLines(QTextLayout& layout, qreal width, int fixedHeight)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    int count = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, count * fixedHeight + (fixedHeight - line.height()) / 2));
        ++count;
    }
    layout.endLayout();
    return count;
}

int paragraphsHeight(const QString& words, Type type, qreal width)
{
    int lines = 0;
    for (const QString& paragraph : words.split(u'\n')) {
        const Marked marked = parseMarks(paragraph);
        QTextLayout layout(marked.plain, font(type));
        layout.setFormats(marked.bold);
        lines += qMax(1, breakLines(layout, width, lineHeight(type)));
    }
    return lines * lineHeight(type);
}

} // namespace

Text::Text(Type type, Token ink, QWidget* parent)
    : QLabel(parent)
    , m_type(type)
    , m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    connect(&Theme::it(), &Theme::changed, this, &Text::applyStyle);
    applyStyle();
}

void Text::setWords(const QString& words)
{
    m_words = words;
    QLabel::setText(parseMarks(words).plain);
    updateToolTip();
    updateGeometry();
    update();
}

void Text::setInk(Token ink)
{
    m_ink = ink;
    update();
}

void Text::setElide(Qt::TextElideMode mode)
{
    m_elide = mode;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    updateGeometry();
}

void Text::applyStyle()
{
    setFont(sillok::ui::font(m_type));
    updateGeometry();
    update();
}

QSize Text::sizeHint() const
{
    int width = 0;
    for (const QString& paragraph : parseMarks(m_words).plain.split(u'\n')) {
        Type wide = m_type; // bold marks are a little wider than the plain face
        width = qMax(width, textWidth(wide, paragraph));
    }
    if (m_words.contains(QStringLiteral("**")))
        width += width / 16;
    if (wordWrap())
        return QSize(qMin(width + 1, 520), heightForWidth(qMin(width + 1, 520)));
    return QSize(width + 1, lineHeight(m_type) * (static_cast<int>(m_words.count(u'\n')) + 1));
}

QSize Text::minimumSizeHint() const
{
    if (m_elide != Qt::ElideNone)
        return QSize(textWidth(m_type, QStringLiteral("가가…")), lineHeight(m_type));
    if (wordWrap())
        return QSize(qMin(sizeHint().width(), 80), lineHeight(m_type));
    return sizeHint();
}

int Text::heightForWidth(int width) const
{
    if (!wordWrap())
        return -1;
    return paragraphsHeight(m_words, m_type, qMax(1, width));
}

void Text::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_elide != Qt::ElideNone) {
        paintLine(painter, rect(), { parseMarks(m_words).plain, m_type, m_ink, alignment() & Qt::AlignHorizontal_Mask, m_elide });
        return;
    }
    painter.setPen(color(m_ink));
    const int words = wordWrap() ? heightForWidth(width()) : sizeHint().height();
    qreal y = alignment() & Qt::AlignTop ? 0 : qMax(0, (height() - words) / 2);
    for (const QString& paragraph : m_words.split(u'\n')) {
        const Marked marked = parseMarks(paragraph);
        QTextLayout layout(marked.plain, font());
        layout.setFormats(marked.bold);
        const int lines = qMax(1, breakLines(layout, wordWrap() ? width() : 100000, lineHeight(m_type)));
        for (int i = 0; i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            qreal x = 0;
            if (alignment() & Qt::AlignHCenter)
                x = (width() - line.naturalTextWidth()) / 2;
            else if (alignment() & Qt::AlignRight)
                x = width() - line.naturalTextWidth();
            line.draw(&painter, QPointF(x, std::round(y)));
        }
        y += lines * lineHeight(m_type);
    }
}

void Text::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    updateToolTip();
}

void Text::updateToolTip()
{
    if (m_elide == Qt::ElideNone)
        return;
    const QString plain = parseMarks(m_words).plain;
    setToolTip(textWidth(m_type, plain) > width() ? plainToolTip(plain) : QString());
}

QString plainToolTip(const QString& text) { return Qt::mightBeRichText(text) ? text.toHtmlEscaped() : text; }

} // namespace sillok::ui
