// doc_info.h - What the DocInfo stream says about paragraphs and letters: which are headings, how they are numbered, and which are not seen.
#pragma once

#include "engine/documents/hidden_letters.h"
#include "engine/documents/hwp/records.h"
#include "engine/documents/numbering.h"

namespace sillok::documents::hwp {

/// Paragraph shapes, numberings and bullets of one document.
struct DocInfo {
    std::vector<ParagraphStyle> paragraphs;   ///< by paragraph shape id
    std::vector<LetterLook> letters;          ///< by character shape id
    std::vector<bool> fills;                  ///< by border and fill id, counted from 1: whether it is something else than white
    Numberings numberings;                    ///< ids counted from "1"
};

/// Whether that border and fill is something else than white. 0: there is none.
inline bool isFilled(const DocInfo& info, size_t id) { return id > 0 && id <= info.fills.size() && info.fills[id - 1]; }

/// Reads what is there; records that are too short say nothing.
/// source HWP 5.0 format document, "문단 모양", "문단 번호", "글머리표", "글자 모양", "테두리/배경"
DocInfo parseDocInfo(const std::vector<Record>& records);

/// OWPML's name of a number format that HWP writes as a number: 0 "DIGIT", 8 "HANGUL_SYLLABLE".
const char* numberFormatName(uint32_t format);

} // namespace sillok::documents::hwp
