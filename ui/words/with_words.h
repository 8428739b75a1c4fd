// with_words.h - Keeps a widget's words in the language and with the keys in use.
#pragma once

#include <functional>

class QWidget;

namespace sillok::ui {

/// Calls `say` now and again whenever the language or a key changes, as long as `owner` lives.
void withWords(QWidget* owner, std::function<void()> say);

} // namespace sillok::ui
