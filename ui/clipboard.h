// clipboard.h - What is copied stays no longer than needed, and what is merely selected goes nowhere.
#pragma once

#include <QObject>
#include <QTimer>

class QString;

namespace sillok::ui {

inline constexpr int kClipboardMs = 30'000;

/// One per program. Everything that our widgets copy passes through here: it is marked as a secret for clipboard managers,
/// taken back after half a minute if it is still ours, and at a lock. The selection clipboard of X11 stays empty.
class Clipboard : public QObject {
    Q_OBJECT
public:
    static Clipboard& it();

    void start();                        ///< begins to watch; once, after the application was made
    void copy(const QString& text);
    /// Takes back what was copied, if nobody has copied something else since.
    void forget();
    int expiresInMs() const { return m_expiry.remainingTime(); }   ///< until the last copy is taken back; negative: nothing to take back

private:
    Clipboard();
    void markOwn();
    bool holdsOurs() const;

    QTimer m_expiry;
    bool m_watching = false;
    bool m_marking = false;
};

} // namespace sillok::ui
