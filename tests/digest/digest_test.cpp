// Whole texts: the sentences that carry a document, and what differs between two versions. Expected values worked out by hand.
#include "engine/digest/compare.h"
#include "engine/digest/summary.h"

#include <QTest>

using namespace sillok::digest;

class DigestTest : public QObject {
    Q_OBJECT
private slots:
    void everySectionIsVisited();
    void aSummaryIsVerbatimAndInOrder();
    void everyChapterHasASentence();
    void aStoppedSummarySaysHowFarItCame();
    void changedWordsAreNamed();
    void paragraphsComeGoAndMove();
    void theSameArticleIsTheSameParagraph();
    void widthAndSpacesAreNoDifference();
    void manyUnlikeParagraphsEnd();
};

namespace {

const std::vector<Section> kSections {
    { "제1장 총칙", "제1조(목적) 이 규정은 업무용 차량의 관리와 운행에 필요한 사항을 정한다. 그 밖의 사항은 따로 정한다." },
    { "제2장 배차", "업무용 차량의 배차는 총무과장이 정한다. 배차 신청은 운행 전날까지 한다." },
    { "제2장 배차", "업무용 차량을 휴일에 운행하려면 부서장의 승인을 받아야 한다." },
    { "제3장 정비", "업무용 차량의 정비는 분기마다 한다. 정비 기록은 운행 일지에 적는다." },
};

Summary summaryOf(size_t most, const std::stop_token& stop = {})
{
    return summarize(kSections, most, [](size_t) {}, stop);
}

std::vector<Difference> diff(const std::vector<std::string>& before, const std::vector<std::string>& after) { return compare(before, after, {}); }

std::string shape(const std::vector<Difference>& differences)
{
    std::string out;
    for (const Difference& d : differences)
        out += "=*+->"[static_cast<size_t>(d.change)];
    return out;
}

} // namespace

void DigestTest::everySectionIsVisited()
{
    std::vector<size_t> told;
    const Summary summary = summarize(kSections, 3, [&](size_t n) { told.push_back(n); }, {});
    QCOMPARE(summary.visited, size_t(4));
    QCOMPARE(told, (std::vector<size_t> { 1, 2, 3, 4 }));
    QCOMPARE(summarize({}, 3, [](size_t) {}, {}).points.size(), size_t(0));
}

void DigestTest::aSummaryIsVerbatimAndInOrder()
{
    const Summary summary = summaryOf(4);
    QVERIFY(!summary.points.empty() && summary.points.size() <= 4);
    for (size_t i = 0; i < summary.points.size(); ++i) {
        const Point& point = summary.points[i];
        const QString text = QString::fromUtf8(kSections[point.section].text.data(), static_cast<qsizetype>(kSections[point.section].text.size()));
        QCOMPARE(text.mid(point.start, point.end - point.start), QString::fromStdString(point.quote));
        QVERIFY(i == 0 || summary.points[i - 1].section <= point.section);
    }
}

void DigestTest::everyChapterHasASentence()
{
    const Summary summary = summaryOf(3);
    QCOMPARE(summary.points.size(), size_t(3));
    QCOMPARE(summary.points[0].section, size_t(0));
    QVERIFY(summary.points[1].section == 1 || summary.points[1].section == 2);
    QCOMPARE(summary.points[2].section, size_t(3));
}

void DigestTest::aStoppedSummarySaysHowFarItCame()
{
    std::stop_source stop;
    const Summary summary = summarize(kSections, 3, [&](size_t n) {
        if (n == 2)
            stop.request_stop();
    }, stop.get_token());
    QCOMPARE(summary.visited, size_t(2));
    QVERIFY(summary.points.empty());
}

void DigestTest::changedWordsAreNamed()
{
    const auto differences = diff({ "사고가 나면 24시간 이내에 총무과에 보고한다." }, { "사고가 나면 48시간 이내에 총무과와 감사실에 보고한다." });
    QCOMPARE(shape(differences), std::string("*"));
    using Kind = WordRun::Kind;
    const std::vector<std::pair<Kind, std::string>> want { { Kind::Kept, "사고가 나면" }, { Kind::Gone, "24시간" }, { Kind::New, "48시간" }, { Kind::Kept, "이내에" },
        { Kind::Gone, "총무과에" }, { Kind::New, "총무과와 감사실에" }, { Kind::Kept, "보고한다." } };
    QCOMPARE(differences[0].words.size(), want.size());
    for (size_t i = 0; i < want.size(); ++i) {
        QVERIFY(differences[0].words[i].kind == want[i].first);
        QCOMPARE(differences[0].words[i].text, want[i].second);
    }
}

void DigestTest::paragraphsComeGoAndMove()
{
    QCOMPARE(shape(diff({ "가나다라", "마바사아" }, { "가나다라", "새로 들어온 문단이다", "마바사아" })), std::string("=+="));
    QCOMPARE(shape(diff({ "가나다라", "없어질 문단이다", "마바사아" }, { "가나다라", "마바사아" })), std::string("=-="));
    QCOMPARE(shape(diff({ "옮겨 갈 문단이다", "가나다라", "마바사아" }, { "가나다라", "마바사아", "옮겨 갈 문단이다" })), std::string("==>"));
    QCOMPARE(shape(diff({}, { "가", "나" })), std::string("++"));
    QCOMPARE(shape(diff({ "가", "가", "나" }, { "가", "가", "나" })), std::string("==="));
}

void DigestTest::theSameArticleIsTheSameParagraph()
{
    const auto differences = diff({ "제3조(배차) 배차는 과장이 한다.", "제4조(정비) 해마다 한다." }, { "제3조(배차 기준) 완전히 다른 말로 쓴 조문이다.", "제4조의2(세차) 새 조문", "제4조(정비) 해마다 한다." });
    QCOMPARE(shape(differences), std::string("*+="));
    QCOMPARE(*differences[0].before, size_t(0));
    QCOMPARE(*differences[0].after, size_t(0));
}

void DigestTest::widthAndSpacesAreNoDifference()
{
    QCOMPARE(shape(diff({ "２０２６년  예산 ＡＢＣ" }, { "2026년 예산 abc" })), std::string("="));
}

void DigestTest::manyUnlikeParagraphsEnd()
{
    std::vector<std::string> before, after;
    for (int i = 0; i < 3000; ++i) {
        before.push_back("앞의 문단 " + std::to_string(i) + "번");
        after.push_back("뒤의 글줄 " + std::to_string(i + 7000) + "호");
    }
    QCOMPARE(diff(before, after).size(), size_t(6000));
}

QTEST_GUILESS_MAIN(DigestTest)
#include "digest_test.moc"
