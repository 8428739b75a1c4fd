#include "ui/chat/bubble_part.h"

#include "ui/chat/markdown_blocks.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr qreal kSide = 17;
constexpr qreal kTop = 11;
constexpr qreal kFold = 28;
constexpr qsizetype kShownFolded = 1200;
constexpr qsizetype kShortEnough = 2000;
constexpr qsizetype kShortLines = 40;
constexpr qsizetype kFoldedLines = 20;
constexpr qreal kRow = 32;   // of the actions; its place is kept, so that nothing jumps

class Say {
    Q_DECLARE_TR_FUNCTIONS(Conversation)
public:
    static QString you() { return tr("You"); }
    static QString pinned() { return tr("pinned"); }
    static QString showAll(qsizetype n) { return tr("Show all %1 characters").arg(countWords(n)); }
    static QString fold() { return tr("Show the beginning only"); }
};

} // namespace

BubblePart::BubblePart(const app::Message& message, Piece piece)
    : m_message(message)
    , m_piece(std::move(piece))
    , m_versions(message)
{
    m_message.text.clear(); // the piece has what is shown
    m_text.setPlain(m_piece.text, Type::Body, Token::TextPrimary);
}

QPointF BubblePart::textAt() const { return m_bubble.topLeft() + QPointF(kSide, m_piece.begins ? kTop : 0); }

qreal BubblePart::setWidth(qreal width)
{
    const qreal most = width * 0.86 - 2 * kSide;
    const bool whole = m_piece.begins && m_piece.ends && m_piece.fold.isEmpty();
    m_text.document().setTextWidth(-1);
    const qreal used = whole ? qMin(most, m_text.naturalWidth() + 1) : most; // pieces of one bubble are equally wide
    m_text.setWidth(used);
    const qreal fold = m_piece.ends && !m_piece.fold.isEmpty() ? kFold : 0;
    m_bubble = QRectF(0, 0, used + 2 * kSide, m_text.height() + (m_piece.begins ? kTop : 0) + fold + (m_piece.ends ? kTop : 0));
    m_bubble.moveRight(width);
    if (!m_piece.ends)
        return m_bubble.height();
    const QList<Target::Kind> kinds = actionsFor(m_message);
    m_versions.place(QPointF(width - m_versions.width(), m_bubble.bottom() + 4));
    const qreal right = width - (m_versions.isNeeded() ? m_versions.width() + 4 : 0);
    m_actions = placeActions(kinds, m_message, QPointF(right - actionsWidth(kinds.size()), m_bubble.bottom() + 2));
    return m_bubble.height() + kRow;
}

QRectF BubblePart::foldRect() const
{
    return QRectF(m_bubble.left() + kSide - 6, m_bubble.bottom() - kTop - kFold + 2, textWidth(Type::Secondary, m_piece.fold) + 14, kFold - 4);
}

void BubblePart::paint(QPainter& painter, const PaintState& state)
{
    painter.save();
    painter.setClipRect(m_bubble.adjusted(-1, 0, 1, 0));
    const QRectF box = m_bubble.adjusted(0, m_piece.begins ? 0 : -20, 0, m_piece.ends ? 0 : 20);
    paintBox(painter, box, 12, color(Token::AccentTint), color(Token::BgSelected));
    if (m_piece.ends) { // the lower right corner is tighter: it points to who wrote it
        const QRectF corner(m_bubble.right() - 13, m_bubble.bottom() - 13, 13, 13);
        painter.setClipRect(corner);
        painter.fillRect(corner, color(Token::BgCanvas));
        paintBox(painter, box, 4, color(Token::AccentTint), color(Token::BgSelected));
    }
    painter.restore();
    m_text.paint(painter, textAt(), state.selection);
    if (m_message.pinned && m_piece.begins)
        paintIcon(painter, QStringLiteral("pin"), QRectF(m_bubble.left() - 22, m_bubble.top() + 12, 16, 16), color(Token::Accent));
    if (!m_piece.ends)
        return;
    if (!m_piece.fold.isEmpty()) {
        if (state.hot && state.hot->kind == Target::Kind::Details)
            paintBox(painter, foldRect(), 6, color(Token::BgHover));
        paintLine(painter, foldRect().adjusted(6, 0, 8, 0), { m_piece.fold, Type::Secondary, Token::Accent });
    }
    m_versions.paint(painter, state);
    if (state.hovered)
        paintActions(painter, m_actions, state);
}

QList<Target> BubblePart::targets() const
{
    if (!m_piece.ends)
        return {};
    QList<Target> all = m_actions + m_versions.targets();
    if (!m_piece.fold.isEmpty())
        all.prepend({ Target::Kind::Details, 0, foldRect(), m_piece.fold });
    return all;
}

QStringList BubblePart::paragraphs() const
{
    QStringList lines = m_piece.text.split(u'\n', Qt::SkipEmptyParts);
    if (!m_piece.begins)
        return lines;
    if (lines.isEmpty())
        lines.append(QString());
    QStringList who { Say::you() };
    if (m_message.pinned)
        who.append(Say::pinned());
    if (m_versions.isNeeded())
        who.append(m_versions.words());
    lines.first().prepend(who.join(QStringLiteral(", ")) + QStringLiteral(": "));
    return lines;
}

namespace {

/// The beginning of a long question, cut behind a line where there is one.
QString beginningOf(const QString& text)
{
    qsizetype end = 0;
    for (qsizetype line = 0; line < kFoldedLines && end >= 0 && end < kShownFolded; ++line)
        end = text.indexOf(u'\n', end + 1);
    if (end < 0 || end > kShownFolded)
        end = text.at(kShownFolded).isLowSurrogate() ? kShownFolded - 1 : kShownFolded;
    return text.left(end) + u'…';
}

} // namespace

void addQuestion(Parts& parts, const app::Message& message, bool unfolded)
{
    const QString& text = message.text;
    const bool isShort = text.size() <= kShortEnough && text.count(u'\n') < kShortLines;
    if (isShort || !unfolded) {
        parts.push_back(std::make_unique<BubblePart>(
            message, BubblePart::Piece { isShort ? text : beginningOf(text), true, true, isShort ? QString() : Say::showAll(text.size()) }));
        return;
    }
    const QList<QString> pieces = splitPlain(text);
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const bool last = i + 1 == pieces.size();
        parts.push_back(std::make_unique<BubblePart>(message, BubblePart::Piece { pieces.at(i), i == 0, last, last ? Say::fold() : QString() }));
    }
}

} // namespace sillok::ui
