#include "ui/widgets/meter.h"

#include "ui/style/paint.h"
#include "ui/widgets/accessible_factory.h"
#include "ui/widgets/announcer.h"

#include <QAccessibleWidget>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr int kQuarters = 4;

class MeterInterface final : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit MeterInterface(Meter* meter)
        : QAccessibleWidget(meter, QAccessible::ProgressBar)
    {
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this) : QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? QStringLiteral("%1 %").arg(currentValue().toInt()) : QAccessibleWidget::text(kind);
    }
    QVariant currentValue() const override { return static_cast<int>(static_cast<const Meter*>(widget())->part() * 100); }
    void setCurrentValue(const QVariant&) override {}
    QVariant maximumValue() const override { return 100; }
    QVariant minimumValue() const override { return 0; }
    QVariant minimumStepSize() const override { return 1; }
};

} // namespace

Meter::Meter(QWidget* parent)
    : QWidget(parent)
{
    speakThrough<Meter, MeterInterface>();
    setFixedHeight(6);
}

void Meter::setPart(double part)
{
    const int before = static_cast<int>(m_part * kQuarters);
    m_part = qBound(0.0, part, 1.0);
    update();
    if (static_cast<int>(m_part * kQuarters) > before && isVisible())
        announce(this, QStringLiteral("%1: %2 %").arg(accessibleName()).arg(static_cast<int>(m_part * kQuarters) * 100 / kQuarters), Urgency::Polite);
}

void Meter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintMeter(painter, rect(), m_part);
}

} // namespace sillok::ui
