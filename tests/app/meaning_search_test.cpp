// meaning_search_test.cpp - What models add to a search: passages that words miss, a better order, and never a yes that words did not give.
#include "app/services/evidence_service.h"
#include "app/services/passage_embedding.h"
#include "tests/app/fake_search_models.h"

#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using namespace sillok;
using namespace sillok::app;
using test::WordCounter;
using test::WordLiker;

namespace {

/// What stands in a document, a line for each passage.
struct Section {
    std::string heading;
    std::string text;
};

/// A vault with one collection, and everything between it and the models.
struct Shelf {
    QTemporaryDir folder;
    std::unique_ptr<Workspace> workspace
        = Workspace::create(folder.filePath("vault").toStdString(), std::string_view("배꽃 피는 봄날 2025"), storage::kKdfFloor).value();
    storage::CollectionId collection = workspace->collections().create("규정", 1).value();

    storage::DocumentId put(const std::string& name, const std::vector<Section>& sections, storage::CollectionId in = 0)
    {
        storage::NewDocument document;
        document.collection = in == 0 ? collection : in;
        document.name = document.title = name;
        document.sha256[0] = static_cast<uint8_t>(++m_count);
        int64_t at = 0;
        for (const Section& section : sections) {
            const auto size = QString::fromStdString(section.text).toStdU32String().size();
            document.plainText += section.text + "\n\n";
            document.passages.push_back({ section.heading, "", 1, at, at + static_cast<int64_t>(size), section.text });
            at += static_cast<int64_t>(size) + 2;
        }
        return workspace->documents().add(document, 5).value();
    }
    WithVectors withVectors()
    {
        return [this](const std::function<Result<void>(storage::VectorRepository&)>& work) { return work(workspace->vectors()); };
    }
    Result<void> embed(TextEmbedder& model) { return embedPassages(model, 0, { withVectors(), {}, {} }, {}); }
    Evidence find(const std::string& question, const SearchHelp& help = {}, SearchScope scope = {})
    {
        const InVault here = [this](const std::function<Result<void>(Workspace&)>& work) { return work(*workspace); };
        auto evidence = findEvidence(here, help, scope, question, {}, {});
        return evidence.ok() ? std::move(evidence).value() : Evidence {};
    }
    int64_t vectors() { return workspace->vectors().models()->at(0).vectors; }

private:
    int m_count = 0;
};

std::vector<std::string> namesOf(const Evidence& evidence)
{
    std::vector<std::string> names;
    for (const storage::StoredCitation& citation : evidence.citations)
        names.push_back(citation.documentName);
    return names;
}

using Strings = std::vector<std::string>;

/// A rule book in words that a question about holidays does not use.
void fillRules(Shelf& shelf)
{
    shelf.put("leave", { { "", "연가 신청은 전날까지 한다" } });
    shelf.put("cars", { { "", "승용차 배차 신청은 당일에 한다" } });
    shelf.put("rooms", { { "", "회의실 예약은 삼일 전에 한다" } });
}

} // namespace

class MeaningSearchTest : public QObject {
    Q_OBJECT
private slots:
    void meaningFindsWhatWordsMiss();
    void bothOrdersAreFused();
    void aNamedPlaceStaysFirst();
    void aScorerPutsIntoOrder();
    void theScopeHolds();
    void documentsComeAndGo();
    void anotherModelIsNotMixedIn();
    void aBrokenModelIsDoneWithout();
    void neighboursAreShownAsOne();
    void strangersAreNotJoined();
    void oneDocumentDoesNotFillTheList();
    void whatIsEmbeddedStaysEmbedded();
    void aTextThatIsRefusedHoldsNobodyUp();
    void aCancelledBatchIsTriedAgain();
    void embeddingWaitsForPeople();
    void theEarlierModelGoesInTheEnd();
};

void MeaningSearchTest::meaningFindsWhatWordsMiss()
{
    Shelf shelf;
    fillRules(shelf);
    WordCounter model("vacation", "연가");
    QVERIFY(namesOf(shelf.find("vacation")).empty());
    QVERIFY(shelf.embed(model).ok());
    const Evidence evidence = shelf.find("vacation", { &model, nullptr });
    QVERIFY(!evidence.citations.empty());
    QCOMPARE(evidence.citations[0].documentName, std::string("leave"));
    QVERIFY(evidence.citations[0].verified);
    QVERIFY(!evidence.withoutHelp);
    QVERIFY(!evidence.answerable); // the words' verdict is the same as without the model
}

