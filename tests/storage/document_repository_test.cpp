#include "tests/storage/vault_fixture.h"

#include "storage/repositories/collection_repository.h"
#include "storage/repositories/document_repository.h"
#include "storage/repositories/passage_repository.h"
#include "storage/repositories/setting_repository.h"

#include <QString>
#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class DocumentRepositoryTest : public QObject {
    Q_OBJECT
private slots:
    void documentComesBackAsItWas();
    void passageThatIsNoSliceIsRefused();
    void sameContentIsFoundAgain();
    void sameNameReplaces();
    void removedDocumentLeavesTheIndex();
    void removedWordsLeaveTheIndexsPages_data();
    void removedWordsLeaveTheIndexsPages();
    void removedCollectionTakesItsDocumentsAlong();
    void collectionNamesAreUnique();
    void countsAreOfTheCollection();
    void searchStaysInsideItsCollections();
    void searchFindsTitleHeadingAndContext();
    void particlesDoNotHideWords();
    void lookupFindsTheNamedArticleOnly();
    void lookupFindsAnArticleAmongManyDocumentsOfOneName();
    void lookupFindsNamesInHeadings();
    void lookupStaysInsideItsScope();
    void termsAreCounted();
    void settingsAreKept();
};

namespace {

NewDocument document(CollectionId collection, const std::string& name, const std::string& text)
{
    NewDocument out;
    out.collection = collection;
    out.name = name;
    out.title = name.substr(0, name.rfind('.'));
    out.format = "TXT";
    out.sha256[0] = static_cast<uint8_t>(text.size());
    out.sha256[1] = static_cast<uint8_t>(text.back());
    out.sizeBytes = static_cast<int64_t>(text.size());
    out.pageCount = 2;
    out.plainText = text;
    const auto size = static_cast<int64_t>(QString::fromStdString(text).toStdU32String().size());
    out.blocks.push_back({ BlockKind::Paragraph, 0, 1, 0, size });
    out.passages.push_back({ "제1장 > 제12조(연가)", "표 1. 일수", 1, 0, size, text });
    return out;
}

struct Shelf {
    Database database = memoryDatabase();
    CollectionRepository collections { database };
    DocumentRepository documents { database };
    PassageRepository passages { database };
    CollectionId collection = collections.create("업무 규정", 1).value();

    DocumentId put(const std::string& name, const std::string& text) { return documents.add(document(collection, name, text), 5).value(); }

    /// Names of the documents that a search finds, best first.
    std::vector<std::string> find(std::string_view question, std::vector<CollectionId> in = {})
    {
        PassageSearch search;
        search.collections = std::move(in);
        for (const auto& term : retrieval::terms(question, true))
            search.terms.push_back(term.text);
        std::vector<std::string> names;
        const std::vector<PassageHit> hits = passages.search(search).value();
        for (const PassageHit& hit : hits)
            names.push_back(hit.passage.documentName);
        return names;
    }
};

using Strings = std::vector<std::string>;

} // namespace

void DocumentRepositoryTest::documentComesBackAsItWas()
{
    Shelf shelf;
    NewDocument added = document(shelf.collection, "복무규정.txt", "연가는 15일이다. 😀 끝");
    added.pagesEstimated = true;
    added.hiddenCharactersRemoved = 3;
    added.recognition = { 4, 5, 2, 87 };
    added.state = DocumentState::Unreadable;
    added.problem = ErrorCode::Unsafe;
    added.problemDetail = "depth";
    const auto id = shelf.documents.add(added, 77);
    VERIFY_OK(id);
    const auto stored = shelf.documents.find(*id);
    VERIFY_OK(stored);
    QCOMPARE(stored->name, added.name);
    QCOMPARE(stored->title, std::string("복무규정"));
    QCOMPARE(stored->format, std::string("TXT"));
    QVERIFY(stored->sha256 == added.sha256);
    QCOMPARE(stored->pageCount, 2);
    QVERIFY(stored->pagesEstimated);
    QCOMPARE(stored->hiddenCharactersRemoved, 3);
    QCOMPARE(stored->recognition.pagesWithoutText, 4);
    QCOMPARE(stored->recognition.pagesRecognised, 5);
    QCOMPARE(stored->recognition.pagesUnsure, 2);
    QCOMPARE(stored->recognition.confidence, 87);
    QVERIFY(stored->state == DocumentState::Unreadable);
    QVERIFY(stored->problem == ErrorCode::Unsafe);
    QCOMPARE(stored->problemDetail, std::string("depth"));
    QCOMPARE(stored->addedAtMs, int64_t(77));
    QCOMPARE(stored->passageCount, 1);
    QCOMPARE(shelf.documents.plainText(*id).value(), added.plainText);
    const auto blocks = shelf.documents.blocks(*id);
    VERIFY_OK(blocks);
    QCOMPARE(blocks->size(), size_t(1));
    QCOMPARE(blocks->front().endCodePoint, added.passages[0].endCodePoint);
    const auto passages = shelf.passages.ofDocument(*id);
    VERIFY_OK(passages);
    QCOMPARE(passages->front().text, added.plainText);
    QCOMPARE(passages->front().headingPath, std::string("제1장 > 제12조(연가)"));
    QVERIFY(passages->front().pageEstimated);
    QCOMPARE(shelf.passages.find(passages->front().id)->ordinal, 0);
}

