// vector_repository_test.cpp - Vectors live exactly as long as the passages that they are made of.
#include "tests/storage/filled_vault.h"

#include "storage/repositories/merge.h"
#include "storage/repositories/vector_repository.h"
#include "storage/salvage/salvage.h"

#include <QTest>

#include <algorithm>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class VectorRepositoryTest : public QObject {
    Q_OBJECT
private slots:
    void aModelIsNotedOnce();
    void whatHasNoVectorWaits();
    void waitingGoesOnBehindAPassage();
    void vectorsComeBackAsTheyWere();
    void vectorsGoWithTheirPassages();
    void aReplacedPassageTakesNoOldVector();
    void aNewTitleMakesTheVectorWait();
    void changesAreNoted();
    void aModelGoesInPieces();
    void mergingLeavesVectorsOut();
    void salvageIsNotMisledByVectors();
};

namespace {

NewDocument documentOf(CollectionId collection, const std::string& name, const std::vector<std::string>& texts)
{
    NewDocument document;
    document.collection = collection;
    document.name = name;
    document.title = name;
    document.sha256[0] = static_cast<uint8_t>(name.back());
    for (const std::string& text : texts) {
        const auto at = static_cast<int64_t>(document.plainText.size());
        document.plainText += text;
        document.passages.push_back({ "heading", "", 1, at, at + static_cast<int64_t>(text.size()), text });
    }
    return document;
}

struct Shelf {
    Database database = memoryDatabase();
    DocumentRepository documents { database };
    VectorRepository vectors { database };
    CollectionId collection = CollectionRepository(database).create("a", 1).value();
    CollectionId other = CollectionRepository(database).create("b", 1).value();
    EmbeddingModelId model = vectors.note({ "m", { 1 }, 1, 2 }).value();

    DocumentId put(const std::string& name, const std::vector<std::string>& texts, CollectionId in = 0)
    {
        return documents.add(documentOf(in == 0 ? collection : in, name, texts), 5).value();
    }
    std::vector<WaitingPassage> waiting(CollectionId in = 0) { return vectors.waiting(model, in, nullptr, 100).value(); }
    /// A vector for everything that waits: the number of its passage, and 7.
    Result<void> fill(EmbeddingModelId of)
    {
        const std::vector<WaitingPassage> passages = vectors.waiting(of, 0, nullptr, 100).value();
        std::vector<std::vector<int8_t>> bytes;
        for (const WaitingPassage& passage : passages)
            bytes.push_back({ static_cast<int8_t>(passage.id), 7 });
        std::vector<NewVector> made;
        for (size_t i = 0; i < passages.size(); ++i)
            made.push_back({ &passages[i], 0.25f, bytes[i], kRest });
        return vectors.store(of, made);
    }
    int64_t count(const char* table) { return database.prepare(std::string("SELECT count(*) FROM ") + table)->number().value(); }

    static constexpr std::array<int8_t, 2> kRest { -127, 127 };
};

std::vector<std::string> textsOf(const std::vector<WaitingPassage>& passages)
{
    std::vector<std::string> texts;
    for (const WaitingPassage& passage : passages)
        texts.push_back(passage.text);
    return texts;
}

using Strings = std::vector<std::string>;

} // namespace

void VectorRepositoryTest::aModelIsNotedOnce()
{
    Shelf shelf;
    QCOMPARE(shelf.vectors.note({ "another name", { 1 }, 1, 2 }).value(), shelf.model);
    QVERIFY(shelf.vectors.note({ "m", { 1 }, 2, 2 }).value() != shelf.model);    // another way of putting texts before it
    QVERIFY(shelf.vectors.note({ "m", { 2 }, 1, 2 }).value() != shelf.model);
    QCOMPARE(shelf.vectors.find({ "", { 1 }, 1, 0 }).value(), std::optional(shelf.model));
    QVERIFY(!shelf.vectors.find({ "", { 3 }, 1, 0 }).value());
    const auto models = shelf.vectors.models().value();
    QCOMPARE(models.size(), size_t(3));
    QVERIFY(models[0].name == "m" && models[0].width == 2 && models[0].sha256[0] == 1 && models[0].recipe == 1 && models[0].vectors == 0);
}

