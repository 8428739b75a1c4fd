// folder_watch.h - Hears from the system that something changed in folders, without asking again and again.
#pragma once

#include "engine/base/file.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

namespace sillok::app {

/// Says that something changed, not what: whoever hears it looks for himself. Changes that come close together are said once.
/// Folders that cannot be watched (a limit of the system, a network drive) are looked at again every few minutes.
class FolderWatch : public QObject {
    Q_OBJECT
public:
    explicit FolderWatch(QObject* parent = nullptr);

    /// Watches exactly these folders; those inside them must be named too. Thread: any.
    void cover(const std::vector<std::string>& folders);

signals:
    void changed();

private:
    void readEvents();

    FileDescriptor m_inotify;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_settle;                 ///< runs from the first change until a moment after it
    QTimer m_again;                  ///< for what the system does not tell
    std::mutex m_mutex;
    std::unordered_set<int> m_watches;    ///< the system's numbers; -1: one that it would not watch
};

} // namespace sillok::app
