#include "storage/salvage/page_map.h"

#include <algorithm>
#include <unordered_map>

namespace sillok::storage {

namespace {

constexpr int64_t kPagesBetweenReports = 1024;

/// One walk over all trees that the schema names.
class Trees {
public:
    Trees(PageSource& pages, PageMap& map) : m_pages(pages), m_map(map) {}

    /// Gives every page that can be reached to its tree; rows of the schema on the way are its roots.
    void walk()
    {
        follow(1, "sqlite_schema");
        for (size_t i = 0; i < m_roots.size(); ++i)
            follow(m_roots[i].second, m_roots[i].first);
    }
    bool owned(uint32_t number) const { return m_owned.contains(number); }

private:
    void follow(uint32_t root, const std::string& tree)
    {
        std::vector<uint32_t> ahead { root };
        while (!ahead.empty()) {
            const uint32_t number = ahead.back();
            ahead.pop_back();
            if (!m_owned.emplace(number, true).second)
                continue; // two trees cannot share a page; damaged ones may seem to
            visit(number, tree, ahead);
        }
    }

    void visit(uint32_t number, const std::string& tree, std::vector<uint32_t>& ahead)
    {
        const std::optional<std::vector<uint8_t>> page = m_pages.page(number);
        if (!page) {
            ++m_map.lostPages[tree];
            return;
        }
        const PageKind kind = kindOf(*page, number);
        if (kind == PageKind::TableInside || kind == PageKind::IndexInside) {
            const std::vector<uint32_t> below = childrenOf(*page, number, m_pages.count());
            ahead.insert(ahead.end(), below.rbegin(), below.rend());
        }
        if (kind == PageKind::Other || kind == PageKind::TableInside)
            return;
        m_map.rowPages[tree].push_back(number);
        if (tree == "sqlite_schema")
            readSchema(*page, number);
    }

    /// source sqlite.org/fileformat2.html, section 2.6: type, name, tbl_name, rootpage, sql
    void readSchema(Bytes page, uint32_t number)
    {
        for (const FoundRow& row : rowsOf(page, number, m_pages)) {
            if (row.values.size() < 4)
                continue;
            const auto* const name = std::get_if<std::string>(&row.values[1]);
            const auto* const root = std::get_if<int64_t>(&row.values[3]);
            if (name && root && *root > 1 && *root <= int64_t(m_pages.count()))
                m_roots.emplace_back(*name, static_cast<uint32_t>(*root));
        }
    }

    PageSource& m_pages;
    PageMap& m_map;
    std::vector<std::pair<std::string, uint32_t>> m_roots;
    std::unordered_map<uint32_t, bool> m_owned;
};

/// The one table that every whole row of the page fits, or nothing.
const TableShape* shapeOf(const std::vector<FoundRow>& rows, bool rowids, const std::vector<TableShape>& shapes)
{
    const TableShape* best = nullptr;
    for (const TableShape& shape : shapes) {
        if (shape.hasRowids != rowids)
            continue;
        const bool any = std::ranges::any_of(rows, &FoundRow::whole);
        const bool all = std::ranges::all_of(rows, [&](const FoundRow& row) { return !row.whole || fits(row, shape); });
        if (any && all && (!best || shape.columns.size() > best->columns.size()))
            best = &shape;
    }
    return best;
}

void assignOrphan(uint32_t number, PageSource& pages, const std::vector<TableShape>& shapes, PageMap& map)
{
    const std::optional<std::vector<uint8_t>> page = pages.page(number);
    if (!page)
        return;
    const PageKind kind = kindOf(*page, number);
    const bool rowids = kind == PageKind::TableLeaf;
    if (!rowids && kind != PageKind::IndexLeaf && kind != PageKind::IndexInside)
        return;
    if (const TableShape* const shape = shapeOf(rowsOf(*page, number, pages), rowids, shapes))
        map.rowPages[shape->name].push_back(number);
}

} // namespace

Result<PageMap> mapPages(PageSource& pages, const std::vector<TableShape>& shapes, const PageProgress& progress, const std::stop_token& stop)
{
    PageMap map;
    Trees trees(pages, map);
    trees.walk();
    for (uint32_t number = 1; number <= pages.count(); ++number) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "salvaging the database");
        if (pages.damaged(number))
            ++map.damagedPages;
        if (!trees.owned(number))
            assignOrphan(number, pages, shapes, map);
        if (progress && number % kPagesBetweenReports == 0)
            progress(number, int64_t(pages.count()) * 2);
    }
    return map;
}

} // namespace sillok::storage
