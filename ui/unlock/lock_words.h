// lock_words.h - Why the vault is locked: the word that is passed on, and what is said to the person.
#pragma once

#include "app/services/types.h"

#include <optional>

namespace sillok::ui {

/// A fixed word; nothing about the vault or the person is in it.
QString lockCauseWord(app::LockCause cause);
std::optional<app::LockCause> lockCauseOf(const QString& word);

/// One or two sentences. For a lock that the person asked for: what is safe.
QString lockCauseWords(app::LockCause cause);

} // namespace sillok::ui
