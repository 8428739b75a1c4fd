#include "engine/base/file.h"
#include "engine/base/text.h"
#include "engine/documents/registry.h"
#include "tests/support/fixtures.h"
#include "tests/support/paths.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unicode/uchar.h>

using namespace sillok;
using namespace sillok::documents;

namespace {

/// One cell: row, column, rows, columns, and a digest of its letters and digits.
using CellFacts = std::tuple<int, int, int, int, std::string>;
using Table = std::multiset<CellFacts>;

/// source  FNV-1a of 64 bits; tests/tools/table_truth.py makes the same
std::string digestOf(std::string_view text)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const auto group = U_GET_GC_MASK(static_cast<UChar32>(point.value));
        for (size_t i = 0; (group & (U_GC_L_MASK | U_GC_N_MASK)) != 0 && i < point.length; ++i)
            hash = (hash ^ static_cast<uint8_t>(text[at + i])) * 0x100000001b3;
        at += point.length;
    }
    return QString::asprintf("%016llx", static_cast<unsigned long long>(hash)).toStdString();
}

std::vector<std::string> cellsOf(const Block& block)
{
    std::vector<std::string> cells;
    std::string_view rest = block.text;
    const std::string_view separator = kCellSeparator;
    for (size_t end = rest.find(separator); cells.size() + 1 < block.cells.size() && end != std::string_view::npos; end = rest.find(separator)) {
        cells.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end + separator.size());
    }
    cells.emplace_back(rest);
    return cells;
}

/// The tables of a document as the reader gives them. Several paragraphs of one cell count as one text; cells without words count not.
std::map<int, Table> tablesOf(const Document& document)
{
    std::map<std::tuple<int, int, int, int, int>, std::string> texts; // table, row, column, rows, columns
    for (const Block& block : document.blocks) {
        if (block.table < 0)
            continue;
        const std::vector<std::string> cells = cellsOf(block);
        for (size_t i = 0; i < block.cells.size() && i < cells.size(); ++i)
            texts[{ block.table, block.row, block.cells[i].column, block.cells[i].rowSpan, block.cells[i].columnSpan }] += cells[i];
    }
    std::map<int, Table> tables;
    const std::string empty = digestOf({});
    for (const auto& [place, text] : texts) {
        const auto& [table, row, column, rows, columns] = place;
        if (const std::string digest = digestOf(text); digest != empty)
            tables[table].insert({ row, column, rows, columns, digest });
    }
    return tables;
}

size_t shared(const Table& a, const Table& b)
{
    std::vector<CellFacts> both;
    std::ranges::set_intersection(a, b, std::back_inserter(both));
    return both.size();
}

struct Score {
    size_t tables = 0, found = 0, given = 0, wanted = 0;
    double f1() const { return given + wanted == 0 ? 0 : 2.0 * static_cast<double>(found) / static_cast<double>(given + wanted); }
};

std::map<std::string, std::map<int, Table>> truth()
{
    std::map<std::string, std::map<int, Table>> files;
    for (const std::string& line : test::lines(test::readText(test::sourcePath("/tests/data/tables/truth.tsv")))) {
        const auto field = test::columns(line);
        if (field.size() == 7)
            files[field[0]][std::stoi(field[1])].insert({ std::stoi(field[2]), std::stoi(field[3]), std::stoi(field[4]), std::stoi(field[5]), field[6] });
    }
    return files;
}

} // namespace

class TableTruthTest : public QObject {
    Q_OBJECT
private slots:
    void cellsStandWhereTheFilesSay();
};

/// source  tests/data/tables/truth.tsv: tables of the shared fixtures, read out of their files by tests/tools/table_truth.py
void TableTruthTest::cellsStandWhereTheFilesSay()
{
    const std::string folder = qEnvironmentVariable("SILLOK_SHARED").toStdString() + "/fixtures/documents/";
    std::map<std::string, Score> formats;
    Score all;
    for (const auto& [name, wanted] : truth()) {
        const auto file = MappedFile::open(folder + name);
        if (!file.ok())
            continue;
        const std::string extension = name.substr(name.rfind('.') + 1);
        const auto document = read(sniff(file->bytes(), extension), file->bytes(), [](int, int) {});
        std::map<int, Table> given = document.ok() ? tablesOf(*document) : std::map<int, Table> {};
        for (const auto& [number, table] : wanted) {
            const auto best = std::ranges::max_element(given, {}, [&](const auto& one) { return shared(one.second, table); });
            const size_t found = best == given.end() ? 0 : shared(best->second, table);
            const size_t size = found == 0 ? 0 : best->second.size();
            if (found * 100 < table.size() * 98 || size > table.size())
                qInfo("  %s table %d: %zu of %zu cells, %zu given", name.c_str(), number, found, table.size(), size);
            for (Score* score : { &formats[extension], &all }) {
                ++score->tables;
                score->found += found;
                score->given += size;
                score->wanted += table.size();
            }
            if (found > 0)
                given.erase(best);
        }
    }
    if (all.tables == 0)
        QSKIP("SILLOK_SHARED has no fixtures: tables were not compared");
    for (const auto& [format, score] : formats)
        qInfo("tables %-5s %3zu tables, %5zu cells, F1 %.4f", format.c_str(), score.tables, score.wanted, score.f1());
    qInfo("tables all   %3zu tables, %5zu cells, F1 %.4f", all.tables, all.wanted, all.f1());
    QVERIFY(all.tables >= 40);
    QVERIFY(all.f1() >= 0.98);
}

QTEST_GUILESS_MAIN(TableTruthTest)
#include "table_truth_test.moc"
