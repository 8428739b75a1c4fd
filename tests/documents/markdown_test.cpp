#include "engine/documents/markdown/reader.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;

namespace {

Document readMarkdown(std::string_view source)
{
    auto document = markdown::read(asBytes(source));
    return document.ok() ? *std::move(document) : Document {};
}

std::string textOf(std::string_view source) { return plainText(readMarkdown(source)); }

} // namespace

class MarkdownTest : public QObject {
    Q_OBJECT
private slots:
    void headingsOfBothKinds();
    void whatOnlyLooksLikeAHeading();
    void linesOfAParagraphAreJoined();
    void listsKeepTheirItems();
    void tablesHaveAHeaderRow();
    void twoTablesAreTwo();
    void cellsMayHoldABar();
    void tablesNeedNoBarsAtTheirEnds();
    void codeIsTakenAsItStands();
    void linksAndImagesLeaveTheirText();
    void emphasisGoesAndUnderscoresStay();
    void escapesGiveTheCharacter();
    void frontMatterIsNoText();
    void unclosedFrontMatterIsText();
    void nothingInsideIsNotFound();
    void deepBracketsEndSoon();
};

void MarkdownTest::headingsOfBothKinds()
{
    const Document document = readMarkdown("# 하나 #\n### 셋\n###### 여섯\n큰 제목\n====\n작은 제목\n----\n");
    const std::vector<std::pair<std::string, int>> expected { { "하나", 1 }, { "셋", 3 }, { "여섯", 6 }, { "큰 제목", 1 }, { "작은 제목", 2 } };
    QCOMPARE(document.blocks.size(), expected.size());
    for (size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(document.blocks[i].text, expected[i].first);
        QCOMPARE(document.blocks[i].headingLevel, expected[i].second);
        QCOMPARE(document.blocks[i].kind, BlockKind::Heading);
    }
    QCOMPARE(document.title, std::string("하나"));
}

void MarkdownTest::whatOnlyLooksLikeAHeading()
{
    const Document document = readMarkdown("#해시태그\n\n####### 일곱\n\n\\# 글자\n");
    for (const Block& block : document.blocks)
        QCOMPARE(block.kind, BlockKind::Paragraph);
    QCOMPARE(plainText(document), std::string("#해시태그\n####### 일곱\n# 글자"));
    QCOMPARE(textOf("# C#\n"), std::string("C#"));
}

void MarkdownTest::linesOfAParagraphAreJoined()
{
    QCOMPARE(textOf("첫 줄\n둘째 줄\n\n새 문단\n> 인용문\n"), std::string("첫 줄 둘째 줄\n새 문단\n인용문"));
}

void MarkdownTest::listsKeepTheirItems()
{
    const Document document = readMarkdown("- 하나\n  이어짐\n* 둘\n+ 셋\n1. 첫째\n2) 둘째\n");
    QCOMPARE(plainText(document), std::string("- 하나 이어짐\n- 둘\n- 셋\n1. 첫째\n2) 둘째"));
    for (const Block& block : document.blocks)
        QCOMPARE(block.kind, BlockKind::ListItem);
}

void MarkdownTest::tablesHaveAHeaderRow()
{
    const Document document = readMarkdown("| 이름 | 값 |\n|:--|--:|\n| 가 | 1 |\n| 나 | |\n\n끝\n");
    QCOMPARE(plainText(document), std::string("이름 | 값\n가 | 1\n나 |\n끝"));
    QVERIFY(document.blocks[0].tableHeader && !document.blocks[1].tableHeader);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(document.blocks[size_t(i)].kind, BlockKind::TableRow);
        QCOMPARE(document.blocks[size_t(i)].table, 0);
    }
    QCOMPARE(document.blocks[3].table, -1);
}

void MarkdownTest::twoTablesAreTwo()
{
    const Document document = readMarkdown("|a|\n|-|\n|b|\n\n사이\n\n|c|\n|-|\n|d|\n");
    QCOMPARE(document.blocks.front().table, 0);
    QCOMPARE(document.blocks.back().table, 1);
    const Document touching = readMarkdown("|a|\n|-|\n사이\n|c|\n|-|\n");
    QCOMPARE(touching.blocks.back().table, 1);
}

void MarkdownTest::cellsMayHoldABar()
{
    QCOMPARE(textOf("| 가\\|나 | 다 |\n|---|---|\n"), std::string("가|나 | 다"));
}

void MarkdownTest::tablesNeedNoBarsAtTheirEnds()
{
    const Document document = readMarkdown("이름 | 값\n--- | ---\n가 | 1\n끝 | 2\n\n글 | 자\n");
    QCOMPARE(plainText(document), std::string("이름 | 값\n가 | 1\n끝 | 2\n글 | 자"));
    QVERIFY(document.blocks[0].tableHeader);
    QCOMPARE(document.blocks[2].table, 0);
    QCOMPARE(document.blocks[3].kind, BlockKind::Paragraph);
}

void MarkdownTest::codeIsTakenAsItStands()
{
    QCOMPARE(textOf("```sh\n# 주석 **별**\n- 줄\n```\n뒤\n"), std::string("# 주석 **별**\n- 줄\n뒤"));
    QCOMPARE(textOf("~~~\n```\n~~~\n# 뒤\n"), std::string("```\n뒤"));
}

void MarkdownTest::linksAndImagesLeaveTheirText()
{
    QCOMPARE(textOf("[누리집](https://example.org/a) 과 ![조직도](org.png \"제목\") 끝"), std::string("누리집 과 조직도 끝"));
    QCOMPARE(textOf("[![상태](badge.svg)](https://example.org) 뒤"), std::string("상태 뒤"));
    QCOMPARE(textOf("[괄호] 만, [끝없는](주소"), std::string("[괄호] 만, [끝없는](주소"));
}

void MarkdownTest::emphasisGoesAndUnderscoresStay()
{
    QCOMPARE(textOf("**굵게** `코드` file_name_x 2*3"), std::string("굵게 코드 file_name_x 2*3"));
}

void MarkdownTest::escapesGiveTheCharacter()
{
    QCOMPARE(textOf("\\*\\*별\\*\\* \\[대괄호\\] \\\\ \\가"), std::string("**별** [대괄호] \\ \\가"));
}

void MarkdownTest::frontMatterIsNoText()
{
    QCOMPARE(textOf("---\ntitle: 비밀\n---\n본문"), std::string("본문"));
    QCOMPARE(textOf("---\r\na: b\r\n---\r\n본문"), std::string("본문"));
}

void MarkdownTest::unclosedFrontMatterIsText()
{
    QCOMPARE(textOf("---\n본문"), std::string("본문"));
}

void MarkdownTest::nothingInsideIsNotFound()
{
    for (const char* nothing : { "", "\n\n", "---\na: b\n---\n", "```\n```\n", "***\n" })
        QCOMPARE(markdown::read(asBytes(nothing)).error().code, ErrorCode::NotFound);
}

/// Nested and unclosed brackets neither exhaust the stack nor take quadratic time.
void MarkdownTest::deepBracketsEndSoon()
{
    QElapsedTimer timer;
    timer.start();
    std::string nested, open;
    for (int i = 0; i < 100'000; ++i) {
        nested += "[";
        open += "[a](";
    }
    nested += "가";
    for (int i = 0; i < 100'000; ++i)
        nested += "](x)";
    QCOMPARE(textOf(nested), std::string("가"));
    QVERIFY(!textOf(open).empty());
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(MarkdownTest)
#include "markdown_test.moc"
