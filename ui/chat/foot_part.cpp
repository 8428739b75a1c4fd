#include "ui/chat/foot_part.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"

#include <QCoreApplication>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr qreal kRule = 10;
constexpr qreal kActions = 30;

class Say {
    Q_DECLARE_TR_FUNCTIONS(Conversation)
public:
    static QString stopped() { return tr("Stopped by you"); }
    static QString saved() { return tr("Saved up to here"); }
    static QString notKept() { return tr("In memory only"); }
    static QString verified(int n) { return tr("%n citation(s) match the source", nullptr, n); }
    static QString notFound(int n) { return tr("%n not found in the source", nullptr, n); }
    static QString unproven(int n) { return tr("%n sentence(s) not proven by the documents", nullptr, n); }
};

} // namespace

FootPart::FootPart(const app::Message& message, bool temporary)
    : m_message(message)
    , m_unproven(static_cast<int>(message.unproven.size()))
{
    const bool passages = message.mode == app::AnswerMode::Evidence || message.mode == app::AnswerMode::Refused;
    for (const app::Citation& c : message.citations)
        if (!passages)
            ++(c.verified ? m_good : m_bad);
    if (message.state == app::MessageState::Stopped)
        m_note = Say::stopped();
    if (message.state != app::MessageState::Writing)
        m_saved = temporary ? Say::notKept() : Say::saved();
}

qreal FootPart::setWidth(qreal width)
{
    m_width = width;
    m_actions = placeActions(actionsFor(m_message), m_message, QPointF(-6, kRule + lineHeight(Type::Secondary) + 4));
    return kRule + lineHeight(Type::Secondary) + 6 + kActions;
}

void FootPart::paint(QPainter& painter, const PaintState& state)
{
    if (m_saved.isEmpty() && m_good + m_bad + m_unproven == 0)
        return; // still writing: the place is kept, nothing is claimed
    painter.fillRect(QRectF(0, 0, m_width, 1), color(Token::LineSubtle));
    const QRectF row(0, kRule, m_width, lineHeight(Type::Secondary));
    qreal x = 0;
    const auto count = [&](const QString& sign, const QString& words, Token ink) {
        paintIcon(painter, sign, QRectF(x, row.center().y() - 8, 16, 16), color(ink));
        x += 22 + paintLine(painter, row.adjusted(x + 22, 0, 0, 0), { words, Type::Secondary, ink }) + 10;
    };
    if (m_good > 0)
        count(QStringLiteral("check"), Say::verified(m_good), Token::Ok);
    if (m_bad > 0)
        count(QStringLiteral("warning"), Say::notFound(m_bad), Token::Warning);
    if (m_unproven > 0)
        count(QStringLiteral("warning"), Say::unproven(m_unproven), Token::Warning);
    paintLine(painter, row.adjusted(x, 0, 0, 0), { m_note, Type::Secondary, Token::TextMuted });
    paintLine(painter, row, { m_saved, Type::Secondary, Token::TextMuted, Qt::AlignRight });
    if (state.hovered)
        paintActions(painter, m_actions, state);
}

QStringList FootPart::paragraphs() const
{
    QStringList all;
    if (m_good > 0)
        all.append(Say::verified(m_good));
    if (m_bad > 0)
        all.append(Say::notFound(m_bad));
    if (m_unproven > 0)
        all.append(Say::unproven(m_unproven));
    for (const QString& words : { m_note, m_saved })
        if (!words.isEmpty())
            all.append(words);
    return all;
}

} // namespace sillok::ui
