// conversation_accessible.h - The conversation to screen readers: a document with a paragraph per line, and behind them what can be pressed.
#pragma once

namespace sillok::ui {

class ConversationView;

void installConversationAccessibility();
/// The keyboard has come to something that can be pressed.
void tellFocus(const ConversationView* view);

} // namespace sillok::ui
