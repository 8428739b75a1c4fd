// What the word index is asked beside its own queries: scores with known rarities, nearly counted words, and how rows come into it.
#include "tests/storage/vault_fixture.h"

#include "storage/db/fts_score.h"
#include "storage/db/sqlite.h"
#include "storage/db/term_spread.h"
#include "storage/db/transaction.h"
#include "storage/repositories/collection_repository.h"
#include "storage/repositories/document_repository.h"

#include <QTest>

#include <random>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr const char* kMakeIndex = "CREATE VIRTUAL TABLE word_index USING fts5(text, scope, tokenize='sillok');"
                                   "INSERT INTO word_index(word_index, rank) VALUES('pgsz', 3900);"
                                   "CREATE VIRTUAL TABLE word_term USING fts5vocab(word_index, row);";

/// Words of uneven rarity: "w0" in nearly every row, "w40" in few.
std::string sentence(std::mt19937& engine, int words)
{
    std::geometric_distribution<int> rank(0.08);
    std::string text;
    for (int i = 0; i < words; ++i)
        text += "w" + std::to_string(std::min(rank(engine), 60)) + " ";
    return text;
}

Result<void> fill(Database& database, int rows)
{
    SILLOK_CHECK(database.execute(kMakeIndex));
    SILLOK_TRY(Transaction transaction, database.begin());
    SILLOK_TRY(Statement insert, database.prepare("INSERT INTO word_index (scope, text) VALUES (?, ?)"));
    std::mt19937 engine(11);
    for (int row = 0; row < rows; ++row)
        SILLOK_CHECK(insert.run(row % 3 ? "c1" : "c2", sentence(engine, 5 + static_cast<int>(engine() % 60))));
    return transaction.commit();
}

using Scores = std::vector<std::pair<int64_t, double>>;

Scores rowsOf(Statement statement)
{
    Scores rows;
    for (auto row = statement.step(); row.ok() && *row; row = statement.step())
        rows.emplace_back(statement.columnNumber(0), statement.columnReal(1));
    return rows;
}

int64_t count(Database& database, const std::string& expression)
{
    return database.prepare("SELECT count(*) FROM word_index WHERE word_index MATCH ?")->number(expression).value();
}

int pagesRead(Database& database)
{
    int now = 0, most = 0;
    sqlite3_db_status(database.connection(), SQLITE_DBSTATUS_CACHE_MISS, &now, &most, 1);
    return now;
}

} // namespace

class WordIndexTest : public QObject {
    Q_OBJECT
private slots:
    void knownRaritiesScoreAsTheIndexItself_data();
    void knownRaritiesScoreAsTheIndexItself();
    void wrongArgumentsAreSaid();
    void usualWordsAreCountedNearly();
    void aDocumentsPassagesBecomeOnePartOfTheIndex();
};

void WordIndexTest::knownRaritiesScoreAsTheIndexItself_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("one") << QStringList { "w30" };
    QTest::newRow("usual and rare") << QStringList { "w0", "w5", "w38" };
    QTest::newRow("many") << QStringList { "w1", "w2", "w3", "w8", "w20", "w33", "w45" };
    QTest::newRow("one that is nowhere") << QStringList { "w7", "nowhere" };
}

// The library's own bm25() is the judge, for the best rows and for rows that a search of few must not lose.
void WordIndexTest::knownRaritiesScoreAsTheIndexItself()
{
    QFETCH(QStringList, words);
    Database database = memoryDatabase();
    VERIFY_OK(fill(database, 3000));
    std::string expression;
    std::vector<double> rarities { 0 }; // of the scope
    for (const QString& word : words) {
        expression += (expression.empty() ? "\"" : " OR \"") + word.toStdString() + "\"";
        rarities.push_back(rarity(count(database, "\"" + word.toStdString() + "\""), 3000));
    }
    expression = "scope : (\"c1\") AND (" + expression + ")";
    for (const int most : { 1, 10, 5000 }) {
        auto theirs = database.prepare("SELECT rowid, -bm25(word_index, 1.0, 0.0) AS s FROM word_index WHERE word_index MATCH ? ORDER BY s DESC LIMIT ?");
        VERIFY_OK(theirs->bindAll(expression, most));
        auto ours = database.prepare("SELECT rowid, known_bm25(word_index, ?1, ?2) AS s FROM word_index WHERE word_index MATCH ?3 ORDER BY s DESC LIMIT ?2");
        const std::string bytes = rarityBytes(rarities);
        VERIFY_OK(ours->bindAll(Bytes(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()), most, expression));
        const Scores expected = rowsOf(std::move(*theirs)), found = rowsOf(std::move(*ours));
        QVERIFY(!expected.empty());
        QCOMPARE(found.size(), expected.size());
        for (size_t i = 0; i < found.size(); ++i)
            QVERIFY2(std::abs(found[i].second - expected[i].second) < 1e-9, qPrintable(QString("%1 of %2").arg(i).arg(most)));
    }
}

