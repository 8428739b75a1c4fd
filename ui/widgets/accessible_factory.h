// accessible_factory.h - Says once for all widgets of a class by what they speak to screen readers.
#pragma once

#include <QAccessible>

namespace sillok::ui {

/// From the first call on every `Widget` is an `Interface`, which is made from a pointer to it.
template <typename Widget, typename Interface>
void speakThrough()
{
    static const bool installed = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* widget = qobject_cast<Widget*>(object);
            return widget ? new Interface(widget) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace sillok::ui