// Words say cars first; words and meaning together say leave, which both know.
void MeaningSearchTest::bothOrdersAreFused()
{
    Shelf shelf;
    shelf.put("leave", { { "", "휴가 규칙 연가 연가 연가 연가 그리고 다른 여러 가지 사항을 아래와 같이 정한다" } });
    shelf.put("cars", { { "", "휴가 승용차" } });
    WordCounter model("휴가", "연가");
    QVERIFY(shelf.embed(model).ok());
    QCOMPARE(namesOf(shelf.find("휴가")).at(0), std::string("cars"));
    QCOMPARE(namesOf(shelf.find("휴가", { &model, nullptr })).at(0), std::string("cars")); // first in one, second in the other: the words' order
    WordLiker scorer("연가");
    QCOMPARE(namesOf(shelf.find("휴가", { &model, &scorer })).at(0), std::string("leave"));
}

void MeaningSearchTest::aNamedPlaceStaysFirst()
{
    Shelf shelf;
    shelf.put("건축법", { { "제12조(허가)", "허가를 받아야 한다" }, { "제13조(신고)", "연가 연가 연가" } });
    shelf.put("leave", { { "", "연가 연가 연가 연가" } });
    WordCounter model("건축법", "연가");
    WordLiker scorer("연가");
    QVERIFY(shelf.embed(model).ok());
    const Evidence evidence = shelf.find("건축법 제12조", { &model, &scorer });
    QCOMPARE(evidence.citations.at(0).headingPath, std::string("제12조(허가)"));
}

void MeaningSearchTest::aScorerPutsIntoOrder()
{
    Shelf shelf;
    fillRules(shelf);
    QCOMPARE(namesOf(shelf.find("승용차 신청")).at(0), std::string("cars"));
    WordLiker scorer("연가");
    const Evidence evidence = shelf.find("승용차 신청", { nullptr, &scorer });
    QCOMPARE(namesOf(shelf.find("신청", { nullptr, &scorer })).at(0), std::string("leave"));
    QCOMPARE(evidence.answerable, shelf.find("승용차 신청").answerable);
}

void MeaningSearchTest::theScopeHolds()
{
    Shelf shelf;
    const storage::CollectionId other = shelf.workspace->collections().create("다른", 1).value();
    shelf.put("leave", { { "", "연가 신청" } });
    const storage::DocumentId far = shelf.put("leave elsewhere", { { "", "연가 신청" } }, other);
    shelf.put("third", { { "", "연가 신청" } }, other);
    WordCounter model("vacation", "연가");
    QVERIFY(shelf.embed(model).ok());
    QCOMPARE(namesOf(shelf.find("vacation", { &model, nullptr })).size(), size_t(3));
    QCOMPARE(namesOf(shelf.find("vacation", { &model, nullptr }, { shelf.collection })), (Strings { "leave" }));
    QCOMPARE(namesOf(shelf.find("vacation", { &model, nullptr }, { other, { far } })), (Strings { "leave elsewhere" }));
}

// The index in memory follows the vault: what is gone is never named again, what is new is found.
void MeaningSearchTest::documentsComeAndGo()
{
    Shelf shelf;
    const storage::DocumentId leave = shelf.put("leave", { { "", "연가 신청" } });
    WordCounter model("vacation", "연가");
    QVERIFY(shelf.embed(model).ok());
    QCOMPARE(namesOf(shelf.find("vacation", { &model, nullptr })), (Strings { "leave" }));
    QVERIFY(shelf.workspace->documents().remove(leave).ok());
    QVERIFY(namesOf(shelf.find("vacation", { &model, nullptr })).empty());
    shelf.put("leave again", { { "", "연가 연가" } });
    QVERIFY(namesOf(shelf.find("vacation", { &model, nullptr })).empty()); // no vector yet
    QVERIFY(shelf.embed(model).ok());
    QCOMPARE(namesOf(shelf.find("vacation", { &model, nullptr })), (Strings { "leave again" }));
    QVERIFY(shelf.workspace->collections().remove(shelf.collection).ok());
    QVERIFY(namesOf(shelf.find("vacation", { &model, nullptr })).empty());
}

