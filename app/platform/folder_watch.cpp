#include "app/platform/folder_watch.h"

#include <array>
#include <sys/inotify.h>
#include <unistd.h>

namespace sillok::app {

namespace {

constexpr int kSettleMs = 300;
constexpr int kAgainMs = 5 * 60 * 1000;
constexpr uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW;

} // namespace

FolderWatch::FolderWatch(QObject* parent) : QObject(parent), m_inotify(inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_settle, &QTimer::timeout, this, &FolderWatch::changed);
    m_again.setInterval(kAgainMs);
    connect(&m_again, &QTimer::timeout, this, [this] {
        const std::lock_guard lock(m_mutex);
        if (!m_watches.empty())
            m_settle.start();
    });
    m_again.start();
    if (!m_inotify.valid())
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_inotify.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { readEvents(); });
}

void FolderWatch::cover(const std::vector<std::string>& folders)
{
    const std::lock_guard lock(m_mutex);
    std::unordered_set<int> wanted;
    for (const std::string& folder : folders) // a folder that is watched already keeps its number
        wanted.insert(m_inotify.valid() ? inotify_add_watch(m_inotify.get(), folder.c_str(), kEvents) : -1);
    for (const int number : m_watches) {
        if (number >= 0 && !wanted.contains(number))
            inotify_rm_watch(m_inotify.get(), number);
    }
    m_watches = std::move(wanted);
}

/// What the events say does not matter, nor whether some were lost: all of it is looked at again.
void FolderWatch::readEvents()
{
    alignas(inotify_event) std::array<char, 16 << 10> events;
    bool any = false;
    while (read(m_inotify.get(), events.data(), events.size()) > 0)
        any = true;
    if (any && !m_settle.isActive())
        m_settle.start();
}

} // namespace sillok::app
