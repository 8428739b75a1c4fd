#include "app/policy/policy.h"

#include "app/export/writers.h"

#include <algorithm>

namespace sillok::app {

bool Names::has(std::string_view name) const { return all || std::ranges::find(some, name) != some.end(); }

bool Policy::mayExport(ExportFormat format) const { return exportFormats.has(extensionOf(format)); }
bool Policy::mayExportTables() const { return exportFormats.has(kTableFormat); }

int Policy::idleMinutesFor(int chosen) const { return std::min(chosen, idleMinutes); }

int Policy::retentionDaysFor(int chosen) const
{
    if (retentionDays == 0)
        return chosen;
    return chosen == 0 ? retentionDays : std::min(chosen, retentionDays);
}

Policy unmanagedPolicy()
{
    constexpr int kAnHour = 60;
    Policy policy;
    policy.models.all = policy.importFormats.all = policy.exportFormats.all = true;
    policy.ggufFiles = policy.clipboard = policy.print = policy.userStore = policy.ocr = policy.degradedSandbox = true;
    policy.idleMinutes = kAnHour;
    policy.gradeFloor = Grade::Open;
    policy.exportGrade = Grade::Confidential;
    policy.watermark = policy.exportReason = false;
    policy.floorRight = policy.floorSpeed = 0;
    policy.guard = { GuardAction::Off, GuardAction::Warn, GuardAction::Warn, GuardAction::Off };
    return policy;
}

const std::vector<std::string>& exportFormatNames()
{
    static const std::vector<std::string> names { "hwpx", "docx", "pdf", "md", "html", std::string(kTableFormat) };
    return names;
}

const char* gradeName(Grade grade) { return grade == Grade::Confidential ? "C" : grade == Grade::Sensitive ? "S" : "O"; }

} // namespace sillok::app
