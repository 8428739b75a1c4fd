// maintenance_sheet.h - Work on the vault as a whole, over whatever page began it: how far it is, and what came of it.
#pragma once

#include "ui/widgets/sheet.h"

#include "app/services/types.h"

namespace sillok::ui {

class Meter;
class Text;

/// While the work runs. Closing it, by Esc too, is asking to stop: `closed`.
class MaintenanceSheet : public Sheet {
    Q_OBJECT
public:
    MaintenanceSheet(QWidget* window, app::Maintenance work);
    void setProgress(const app::MaintenanceProgress& progress);

private:
    Meter* m_meter = nullptr;
    Text* m_words = nullptr;
};

/// What was done, in plain words, until it is read.
void openMaintenanceReport(QWidget* window, const app::MaintenanceReport& report);
void openMaintenanceProblem(QWidget* window, const app::Problem& problem);

} // namespace sillok::ui
