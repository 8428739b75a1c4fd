// message_actions.cpp - The last question and the last answer of the chat; the others have their own rows of buttons and menus.
#include "ui/actions/actions.h"
#include "ui/actions/window_actions.h"
#include "ui/chat/chat_page.h"
#include "ui/main_window.h"

namespace sillok::ui {

void addMessageActions(Actions& actions, MainWindow& window)
{
    using Kind = Target::Kind;
    constexpr auto kGroup = ActionGroup::Chat;
    const auto add = [&](const char* id, const char* words, Kind kind, const char* keys = "") {
        actions.add({ QString::fromLatin1(id), kGroup, words, QString::fromLatin1(keys), [&window, kind] { window.chat()->act(kind); },
            [&window, kind] { return window.place() == Place::Chat && window.chat()->mayAct(kind); } });
    };
    add("message.edit", QT_TRANSLATE_NOOP("Actions", "Ask the last question in other words"), Kind::Edit, "Ctrl+Shift+U");
    add("message.again", QT_TRANSLATE_NOOP("Actions", "Answer the last question again"), Kind::Retry, "Ctrl+R");
    add("message.older", QT_TRANSLATE_NOOP("Actions", "Earlier version of the last answer"), Kind::OlderVersion, "Ctrl+[");
    add("message.newer", QT_TRANSLATE_NOOP("Actions", "Later version of the last answer"), Kind::NewerVersion, "Ctrl+]");
    add("message.quote", QT_TRANSLATE_NOOP("Actions", "Quote the last answer"), Kind::Quote);
    add("message.branch", QT_TRANSLATE_NOOP("Actions", "Go on in a new chat from the last answer"), Kind::Branch);
    add("message.pin", QT_TRANSLATE_NOOP("Actions", "Pin or unpin the last answer"), Kind::Pin);
    add("message.about", QT_TRANSLATE_NOOP("Actions", "About the last answer"), Kind::About);
    add("message.remove", QT_TRANSLATE_NOOP("Actions", "Remove the last answer"), Kind::Remove);
    actions.add({ QStringLiteral("message.restore"), kGroup, QT_TRANSLATE_NOOP("Actions", "Bring back removed messages"), {}, [&window] { window.chat()->restoreMessages(); },
        [&window] { return window.place() == Place::Chat && window.chat()->current() != 0; } });
}

} // namespace sillok::ui
