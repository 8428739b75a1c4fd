#include "ui/chat/notice_part.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"

#include <QCoreApplication>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr qreal kPad = 16;
constexpr qreal kTextLeft = 52;

QString detailsWords() { return QCoreApplication::translate("sillok::ui::NoticeCard", "Details"); } // one word for both kinds of notice

} // namespace

NoticePart::NoticePart(NoticeSpec spec)
    : m_spec(std::move(spec))
{
    m_title.setPlain(m_spec.title, m_spec.error ? Type::PanelTitle : Type::UiBold, Token::TextPrimary);
    m_body.setPlain(m_spec.body, m_spec.error ? Type::Ui : Type::Secondary, m_spec.error ? Token::TextPrimary : Token::TextSecondary);
    m_details.setPlain(m_spec.details, Type::Mono, Token::TextSecondary);
}

qreal NoticePart::setWidth(qreal width)
{
    m_width = width;
    const qreal side = actionBeside() && !m_spec.actionWords.isEmpty() ? textWidth(Type::Secondary, m_spec.actionWords) + 24 + 20 : 0;
    const qreal inner = width - kTextLeft - kPad - side;
    m_bodyTop = kPad - 2 + m_title.setWidth(inner) + (m_spec.error ? 6 : 0);
    qreal y = m_bodyTop + (m_spec.body.isEmpty() ? 0 : m_body.setWidth(inner));
    m_buttonTop = y + 12;
    const bool below = (!m_spec.actionWords.isEmpty() && !actionBeside()) || !m_spec.details.isEmpty();
    if (below)
        y = m_buttonTop + 36;
    m_cardHeight = y + kPad - 2;
    m_height = m_cardHeight;
    if (m_spec.detailsOpen && !m_spec.details.isEmpty())
        m_height += 8 + m_details.setWidth(width - 2 * kPad) + 2 * 12;
    return m_height;
}

QRectF NoticePart::actionRect() const
{
    if (m_spec.actionWords.isEmpty())
        return {};
    const qreal width = textWidth(m_spec.error ? Type::UiBold : Type::Secondary, m_spec.actionWords) + (m_spec.error ? 58 : 24);
    if (actionBeside())
        return QRectF(m_width - kPad - width, (m_cardHeight - 30) / 2, width, 30);
    return QRectF(kTextLeft, m_buttonTop, width, m_spec.error ? 36 : 30);
}

QRectF NoticePart::detailsRect() const
{
    if (m_spec.details.isEmpty())
        return {};
    const QRectF action = actionRect();
    const qreal left = action.isNull() ? kTextLeft - 8 : action.right() + 12;
    return QRectF(left, m_buttonTop, textWidth(Type::Ui, detailsWords()) + 40, 36);
}

void NoticePart::paint(QPainter& painter, const PaintState& state)
{
    const Token ink = m_spec.error ? Token::Danger : Token::Info;
    paintBarCard(painter, QRectF(0, 0, m_width, m_cardHeight), color(m_spec.error ? Token::DangerTint : Token::BgRaised),
                 color(m_spec.error ? Token::Danger : Token::LineSubtle), color(ink));
    paintIcon(painter, m_spec.icon, QRectF(20, kPad - 1, 19, 19), color(ink));
    m_title.paint(painter, QPointF(kTextLeft, kPad - 2));
    m_body.paint(painter, QPointF(kTextLeft, m_bodyTop));
    const QRectF action = actionRect();
    const bool hot = state.hot && state.hot->kind == m_spec.action;
    if (!action.isNull() && m_spec.error) {
        paintBox(painter, action, 8, color(hot ? Token::AccentHover : Token::AccentFill));
        paintIcon(painter, QStringLiteral("regenerate"), QRectF(action.left() + 16, action.center().y() - 9, 18, 18), color(Token::OnAccent));
        paintLine(painter, action.adjusted(42, 0, 0, 0), { m_spec.actionWords, Type::UiBold, Token::OnAccent });
    } else if (!action.isNull()) {
        paintBox(painter, action, 8, color(hot ? Token::BgHover : Token::BgRaised), color(Token::LineControl));
        paintLine(painter, action, { m_spec.actionWords, Type::Secondary, Token::TextPrimary, Qt::AlignHCenter });
    }
    const QRectF fold = detailsRect();
    if (!fold.isNull()) {
        const QString arrow = m_spec.detailsOpen ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right");
        paintIcon(painter, arrow, QRectF(fold.left() + 8, fold.center().y() - 8, 16, 16), color(Token::Accent));
        paintLine(painter, fold.adjusted(30, 0, 0, 0), { detailsWords(), Type::Ui, Token::Accent });
    }
    if (m_height > m_cardHeight) {
        paintBox(painter, QRectF(0, m_cardHeight + 8, m_width, m_height - m_cardHeight - 8), 10, Qt::transparent, color(Token::LineSubtle));
        m_details.paint(painter, QPointF(kPad, m_cardHeight + 20));
    }
}

QList<Target> NoticePart::targets() const
{
    QList<Target> all;
    if (!m_spec.actionWords.isEmpty())
        all.append({ m_spec.action, 0, actionRect(), m_spec.actionWords });
    if (!m_spec.details.isEmpty())
        all.append({ Target::Kind::Details, 0, detailsRect(), detailsWords() });
    return all;
}

QStringList NoticePart::paragraphs() const
{
    QStringList all { m_spec.title };
    if (!m_spec.body.isEmpty())
        all.append(m_spec.body);
    return all;
}

} // namespace sillok::ui
