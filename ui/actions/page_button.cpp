#include "ui/actions/page_button.h"

#include "ui/main_window.h"

#include <QAbstractButton>
#include <QScrollArea>

namespace sillok::ui {

namespace {

QAbstractButton* usable(const MainWindow& window, Place place, const char* name)
{
    const QWidget* const page = window.page(place);
    auto* button = page ? page->findChild<QAbstractButton*>(QString::fromLatin1(name)) : nullptr;
    return button && button->isEnabled() && button->isVisibleTo(page) ? button : nullptr;
}

} // namespace

Action pageButton(MainWindow& window, Place place, const char* button, Action action)
{
    action.available = [&window, place, button] { return usable(window, place, button) != nullptr; };
    action.run = [&window, place, button] {
        if (window.place() != place)
            window.goTo(place);
        if (QAbstractButton* const found = usable(window, place, button)) {
            for (QWidget* above = found->parentWidget(); above; above = above->parentWidget())
                if (auto* area = qobject_cast<QScrollArea*>(above))
                    area->ensureWidgetVisible(found, 0, 60);
            found->setFocus(Qt::ShortcutFocusReason);
            found->click();
        }
    };
    return action;
}

} // namespace sillok::ui
