// install_sheet.h - From a package on a stick to an installed one: what it is, the person's yes, how far it is, and what came of it.
#pragma once

#include "app/services/administration_types.h"
#include "ui/widgets/sheet.h"

class QCheckBox;

namespace sillok::app {
class Administration;
}

namespace sillok::ui {

class StoreProgress;

/// What a person sees before saying yes: who signed, the licence in full, what it needs. One that is refused has its reason and no yes.
class ConsentSheet : public Sheet {
    Q_OBJECT
public:
    ConsentSheet(QWidget* window, const app::PackageLook& look);

private:
    QWidget* makeFacts(const app::PackageLook& look);
    QWidget* makeLicence(const app::PackageLook& look);
    QCheckBox* addBox(const char* name, const QString& words);
    void decide();

    QList<QCheckBox*> m_boxes;
};

/// One installation from beginning to end; goes when it is over, or with its page. The window shows one at a time.
class InstallFlow : public QObject {
    Q_OBJECT
public:
    /// Looks into the package and opens the sheet. Null: another one is under way.
    static InstallFlow* begin(QWidget* page, app::Administration& administration, const QString& path, app::StorePlace place);
    static bool isUnderWay(const QWidget* window);

private:
    InstallFlow(QWidget* page, app::Administration& administration, const QString& path);
    void ask(const app::PackageLook& look);
    void run(const app::PackageLook& look);
    void end(const QString& title, const QString& body, const char* name);

    QWidget* m_page;
    app::Administration& m_administration;
    QString m_path;
    QPointer<Sheet> m_running;
    StoreProgress* m_progress = nullptr;
};

/// Asks for a package file and begins.
void chooseAndInstall(QWidget* page, app::Administration& administration, app::StorePlace place);
/// Where a person's package goes when nothing else was said: one's own store where there is one. Nothing: nowhere.
std::optional<app::StorePlace> placeToInstall(const app::AdministrationState& state);
/// Whether a file's name is that of a package, or of the first part of one.
bool isPackageName(const QString& path);

} // namespace sillok::ui
