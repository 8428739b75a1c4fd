#include "storage/salvage/salvage.h"

#include "storage/db/transaction.h"
#include "storage/salvage/page_map.h"
#include "storage/salvage/repair.h"
#include "storage/salvage/row_writer.h"

#include <algorithm>

namespace sillok::storage {

namespace {

struct Salvage {
    PageSource& pages;
    const PageMap& map;
    const CopyProgress& progress;
    const std::stop_token& stop;
    int64_t done = 0;
};

Result<SalvagedTable> salvageTable(Database& to, const TableShape& shape, Salvage& work)
{
    SalvagedTable table;
    table.name = shape.name;
    if (const auto lost = work.map.lostPages.find(shape.name); lost != work.map.lostPages.end())
        table.lostPages = lost->second;
    const auto rowPages = work.map.rowPages.find(shape.name);
    if (rowPages == work.map.rowPages.end())
        return table;
    RowWriter writer(to, shape);
    for (const uint32_t number : rowPages->second) {
        if (work.stop.stop_requested())
            return fail(ErrorCode::Cancelled, "salvaging the database");
        const std::optional<std::vector<uint8_t>> page = work.pages.page(number);
        for (const FoundRow& row : page ? rowsOf(*page, number, work.pages) : std::vector<FoundRow>()) {
            if (!fits(row, shape)) {
                ++table.lost;
                continue;
            }
            SILLOK_TRY(const bool added, writer.add(row));
            table.recovered += added;
        }
        if (work.progress)
            work.progress(work.pages.count() + std::min<int64_t>(++work.done, work.pages.count()), int64_t(work.pages.count()) * 2);
    }
    return table;
}

void note(SalvageReport& report, std::string_view name, int64_t stoodIn, int64_t lost)
{
    for (SalvagedTable& table : report.tables) {
        if (table.name != name)
            continue;
        table.stoodIn += stoodIn;
        table.lost += lost;
        table.recovered -= lost;
    }
}

} // namespace

bool SalvageReport::everything() const
{
    return std::ranges::all_of(tables, [](const SalvagedTable& table) { return table.lost == 0 && table.lostPages == 0 && table.stoodIn == 0; });
}

Result<SalvageReport> salvageDatabase(const std::string& path, const Secret& rawKey, Database& to, const CopyProgress& progress, std::stop_token stop)
{
    SILLOK_TRY(PageSource pages, PageSource::open(path, rawKey));
    SILLOK_TRY(const std::vector<TableShape> shapes, shapesOf(to));
    SILLOK_TRY(const PageMap map, mapPages(pages, shapes, progress, stop));
    SalvageReport report;
    report.pages = pages.count();
    report.damagedPages = map.damagedPages;
    SILLOK_TRY(Transaction transaction, to.begin());
    SILLOK_CHECK(to.execute("PRAGMA defer_foreign_keys = ON"));
    Salvage work { pages, map, progress, stop };
    for (const TableShape& shape : shapes) {
        SILLOK_TRY(SalvagedTable table, salvageTable(to, shape, work));
        report.tables.push_back(std::move(table));
    }
    SILLOK_TRY(const Repair repair, repairReferences(to));
    note(report, "chat", repair.chats, 0);
    note(report, "collection", repair.collections, 0);
    note(report, "document", repair.documents, 0);
    for (const auto& [table, rows] : repair.removed)
        note(report, table, 0, rows);
    report.olderPages = pages.olderPages();
    SILLOK_CHECK(transaction.commit());
    return report;
}

} // namespace sillok::storage
