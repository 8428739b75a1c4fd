// page_button.h - Actions that are a button of a page: they go to the page, show the button and press it.
#pragma once

#include "ui/actions/actions.h"
#include "ui/shell/rail.h"

namespace sillok::ui {

class MainWindow;

/// The action `id` presses the button called `button` on the page `place`, and makes sense where that button can be pressed.
Action pageButton(MainWindow& window, Place place, const char* button, Action action);

} // namespace sillok::ui
