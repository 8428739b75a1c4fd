#include "ui/widgets/announcer.h"

#include "ui/widgets/accessible_factory.h"

#include <QAccessibleWidget>

namespace sillok::ui {

namespace {

class AnnouncerInterface final : public QAccessibleWidget {
public:
    explicit AnnouncerInterface(Announcer* announcer)
        : QAccessibleWidget(announcer, announcer->urgency() == Urgency::Polite ? QAccessible::Notification : QAccessible::AlertMessage)
    {
    }
};

} // namespace

Announcer::Announcer(Urgency urgency, QWidget* window)
    : QWidget(window)
    , m_urgency(urgency)
{
    speakThrough<Announcer, AnnouncerInterface>();
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
