#include "engine/retrieval/chunker.h"

#include <QRegularExpression>
#include <QString>
#include <QTest>

using namespace sillok;
using namespace sillok::retrieval;
using documents::Block;
using documents::BlockKind;
using documents::Document;

class ChunkerTest : public QObject {
    Q_OBJECT
private slots:
    void everyPassageIsASliceOfThePlainText_data();
    void everyPassageIsASliceOfThePlainText();
    void articlesAreNeverMixed();
    void headingPathNamesChapterAndArticle();
    void annexBeginsAnew();
    void articleWithBranchNumberIsAHeading();
    void sentenceAboutAnArticleIsNoHeading();
    void longParagraphIsCutAtSentences();
    void smallParagraphsShareAPassage();
    void tableRowsCarryCaptionAndColumnNames();
    void questionStaysWithItsAnswer();
    void markdownHeadingsMakeThePath();
    void shortNumberedLinesAreHeadingsListsAreNot();
    void pageIsWhereTheTextBegins();
    void emptyDocumentHasNoPassages();
};

namespace {

Document lines(std::initializer_list<const char*> texts)
{
    Document document;
    for (const char* text : texts)
        document.blocks.push_back({ BlockKind::Paragraph, text, 0, 0, -1, false });
    return document;
}

std::string repeated(const char* text, int times)
{
    std::string out;
    for (int i = 0; i < times; ++i)
        out += text;
    return out;
}

Document regulation()
{
    return lines({ "제1장 총칙", "제1조(목적) 이 규정은 업무용 차량의 관리에 필요한 사항을 정함을 목적으로 한다.", "제2조(정의) 이 규정에서 쓰는 말의 뜻은 다음과 같다.",
        "1. 관용차량이란 기관이 보유한 자동차를 말한다.", "2. 배차란 차량의 사용을 승인하는 것을 말한다.", "제3장 배차와 운행",
        "제12조(근무시간 외 사용) ① 근무시간 외에는 차량을 사용할 수 없다.", "② 제1항에도 불구하고 기관장이 승인한 때에는 사용할 수 있다.", "부칙",
        "이 규정은 공포한 날부터 시행한다.", "[별표 1] 차량 관리 기준", "승용차는 7년간 사용한다." });
}

} // namespace

void ChunkerTest::everyPassageIsASliceOfThePlainText_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("regulation") << 0;
    QTest::newRow("long lines") << 1;
    QTest::newRow("blank blocks and wide characters") << 2;
    QTest::newRow("one endless word") << 3;
}

void ChunkerTest::everyPassageIsASliceOfThePlainText()
{
    QFETCH(int, kind);
    Document document = regulation();
    if (kind == 1)
        document = lines({ "Ⅰ. 개요", repeated("예산을 편성하고 집행한다. ", 300).c_str(), "끝  ", repeated("가 나 다 ", 900).c_str() });
    if (kind == 2)
        document = lines({ "   ", "\xF0\x9F\x98\x80 그림 글자", " ", "본문 ", "  끝" });
    if (kind == 3)
        document = lines({ repeated("가", 5000).c_str() });
    const std::u32string text = QString::fromStdString(documents::plainText(document)).toStdU32String();
    int64_t before = 0;
    size_t covered = 0;
    for (const Passage& passage : chunk(document)) {
        QVERIFY(passage.start >= before);
        QVERIFY(passage.end > passage.start);
        const std::u32string slice = text.substr(static_cast<size_t>(passage.start), static_cast<size_t>(passage.end - passage.start));
        QCOMPARE(QString::fromStdU32String(slice).toStdString(), passage.text);
        before = passage.end;
        for (const char32_t c : slice)
            covered += c > ' ' ? 1 : 0;
    }
    const auto written = static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char32_t c) { return c > ' '; }));
    QCOMPARE(covered, written);
}

void ChunkerTest::articlesAreNeverMixed()
{
    for (const Passage& passage : chunk(regulation())) {
        const int articles = static_cast<int>(QString::fromStdString(passage.text).count(QRegularExpression("(^|\\n)제\\d+조\\(")));
        QVERIFY2(articles <= 1, passage.text.c_str());
    }
}

void ChunkerTest::headingPathNamesChapterAndArticle()
{
    const std::vector<Passage> passages = chunk(regulation());
    QCOMPARE(passages.size(), size_t(5));
    QCOMPARE(passages[0].headingPath, std::string("제1장 총칙 > 제1조(목적)"));
    QCOMPARE(passages[1].headingPath, std::string("제1장 총칙 > 제2조(정의)"));
    QCOMPARE(passages[2].headingPath, std::string("제3장 배차와 운행 > 제12조(근무시간 외 사용)"));
    QVERIFY(passages[2].text.starts_with("제3장 배차와 운행\n제12조")); // a chapter's line goes with what follows
    QVERIFY(passages[2].text.ends_with("사용할 수 있다."));
}

void ChunkerTest::annexBeginsAnew()
{
    const std::vector<Passage> passages = chunk(regulation());
    QCOMPARE(passages[3].headingPath, std::string("부칙"));
    QCOMPARE(passages[4].headingPath, std::string("[별표 1] 차량 관리 기준"));
}

