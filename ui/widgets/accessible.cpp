#include "ui/widgets/accessible.h"

#include "ui/widgets/icon_label.h"
#include "ui/widgets/sheet.h"

#include <QAccessibleWidget>

namespace sillok::ui {

namespace {

/// What lies below it cannot be reached while it is there.
class SheetInterface final : public QAccessibleWidget {
public:
    explicit SheetInterface(Sheet* sheet)
        : QAccessibleWidget(sheet, QAccessible::Dialog)
    {
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.modal = true;
        return state;
    }
};

QAccessibleInterface* make(const QString&, QObject* object)
{
    if (auto* icon = qobject_cast<IconLabel*>(object))
        return new QAccessibleWidget(icon, QAccessible::Graphic);
    if (auto* sheet = qobject_cast<Sheet*>(object))
        return new SheetInterface(sheet);
    return nullptr;
}

} // namespace

void installWidgetAccessibility() { QAccessible::installFactory(make); }

} // namespace sillok::ui
