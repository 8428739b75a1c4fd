// log_export.h - An audit log on its way to the auditor: every record as a line, and a signed statement of how far the log had come.
#pragma once

#include "app/export/export_kinds.h"
#include "app/services/audit_trail.h"

namespace sillok::app {

struct LogExportOrder {
    std::string folder;                        ///< of the vault or store whose log it is
    std::string output;                        ///< a file that is not there yet
    std::string checkpoint {};                 ///< the same; empty: `output` with ".checkpoint" behind
    ExportReason reason = ExportReason::None;  ///< None: nobody asked
};

/// Records the export, and what for, before anything is written. Returns where the checkpoint is.
/// error  AlreadyExists, NotFound, DiskFull, Io; NotRecorded. Refused with RecordMalformed: some of it cannot be read, and nothing was written
Result<std::string> exportLog(AuditTrail& trail, const LogExportOrder& order);

/// The records that can be read, oldest first, each as a line of JSON. error Refused with RecordMalformed: some cannot be
Result<std::string> recordLines(Bytes log);

} // namespace sillok::app
