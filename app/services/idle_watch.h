// idle_watch.h - How long nobody has done anything, and when that is too long.
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace sillok::app {

inline constexpr int kDefaultIdleMinutes = 10;
inline constexpr int kMinIdleMinutes = 1;
inline constexpr int kMaxIdleMinutes = 60;

/// Counts while it is started. Input in our window counts as activity; the desktop's own count can only make it earlier.
class IdleWatch : public QObject {
    Q_OBJECT
public:
    /// `clockMs`: milliseconds that are never set back and run on while the computer sleeps.
    explicit IdleWatch(std::function<qint64()> clockMs, QObject* parent = nullptr);

    void start();                       ///< from now on, as if the person had just done something
    void stop();
    void setMinutes(int minutes);       ///< brought into the limits
    int minutes() const { return m_minutes; }
    void noteActivity();
    /// The desktop says that nobody has used the computer for `idleMs`; nothing: somebody does.
    void setSystemIdle(std::optional<qint64> idleMs);
    /// Looks at the clock now. Happens by itself every second.
    void look();

signals:
    void warned(int secondsLeft);       ///< once a second in the last minute; 0: taken back
    void expired();

private:
    std::function<qint64()> m_clockMs;
    QTimer m_tick;
    int m_minutes = kDefaultIdleMinutes;
    qint64 m_lastActivityMs = 0;
    std::optional<qint64> m_systemIdleSinceMs;
    bool m_warning = false;
};

/// The clock that also runs while the computer sleeps.
qint64 bootClockMs();

} // namespace sillok::app
