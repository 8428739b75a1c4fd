// display.h - Is there a local display that answers? Asked before the toolkit, which would end the process instead of saying so.
#pragma once

namespace sillok::app {

enum class DisplayState : unsigned char {
    Answers,
    Missing,    ///< none named, or nobody listens at its socket
    Network     ///< DISPLAY names another machine: never connected to
};

/// Looks at WAYLAND_DISPLAY and DISPLAY and knocks at the local socket. A platform named by QT_QPA_PLATFORM counts as answering.
DisplayState findDisplay();

} // namespace sillok::app