void MeaningSearchTest::anotherModelIsNotMixedIn()
{
    Shelf shelf;
    fillRules(shelf);
    WordCounter one("vacation", "연가"), two("vacation", "연가", 2);
    QVERIFY(shelf.embed(one).ok());
    QVERIFY(namesOf(shelf.find("vacation", { &two, nullptr })).empty()); // its vectors do not exist, and others' are not its
    QVERIFY(!namesOf(shelf.find("vacation", { &one, nullptr })).empty());
}

void MeaningSearchTest::aBrokenModelIsDoneWithout()
{
    Shelf shelf;
    fillRules(shelf);
    WordCounter model;
    WordLiker scorer("회의실");
    model.broken = true;
    const Evidence evidence = shelf.find("승용차 배차", { &model, &scorer });
    QVERIFY(evidence.withoutHelp && evidence.withoutHelp->code == ErrorCode::WorkerDied);
    QCOMPARE(namesOf(evidence).at(0), std::string("cars"));
    scorer.broken = true;
    QCOMPARE(namesOf(shelf.find("승용차 배차", { nullptr, &scorer })).at(0), std::string("cars"));
}

// Two passages of one section that follow each other: one citation, its text with what stands between them, its place that of the better one.
void MeaningSearchTest::neighboursAreShownAsOne()
{
    Shelf shelf;
    shelf.put("rules", { { "제3장", "차량 배차 신청 승인은 전날까지 한다." }, { "제3장", "차량 배차 신청 승인 취소는 당일 아침까지 한다." }, { "제4장", "그 밖의 것은 따로 정한다." } });
    const Evidence evidence = shelf.find("차량 배차 신청 승인 취소");
    QCOMPARE(evidence.citations.size(), size_t(1));
    const storage::StoredCitation& citation = evidence.citations[0];
    QCOMPARE(citation.passageText, std::string("차량 배차 신청 승인은 전날까지 한다.\n\n차량 배차 신청 승인 취소는 당일 아침까지 한다."));
    QCOMPARE(citation.quote, std::string("차량 배차 신청 승인 취소는 당일 아침까지 한다."));
    QVERIFY(citation.verified);
    const QString text = QString::fromStdString(shelf.workspace->documents().plainText(citation.document).value());
    QCOMPARE(text.mid(citation.startCodePoint, citation.endCodePoint - citation.startCodePoint).toStdString(), citation.quote);
    QCOMPARE(shelf.workspace->passages().find(citation.passage)->text, citation.quote);
}

// Another section, a passage between them, or another document: each stays by itself. And a chain ends at kMostNeighbours.
void MeaningSearchTest::strangersAreNotJoined()
{
    Shelf shelf;
    shelf.put("a", { { "제1장", "배차 신청 하나" }, { "제2장", "배차 신청 둘" }, { "제2장", "아무 말" }, { "제2장", "배차 신청 셋" } });
    QCOMPARE(shelf.find("배차 신청").citations.size(), size_t(3));
    Shelf longer;
    longer.put("a", { { "", "배차 신청 1" }, { "", "배차 신청 2" }, { "", "배차 신청 3" }, { "", "배차 신청 4" } });
    const Evidence evidence = longer.find("배차 신청");
    QCOMPARE(evidence.citations.size(), size_t(2));
    QCOMPARE(QString::fromStdString(evidence.citations[0].passageText).count(QStringLiteral("배차")), qsizetype(kMostNeighbours));
}

void MeaningSearchTest::oneDocumentDoesNotFillTheList()
{
    Shelf shelf;
    std::vector<Section> sections;
    for (int i = 0; i < 8; ++i)
        sections.push_back({ "제" + std::to_string(i) + "장", "연가 신청" });
    shelf.put("long", sections);
    shelf.put("short", { { "", "연가 신청 그리고 다른 것" } });
    WordCounter model("vacation", "연가");
    QVERIFY(shelf.embed(model).ok());
    for (const SearchHelp& help : { SearchHelp {}, SearchHelp { &model, nullptr } }) {
        const Strings names = namesOf(shelf.find("연가 신청", help));
        QCOMPARE(std::ranges::count(names, std::string("long")), std::ptrdiff_t(kMostPerDocument));
        QVERIFY(std::ranges::count(names, std::string("short")) == 1);
    }
}

