// announcer.h - What a screen reader says without being asked: news when it is quiet, errors at once.
#pragma once

#include <QWidget>

namespace sillok::ui {

enum class Urgency { Polite, Assertive };

/// Two of them lie in every window, unseen: what readers on this system speak by themselves is an alert or a notification that appears.
class Announcer final : public QWidget {
    Q_OBJECT
public:
    Announcer(Urgency urgency, QWidget* window);
    void say(const QString& words);
    Urgency urgency() const { return m_urgency; }

signals:
    void said(const QString& words);

private:
    Urgency m_urgency;
};

/// Says `words` in the window of `from`; nothing where that has no announcers.
void announce(const QWidget* from, const QString& words, Urgency urgency);

} // namespace sillok::ui
