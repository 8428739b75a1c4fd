// context_order.h - Which messages leave a full context first: the same order as the engine's (engine/chat/fit_turns.h).
#pragma once

#include "app/services/types.h"

#include <QSet>

namespace sillok::ui {

/// The first `count` messages of `path` that leave, whole exchanges, pinned ones last; messages without text are no turns. The exchange that is
/// being asked next is not in `path` and stays.
QSet<app::MessageId> leavingFirst(const QList<app::Message>& path, int count);

} // namespace sillok::ui
