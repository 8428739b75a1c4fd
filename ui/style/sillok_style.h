// sillok_style.h - Fusion with our fields, scroll bars and tool tips. Rows, buttons and badges paint themselves.
#pragma once

#include <QProxyStyle>

namespace sillok::ui {

class SillokStyle final : public QProxyStyle {
    Q_OBJECT
public:
    SillokStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;
};

} // namespace sillok::ui
