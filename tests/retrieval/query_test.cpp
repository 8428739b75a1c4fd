#include "engine/retrieval/query.h"
#include "engine/retrieval/references.h"

#include <QTest>

#include <algorithm>

using namespace sillok::retrieval;

class QueryTest : public QObject {
    Q_OBJECT
private slots:
    void particlesAreTakenOff_data();
    void particlesAreTakenOff();
    void questionWordsCarryNoMeaning();
    void shortWordsStayWhole();
    void statuteReferenceIsFound();
    void bracketedNameIsOneName();
    void noticeNumberIsFound();
    void plainNumbersAreNoReference();
    void questionForAPlaceAloneIsKnown();
    void syllablesBesideNumbersAreNotAskedFor();
    void emptyQuestionHasNoTerms();
};

namespace {

bool hasWord(const Query& query, const std::string& word)
{
    return std::ranges::any_of(query.words, [&](const QueryWord& w) { return w.text == word; });
}

} // namespace

void QueryTest::particlesAreTakenOff_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("stem");
    const std::pair<const char*, const char*> cases[] = { { "연가를", "연가" }, { "출장비는", "출장비" }, { "공무원이", "공무원" }, { "예산의", "예산" },
        { "회의실에서", "회의실" }, { "담당자에게", "담당자" }, { "월요일까지", "월요일" }, { "서울로부터", "서울" }, { "신청하려면", "신청" },
        { "차량을", "차량" } };
    for (const auto& [word, stem] : cases)
        QTest::newRow(word) << word << stem;
}

void QueryTest::particlesAreTakenOff()
{
    QFETCH(QString, word);
    QFETCH(QString, stem);
    QCOMPARE(strippedWord(word.toStdString()), stem.toStdString());
    QVERIFY(hasWord(parseQuery(word.toStdString()), stem.toStdString()));
}

void QueryTest::questionWordsCarryNoMeaning()
{
    const Query query = parseQuery("육아휴직은 최대 며칠까지 쓸 수 있나요? 알려줘");
    QVERIFY(hasWord(query, "육아휴직"));
    for (const char* word : { "있나요", "수", "알려줘" })
        QVERIFY2(!hasWord(query, word), word);
}

void QueryTest::shortWordsStayWhole()
{
    for (const char* word : { "휴가", "회의", "국가", "제도" })
        QCOMPARE(strippedWord(word), std::string(word));
}

void QueryTest::statuteReferenceIsFound()
{
    const Query query = parseQuery("산업안전보건기준에 관한 규칙 제205조의2의 내용을 알려줘");
    QVERIFY(!query.references.empty());
    QCOMPARE(query.references.front().title, std::string("산업안전보건기준에 관한 규칙"));
    QCOMPARE(query.references.front().number, std::string("제205조의2"));
    QVERIFY(query.references.back().title.empty()); // the number alone, when the document's name is not in the question
}

void QueryTest::bracketedNameIsOneName()
{
    const Query query = parseQuery("우리 과는 「공공기록물 관리에 관한 법률」 제 3 조를 따르나요?");
    QCOMPARE(query.references.front().title, std::string("공공기록물 관리에 관한 법률"));
    QCOMPARE(query.references.front().number, std::string("제3조"));
}

void QueryTest::noticeNumberIsFound()
{
    const Query query = parseQuery("공고 제2025-123호 접수 기간은?");
    QVERIFY(!query.references.empty());
    QCOMPARE(query.references.front().number, std::string("제2025-123호"));
}

void QueryTest::plainNumbersAreNoReference()
{
    for (const char* text : { "2025년 예산은 얼마인가요?", "제3장은 무엇에 관한 것인가?", "전화번호 042-", "제조업 지원" })
        QVERIFY2(parseQuery(text).references.empty(), text);
}

void QueryTest::questionForAPlaceAloneIsKnown()
{
    QVERIFY(asksForPlacesOnly(parseQuery("국유재산법 제75조의 내용을 알려줘")));
    QVERIFY(!asksForPlacesOnly(parseQuery("국유재산법 제75조에 따른 변상금은 얼마인가요?")));
    QVERIFY(!asksForPlacesOnly(parseQuery("국유재산의 사용료")));
}

void QueryTest::syllablesBesideNumbersAreNotAskedFor()
{
    const Query query = parseQuery("제75조 출장비");
    QCOMPARE(query.terms, (std::vector<std::string> { "75", "출장", "장비" }));
    QCOMPARE(parseQuery("꽃").terms, (std::vector<std::string> { "꽃" })); // alone, it is all that there is to ask for
}

void QueryTest::emptyQuestionHasNoTerms()
{
    for (const char* text : { "", "???", "무엇인가요?", "what is the" })
        QVERIFY2(parseQuery(text).words.empty(), text);
}

QTEST_GUILESS_MAIN(QueryTest)
#include "query_test.moc"