void ChunkerTest::articleWithBranchNumberIsAHeading()
{
    const std::vector<Passage> passages = chunk(lines({ "제46조(원칙) 본문이다.", "제46조의3(특례) 다른 본문이다." }));
    QCOMPARE(passages.size(), size_t(2));
    QCOMPARE(passages[1].headingPath, std::string("제46조의3(특례)"));
}

void ChunkerTest::sentenceAboutAnArticleIsNoHeading()
{
    const std::vector<Passage> passages
        = chunk(lines({ "제5조(허가) 허가를 받아야 한다.", "제4조의 규정에 따라 신청한 자는 제외한다.", "제3조 및 제4조에 따른다." }));
    QCOMPARE(passages.size(), size_t(1));
    QCOMPARE(passages[0].headingPath, std::string("제5조(허가)"));
}

void ChunkerTest::longParagraphIsCutAtSentences()
{
    const ChunkSizes sizes;
    const std::vector<Passage> passages = chunk(lines({ repeated("예산을 편성하고 집행한다. ", 300).c_str() }));
    QVERIFY(passages.size() > 3);
    for (const Passage& passage : passages) {
        QVERIFY(passage.text.ends_with("집행한다."));
        QVERIFY(QString::fromStdString(passage.text).remove(' ').size() <= sizes.most);
    }
}

void ChunkerTest::smallParagraphsShareAPassage()
{
    QCOMPARE(chunk(lines({ "첫째 문단입니다.", "둘째 문단입니다.", "셋째 문단입니다." })).size(), size_t(1));
}

void ChunkerTest::tableRowsCarryCaptionAndColumnNames()
{
    Document document;
    document.blocks.push_back({ BlockKind::Caption, "표 1. 직급별 여비 (단위: 원)", 0, 1, -1, false });
    document.blocks.push_back({ BlockKind::TableRow, "직급 | 일비 | 식비", 0, 1, 0, true });
    for (int i = 0; i < 200; ++i)
        document.blocks.push_back({ BlockKind::TableRow, std::to_string(i) + "급 | 25,000 | 25,000", 0, 1 + i / 40, 0, false });
    const std::vector<Passage> passages = chunk(document);
    QVERIFY(passages.size() > 2);
    QVERIFY(passages[0].context.empty()); // both lines are in the passage itself
    for (size_t i = 1; i < passages.size(); ++i)
        QCOMPARE(passages[i].context, std::string("표 1. 직급별 여비 (단위: 원)\n직급 | 일비 | 식비"));
}

void ChunkerTest::questionStaysWithItsAnswer()
{
    const std::vector<Passage> passages
        = chunk(lines({ "Q1. 연가는 며칠인가요?", "A1. 15일입니다.", "Q2. 병가는 며칠인가요?", "A2. 60일 이내입니다." }));
    QCOMPARE(passages.size(), size_t(2));
    QCOMPARE(passages[1].text, std::string("Q2. 병가는 며칠인가요?\nA2. 60일 이내입니다."));
}

void ChunkerTest::markdownHeadingsMakeThePath()
{
    Document document;
    document.title = "안내서";
    document.blocks = { { BlockKind::Heading, "안내서", 1, 0, -1, false }, { BlockKind::Heading, "휴가", 2, 0, -1, false },
        { BlockKind::Heading, "연가", 3, 0, -1, false }, { BlockKind::Paragraph, "연가는 15일이다.", 0, 0, -1, false },
        { BlockKind::Heading, "출장", 2, 0, -1, false }, { BlockKind::Paragraph, "여비를 준다.", 0, 0, -1, false } };
    const std::vector<Passage> passages = chunk(document);
    QCOMPARE(passages.size(), size_t(2));
    QCOMPARE(passages[0].headingPath, std::string("휴가 > 연가")); // the document's own title is no place inside it
    QCOMPARE(passages[1].headingPath, std::string("출장"));
}

void ChunkerTest::shortNumberedLinesAreHeadingsListsAreNot()
{
    const std::vector<Passage> passages = chunk(lines({ "1. 추진 배경", "민원이 늘고 있다.", "2. 제출 서류", "가. 신청서", "나. 신분증", "다. 위임장" }));
    QCOMPARE(passages.size(), size_t(1));
    const std::string big = repeated("민원이 해마다 늘고 있다. ", 60);
    const std::vector<Passage> cut = chunk(lines({ "1. 추진 배경", big.c_str(), "2. 제출 서류", big.c_str() }));
    QCOMPARE(cut.front().headingPath, std::string("1. 추진 배경"));
    QCOMPARE(cut.back().headingPath, std::string("2. 제출 서류"));
    QVERIFY(cut.back().text.starts_with("2. 제출 서류\n"));
}

void ChunkerTest::pageIsWhereTheTextBegins()
{
    Document document;
    document.blocks = { { BlockKind::Heading, "휴가", 1, 3, -1, false }, { BlockKind::Paragraph, "연가는 15일이다.", 0, 4, -1, false } };
    QCOMPARE(chunk(document).front().page, 4);
}

void ChunkerTest::emptyDocumentHasNoPassages() { QVERIFY(chunk({}).empty()); }

QTEST_GUILESS_MAIN(ChunkerTest)
#include "chunker_test.moc"
