#include "ui/chat/place_button.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"

#include <QPainter>

namespace sillok::ui {

PlaceButton::PlaceButton(const QString& icon, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(icon)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void PlaceButton::setWords(const QString& name, const QString& aside)
{
    setText(name);
    m_aside = aside;
    setAccessibleName(aside.isEmpty() ? name : name + QStringLiteral(", ") + aside);
    updateGeometry();
    update();
}

QSize PlaceButton::sizeHint() const { return QSize(120, scaled(38)); }

void PlaceButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF ground = QRectF(rect()).adjusted(8, 2, -8, -2);
    if (isChecked() || underMouse())
        paintBox(painter, ground, 6, color(isChecked() ? Token::BgSelected : Token::BgHover));
    const qreal size = scaled(16);
    const QRectF row = QRectF(rect()).adjusted(18, 0, -18, 0);
    paintIcon(painter, m_icon, QRectF(row.left(), row.center().y() - size / 2, size, size), color(isChecked() ? Token::Accent : Token::TextSecondary));
    const qreal aside = m_aside.isEmpty() ? 0 : textWidth(Type::Secondary, m_aside) + 8;
    paintLine(painter, row.adjusted(size + 8, 0, -aside, 0), { text(), isChecked() ? Type::UiBold : Type::Ui, Token::TextPrimary });
    paintLine(painter, row, { m_aside, Type::Secondary, Token::TextMuted, Qt::AlignRight });
}

} // namespace sillok::ui
