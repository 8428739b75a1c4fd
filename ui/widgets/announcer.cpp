#include "ui/widgets/announcer.h"

#include <QAccessibleWidget>

namespace sillok::ui {

namespace {

QAccessibleInterface* make(const QString&, QObject* object)
{
    auto* announcer = qobject_cast<Announcer*>(object);
    if (!announcer)
        return nullptr;
    return new QAccessibleWidget(announcer, announcer->urgency() == Urgency::Polite ? QAccessible::Notification : QAccessible::AlertMessage);
}

void install()
{
    static const bool installed = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace

Announcer::Announcer(Urgency urgency, QWidget* window)
    : QWidget(window)
    , m_urgency(urgency)
{
    install();
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setGeometry(0, 0, 1, 1); // shown, so that readers count it as there; it paints nothing
    lower();
}

void Announcer::say(const QString& words)
{
    setAccessibleName(words); // tells of the new name
    for (const auto kind : { QAccessible::ObjectShow, QAccessible::Alert }) {
        QAccessibleEvent news(this, kind);
        QAccessible::updateAccessibility(&news);
    }
    emit said(words);
}

void announce(const QWidget* from, const QString& words, Urgency urgency)
{
    for (Announcer* one : from->window()->findChildren<Announcer*>(Qt::FindDirectChildrenOnly))
        if (one->urgency() == urgency)
            one->say(words);
}

} // namespace sillok::ui
