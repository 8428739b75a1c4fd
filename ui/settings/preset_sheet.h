// preset_sheet.h - How answers are asked for, as a form; numbers in expert mode only.
#pragma once

#include "app/services/writing_types.h"

#include <functional>

class QWidget;

namespace sillok::ui {

/// `save` gets what was there with what was changed. A name of another one in `all`, and a number that is none, cannot be saved.
void openPresetSheet(QWidget* window, const app::Preset& preset, const QList<app::Preset>& all, bool expert, std::function<void(const app::Preset&)> save);

} // namespace sillok::ui
