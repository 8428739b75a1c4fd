// prompt_sheets.h - Filling the places of a prompt, and writing one.
#pragma once

#include "app/services/writing_types.h"

#include <functional>

class QWidget;

namespace sillok::ui {

/// Asks for every place in `text`; `use` gets the text with them filled, and is not called when the person cancels.
void openFillSheet(QWidget* window, const QString& name, const QString& text, std::function<void(const QString&)> use);

/// Name and text of a prompt; `save` gets it with the id that it had. A name of another one in `all` cannot be saved.
void openPromptSheet(QWidget* window, const app::SavedPrompt& prompt, const QList<app::SavedPrompt>& all, std::function<void(const app::SavedPrompt&)> save);

} // namespace sillok::ui