// Stopped after the first second's vectors were stored, it goes on with the others and does none of them twice.
void MeaningSearchTest::whatIsEmbeddedStaysEmbedded()
{
    constexpr int kPassages = 150;
    Shelf shelf;
    std::vector<Section> sections;
    for (int i = 0; i < kPassages; ++i)
        sections.push_back({ "", "passage " + std::to_string(i) });
    shelf.put("long", sections);
    WordCounter model;
    std::stop_source stop;
    int64_t seen = -1;
    const EmbeddingSteps steps { shelf.withVectors(), {}, [&](const EmbeddedSoFar& sofar) {
        QCOMPARE(sofar.total, int64_t(kPassages));
        seen = sofar.done;
        if (sofar.done > 0)
            stop.request_stop();
    } };
    const auto first = embedPassages(model, 0, steps, stop.get_token());
    QVERIFY(!first.ok() && first.error().code == ErrorCode::Cancelled);
    const int64_t stored = shelf.vectors();
    QVERIFY(stored > 0 && stored < kPassages && stored == seen);
    model.embedded = 0;
    QVERIFY(shelf.embed(model).ok());
    QCOMPARE(shelf.vectors(), int64_t(kPassages));
    QCOMPARE(model.embedded, kPassages - static_cast<int>(stored));
}

void MeaningSearchTest::aTextThatIsRefusedHoldsNobodyUp()
{
    Shelf shelf;
    fillRules(shelf);
    WordCounter model("vacation", "연가");
    model.refused = "승용차";
    QVERIFY(shelf.embed(model).ok());
    QCOMPARE(shelf.vectors(), int64_t(3));
    QCOMPARE(namesOf(shelf.find("vacation", { &model, nullptr })).at(0), std::string("leave"));
}

// A question ended the batch; nobody asked for the whole work to stop.
void MeaningSearchTest::aCancelledBatchIsTriedAgain()
{
    class Interrupted : public WordCounter {
    public:
        using WordCounter::WordCounter;
        Result<std::vector<std::vector<float>>> vectors(std::span<const std::string> texts, protocol::TextKind kind, std::stop_token stop) override
        {
            if (++m_calls % 2 == 1)
                return fail(ErrorCode::Cancelled, "a question came");
            return WordCounter::vectors(texts, kind, stop);
        }

    private:
        int m_calls = 0;
    };
    Shelf shelf;
    fillRules(shelf);
    Interrupted model;
    QVERIFY(shelf.embed(model).ok());
    QCOMPARE(shelf.vectors(), int64_t(3));
}

void MeaningSearchTest::embeddingWaitsForPeople()
{
    Shelf shelf;
    fillRules(shelf);
    WordCounter model;
    std::atomic<bool> somebodyWaits = true;
    std::atomic<int> asked = 0;
    std::atomic<bool> computedMeanwhile = false;
    model.before = [&](std::span<const std::string>) { computedMeanwhile = computedMeanwhile || somebodyWaits; };
    const EmbeddingSteps steps { shelf.withVectors(), [&] {
        if (++asked == 3)
            somebodyWaits = false;
        return somebodyWaits.load();
    }, {} };
    QVERIFY(embedPassages(model, 0, steps, {}).ok());
    QVERIFY(asked >= 3 && !computedMeanwhile);
    QCOMPARE(shelf.vectors(), int64_t(3));
}

void MeaningSearchTest::theEarlierModelGoesInTheEnd()
{
    Shelf shelf;
    fillRules(shelf);
    WordCounter one("vacation", "연가"), two("vacation", "연가", 2);
    QVERIFY(shelf.embed(one).ok());
    QVERIFY(shelf.embed(two).ok());
    QCOMPARE(namesOf(shelf.find("vacation", { &one, nullptr })).at(0), std::string("leave")); // it serves until it is taken away
    QVERIFY(removeOtherVectors(two, shelf.withVectors(), {}).ok());
    QCOMPARE(shelf.workspace->vectors().models()->size(), size_t(1));
    QVERIFY(namesOf(shelf.find("vacation", { &one, nullptr })).empty());
    QCOMPARE(namesOf(shelf.find("vacation", { &two, nullptr })).at(0), std::string("leave"));
}

QTEST_GUILESS_MAIN(MeaningSearchTest)
#include "meaning_search_test.moc"
