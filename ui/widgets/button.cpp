#include "ui/widgets/button.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr int kIcon = 18;
constexpr int kIconGap = 8;

Type faceOf(ButtonKind kind) { return kind == ButtonKind::Primary || kind == ButtonKind::DangerFilled ? Type::UiBold : Type::Ui; }

} // namespace

Button::Button(ButtonKind kind, QWidget* parent)
    : QAbstractButton(parent)
    , m_kind(kind)
{
    setFocusPolicy(kind == ButtonKind::Icon ? Qt::TabFocus : Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    if (kind == ButtonKind::Icon)
        m_tall = 32;
    setProperty("radius", kind == ButtonKind::Icon ? 6 : 8);
    connect(&Theme::it(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

Button* Button::iconOnly(const QString& icon, QWidget* parent)
{
    auto* button = new Button(ButtonKind::Icon, parent);
    button->setIconName(icon);
    return button;
}

void Button::setWords(const QString& words, const QString& shortcutWords)
{
    setText(words);
    setAccessibleName(words);
    if (m_kind == ButtonKind::Icon)
        setToolTip(shortcutWords.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, shortcutWords));
    else if (!shortcutWords.isEmpty())
        setToolTip(shortcutWords);
    updateGeometry();
    update();
}

void Button::setIconName(const QString& name)
{
    m_iconName = name;
    updateGeometry();
    update();
}

void Button::setIconBehind(bool behind)
{
    m_iconBehind = behind;
    update();
}

void Button::setTall(int px)
{
    m_tall = px;
    updateGeometry();
}

void Button::setInk(Token ink)
{
    m_ink = ink;
    update();
}

QSize Button::sizeHint() const
{
    const int height = scaled(m_tall);
    if (m_kind == ButtonKind::Icon)
        return QSize(height, height);
    int width = textWidth(faceOf(m_kind), text()) + (m_kind == ButtonKind::Quiet ? 16 : m_tall <= 30 ? 24 : 32);
    if (!m_iconName.isEmpty())
        width += kIcon + kIconGap;
    return QSize(width, height);
}

Token Button::ink() const
{
    if (!isEnabled())
        return Token::TextDisabled;
    switch (m_kind) {
    case ButtonKind::Primary: return Token::OnAccent;
    case ButtonKind::DangerFilled: return Token::OnDanger;
    case ButtonKind::Danger: return Token::Danger;
    case ButtonKind::Quiet: return Token::Accent;
    case ButtonKind::Icon: return isChecked() ? Token::Accent : m_ink;
    default: return Token::TextPrimary;
    }
}

void Button::paintFrame(QPainter& painter) const
{
    const bool hover = underMouse() && isEnabled();
    const QRectF frame = rect();
    if (!isEnabled() && m_kind != ButtonKind::Icon && m_kind != ButtonKind::Quiet) {
        paintBox(painter, frame, 8, Qt::transparent, color(Token::LineStrong));
        return;
    }
    switch (m_kind) {
    case ButtonKind::Primary:
        paintBox(painter, frame, 8, color(isDown() ? Token::AccentPressed : hover ? Token::AccentHover : Token::AccentFill));
        break;
    case ButtonKind::DangerFilled: paintBox(painter, frame, 8, color(Token::Danger)); break;
    case ButtonKind::Danger:
        paintBox(painter, frame, 8, color(hover ? Token::DangerTint : Token::BgRaised), color(Token::Danger));
        break;
    case ButtonKind::Default:
        paintBox(painter, frame, 8, color(isDown() || isChecked() ? Token::BgSelected : hover ? Token::BgHover : Token::BgRaised), color(Token::LineControl));
        break;
    case ButtonKind::Quiet:
    case ButtonKind::Icon:
        if (isChecked())
            paintBox(painter, frame, 6, color(Token::BgSelected));
        else if (hover)
            paintBox(painter, frame, 6, color(isDown() ? Token::BgSelected : Token::BgHover));
        break;
    }
}

void Button::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintFrame(painter);
    const QColor pen = color(ink());
    if (m_kind == ButtonKind::Icon) {
        const int side = m_tall < 30 ? 16 : 19;
        paintIcon(painter, m_iconName, QRectF((width() - side) / 2.0, (height() - side) / 2.0, side, side), pen);
        return;
    }
    const int words = textWidth(faceOf(m_kind), text());
    const int lead = m_iconName.isEmpty() ? 0 : kIcon + kIconGap;
    qreal x = (width() - words - lead) / 2.0;
    if (lead) {
        const qreal iconX = m_iconBehind ? x + words + kIconGap : x;
        paintIcon(painter, m_iconName, QRectF(iconX, (height() - kIcon) / 2.0, kIcon, kIcon), pen);
        x += m_iconBehind ? 0 : lead;
    }
    paintLine(painter, QRectF(x, 0, words + 1, height()), { text(), faceOf(m_kind), ink() });
}

void Button::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Button::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void Button::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace sillok::ui
