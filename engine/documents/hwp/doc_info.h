// doc_info.h - What the DocInfo stream says about paragraphs: which are headings, and how they are numbered.
#pragma once

#include "engine/documents/hwp/records.h"
#include "engine/documents/numbering.h"

namespace sillok::documents::hwp {

/// Paragraph shapes, numberings and bullets of one document.
struct DocInfo {
    std::vector<ParagraphStyle> paragraphs;   ///< by paragraph shape id
    Numberings numberings;                    ///< ids counted from "1"
};

/// Reads what is there; records that are too short say nothing.
/// source HWP 5.0 format document, "문단 모양", "문단 번호", "글머리표"
DocInfo parseDocInfo(const std::vector<Record>& records);

/// OWPML's name of a number format that HWP writes as a number: 0 "DIGIT", 8 "HANGUL_SYLLABLE".
const char* numberFormatName(uint32_t format);

} // namespace sillok::documents::hwp
