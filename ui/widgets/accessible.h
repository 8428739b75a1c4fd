// accessible.h - Roles for screen readers that Qt does not give our widgets by itself.
#pragma once

namespace sillok::ui {

/// Pictures are pictures, not empty words; sheets are dialogs. Once, before the first widget.
void installWidgetAccessibility();

} // namespace sillok::ui
