// section.h - One section of a HWP 5.0 document: records into paragraphs, paragraphs into blocks.
#pragma once

#include "engine/documents/flow.h"
#include "engine/documents/hwp/doc_info.h"

namespace sillok::documents::hwp {

/// Writes the section's paragraphs, but for letters that nobody sees; they are counted. error  Unsafe: too much text.
/// source HWP 5.0 format document, "본문"
Result<void> readSection(const std::vector<Record>& records, const DocInfo& info, FlowWriter& writer, int& hiddenCharacters);

} // namespace sillok::documents::hwp
