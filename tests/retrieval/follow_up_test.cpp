// Questions that lean on the ones before, and questions that stand alone.
#include "engine/retrieval/follow_up.h"

#include <QString>
#include <QTest>

using namespace sillok::retrieval;

class FollowUpTest : public QObject {
    Q_OBJECT
private slots:
    void leaningIsSeen_data();
    void leaningIsSeen();
    void theSubjectIsCarried();
    void aChainCarriesTheFirstSubject();
    void aNewSubjectStaysAlone();
    void theFirstQuestionStaysAsItIs();
};

void FollowUpTest::leaningIsSeen_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<bool>("leans");
    const auto row = [](const char* question, bool leans) { QTest::newRow(question) << question << leans; };
    row("그럼 주말에는 어떻게 하나요?", true);
    row("이 경우 과태료는 얼마인가요?", true);
    row("그 규정은 언제 시행됐나요?", true);
    row("그것도 부서장 승인이 필요한가요?", true);
    row("기간은 얼마인가요?", true);
    row("얼마인가요?", true);
    row("What about weekends?", true);
    row("Is it allowed on weekends?", true);
    row("공용차를 주말에 쓰려면 누구 승인을 받아야 하나요?", false);
    row("연가 일수는 며칠인가요?", false);
    row("건축법 제12조의 내용은?", false);
    row("그림책 대출은 며칠인가요?", false);
    row("Who approves vehicle use on weekends?", false);
}

void FollowUpTest::leaningIsSeen()
{
    QFETCH(QString, question);
    QFETCH(bool, leans);
    QCOMPARE(leansOnEarlier(question.toStdString()), leans);
}

void FollowUpTest::theSubjectIsCarried()
{
    const std::string earlier[] = { "연가보상비 지급 대상은 누구인가요?" };
    const std::string asked = standaloneQuestion("그럼 기간은요?", earlier);
    QVERIFY(asked.find("연가보상비") != std::string::npos);
    QVERIFY(asked.ends_with("그럼 기간은요?"));
    // What the earlier question asked for is not carried.
    const std::string cost[] = { "하수도 사용료 감면 금액은 얼마인가요?" };
    const std::string next = standaloneQuestion("그럼 신청 서류는요?", cost);
    QVERIFY(next.find("하수도") != std::string::npos);
    QVERIFY(next.find("금액") == std::string::npos);
}

void FollowUpTest::aChainCarriesTheFirstSubject()
{
    const std::string earlier[] = { "청년 월세 지원 대상은?", "그럼 신청 기간은?" };
    QVERIFY(standaloneQuestion("그러면 서류는?", earlier).find("월세") != std::string::npos);
    const std::string changed[] = { "청년 월세 지원 대상은?", "공용차 반납 장소는 어디인가요?", "그럼 시간은?" };
    const std::string asked = standaloneQuestion("그러면 열쇠는?", changed);
    QVERIFY(asked.find("공용차") != std::string::npos);
    QVERIFY(asked.find("월세") == std::string::npos);
}

void FollowUpTest::aNewSubjectStaysAlone()
{
    const std::string earlier[] = { "청년 월세 지원 대상은?" };
    QCOMPARE(standaloneQuestion("공용차 반납 장소는 어디인가요?", earlier), std::string("공용차 반납 장소는 어디인가요?"));
}

void FollowUpTest::theFirstQuestionStaysAsItIs()
{
    QCOMPARE(standaloneQuestion("그럼 기간은요?", {}), std::string("그럼 기간은요?"));
    QCOMPARE(standaloneQuestion("", {}), std::string());
}

QTEST_GUILESS_MAIN(FollowUpTest)
#include "follow_up_test.moc"
