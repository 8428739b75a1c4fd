// clipboard.h - What is copied stays no longer than needed, and what is merely selected goes nowhere.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>

namespace sillok::ui {

inline constexpr int kClipboardMs = 30'000;

/// One per program. Everything that our widgets copy passes through here: it is marked as a secret for clipboard managers,
/// taken back after half a minute if it is still ours, and at a lock. The selection clipboard of X11 stays empty.
class Clipboard : public QObject {
    Q_OBJECT
public:
    static Clipboard& it();

    void start();                        ///< begins to watch; once, after the application was made
    /// Looks at what is about to be copied and gives what may be, or nothing: then it says why, or asks and comes back with put().
    using Gate = std::function<std::optional<QString>(const QString& text)>;
    void setGate(Gate gate) { m_gate = std::move(gate); }
    /// Through the gate. True: it is on the clipboard.
    bool copy(const QString& text);
    void put(const QString& text);       ///< past the gate
    /// Takes back what was copied, if nobody has copied something else since.
    void forget();
    int expiresInMs() const { return m_expiry.remainingTime(); }   ///< until the last copy is taken back; negative: nothing to take back

private:
    Clipboard();
    void markOwn();
    bool holdsOurs() const;
    static bool isFromReading();

    Gate m_gate;
    QTimer m_expiry;
    bool m_watching = false;
    bool m_marking = false;
};

} // namespace sillok::ui