void VectorRepositoryTest::whatHasNoVectorWaits()
{
    Shelf shelf;
    shelf.put("one", { "a", "b" });
    QCOMPARE(textsOf(shelf.waiting()), (Strings { "a", "b" }));
    VERIFY_OK(shelf.fill(shelf.model));
    shelf.put("two", { "c" }, shelf.other);
    QCOMPARE(textsOf(shelf.waiting()), (Strings { "c" }));
    QCOMPARE(shelf.vectors.countWaiting(shelf.model, 0).value(), int64_t(1));
    QCOMPARE(shelf.vectors.countWaiting(shelf.model, shelf.collection).value(), int64_t(0));
    QVERIFY(shelf.waiting(shelf.collection).empty());
    const auto newer = shelf.vectors.note({ "n", { 9 }, 1, 3 }).value();
    QCOMPARE(shelf.vectors.countWaiting(newer, 0).value(), int64_t(3));
}

void VectorRepositoryTest::waitingGoesOnBehindAPassage()
{
    Shelf shelf;
    shelf.put("one", { "a", "b", "c" });
    shelf.put("two", { "d" });
    const auto first = shelf.vectors.waiting(shelf.model, 0, nullptr, 2).value();
    QCOMPARE(textsOf(first), (Strings { "a", "b" }));
    QCOMPARE(textsOf(shelf.vectors.waiting(shelf.model, 0, &first.back(), 10).value()), (Strings { "c", "d" }));
}

void VectorRepositoryTest::vectorsComeBackAsTheyWere()
{
    Shelf shelf;
    const DocumentId document = shelf.put("one", { "a", "b" }, shelf.other);
    VERIFY_OK(shelf.fill(shelf.model));
    const auto rows = shelf.vectors.rows(shelf.model, 0, 10).value();
    QCOMPARE(rows.size(), size_t(2));
    QVERIFY(rows[0].document == document && rows[0].collection == shelf.other);
    QCOMPARE(rows[0].scale, 0.25f);
    QCOMPARE(rows[0].bytes, (std::vector<int8_t> { static_cast<int8_t>(rows[0].passage), 7 }));
    const std::vector<PassageId> both { rows[1].passage, rows[0].passage };
    const auto whole = shelf.vectors.wholeOnes(shelf.model, both).value();
    QVERIFY(whole.size() == 2 && whole[0].passage == rows[1].passage && whole[1].bytes == rows[0].bytes && whole[1].scale == 0.25f);
    QCOMPARE(whole[1].rest, (std::vector<int8_t> { -127, 127 }));
    QCOMPARE(shelf.vectors.rows(shelf.model, rows[0].id, 10)->size(), size_t(1));
    QCOMPARE(shelf.vectors.ofPassage(shelf.model, rows[1].passage).value()->id, rows[1].id);
    QVERIFY(!shelf.vectors.ofPassage(shelf.model, 999).value());
    COMPARE_CODE(shelf.vectors.wholeOnes(shelf.model, std::vector<PassageId> { 999 }), ErrorCode::NotFound);
}

void VectorRepositoryTest::vectorsGoWithTheirPassages()
{
    Shelf shelf;
    const DocumentId one = shelf.put("one", { "a", "b" });
    shelf.put("two", { "c" }, shelf.other);
    shelf.put("three", { "d" });
    VERIFY_OK(shelf.fill(shelf.model));
    VERIFY_OK(shelf.documents.remove(one));
    QCOMPARE(shelf.count("passage_vector"), int64_t(2));
    shelf.put("three", { "e" }); // replaces the one with this name
    QCOMPARE(shelf.count("passage_vector"), int64_t(1));
    VERIFY_OK(CollectionRepository(shelf.database).remove(shelf.other));
    QCOMPARE(shelf.count("passage_vector"), int64_t(0));
    QCOMPARE(shelf.count("passage_vector_rest"), int64_t(0));
}

// The number of a passage that went is given to the next one: what was computed for the first must not be taken for the second.
void VectorRepositoryTest::aReplacedPassageTakesNoOldVector()
{
    Shelf shelf;
    const DocumentId old = shelf.put("one", { "a" });
    const std::vector<WaitingPassage> before = shelf.waiting();
    VERIFY_OK(shelf.documents.remove(old));
    shelf.put("one", { "b" });
    QCOMPARE(shelf.waiting().at(0).id, before.at(0).id);
    const std::vector<int8_t> bytes { 1, 2 };
    VERIFY_OK(shelf.vectors.store(shelf.model, std::vector<NewVector> { { &before[0], 1, bytes, Shelf::kRest } }));
    QCOMPARE(shelf.count("passage_vector"), int64_t(0));
    QCOMPARE(textsOf(shelf.waiting()), (Strings { "b" }));
}

