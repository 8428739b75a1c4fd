#include "engine/retrieval/citation.h"
#include "engine/retrieval/evidence.h"

#include <QString>
#include <QTest>

#include <algorithm>
#include <cstdint>

using namespace sillok::retrieval;

class EvidenceTest : public QObject {
    Q_OBJECT
private slots:
    void bestSentenceIsMarkedVerbatim();
    void matchedWordsAreAsInTheText();
    void listNumbersEndNoSentence();
    void aRepeatedQuestionHandsOverToItsAnswer();
    void passageWithoutMatchGivesItsFirstSentence();
    void passageWithTheRareWordComesFirst();
    void namedArticleComesFirst();
    void lawIsPreferredToItsDecree();
    void unrelatedQuestionIsRefused();
    void answeredQuestionIsNotRefused();
    void aYearThatNoPassageHasIsRefused();
    void muchOfALongQuestionIsEnough();
    void questionWithoutContentIsRefused();
    void quoteIsFoundInSpiteOfSpacesAndWidth();
    void changedQuoteIsNotFound();
    void quoteIsSearchedFromTheGivenPlace();
};

namespace {

constexpr const char* kText = "제15조(연가) 연가 일수는 재직 기간에 따라 정한다. 1년 미만은 11일로 한다. 6년 이상은 21일로 하며, "
                              "연가보상비는 예산의 범위에서 지급한다.";

TermStatistics statistics()
{
    TermStatistics all;
    all.passages = 100;
    all.passagesWithTerm = { { "연가", 5 }, { "재직", 4 }, { "기간", 30 }, { "예산", 20 } };
    return all;
}

std::string sliceOf(const std::string& text, int64_t start, int64_t end)
{
    const std::u32string all = QString::fromStdString(text).toStdU32String();
    return QString::fromStdU32String(all.substr(static_cast<size_t>(start), static_cast<size_t>(end - start))).toStdString();
}

} // namespace

void EvidenceTest::bestSentenceIsMarkedVerbatim()
{
    const Marking marking = mark(parseQuery("연가보상비는 어떤 범위에서 지급하나요?"), kText, statistics());
    QCOMPARE(marking.quote, std::string("6년 이상은 21일로 하며, 연가보상비는 예산의 범위에서 지급한다."));
    QCOMPARE(sliceOf(kText, marking.start, marking.end), marking.quote);
}

void EvidenceTest::matchedWordsAreAsInTheText()
{
    const Marking marking = mark(parseQuery("재직기간별 연가는? centuries"), "재직 기간 중 연가. Every Century ends.", statistics());
    QVERIFY(std::ranges::find(marking.matchedTerms, "연가") != marking.matchedTerms.end());
    QVERIFY(std::ranges::find(marking.matchedTerms, "Century") != marking.matchedTerms.end());
}

void EvidenceTest::listNumbersEndNoSentence()
{
    const Marking marking = mark(parseQuery("신분증"), "제출 서류\n1. 신청서\n2. 신분증 사본", statistics());
    QCOMPARE(marking.quote, std::string("2. 신분증 사본"));
}

void EvidenceTest::aRepeatedQuestionHandsOverToItsAnswer()
{
    const Marking marking = mark(parseQuery("주차권은 어디에서 받나요?"), "Q3. 주차권은 어디에서 받나요?\n안내 창구에서 드립니다.", statistics());
    QCOMPARE(marking.quote, std::string("안내 창구에서 드립니다."));
}

void EvidenceTest::passageWithoutMatchGivesItsFirstSentence()
{
    const Marking marking = mark(parseQuery("주차장"), kText, statistics());
    QVERIFY(marking.quote.starts_with("제15조(연가)"));
    QVERIFY(marking.matchedTerms.empty());
}

void EvidenceTest::passageWithTheRareWordComesFirst()
{
    const Candidate candidates[] = { { "규정", "제1조", "", "기간에 관한 일반 사항", 5.0, false }, { "규정", "제15조(연가)", "", kText, 5.0, false } };
    const auto ranked = rank(parseQuery("연가 기간"), candidates, statistics());
    QCOMPARE(ranked.size(), size_t(2));
    QCOMPARE(ranked[0].candidate, size_t(1));
    QVERIFY(ranked[0].coverage > 0.99);
}

void EvidenceTest::namedArticleComesFirst()
{
    const Candidate candidates[] = { { "건축법", "제11조(건축허가)", "", "건축법 제30조 건축법 제30조", 9.0, false },
        { "건축법", "제30조(건축통계)", "", "허가권자는 보고하여야 한다.", 1.0, true } };
    QCOMPARE(rank(parseQuery("건축법 제30조의 내용을 알려줘"), candidates, statistics())[0].candidate, size_t(1));
}

