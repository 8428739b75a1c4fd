// shortcut_sheet.h - F1: every key that does something.
#pragma once

class QWidget;

namespace sillok::ui {

void openShortcutSheet(QWidget* window);

} // namespace sillok::ui
