// record.h - Rows as they lie in pages: cells, overflow chains, values. Every length is checked; the pages are authentic, not trusted.
#pragma once

#include "storage/salvage/page_source.h"

#include <variant>

namespace sillok::storage {

using Value = std::variant<std::nullptr_t, int64_t, double, std::string, std::vector<uint8_t>>;

/// One row, or what is known of it.
struct FoundRow {
    int64_t rowid = 0;              ///< 0 in trees without row numbers
    std::vector<Value> values;
    bool whole = false;             ///< false: a part of it lies on a page that is lost
};

enum class PageKind : uint8_t { Other, TableInside, TableLeaf, IndexInside, IndexLeaf };

PageKind kindOf(Bytes page, uint32_t number);
/// The pages below an inside page, in order; numbers outside the file are left out.
std::vector<uint32_t> childrenOf(Bytes page, uint32_t number, uint32_t count);
/// The rows of a leaf of a table, or of any page of an index.
std::vector<FoundRow> rowsOf(Bytes page, uint32_t number, PageSource& pages);

} // namespace sillok::storage
