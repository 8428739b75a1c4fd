// A written answer against its sources: what is proven, what is not, and what claims nothing.
#include "engine/retrieval/claims.h"

#include <QString>
#include <QTest>

using namespace sillok::retrieval;

class ClaimsTest : public QObject {
    Q_OBJECT
private slots:
    void sentencesAreJudged_data();
    void sentencesAreJudged();
    void sentencesAreFoundVerbatim();
    void sentencesOfAParagraphShareTheNextCitation();
    void aMarkBeforeOrBehindTheStopBelongsToItsSentence();
    void severalSourcesCountTogether();
    void compositionAndWidthDoNotMatter();
    void codeIsLeftAlone();
    void aRefusalClaimsNothingElse();
};

namespace {

constexpr const char* kVehicles = "업무용 차량 관리 규정.hwpx\n제12조(근무시간 외 사용)\n제12조(근무시간 외 사용) ① 공용차를 휴일에 쓰려면 부서장의 승인을 받아야 한다. "
                                  "② 사고가 나면 24시간 이내에 총무과에 보고한다. ③ 이 규정은 2026. 3. 1.부터 시행한다. 수리비는 300만원을 넘지 못한다.";
constexpr const char* kLeave = "복무규정.hwpx\n제15조(연가)\n1년 미만은 11일로 한다. 연가보상비는 예산의 범위에서 지급한다.";

std::vector<Claim> check(const std::string& answer)
{
    const Source sources[] = { { 1, kVehicles }, { 2, kLeave } };
    return checkClaims(answer, sources);
}

std::string wordsOf(const std::string& answer, const Claim& claim) { return answer.substr(claim.start, claim.end - claim.start); }

} // namespace

void ClaimsTest::sentencesAreJudged_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<Proof>("proof");
    const auto row = [](const char* answer, Proof proof) { QTest::newRow(answer) << answer << proof; };
    row("공용차를 휴일에 쓰려면 부서장의 승인이 필요합니다 [1].", Proof::Proven);
    row("사고가 나면 24시간 안에 총무과에 보고해야 합니다. [1]", Proof::Proven);
    row("사고가 나면 스물네 시간 안에 총무과에 보고해야 합니다. [1]", Proof::Proven);
    row("사고가 나면 48시간 안에 총무과에 보고해야 합니다. [1]", Proof::NotInSource);
    row("이 규정은 2026년 3월 1일부터 시행합니다 [1]", Proof::Proven);
    row("이 규정은 2026년 1월 3일부터 시행합니다 [1]", Proof::NotInSource);
    row("수리비는 3백만 원을 넘지 못합니다 [1]", Proof::Proven);
    row("수리비는 3천만 원을 넘지 못합니다 [1]", Proof::NotInSource);
    row("규정에는 “부서장의 승인을 받아야 한다”고 적혀 있습니다 [1]", Proof::Proven);
    row("규정에는 “시장의 승인을 받아야 한다”고 적혀 있습니다 [1]", Proof::NotInSource);
    row("홍길동 과장이 공용차 휴일 사용을 승인합니다 [1]", Proof::NotInSource);
    row("행정안전위원회가 공용차 휴일 사용을 승인합니다 [1]", Proof::NotInSource);
    row("공용차 휴일 사용은 ERP에서 승인합니다 [1]", Proof::NotInSource);
    row("주택 임대차 계약은 확정일자를 갖추어야 합니다 [1]", Proof::NotInSource);
    row("공용차를 휴일에 쓰려면 부서장의 승인이 필요합니다 [2].", Proof::NotInSource);   // stands in the other one
    row("공용차를 휴일에 쓰려면 부서장의 승인이 필요합니다 [7].", Proof::NoSource);
    row("공용차를 휴일에 쓰려면 부서장의 승인이 필요합니다.", Proof::NoSource);
    row("모든 민원은 자동으로 승인됩니다.", Proof::NoSource);
    row("문서에서 육아휴직 급여를 찾을 수 없습니다.", Proof::Nothing);
    row("다음과 같습니다.", Proof::Nothing);
    row("## 공용차 휴일 사용", Proof::Nothing);
    row("공용차 휴일 사용 절차:", Proof::Nothing);
    row("- 사고가 나면 24시간 이내에 보고 [1]", Proof::Proven);
    row("1. 사고가 나면 48시간 이내에 보고 [1]", Proof::NotInSource);
    row("[1] 사고가 나면 24시간 이내에 보고합니다.", Proof::Proven);
}