void DocumentRepositoryTest::passageThatIsNoSliceIsRefused()
{
    Shelf shelf;
    for (const auto& [start, end, text] : { std::tuple(1, 3, "가나"), std::tuple(0, 9, "가나다"), std::tuple(2, 1, ""), std::tuple(-1, 1, "가") }) {
        NewDocument wrong = document(shelf.collection, "x.txt", "가나다");
        wrong.passages[0].startCodePoint = start;
        wrong.passages[0].endCodePoint = end;
        wrong.passages[0].text = text;
        COMPARE_CODE(shelf.documents.add(wrong, 5), ErrorCode::BadArgument);
    }
    QVERIFY(shelf.documents.list(shelf.collection).value().empty());
    COMPARE_CODE(shelf.documents.add(document(999, "x.txt", "가나다"), 5), ErrorCode::NotFound);
}

void DocumentRepositoryTest::sameContentIsFoundAgain()
{
    Shelf shelf;
    const DocumentId id = shelf.put("a.txt", "가나다");
    const Sha256 hash = shelf.documents.find(id)->sha256;
    QCOMPARE(shelf.documents.findByContent(shelf.collection, hash).value()->id, id);
    const CollectionId other = shelf.collections.create("다른 모음", 1).value();
    QVERIFY(!shelf.documents.findByContent(other, hash).value().has_value());
    QVERIFY(!shelf.documents.findByContent(shelf.collection, Sha256 {}).value().has_value());
}

void DocumentRepositoryTest::sameNameReplaces()
{
    Shelf shelf;
    shelf.put("규정.txt", "옛날 감자 조항");
    const DocumentId newer = shelf.put("규정.txt", "새로운 고구마 조항");
    QCOMPARE(shelf.documents.list(shelf.collection)->size(), size_t(1));
    QCOMPARE(shelf.documents.list(shelf.collection)->front().id, newer);
    QVERIFY(shelf.find("감자").empty());
    QCOMPARE(shelf.find("고구마"), (Strings { "규정.txt" }));
}

void DocumentRepositoryTest::removedDocumentLeavesTheIndex()
{
    Shelf shelf;
    const DocumentId id = shelf.put("규정.txt", "감자 조항");
    VERIFY_OK(shelf.documents.remove(id));
    QVERIFY(shelf.find("감자").empty());
    QCOMPARE(shelf.passages.countTerms({ "감자" })->passagesWithTerm[0], int64_t(0));
    COMPARE_CODE(shelf.documents.find(id), ErrorCode::NotFound);
    COMPARE_CODE(shelf.documents.remove(id), ErrorCode::NotFound);
    QVERIFY(shelf.database.check()->empty());
    QCOMPARE(shelf.database.prepare("SELECT count(*) FROM block")->number().value(), int64_t(0));
}

void DocumentRepositoryTest::removedWordsLeaveTheIndexsPages_data()
{
    QTest::addColumn<bool>("secure");
    QTest::newRow("as the schema sets it") << true;
    QTest::newRow("mutant: without secure-delete") << false;
}