void WordIndexTest::wrongArgumentsAreSaid()
{
    Database database = memoryDatabase();
    VERIFY_OK(fill(database, 10));
    for (const std::string& bytes : { std::string(), std::string(3, 'x'), rarityBytes(std::vector<double> { 1, 1 }) }) {
        auto wrong = database.prepare("SELECT known_bm25(word_index, ?1, 5) FROM word_index WHERE word_index MATCH '\"w0\"'");
        VERIFY_OK(wrong->bindAll(Bytes(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size())));
        QVERIFY(!wrong->step().ok());
    }
}

void WordIndexTest::usualWordsAreCountedNearly()
{
    constexpr int kRows = 40'000;
    QTemporaryDir dir;
    const std::string path = dir.filePath("words.db").toStdString();
    const Secret key = Secret::random(32).value();
    {
        auto made = Database::open(path, key, kSplit);
        VERIFY_OK(made);
        VERIFY_OK(fill(*made, kRows));
    }
    int nearly = 0, counting = 0;
    for (const char* word : { "w0", "w3", "w10", "w25", "w59", "nowhere" }) {
        auto spread = Database::open(path, key, kSplit);
        auto counted = Database::open(path, key, kSplit);
        VERIFY_OK(spread);
        pagesRead(*spread);
        const auto rows = TermSpread::open(*spread, "word_index", "word_term")->rows(word);
        VERIFY_OK(rows);
        nearly += pagesRead(*spread);
        pagesRead(*counted);
        const int64_t exactly = count(*counted, std::string("\"") + word + "\"");
        counting += pagesRead(*counted);
        QVERIFY2(std::abs(*rows - exactly) <= exactly / 12, qPrintable(QString("%1: %2 instead of %3").arg(word).arg(*rows).arg(exactly)));
        if (exactly < 300)
            QCOMPARE(*rows, exactly);
    }
    qInfo("%d pages read, where counting reads %d", nearly, counting);
    QVERIFY(nearly * 2 < counting);
}

// A part for each passage would be written and merged again and again: half of the time of an import.
void WordIndexTest::aDocumentsPassagesBecomeOnePartOfTheIndex()
{
    Database database = memoryDatabase();
    CollectionRepository collections(database);
    DocumentRepository documents(database);
    NewDocument document;
    document.collection = collections.create("모음", 1).value();
    document.name = "긴 문서.txt";
    for (int i = 0; i < 300; ++i) {
        const std::string text = "구절 " + std::to_string(i) + "\n";
        const auto at = static_cast<int64_t>(QString::fromStdString(document.plainText).size());
        document.plainText += text;
        document.passages.push_back({ "", "", 1, at, at + QString::fromStdString(text).size(), text });
    }
    const auto parts = [&] { return database.prepare("SELECT count(DISTINCT segid) FROM passage_index_idx")->number().value(); };
    const int64_t before = parts(); // the schema's own first row is one
    VERIFY_OK(documents.add(document, 1));
    QCOMPARE(database.prepare("SELECT count(*) FROM passage")->number().value(), int64_t(300));
    QCOMPARE(database.prepare("SELECT count(*) FROM passage_index WHERE passage_index MATCH '\"구절\"'")->number().value(), int64_t(300));
    QCOMPARE(parts(), before + 1);
}

QTEST_GUILESS_MAIN(WordIndexTest)
#include "word_index_test.moc"
