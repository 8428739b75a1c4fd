#include "ui/shell/context_meter.h"

#include "ui/style/paint.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QPainter>

namespace sillok::ui {

namespace {

constexpr int kBar = 80;
constexpr int kGap = 8;
constexpr int kMargin = 14;

} // namespace

ContextMeter::ContextMeter(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("stripContext"));
    withWords(this, [this] { say(); });
}

void ContextMeter::setSize(const app::PromptSize& size)
{
    m_size = size;
    say();
}

QString ContextMeter::words() const
{
    return m_size.tooLong ? tr("too long") : countWords(m_size.tokens) + QStringLiteral(" / ") + countWords(m_size.limitTokens);
}

void ContextMeter::say()
{
    setVisible(m_size.limitTokens > 0);
    const QString left = m_size.leftOutMessages > 0 ? u' ' + tr("The oldest %n message(s) will be left out.", nullptr, m_size.leftOutMessages) : QString();
    setAccessibleName(tr("Context of the model: %1.").arg(words()) + left);
    setToolTip(accessibleName());
    updateGeometry();
    update();
}

/// Wide enough for the largest count, so that nothing beside it moves while the number grows.
QSize ContextMeter::sizeHint() const
{
    const QString most = countWords(m_size.limitTokens) + QStringLiteral(" / ") + countWords(m_size.limitTokens);
    return QSize(kMargin + textWidth(Type::Caption, tr("Context")) + kGap + kBar + kGap + textWidth(Type::Caption, most) + kMargin, scaled(29));
}

void ContextMeter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const qreal used = paintLine(painter, QRectF(kMargin, 0, width(), height()), { tr("Context"), Type::Caption, Token::TextSecondary });
    const double share = m_size.tooLong ? 1.0 : static_cast<double>(m_size.tokens) / m_size.limitTokens;
    paintMeter(painter, QRectF(kMargin + used + kGap, (height() - 6) / 2.0, kBar, 6), qBound(0.0, share, 1.0));
    const qreal at = kMargin + used + kGap + kBar + kGap;
    paintLine(painter, QRectF(at, 0, width() - at - kMargin, height()),
        { words(), Type::Caption, m_size.tooLong || m_size.leftOutMessages > 0 ? Token::Warning : Token::TextSecondary });
}

} // namespace sillok::ui
