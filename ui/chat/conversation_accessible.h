// conversation_accessible.h - Lets screen readers read the conversation paragraph by paragraph.
#pragma once

namespace sillok::ui {

/// Registers the interface once per program.
void installConversationAccessibility();

} // namespace sillok::ui
