#include "ui/chat/thought_part.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"

#include <QCoreApplication>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr qreal kLine = 32;
constexpr qreal kIndent = 16;

QString say(const char* words) { return QCoreApplication::translate("Conversation", words); }

} // namespace

ThoughtPart::ThoughtPart(const QString& thought, bool writing, bool open)
    : m_words(writing ? say(QT_TRANSLATE_NOOP("Conversation", "Thinking")) : say(QT_TRANSLATE_NOOP("Conversation", "Thought before answering")))
    , m_thought(thought)
    , m_open(open)
{
    m_text.setPlain(thought, Type::Secondary, Token::TextSecondary);
}

qreal ThoughtPart::setWidth(qreal width) { return m_open ? kLine + m_text.setWidth(width - kIndent) + 8 : kLine; }

void ThoughtPart::paint(QPainter& painter, const PaintState& state)
{
    const Token ink = state.hot && state.hot->kind == Target::Kind::Details ? Token::TextPrimary : Token::TextSecondary;
    paintIcon(painter, m_open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), QRectF(0, (kLine - 16) / 2, 16, 16), color(ink));
    paintLine(painter, QRectF(22, 0, textWidth(Type::Secondary, m_words) + 4, kLine), { m_words, Type::Secondary, ink });
    if (!m_open)
        return;
    painter.fillRect(QRectF(0, kLine, 2, height - kLine - 8), color(Token::LineSubtle));
    m_text.paint(painter, QPointF(kIndent, kLine));
}

QList<Target> ThoughtPart::targets() const
{
    return { { Target::Kind::Details, 0, QRectF(0, 0, textWidth(Type::Secondary, m_words) + 30, kLine), m_words } };
}

QStringList ThoughtPart::paragraphs() const { return m_open ? QStringList { m_words, m_thought } : QStringList { m_words }; }

} // namespace sillok::ui
