#include "app/export/export_kinds.h"

#include <array>
#include <cstddef>

namespace sillok::app {

const char* exportReasonName(ExportReason reason)
{
    constexpr std::array<const char*, kExportReasons> names { "none", "duty", "reply", "report", "submission", "other" };
    return names[static_cast<size_t>(reason)];
}

} // namespace sillok::app
