// export_kinds.h - What can be written, and as which paper.
#pragma once

#include <cstdint>

namespace sillok::app {

enum class ExportFormat : uint8_t { Hwpx, Docx, Pdf, Markdown, Html };
/// What official paper it is written as.
enum class ExportTemplate : uint8_t { Plain, OfficialLetter, Report, PressRelease, CivilReply };

} // namespace sillok::app
