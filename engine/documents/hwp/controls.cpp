#include "engine/documents/hwp/controls.h"

#include "engine/documents/hwp/doc_info.h"

namespace sillok::documents::hwp {

namespace {

/// One UTF-16 unit as text; nothing for 0.
std::string character(Bytes record, size_t at) { return field<uint16_t>(record, at) == 0 ? std::string {} : utf16Field(record, at, 1); }

/// The number of a caption or note. Page numbers belong to the layout.
std::string automaticNumber(Bytes record)
{
    constexpr uint32_t kPage = 0, kTotalPages = 6;
    const auto attributes = field<uint32_t>(record, 4);
    const auto kind = attributes & 0xF;
    const int number = field<uint16_t>(record, 8);
    if (kind == kPage || kind == kTotalPages || number < 1)
        return {};
    return character(record, 12) + formatNumber(number, numberFormatName(attributes >> 4 & 0xFF)) + character(record, 14);
}

/// A text with its length in front.
std::string countedText(Bytes record, size_t at) { return utf16Field(record, at + 2, field<uint16_t>(record, at)); }

} // namespace

bool isNote(uint32_t id)
{
    return id == controlId("head") || id == controlId("foot") || id == controlId("fn  ") || id == controlId("en  ") || id == controlId("tcmt");
}

std::string controlText(Bytes record)
{
    switch (field<uint32_t>(record, 0)) {
    case controlId("atno"): return automaticNumber(record);
    case controlId("tcps"): return countedText(record, 4);
    case controlId("tdut"): return countedText(record, 4) + countedText(record, 6 + size_t { field<uint16_t>(record, 4) } * 2);
    default: return {};
    }
}

} // namespace sillok::documents::hwp