// The index keeps removed words in its pages unless it is told not to.
void DocumentRepositoryTest::removedWordsLeaveTheIndexsPages()
{
    QFETCH(bool, secure);
    Shelf shelf;
    if (!secure)
        VERIFY_OK(shelf.database.execute("INSERT INTO passage_index(passage_index, rank) VALUES('secure-delete', 0)"));
    const DocumentId id = shelf.put("규정.txt", "xylophone 조항");
    // Words that follow each other share their beginnings there; no other word begins like this one.
    const auto pagesWithWord = [&] {
        return shelf.database.prepare("SELECT count(*) FROM passage_index_data WHERE instr(block, CAST('ylophone' AS BLOB)) > 0")->number().value();
    };
    QVERIFY(pagesWithWord() > 0);
    VERIFY_OK(shelf.documents.remove(id));
    QCOMPARE(pagesWithWord() == 0, secure);
}

void DocumentRepositoryTest::removedCollectionTakesItsDocumentsAlong()
{
    Shelf shelf;
    const DocumentId id = shelf.put("규정.txt", "감자 조항");
    VERIFY_OK(shelf.collections.remove(shelf.collection));
    COMPARE_CODE(shelf.documents.find(id), ErrorCode::NotFound);
    QVERIFY(shelf.find("감자").empty());
    QVERIFY(shelf.database.check()->empty());
    COMPARE_CODE(shelf.collections.remove(shelf.collection), ErrorCode::NotFound);
}

void DocumentRepositoryTest::collectionNamesAreUnique()
{
    Shelf shelf;
    COMPARE_CODE(shelf.collections.create("업무 규정", 2), ErrorCode::AlreadyExists);
    COMPARE_CODE(shelf.collections.create("", 2), ErrorCode::BadArgument);
    QCOMPARE(shelf.collections.findByName("업무 규정")->id, shelf.collection);
    COMPARE_CODE(shelf.collections.findByName("없음"), ErrorCode::NotFound);
}

void DocumentRepositoryTest::countsAreOfTheCollection()
{
    Shelf shelf;
    shelf.put("a.txt", "가");
    NewDocument locked = document(shelf.collection, "b.txt", "나");
    locked.state = DocumentState::NeedsPassword;
    VERIFY_OK(shelf.documents.add(locked, 5));
    const auto found = shelf.collections.find(shelf.collection);
    VERIFY_OK(found);
    QCOMPARE(found->documentCount, 2);
    QCOMPARE(found->pageCount, 4);
    QCOMPARE(found->problemCount, 1);
    QCOMPARE(shelf.passages.searchableDocuments({ shelf.collection }).value(), int64_t(1));
    QCOMPARE(shelf.passages.searchableDocuments({}).value(), int64_t(1));
    QCOMPARE(shelf.collections.list()->size(), size_t(1));
}

void DocumentRepositoryTest::searchStaysInsideItsCollections()
{
    Shelf shelf;
    shelf.put("a.txt", "예산 편성");
    const CollectionId other = shelf.collections.create("다른 모음", 1).value();
    VERIFY_OK(shelf.documents.add(document(other, "b.txt", "예산 결산"), 5));
    QCOMPARE(shelf.find("예산", { shelf.collection }), (Strings { "a.txt" }));
    QCOMPARE(shelf.find("예산", { other }), (Strings { "b.txt" }));
    QCOMPARE(shelf.find("예산", { shelf.collection, other }).size(), size_t(2));
    QCOMPARE(shelf.find("예산").size(), size_t(2));
}

void DocumentRepositoryTest::searchFindsTitleHeadingAndContext()
{
    Shelf shelf;
    shelf.put("복무규정.txt", "열다섯 날로 한다.");
    for (const char* word : { "복무규정", "연가", "일수", "열다섯" })
        QCOMPARE(shelf.find(word), (Strings { "복무규정.txt" }));
    QVERIFY(shelf.find("txt").empty());
}

void DocumentRepositoryTest::particlesDoNotHideWords()
{
    Shelf shelf;
    shelf.put("a.txt", "예산을 편성한다.");
    for (const char* form : { "예산", "예산이", "예산을", "예산의", "예산에", "예산은", "예산도", "예산만", "예산으로", "예산까지" })
        QCOMPARE(shelf.find(form), (Strings { "a.txt" }));
}

