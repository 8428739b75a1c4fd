// moving_actions.cpp - Pages, parts of the window, searching, help.
#include "ui/actions/actions.h"
#include "ui/actions/window_actions.h"
#include "ui/chat/chat_page.h"
#include "ui/chat/composer.h"
#include "ui/documents/documents_page.h"
#include "ui/main_window.h"
#include "ui/shell/columns.h"
#include "ui/unlock/tour.h"

namespace sillok::ui {

void addMovingActions(Actions& actions, MainWindow& window)
{
    constexpr auto kGroup = ActionGroup::Go;
    const auto go = [&window](Place place) { return [&window, place] { window.goTo(place); }; };
    actions.add({ QStringLiteral("go.chat"), kGroup, QT_TRANSLATE_NOOP("Actions", "Go to chat"), QStringLiteral("Ctrl+1"), go(Place::Chat) });
    actions.add({ QStringLiteral("go.documents"), kGroup, QT_TRANSLATE_NOOP("Actions", "Go to documents"), QStringLiteral("Ctrl+2"), go(Place::Documents) });
    actions.add({ QStringLiteral("go.models"), kGroup, QT_TRANSLATE_NOOP("Actions", "Go to models"), QStringLiteral("Ctrl+3"), go(Place::Models) });
    actions.add({ QStringLiteral("go.settings"), kGroup, QT_TRANSLATE_NOOP("Actions", "Go to settings"), QStringLiteral("Ctrl+4"), go(Place::Settings) });
    actions.add({ QStringLiteral("go.administration"), kGroup, QT_TRANSLATE_NOOP("Actions", "Go to packages, policy and audit"), QStringLiteral("Ctrl+5"), go(Place::Administration) });
    actions.add({ QStringLiteral("find.everything"), kGroup, QT_TRANSLATE_NOOP("Actions", "Search everything"), QStringLiteral("Ctrl+K"), [&window] { window.openSearch(); } });
    actions.add({ QStringLiteral("find.actions"), kGroup, QT_TRANSLATE_NOOP("Actions", "Find an action"), QStringLiteral("Ctrl+Shift+P"), [&window] { window.openSearch(QStringLiteral("> ")); } });
    actions.add({ QStringLiteral("find.chats"), kGroup, QT_TRANSLATE_NOOP("Actions", "Search chats"), QStringLiteral("Ctrl+F"),
        [&window] { window.goTo(Place::Chat), window.chat()->focusSearch(); } });
    actions.add({ QStringLiteral("go.list"), kGroup, QT_TRANSLATE_NOOP("Actions", "Show or hide the list in a narrow window"), QStringLiteral("Ctrl+B"),
        [&window] { window.columns()->toggleDrawer(); }, [&window] { return window.columns() != nullptr; } });
    actions.add({ QStringLiteral("go.question"), kGroup, QT_TRANSLATE_NOOP("Actions", "Go to the question"), QStringLiteral("Ctrl+J"),
        [&window] { window.goTo(Place::Chat), window.chat()->composer()->focusEditor(); } });
    actions.add({ QStringLiteral("go.nextPart"), kGroup, QT_TRANSLATE_NOOP("Actions", "Next part of the window"), QStringLiteral("F6"), [&window] { window.nextRegion(1); } });
    actions.add({ QStringLiteral("go.previousPart"), kGroup, QT_TRANSLATE_NOOP("Actions", "Previous part of the window"), QStringLiteral("Shift+F6"), [&window] { window.nextRegion(-1); } });
    actions.add({ QStringLiteral("go.tour"), kGroup, QT_TRANSLATE_NOOP("Actions", "Show the tour"), {}, [&window] { openTour(&window); } });
    actions.add({ QStringLiteral("go.keys"), kGroup, QT_TRANSLATE_NOOP("Actions", "Show and change keys"), QStringLiteral("F1"), [&window] { window.showKeys(); } });
    actions.add({ QStringLiteral("go.help"), kGroup, QT_TRANSLATE_NOOP("Actions", "Help for this page"), QStringLiteral("Shift+F1"), [&window] { window.showHelp(); }, {}, true });
}

} // namespace sillok::ui
