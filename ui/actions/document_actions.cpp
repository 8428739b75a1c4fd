// document_actions.cpp - Collections, their documents, reading them.
#include "ui/actions/page_button.h"
#include "ui/actions/window_actions.h"
#include "ui/documents/documents_page.h"
#include "ui/main_window.h"

namespace sillok::ui {

void addDocumentActions(Actions& actions, MainWindow& window)
{
    constexpr auto kGroup = ActionGroup::Documents;
    constexpr auto kPlace = Place::Documents;
    actions.add({ QStringLiteral("documents.create"), kGroup, QT_TRANSLATE_NOOP("Actions", "New collection"), {},
        [&window] { window.goTo(kPlace), window.documents()->createCollection(); } });
    actions.add({ QStringLiteral("documents.add"), kGroup, QT_TRANSLATE_NOOP("Actions", "Add files"), QStringLiteral("Ctrl+O"), [&window] { window.documents()->chooseFiles(); },
        [&window] { return window.place() == kPlace; } });
    actions.add({ QStringLiteral("documents.samples"), kGroup, QT_TRANSLATE_NOOP("Actions", "Put in the sample documents"), {},
        [&window] { window.goTo(kPlace), window.documents()->addSamples(); }, [&window] { return window.hasSamples(); } });
    actions.add(pageButton(window, kPlace, "askCollection", { QStringLiteral("documents.ask"), kGroup, QT_TRANSLATE_NOOP("Actions", "Ask about this collection") }));
    actions.add(pageButton(window, kPlace, "collectionMore", { QStringLiteral("documents.more"), kGroup, QT_TRANSLATE_NOOP("Actions", "More for this collection: follow a folder, remove, shred") }));
    actions.add({ QStringLiteral("documents.bench"), kGroup, QT_TRANSLATE_NOOP("Actions", "Try the search"), {}, [&window] { window.goTo(kPlace), window.documents()->openBench(); } });
    actions.add(pageButton(window, kPlace, "importPause", { QStringLiteral("documents.pause"), kGroup, QT_TRANSLATE_NOOP("Actions", "Pause or go on reading") }));
    actions.add(pageButton(window, kPlace, "importCancel", { QStringLiteral("documents.cancel"), kGroup, QT_TRANSLATE_NOOP("Actions", "Stop reading") }));
    actions.add(pageButton(window, kPlace, "documentWork", { QStringLiteral("documents.work"), kGroup, QT_TRANSLATE_NOOP("Actions", "Work on the chosen document") }));
    actions.add(pageButton(window, kPlace, "retryDocument", { QStringLiteral("documents.retry"), kGroup, QT_TRANSLATE_NOOP("Actions", "Read the chosen document again") }));
    actions.add(pageButton(window, kPlace, "removeDocument", { QStringLiteral("documents.remove"), kGroup, QT_TRANSLATE_NOOP("Actions", "Remove the chosen document") }));
}

} // namespace sillok::ui