void DocumentRepositoryTest::lookupFindsTheNamedArticleOnly()
{
    Shelf shelf;
    shelf.put("복무규정.txt", "가");
    NewDocument other = document(shelf.collection, "복무규정 해설.txt", "나");
    other.passages[0].headingPath = "제12조의2(특례)";
    VERIFY_OK(shelf.documents.add(other, 5));
    PassageSearch search;
    search.lookups = { { { "우리 복무규정", "복무규정" }, "제12조" } };
    const auto hits = shelf.passages.search(search);
    VERIFY_OK(hits);
    QCOMPARE(hits->size(), size_t(1));
    QCOMPARE(hits->front().passage.documentName, std::string("복무규정.txt"));
    QVERIFY(hits->front().exact);
    search.lookups = { { {}, "제12조의2" } };
    QCOMPARE(shelf.passages.search(search)->front().passage.documentName, std::string("복무규정 해설.txt"));
    search.lookups = { { { "복무규정" }, "제99조" } };
    QVERIFY(shelf.passages.search(search)->empty());
}

void DocumentRepositoryTest::lookupFindsAnArticleAmongManyDocumentsOfOneName()
{
    Shelf shelf;
    for (int i = 1; i <= 60; ++i) {
        NewDocument article = document(shelf.collection, std::to_string(i) + ".txt", "가");
        article.title = "복무규정";
        article.passages[0].headingPath = "제" + std::to_string(i) + "조(목적)";
        VERIFY_OK(shelf.documents.add(article, 5));
    }
    PassageSearch search;
    search.lookups = { { { "복무규정" }, "제57조" } };
    const auto hits = shelf.passages.search(search);
    VERIFY_OK(hits);
    QCOMPARE(hits->size(), size_t(1));
    QCOMPARE(hits->front().passage.documentName, std::string("57.txt"));
}

void DocumentRepositoryTest::lookupFindsNamesInHeadings()
{
    Shelf shelf;
    NewDocument rules = document(shelf.collection, "사규집.txt", "가");
    rules.passages[0].headingPath = "제2편 여비 규정 > 제12조(일비)";
    VERIFY_OK(shelf.documents.add(rules, 5));
    PassageSearch search;
    search.lookups = { { { "출장 여비 규정", "여비 규정" }, "제12조" } };
    const auto hits = shelf.passages.search(search);
    VERIFY_OK(hits);
    QCOMPARE(hits->size(), size_t(1));
    QCOMPARE(hits->front().passage.documentName, std::string("사규집.txt"));
}

void DocumentRepositoryTest::lookupStaysInsideItsScope()
{
    Shelf shelf;
    shelf.put("복무규정.txt", "가");
    const auto elsewhere = shelf.collections.create("다른 모음", 1);
    VERIFY_OK(elsewhere);
    PassageSearch search;
    search.lookups = { { { "복무규정" }, "제12조" }, { {}, "제12조" } };
    QCOMPARE(shelf.passages.search(search)->size(), size_t(1));
    search.collections = { *elsewhere };
    QVERIFY(shelf.passages.search(search)->empty());
    search.collections = {};
    search.documents = { 999 };
    QVERIFY(shelf.passages.search(search)->empty());
}

void DocumentRepositoryTest::termsAreCounted()
{
    Shelf shelf;
    shelf.put("a.txt", "예산 예산 예산");
    shelf.put("b.txt", "예산 결산");
    const auto counts = shelf.passages.countTerms({ "예산", "결산", "없음" });
    VERIFY_OK(counts);
    QCOMPARE(counts->passages, int64_t(2));
    QCOMPARE(counts->passagesWithTerm, (std::vector<int64_t> { 2, 1, 0 }));
    VERIFY_OK(shelf.passages.optimize());
    QCOMPARE(shelf.find("결산"), (Strings { "b.txt" }));
}

void DocumentRepositoryTest::settingsAreKept()
{
    Shelf shelf;
    SettingRepository settings(shelf.database);
    QVERIFY(!settings.get("model").value().has_value());
    VERIFY_OK(settings.set("model", "a"));
    VERIFY_OK(settings.set("model", "나"));
    QCOMPARE(settings.get("model").value().value(), std::string("나"));
    VERIFY_OK(settings.remove("model"));
    QVERIFY(!settings.get("model").value().has_value());
}

QTEST_GUILESS_MAIN(DocumentRepositoryTest)
#include "document_repository_test.moc"
