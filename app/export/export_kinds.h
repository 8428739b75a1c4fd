// export_kinds.h - What can be written, and as which paper.
#pragma once

#include <cstdint>

namespace sillok::app {

enum class ExportFormat : uint8_t { Hwpx, Docx, Pdf, Markdown, Html };
/// What official paper it is written as.
enum class ExportTemplate : uint8_t { Plain, OfficialLetter, Report, PressRelease, CivilReply };
/// What somebody takes a file out of the vault for; the numbers stand in audit logs. source  개인정보의 안전성 확보조치 기준: reason of a download
enum class ExportReason : uint8_t { None, Duty, CivilReply, Report, Submission, Other };
inline constexpr int kExportReasons = 6;
/// "duty"
const char* exportReasonName(ExportReason reason);

} // namespace sillok::app
