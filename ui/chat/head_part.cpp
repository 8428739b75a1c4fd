#include "ui/chat/head_part.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"

#include <QCoreApplication>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr qreal kRight = 140;   // kept for what stands on the right

class Say {
    Q_DECLARE_TR_FUNCTIONS(Conversation)
public:
    static QString pinned() { return tr("pinned"); }
};

} // namespace

HeadPart::HeadPart(QString icon, QString title, QString beside, QString right)
    : m_icon(std::move(icon))
    , m_title(std::move(title))
    , m_beside(std::move(beside))
    , m_right(std::move(right))
{
}

void HeadPart::setMessage(const app::Message& message)
{
    m_versions.emplace(message);
    m_pinned = message.pinned;
}

qreal HeadPart::setWidth(qreal width)
{
    m_width = width;
    const qreal left = m_icon.isEmpty() ? 0 : 24;
    const qreal switches = m_versions && m_versions->isNeeded() ? m_versions->width() + 12 : 0;
    m_titleWidth = qMin<qreal>(textWidth(Type::UiBold, m_title) + 1, width - left - (m_right.isEmpty() ? 0 : kRight) - switches - (m_pinned ? 24 : 0));
    if (m_versions)
        m_versions->place(QPointF(left + m_titleWidth + (m_title.isEmpty() ? 0 : 8), (lineHeight(Type::UiBold) + 2 - VersionSwitch::kHeight) / 2));
    return lineHeight(Type::UiBold) + 6;
}

void HeadPart::paint(QPainter& painter, const PaintState& state)
{
    const QRectF row(0, 0, m_width, lineHeight(Type::UiBold) + 2);
    qreal x = 0;
    if (!m_icon.isEmpty()) {
        paintIcon(painter, m_icon, QRectF(0, row.center().y() - 8, 16, 16), color(Token::TextSecondary));
        x = 24;
    }
    paintLine(painter, QRectF(x, row.top(), m_titleWidth, row.height()), { m_title, Type::UiBold });
    x += m_titleWidth + 8;
    if (m_versions && m_versions->isNeeded()) {
        m_versions->paint(painter, state);
        x += m_versions->width() + 8;
    }
    if (m_pinned) {
        paintIcon(painter, QStringLiteral("pin"), QRectF(x, row.center().y() - 8, 16, 16), color(Token::Accent));
        x += 24;
    }
    paintLine(painter, row.adjusted(x, 0, 0, 0), { m_beside, Type::Secondary, Token::TextMuted });
    paintLine(painter, row, { m_right, Type::Secondary, Token::TextMuted, Qt::AlignRight });
}

QList<Target> HeadPart::targets() const { return m_versions ? m_versions->targets() : QList<Target>(); }

QStringList HeadPart::paragraphs() const
{
    QStringList words { m_title, m_beside, m_right };
    if (m_versions && m_versions->isNeeded())
        words.append(m_versions->words());
    if (m_pinned)
        words.append(Say::pinned());
    return { words.join(u' ').simplified() };
}

} // namespace sillok::ui
