// papers.h - The official papers of Korean institutions, as blocks in front of and behind a text.
#pragma once

#include "app/export/export_document.h"

namespace sillok::app {

struct Paper {
    std::vector<ExportBlock> before;
    std::vector<ExportBlock> after;
};

/// What stands around the text. Blanks that a person fills in are in brackets. `date` is "2026. 11. 24.".
/// source  행정업무의 운영 및 혁신에 관한 규정 시행규칙: 기안문의 두문, 본문, 결문
Paper paperFor(ExportTemplate kind, const std::string& title, const std::string& date, bool korean);

} // namespace sillok::app
