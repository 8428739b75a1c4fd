// run_window.h - What main() needs: prepare the program once, then show the window on a desk.
#pragma once

class QApplication;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

/// Icons, words, fonts, style. Call once after the QApplication was made and before any of our widgets.
void prepareUi();

/// Shows the window and runs the event loop. Returns the exit code.
int runWindow(QApplication& application, app::Desk& desk);

} // namespace sillok::ui
