// page_map.h - Which page belongs to which table: by the trees where they can be followed, by the look of the rows where not.
#pragma once

#include "storage/salvage/shape.h"

#include <functional>
#include <map>
#include <stop_token>

namespace sillok::storage {

struct PageMap {
    /// Pages with rows of each table, in the order in which they should be read: those of the tree first.
    std::map<std::string, std::vector<uint32_t>> rowPages;
    /// Pages that a table is known to have and that are lost.
    std::map<std::string, int64_t> lostPages;
    int64_t damagedPages = 0;    ///< of every kind
};

/// Called with pages looked at and pages in all.
using PageProgress = std::function<void(int64_t done, int64_t all)>;

/// error Cancelled. cost reads every page once.
Result<PageMap> mapPages(PageSource& pages, const std::vector<TableShape>& shapes, const PageProgress& progress, const std::stop_token& stop);

} // namespace sillok::storage
