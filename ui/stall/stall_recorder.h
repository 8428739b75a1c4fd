// stall_recorder.h - How late the window's event loop comes round while somebody uses it: counts and times, no words of anybody.
#pragma once

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>
#include <functional>

namespace sillok::ui {

/// Beats every few milliseconds while something happens, and for a moment after. What is late by n beats counts n times, each time a beat less:
/// so a share of the beats is a share of the time.
class StallRecorder : public QObject {
    Q_OBJECT
public:
    static constexpr int kBeatMs = 8;
    static constexpr int kLongMs = 100;      ///< nobody should ever wait longer

    struct Report {
        qint64 beats = 0;
        int p50Ms = 0;
        int p99Ms = 0;
        int maxMs = 0;
        int longStalls = 0;                  ///< longer than kLongMs
        QString longestAction;               ///< the id of what was done last before the longest of them
        QDateTime longestAt;
    };

    /// `lastAction`: the id of what the person did last.
    explicit StallRecorder(std::function<QString()> lastAction, QObject* parent = nullptr);

    void note();                             ///< something begins: measure
    Report report() const;
    void forget();                           ///< counts from now on

signals:
    void measured();                         ///< it became quiet; the report has changed

private:
    void beat();
    void add(int lateMs);

    std::function<QString()> m_lastAction;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_dueMs = 0;
    qint64 m_quietAfterMs = 0;
    std::array<qint64, 1001> m_counts {};    ///< by milliseconds; the last one: that and more
    Report m_report;
};

} // namespace sillok::ui