void ClaimsTest::sentencesAreJudged()
{
    QFETCH(QString, answer);
    QFETCH(Proof, proof);
    const std::vector<Claim> claims = check(answer.toStdString());
    QCOMPARE(claims.size(), size_t(1));
    QCOMPARE(static_cast<int>(claims[0].proof), static_cast<int>(proof));
}

void ClaimsTest::sentencesAreFoundVerbatim()
{
    const std::string answer = "# 요약\n첫 문장입니다. [1] 둘째 문장은 2026. 3. 1. 기준입니다 [2]\n\n- **셋째** 문장!";
    const std::vector<Claim> claims = check(answer);
    QCOMPARE(claims.size(), size_t(4));
    QCOMPARE(wordsOf(answer, claims[0]), std::string("요약"));
    QCOMPARE(wordsOf(answer, claims[1]), std::string("첫 문장입니다."));
    QCOMPARE(wordsOf(answer, claims[2]), std::string("둘째 문장은 2026. 3. 1. 기준입니다"));
    QCOMPARE(wordsOf(answer, claims[3]), std::string("셋째** 문장!"));
}

void ClaimsTest::sentencesOfAParagraphShareTheNextCitation()
{
    const std::vector<Claim> claims = check("공용차는 부서장의 승인을 받습니다. 사고는 24시간 이내에 보고합니다 [1]\n공용차는 부서장의 승인을 받습니다.");
    QCOMPARE(claims.size(), size_t(3));
    QVERIFY(claims[0].proof == Proof::Proven);
    QVERIFY(claims[1].proof == Proof::Proven);
    QVERIFY(claims[2].proof == Proof::NoSource); // another paragraph
}

void ClaimsTest::aMarkBeforeOrBehindTheStopBelongsToItsSentence()
{
    for (const char* answer : { "공용차는 부서장의 승인을 받습니다 [1]. 연가는 11일입니다 [2].", "공용차는 부서장의 승인을 받습니다. [1] 연가는 11일입니다. [2]",
             "공용차는 부서장의 승인을 받습니다[1]. 연가는 11일입니다[2]" }) {
        const std::vector<Claim> claims = check(answer);
        QCOMPARE(claims.size(), size_t(2));
        QCOMPARE(claims[0].cited, std::vector<int> { 1 });
        QCOMPARE(claims[1].cited, std::vector<int> { 2 });
        QVERIFY(claims[0].proof == Proof::Proven && claims[1].proof == Proof::Proven);
    }
}

void ClaimsTest::severalSourcesCountTogether()
{
    const std::vector<Claim> claims = check("공용차 사고는 24시간 이내 보고, 1년 미만 연가는 11일입니다 [1][2].");
    QCOMPARE(claims.size(), size_t(1));
    QCOMPARE(claims[0].cited, (std::vector<int> { 1, 2 }));
    QVERIFY(claims[0].proof == Proof::Proven);
}

void ClaimsTest::compositionAndWidthDoNotMatter()
{
    const QString answer = QStringLiteral("사고가 나면 ２４시간 이내에 “총무과에 보고한다” [1]");
    const std::vector<Claim> claims = check(answer.normalized(QString::NormalizationForm_D).toStdString());
    QCOMPARE(claims.size(), size_t(1));
    QVERIFY(claims[0].proof == Proof::Proven);
}

void ClaimsTest::codeIsLeftAlone()
{
    QVERIFY(check("```\n공용차 승인 99일\n```").empty());
    QVERIFY(check("").empty());
    QVERIFY(check("\n\n[1]\n").empty());
}

void ClaimsTest::aRefusalClaimsNothingElse()
{
    const auto refusal = [](const std::string& answer) { return isRefusal(answer, check(answer)); };
    QVERIFY(refusal("제시된 구절에서는 육아휴직 급여를 찾을 수 없습니다."));
    QVERIFY(refusal("The passages do not mention parental leave."));
    QVERIFY(!refusal("구절에서 찾을 수 없습니다. 그러나 급여는 통상임금의 80%입니다."));
    QVERIFY(!refusal("공용차는 부서장의 승인을 받습니다 [1]."));
    QVERIFY(!refusal("안녕하세요."));
}

QTEST_GUILESS_MAIN(ClaimsTest)
#include "claims_test.moc"
