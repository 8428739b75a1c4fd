// window_actions.h - The lists of what can be done, by part of the window. To add an action, add one entry to one of them.
#pragma once

namespace sillok::ui {

class Actions;
class MainWindow;

void addMovingActions(Actions& actions, MainWindow& window);
void addChatActions(Actions& actions, MainWindow& window);
void addMessageActions(Actions& actions, MainWindow& window);
void addDocumentActions(Actions& actions, MainWindow& window);
void addKeepingActions(Actions& actions, MainWindow& window);   ///< models, appearance, vault

} // namespace sillok::ui
