#include "engine/documents/hwp/summary.h"

#include "engine/documents/hwp/records.h"

#include <algorithm>

namespace sillok::documents::hwp {

std::string summaryTitle(Bytes stream)
{
    constexpr size_t kSectionOffsetAt = 44, kMaxProperties = 64, kMaxTitleUnits = 4096;
    constexpr uint32_t kTitle = 2, kUtf16Text = 31;
    const size_t section = field<uint32_t>(stream, kSectionOffsetAt);
    const size_t count = std::min<size_t>(field<uint32_t>(stream, section + 4), kMaxProperties);
    for (size_t i = 0; i < count; ++i) {
        const size_t at = section + 8 + i * 8;
        if (field<uint32_t>(stream, at) != kTitle)
            continue;
        const size_t value = section + field<uint32_t>(stream, at + 4);
        if (field<uint32_t>(stream, value) != kUtf16Text)
            return {};
        const std::string title = utf16Field(stream, value + 8, std::min<size_t>(field<uint32_t>(stream, value + 4), kMaxTitleUnits));
        return title.substr(0, title.find('\0'));
    }
    return {};
}

} // namespace sillok::documents::hwp
