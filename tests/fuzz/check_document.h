// check_document.h - What must hold for every document that a reader gives, whatever bytes it was given.
#pragma once

#include "engine/base/text.h"
#include "engine/documents/registry.h"
#include "tests/fuzz/require.h"

namespace sillok::fuzz {

/// There are blocks, or pages that are pictures. Blocks are valid UTF-8, never empty, and their levels, pages and tables are inside their ranges.
inline void checkDocument(const documents::Document& document)
{
    require((!document.blocks.empty() || !document.pagesWithoutText.empty()) && isValidUtf8(document.title));
    for (const documents::Block& block : document.blocks) {
        require(!block.text.empty() && isValidUtf8(block.text));
        require(block.headingLevel >= 0 && block.headingLevel <= 9);
        require(block.page >= 0 && block.table >= -1);
        require(block.row >= -1);
        for (const documents::CellPlace& cell : block.cells)
            require(cell.column >= 0 && cell.columnSpan >= 1 && cell.rowSpan >= 1);
        require((block.headingLevel > 0) == (block.kind == documents::BlockKind::Heading));
    }
}

} // namespace sillok::fuzz