void VectorRepositoryTest::aNewTitleMakesTheVectorWait()
{
    Shelf shelf;
    shelf.put("one", { "a" });
    const std::vector<WaitingPassage> before = shelf.waiting();
    VERIFY_OK(shelf.fill(shelf.model));
    VERIFY_OK(shelf.database.execute("UPDATE passage SET title = title"));
    QVERIFY(shelf.waiting().empty());
    VERIFY_OK(shelf.database.execute("UPDATE passage SET title = 'renamed'"));
    QCOMPARE(shelf.waiting().at(0).title, std::string("renamed"));
    const std::vector<int8_t> bytes { 1, 2 };
    VERIFY_OK(shelf.vectors.store(shelf.model, std::vector<NewVector> { { &before[0], 1, bytes, Shelf::kRest } }));
    QCOMPARE(shelf.waiting().size(), size_t(1)); // it was made of the earlier title
}

void VectorRepositoryTest::changesAreNoted()
{
    Shelf shelf;
    shelf.put("one", { "a" });
    QVERIFY(shelf.vectors.takeChanges().value().unknown);
    const VectorChanges none = shelf.vectors.takeChanges().value();
    QVERIFY(!none.unknown && none.passages.empty());
    VERIFY_OK(shelf.fill(shelf.model));
    const PassageId passage = shelf.vectors.rows(shelf.model, 0, 1)->at(0).passage;
    QCOMPARE(shelf.vectors.takeChanges().value().passages, (std::vector<PassageId> { passage }));
    QVERIFY(shelf.vectors.takeChanges().value().passages.empty());
    VERIFY_OK(CollectionRepository(shelf.database).remove(shelf.collection)); // two references away
    QCOMPARE(shelf.vectors.takeChanges().value().passages, (std::vector<PassageId> { passage }));
}

void VectorRepositoryTest::aModelGoesInPieces()
{
    Shelf shelf;
    shelf.put("one", { "a", "b", "c" });
    const auto newer = shelf.vectors.note({ "n", { 9 }, 1, 2 }).value();
    VERIFY_OK(shelf.fill(shelf.model));
    VERIFY_OK(shelf.fill(newer));
    QVERIFY(!shelf.vectors.removeSome(shelf.model, 2).value());
    QCOMPARE(shelf.vectors.models()->at(0).vectors, int64_t(1));
    QVERIFY(shelf.vectors.removeSome(shelf.model, 2).value());
    const auto left = shelf.vectors.models().value();
    QVERIFY(left.size() == 1 && left[0].id == newer && left[0].vectors == 3);
    QCOMPARE(shelf.count("passage_vector_rest"), int64_t(3));
}

void VectorRepositoryTest::mergingLeavesVectorsOut()
{
    Shelf from, into;
    from.put("one", { "a" });
    VERIFY_OK(from.fill(from.model));
    VERIFY_OK(mergeDatabase(from.database, into.database, {}, {}));
    QCOMPARE(textsOf(into.waiting()), (Strings { "a" }));
    QCOMPARE(into.count("passage_vector"), int64_t(0));
}

// Pages full of vectors are nobody's rows: every other table comes over whole, and nothing is reported missing.
void VectorRepositoryTest::salvageIsNotMisledByVectors()
{
    VaultFolder folder;
    const Secret key = Secret::random(32).value();
    const std::string path = folder.outside.filePath("a.db").toStdString();
    std::map<std::string, std::map<std::string, std::string>> before;
    {
        Database database = Database::open(path, key, kSplit).value();
        VERIFY_OK(migrate(database));
        VERIFY_OK(fillDatabase(database, 2));
        VectorRepository vectors(database);
        const EmbeddingModelId model = vectors.note({ "m", { 1 }, 1, 700 }).value();
        const std::vector<WaitingPassage> passages = vectors.waiting(model, 0, nullptr, 1000).value();
        const std::vector<int8_t> bytes(700, 'x');
        std::vector<NewVector> made;
        for (const WaitingPassage& passage : passages)
            made.push_back({ &passage, 1, bytes, bytes });
        VERIFY_OK(vectors.store(model, made));
        for (const char* table : kTables)
            before[table] = rowsOfTable(database, table);
    }
    Database to = Database::openInMemory(kSplit).value();
    VERIFY_OK(migrate(to));
    const auto report = salvageDatabase(path, key, to, {}, {});
    VERIFY_OK(report);
    QVERIFY(report->everything());
    for (const char* table : kTables)
        QVERIFY2(rowsOfTable(to, table) == before[table], table);
    QCOMPARE(VectorRepository(to).models()->size(), size_t(0));
}

QTEST_GUILESS_MAIN(VectorRepositoryTest)
#include "vector_repository_test.moc"
