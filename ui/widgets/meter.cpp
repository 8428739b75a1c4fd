#include "ui/widgets/meter.h"

#include "ui/style/paint.h"

#include <QPainter>

namespace sillok::ui {

Meter::Meter(QWidget* parent)
    : QProgressBar(parent)
{
    setRange(0, 1000);
    setTextVisible(false);
    setFixedHeight(6);
}

void Meter::setPart(double part) { setValue(static_cast<int>(part * 1000)); }

void Meter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintMeter(painter, rect(), value() / 1000.0);
}

} // namespace sillok::ui
