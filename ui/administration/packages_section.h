// packages_section.h - The packages of every store, each with what it is and what stands against it; installing, checking, removing.
#pragma once

#include "app/services/administration_types.h"
#include "ui/administration/section.h"
#include "ui/widgets/sheet.h"

namespace sillok::ui {

class StoreProgress;

class PackagesSection : public Section {
    Q_OBJECT
public:
    PackagesSection(app::Administration& administration, QWidget* parent = nullptr);
    void say();

private:
    void addStore(const app::StoreShown& store);
    void addPackage(const app::StoreShown& store, const app::PackageShown& package);
    void check(const app::PackageShown& package);
    void askRemove(const app::PackageShown& package);
    void endCheck();

    QPointer<Sheet> m_checking;
    StoreProgress* m_progress = nullptr;
};

} // namespace sillok::ui
