// run_window.h - What main() needs: prepare the program once, then show the window on a desk.
#pragma once

#include <QString>

#include <functional>

class QApplication;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

/// Icons, words, fonts, style, and what Qt must not keep or pass on. Call once after the QApplication was made and before any of our widgets.
void prepareUi();

/// How the window comes up after a lock has started the program anew.
struct WindowStart {
    QString lockedBecause;      ///< a LockCause as lockCauseWord gives it; empty: an ordinary start
    bool minimized = false;
};

/// Shows the window and runs the event loop. `startAnew` is called when a lock is done; what it returns from stays in this process.
/// Returns the exit code.
int runWindow(QApplication& application, app::Desk& desk, const WindowStart& start, const std::function<void(const WindowStart&)>& startAnew);

} // namespace sillok::ui
