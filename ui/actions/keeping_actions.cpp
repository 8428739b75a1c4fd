// keeping_actions.cpp - Models, how the window looks, and the vault.
#include "ui/actions/page_button.h"
#include "ui/actions/window_actions.h"
#include "ui/main_window.h"
#include "ui/settings/preferences.h"

namespace sillok::ui {

namespace {

void addLookActions(Actions& actions, MainWindow& window)
{
    constexpr auto kGroup = ActionGroup::Look;
    Preferences& preferences = window.preferences();
    const auto theme = [&preferences](ThemeChoice choice) { return [&preferences, choice] { preferences.setTheme(choice); }; };
    const auto language = [&preferences](LanguageChoice choice) { return [&preferences, choice] { preferences.setLanguage(choice); }; };
    actions.add({ QStringLiteral("look.light"), kGroup, QT_TRANSLATE_NOOP("Actions", "Light theme"), {}, theme(ThemeChoice::Light) });
    actions.add({ QStringLiteral("look.dark"), kGroup, QT_TRANSLATE_NOOP("Actions", "Dark theme"), {}, theme(ThemeChoice::Dark) });
    actions.add({ QStringLiteral("look.system"), kGroup, QT_TRANSLATE_NOOP("Actions", "Theme as the system"), {}, theme(ThemeChoice::System) });
    actions.add({ QStringLiteral("look.contrast"), kGroup, QT_TRANSLATE_NOOP("Actions", "High contrast on or off"), {}, [&preferences] { preferences.setContrast(!preferences.contrast()); } });
    actions.add({ QStringLiteral("look.motion"), kGroup, QT_TRANSLATE_NOOP("Actions", "Reduced motion on or off"), {},
        [&preferences] { preferences.setMotion(preferences.motion() == MotionChoice::Reduced ? MotionChoice::System : MotionChoice::Reduced); } });
    actions.add({ QStringLiteral("look.larger"), kGroup, QT_TRANSLATE_NOOP("Actions", "Larger text"), QStringLiteral("Ctrl+="), [&preferences] { preferences.stepText(1); } });
    actions.add({ QStringLiteral("look.smaller"), kGroup, QT_TRANSLATE_NOOP("Actions", "Smaller text"), QStringLiteral("Ctrl+-"), [&preferences] { preferences.stepText(-1); } });
    actions.add({ QStringLiteral("look.normal"), kGroup, QT_TRANSLATE_NOOP("Actions", "Text in its usual size"), QStringLiteral("Ctrl+0"), [&preferences] { preferences.setTextPercent(100); } });
    actions.add({ QStringLiteral("look.korean"), kGroup, QT_TRANSLATE_NOOP("Actions", "Window in Korean"), {}, language(LanguageChoice::Korean) });
    actions.add({ QStringLiteral("look.english"), kGroup, QT_TRANSLATE_NOOP("Actions", "Window in English"), {}, language(LanguageChoice::English) });
}

} // namespace

void addKeepingActions(Actions& actions, MainWindow& window)
{
    constexpr auto kModels = ActionGroup::Models;
    actions.add(pageButton(window, Place::Models, "installPackage", { QStringLiteral("models.install"), kModels, QT_TRANSLATE_NOOP("Actions", "Install a package") }));
    actions.add(pageButton(window, Place::Models, "useModelFile", { QStringLiteral("models.file"), kModels, QT_TRANSLATE_NOOP("Actions", "Use a model file") }));
    actions.add(pageButton(window, Place::Models, "forgetModel", { QStringLiteral("models.forget"), kModels, QT_TRANSLATE_NOOP("Actions", "Stop using the model") }));
    addLookActions(actions, window);
    constexpr auto kVault = ActionGroup::Vault;
    actions.add({ QStringLiteral("vault.lock"), kVault, QT_TRANSLATE_NOOP("Actions", "Lock the vault"), QStringLiteral("Ctrl+L"), [&window] { window.lock(); }, {}, true });
    actions.add({ QStringLiteral("vault.seal"), kVault, QT_TRANSLATE_NOOP("Actions", "Show what the seal check found"), {}, [&window] { window.showSealEvidence(); } });
    actions.add({ QStringLiteral("vault.keepOpen"), kVault, QT_TRANSLATE_NOOP("Actions", "Keep working: the vault stays open"), {}, [&window] { window.keepWorking(); } });
    actions.add(pageButton(window, Place::Settings, "makeBackup", { QStringLiteral("vault.backup"), kVault, QT_TRANSLATE_NOOP("Actions", "Write a backup") }));
    actions.add(pageButton(window, Place::Settings, "addFromBackup", { QStringLiteral("vault.addFromBackup"), kVault, QT_TRANSLATE_NOOP("Actions", "Bring back from a backup") }));
    actions.add(pageButton(window, Place::Settings, "changePassphrase", { QStringLiteral("vault.passphrase"), kVault, QT_TRANSLATE_NOOP("Actions", "Change the passphrase") }));
    actions.add(pageButton(window, Place::Settings, "renewRecoveryKey", { QStringLiteral("vault.recoveryKey"), kVault, QT_TRANSLATE_NOOP("Actions", "Make a new recovery key") }));
}

} // namespace sillok::ui