void EvidenceTest::lawIsPreferredToItsDecree()
{
    const Candidate candidates[]
        = { { "건축법 시행령", "제30조(구조)", "", "본문", 5.0, true }, { "건축법", "제30조(건축통계)", "", "본문", 1.0, true } };
    QCOMPARE(rank(parseQuery("건축법 제30조"), candidates, statistics())[0].candidate, size_t(1));
    QCOMPARE(rank(parseQuery("건축법 시행령 제30조"), candidates, statistics())[0].candidate, size_t(0));
}

void EvidenceTest::unrelatedQuestionIsRefused()
{
    const Candidate candidates[] = { { "복무규정", "제15조(연가)", "", kText, 3.0, false } };
    for (const char* question : { "구내식당 점심 메뉴는 무엇인가요?", "주차장 이용 요금 알려줘", "프로야구 우승팀은?", "화성 탐사선의 이름은?" }) {
        const Query query = parseQuery(question);
        QVERIFY2(!judge(query, rank(query, candidates, statistics()), candidates).answerable, question);
    }
}

void EvidenceTest::answeredQuestionIsNotRefused()
{
    const Candidate candidates[] = { { "복무규정", "제15조(연가)", "", kText, 3.0, false } };
    for (const char* question : { "연가 일수는 며칠인가요?", "1년 미만 재직자의 연가는?", "연가보상비는 언제 지급하나요?", "연가는 재직 기간에 따라 어떻게 정하나요?" }) {
        const Query query = parseQuery(question);
        QVERIFY2(judge(query, rank(query, candidates, statistics()), candidates).answerable, question);
    }
}

void EvidenceTest::aYearThatNoPassageHasIsRefused()
{
    const Candidate candidates[] = { { "예산 현황", "2026년 예산", "", "2026년 연가 예산은 재직 기간별로 정한다.", 3.0, false } };
    const auto answerable = [&](const char* question) {
        const Query query = parseQuery(question);
        return judge(query, rank(query, candidates, statistics()), candidates).answerable;
    };
    QVERIFY(answerable("2026년 연가 예산은 얼마인가요?"));
    QVERIFY(!answerable("2031년 연가 예산은 얼마인가요?"));
    QVERIFY(answerable("30명이면 재직 기간별 연가 예산은 얼마인가요?")); // the asker's own case
}

/// Coverage is low because the asker tells a story; what stands in the passage is still worth two rare words.
void EvidenceTest::muchOfALongQuestionIsEnough()
{
    const Candidate candidates[] = { { "복무규정", "제15조(연가)", "", kText, 3.0, false } };
    const Query query = parseQuery("작년 여름 부산 해운대 바닷가 숙소 예약 취소 위약금 때문에 고민 많은데 연가보상비 재직 기간 문의드립니다");
    const auto ranked = rank(query, candidates, statistics());
    QVERIFY(ranked[0].coverage < kAnswerableCoverage);
    QVERIFY(judge(query, ranked, candidates).answerable);
}

void EvidenceTest::questionWithoutContentIsRefused()
{
    QVERIFY(!judge(parseQuery("무엇인가요?"), {}, {}).answerable);
    QVERIFY(!judge(parseQuery("연가"), {}, {}).answerable);
}

void EvidenceTest::quoteIsFoundInSpiteOfSpacesAndWidth()
{
    const std::string text = "앞 문장. 사업비는 총 19,209,180,000원\n이다. ＡＢＣ 끝";
    const auto place = findQuote(text, "사업비는총  19,209,180,000원 이다.");
    QVERIFY(place.has_value());
    QCOMPARE(sliceOf(text, place->start, place->end), std::string("사업비는 총 19,209,180,000원\n이다."));
    QVERIFY(findQuote(text, "abc").has_value());
    QVERIFY(findQuote(text, QString("사업비").normalized(QString::NormalizationForm_D).toStdString()).has_value());
}

void EvidenceTest::changedQuoteIsNotFound()
{
    QVERIFY(!findQuote(kText, "1년 미만은 12일로 한다.").has_value());
    QVERIFY(!findQuote(kText, "").has_value());
    QVERIFY(!findQuote(kText, "  \n").has_value());
    QVERIFY(!findQuote("", "연가").has_value());
}

void EvidenceTest::quoteIsSearchedFromTheGivenPlace()
{
    const std::string text = "가나다 가나다 가나다";
    QCOMPARE(findQuote(text, "가나다", 1)->start, int64_t(4));
    QCOMPARE(findQuote(text, "가나다", 9)->start, int64_t(0)); // none after it: the first of all
}

QTEST_GUILESS_MAIN(EvidenceTest)
#include "evidence_test.moc"
