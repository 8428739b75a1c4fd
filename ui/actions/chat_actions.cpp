// chat_actions.cpp - Chats, the answer, and the evidence beside it.
#include "ui/actions/page_button.h"
#include "ui/actions/window_actions.h"
#include "ui/chat/chat_page.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation_view.h"
#include "ui/documents/documents_page.h"
#include "ui/main_window.h"
#include "ui/settings/writing_section.h"
#include "ui/shell/columns.h"

namespace sillok::ui {

namespace {

void addEvidenceActions(Actions& actions, MainWindow& window)
{
    constexpr auto kGroup = ActionGroup::Evidence;
    const auto shown = [&window] { return window.place() == Place::Chat && (window.chat()->current() != 0 || window.chat()->columns()->panelOpen()); };
    actions.add({ QStringLiteral("evidence.toggle"), kGroup, QT_TRANSLATE_NOOP("Actions", "Show or hide the evidence"), QStringLiteral("Ctrl+E"), [&window] {
        if (window.chat()->columns()->panelOpen())
            window.chat()->columns()->setPanelOpen(false);
        else
            window.chat()->stepCitation(1);
    }, shown });
    actions.add({ QStringLiteral("evidence.next"), kGroup, QT_TRANSLATE_NOOP("Actions", "Next citation"), QStringLiteral("F8"), [&window] { window.chat()->stepCitation(1); }, shown });
    actions.add({ QStringLiteral("evidence.previous"), kGroup, QT_TRANSLATE_NOOP("Actions", "Previous citation"), QStringLiteral("Shift+F8"), [&window] { window.chat()->stepCitation(-1); }, shown });
    actions.add(pageButton(window, Place::Chat, "asPrinted", { QStringLiteral("evidence.page"), kGroup, QT_TRANSLATE_NOOP("Actions", "Show the page as printed") }));
    actions.add(pageButton(window, Place::Chat, "copyPassage", { QStringLiteral("evidence.copy"), kGroup, QT_TRANSLATE_NOOP("Actions", "Copy the passage with its source") }));
}

} // namespace

void addChatActions(Actions& actions, MainWindow& window)
{
    constexpr auto kGroup = ActionGroup::Chat;
    const auto open = [&window] { return window.chat()->current() != 0; };
    const auto shown = [&window] { return window.place() == Place::Chat && window.chat()->current() != 0; };
    const auto begin = [&window] { window.goTo(Place::Chat), window.chat()->newChat(); };
    actions.add({ QStringLiteral("new.here"), kGroup, QT_TRANSLATE_NOOP("Actions", "New chat, or new collection"), QStringLiteral("Ctrl+N"), [&window, begin] {
        if (window.place() == Place::Documents)
            window.documents()->createCollection();
        else
            begin();
    } });
    actions.add({ QStringLiteral("chat.new"), kGroup, QT_TRANSLATE_NOOP("Actions", "New chat"), {}, begin });
    actions.add({ QStringLiteral("chat.temporary"), kGroup, QT_TRANSLATE_NOOP("Actions", "New temporary chat"), QStringLiteral("Ctrl+Shift+N"),
        [&window] { window.goTo(Place::Chat), window.chat()->newTemporaryChat(); } });
    actions.add({ QStringLiteral("chat.rename"), kGroup, QT_TRANSLATE_NOOP("Actions", "Rename the chat or folder"), QStringLiteral("F2"), [&window] { window.chat()->renameCurrent(); }, [&window] { return window.place() == Place::Chat; } });
    actions.add({ QStringLiteral("chat.export"), kGroup, QT_TRANSLATE_NOOP("Actions", "Export the chat"), QStringLiteral("Ctrl+Shift+E"), [&window] { window.chat()->exportCurrent(); }, shown });
    actions.add({ QStringLiteral("chat.trash"), kGroup, QT_TRANSLATE_NOOP("Actions", "Move the chat to the trash"), {}, [&window] { window.chat()->trashCurrent(); }, open });
    actions.add(pageButton(window, Place::Chat, "chatMore", { QStringLiteral("chat.more"), kGroup, QT_TRANSLATE_NOOP("Actions", "More for this chat") }));
    actions.add({ QStringLiteral("chat.undo"), kGroup, QT_TRANSLATE_NOOP("Actions", "Undo what the note says"), QStringLiteral("Ctrl+Z"), [&window] {
        auto* const writing = window.findChild<WritingSection*>();
        if (!writing || !writing->isVisible() || !writing->undo())
            window.chat()->undo();
    } });
    actions.add({ QStringLiteral("chat.stop"), kGroup, QT_TRANSLATE_NOOP("Actions", "Stop the answer"), {}, [&window] { window.chat()->stopAnswer(); },
        [&window] { return window.chat()->composer()->answering(); } });
    actions.add({ QStringLiteral("chat.copy"), kGroup, QT_TRANSLATE_NOOP("Actions", "Copy the answer"), QStringLiteral("Ctrl+Shift+C"), [&window] { window.chat()->conversation()->copy(); }, shown });
    actions.add({ QStringLiteral("chat.end"), kGroup, QT_TRANSLATE_NOOP("Actions", "Jump to the end of the chat"), {}, [&window] { window.chat()->conversation()->jumpToEnd(); }, shown });
    actions.add({ QStringLiteral("chat.attach"), kGroup, QT_TRANSLATE_NOOP("Actions", "Attach files to the chat"), QStringLiteral("Ctrl+Shift+O"),
        [&window] { window.goTo(Place::Chat), window.chat()->attachFiles(); } });
    actions.add(pageButton(window, Place::Chat, "composerPrompts", { QStringLiteral("chat.prompts"), kGroup, QT_TRANSLATE_NOOP("Actions", "Choose a prompt or template") }));
    actions.add(pageButton(window, Place::Chat, "composerPreset", { QStringLiteral("chat.preset"), kGroup, QT_TRANSLATE_NOOP("Actions", "Choose how the model writes") }));
    actions.add(pageButton(window, Place::Chat, "composerCollection", { QStringLiteral("chat.scope"), kGroup, QT_TRANSLATE_NOOP("Actions", "Choose the documents to search"), QStringLiteral("Ctrl+Shift+D") }));
    actions.add(pageButton(window, Place::Chat, "composerWiden", { QStringLiteral("chat.widen"), kGroup, QT_TRANSLATE_NOOP("Actions", "Search all of the collection") }));
    addEvidenceActions(actions, window);
}

} // namespace sillok::ui
