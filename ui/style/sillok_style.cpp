#include "ui/style/sillok_style.h"

#include "ui/style/paint.h"
#include "ui/style/tokens.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

namespace sillok::ui {

namespace {

constexpr int kBarWidth = 12;

void paintField(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
    const bool wrong = widget && widget->property("wrong").toBool();
    const bool focused = option.state & QStyle::State_HasFocus;
    Token line = wrong ? Token::Danger : Token::LineControl;
    if (focused && !wrong)
        line = Token::Focus;
    paintBox(painter, option.rect, 8, color(Token::BgRaised), color(line));
}

void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& thumb)
{
    if (option.minimum >= option.maximum)
        return;
    const bool held = option.state & QStyle::State_MouseOver || option.state & QStyle::State_Sunken;
    QRectF bar = QRectF(thumb);
    const qreal inset = held ? 2.5 : 3.5;
    if (option.orientation == Qt::Vertical)
        bar.adjust(inset, 2, -inset, -2);
    else
        bar.adjust(2, inset, -2, -inset);
    const qreal radius = qMin(bar.width(), bar.height()) / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(held ? Token::LineControl : Token::LineStrong));
    painter.drawRoundedRect(bar, radius, radius);
}

} // namespace

SillokStyle::SillokStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void SillokStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (widget && widget->property("bare").toBool())
            return;
        paintField(*painter, *option, widget);
        return;
    case PE_FrameFocusRect: // the ring is drawn by FocusRing, rows draw their own
    case PE_FrameLineEdit:
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, color(Token::Inverse));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void SillokStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const
{
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !slider) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    painter->save();
    paintScrollBar(*painter, *slider, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
    painter->restore();
}

QRect SillokStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                  const QWidget* widget) const
{
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !slider)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const bool upright = slider->orientation == Qt::Vertical;
    const int length = upright ? slider->rect.height() : slider->rect.width();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    const int thumb = range <= 0 ? length : qBound(28, int(qint64(length) * slider->pageStep / (range + slider->pageStep)), length);
    const int at = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - thumb, slider->upsideDown);
    const auto along = [&](int start, int size) {
        return upright ? QRect(0, start, slider->rect.width(), size) : QRect(start, 0, size, slider->rect.height());
    };
    switch (part) {
    case SC_ScrollBarSlider: return along(at, thumb);
    case SC_ScrollBarSubPage: return along(0, at);
    case SC_ScrollBarAddPage: return along(at + thumb, length - at - thumb);
    case SC_ScrollBarGroove: return slider->rect;
    default: return {}; // no arrows
    }
}

int SillokStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return kBarWidth;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap: return 0;
    case PM_TextCursorWidth: return 2;
    case PM_LineEditIconSize: return 18;
    case PM_ToolTipLabelFrameWidth: return 6;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int SillokStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient: return 0;
    case SH_ToolTip_Mask: return 0;
    case SH_LineEdit_PasswordCharacter: return 0x25CF;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace sillok::ui
