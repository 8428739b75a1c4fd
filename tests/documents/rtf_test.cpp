#include "engine/documents/registry.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;

namespace {

Result<Document> readFile(const std::string& bytes) { return read(sniff(asBytes(bytes), "rtf"), asBytes(bytes), [](int, int) {}); }

/// A file for code page 949.
std::string textOf(const std::string& body)
{
    const auto document = readFile("{\\rtf1\\ansi\\ansicpg949\\deff0{\\fonttbl{\\f0\\fnil\\fcharset129 Batang;}{\\f1\\fswiss\\fcharset0 Arial;}{\\f2\\fcharset128 Mincho;}}" + body + "}");
    return document.ok() ? plainText(*document) : std::string(errorCodeName(document.error().code));
}

} // namespace

class RtfTest : public QObject {
    Q_OBJECT
private slots:
    void paragraphsAndTitle();
    void bytesAndUnicode();
    void whatOlderProgramsShowIsPassedOver();
    void headings();
    void tables();
    void spannedCells();
    void notesAndBoxes();
    void whatNoPageShowsIsLeftOut();
    void hiddenTextIsLeftOutAndCounted();
    void groupsAreBounded();
    void brokenFilesAreStillRead();
};

void RtfTest::paragraphsAndTitle()
{
    const auto document = readFile("{\\rtf1\\ansi\\ansicpg949{\\info{\\title \\'c8\\'b8\\'c0\\'c7}{\\author x}}\\pard first\\line line\\par second\\tab third\\~x\\par}");
    QVERIFY(document.ok());
    QCOMPARE(document->title, std::string("회의"));
    QCOMPARE(document->format, std::string("RTF"));
    QCOMPARE(plainText(*document), std::string("first\nline\nsecond third x"));
    QCOMPARE(document->blocks.size(), size_t(2));
}

/// source  code page 949: C8 B8 회, C0 C7 의; code page 932: 93 FA 日; 1252: E9 é. \u takes signed numbers: -10916 is 0xD55C, 한.
void RtfTest::bytesAndUnicode()
{
    QCOMPARE(textOf("\\'c8\\'b8\\'c0\\'c7 \\u-10916?\\u44397? \xC8\xB8"), std::string("회의 한국 회"));
    QCOMPARE(textOf("{\\f2\\'93\\'fa}\\'c8\\'b8"), std::string("日회"));
    QCOMPARE(textOf("\\u-10179?\\u-8704?"), std::string("\xF0\x9F\x98\x80")); // both halves of U+1F600
    QCOMPARE(textOf("\\ldblquote a\\rdblquote\\emdash\\{\\}\\\\"), std::string("“a”—{}\\"));
    const auto western = readFile("{\\rtf1\\ansi\\ansicpg1252 caf\\'e9}");
    QCOMPARE(plainText(*western), std::string("café"));
}

void RtfTest::whatOlderProgramsShowIsPassedOver()
{
    QCOMPARE(textOf("\\uc2\\u44032\\'b0\\'a1x"), std::string("가x"));
    QCOMPARE(textOf("\\uc0\\u44032 x"), std::string("가x"));
    QCOMPARE(textOf("{\\uc0{\\u44032}}\\u44032?x"), std::string("가가x"));
    QCOMPARE(textOf("\\u44032 \\u44033?x"), std::string("가각x")); // a missing one costs no character
}

void RtfTest::headings()
{
    const auto document = readFile("{\\rtf1\\ansi\\pard\\outlinelevel1 Head\\par\\pard Text\\par}");
    QVERIFY(document.ok());
    QCOMPARE(document->blocks[0].headingLevel, 2);
    QVERIFY(document->blocks[1].kind == BlockKind::Paragraph);
    QCOMPARE(textOf("{\\listtext\\pard 1.\\tab}item\\par"), std::string("1. item"));
}

void RtfTest::tables()
{
    QCOMPARE(textOf("before\\par\\trowd\\cellx1000\\cellx2000\\pard\\intbl a\\cell b\\par c\\cell\\row\\trowd\\cellx1000\\cellx2000\\intbl 1\\cell 2\\cell\\row\\pard after\\par"),
        std::string("before\na | b c\n1 | 2\nafter"));
    QCOMPARE(textOf("\\trowd\\cellx1000\\cellx2000\\intbl a\\cell b\\cell\\row\\intbl c\\cell d"), std::string("a | b\nc | d")); // the file ends inside
}

void RtfTest::spannedCells()
{
    // A wide cell, a cell over two rows, one that continues the cell before it.
    const std::string rows = "\\trowd\\cellx1000\\cellx2000\\cellx3000\\intbl h1\\cell h2\\cell h3\\cell\\row"
                             "\\trowd\\clvmgf\\cellx1000\\cellx3000\\intbl up\\cell wide\\cell\\row"
                             "\\trowd\\clvmrg\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000\\intbl \\cell joined\\cell \\cell\\row"
                             "\\trowd\\cellx3000\\intbl whole line\\cell\\row\\pard";
    QCOMPARE(textOf(rows), std::string("h1 | h2 | h3\nup | wide\njoined\nwhole line"));
}

void RtfTest::notesAndBoxes()
{
    QCOMPARE(textOf("{\\header head\\par}before{\\super 1}{\\footnote\\pard note}after\\par{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv y}}{\\shptxt box\\par}}{\\shprslt again}}end\\par"),
        std::string("before1after\nhead\nnote\nbox\nend"));
    QCOMPARE(textOf("\\trowd\\cellx1000\\cellx2000\\intbl a{\\footnote note}\\cell b\\cell\\row\\pard x\\par"), std::string("a note | b\nx"));
}

void RtfTest::whatNoPageShowsIsLeftOut()
{
    QCOMPARE(textOf("{\\colortbl;\\red0;}{\\stylesheet{\\s1 heading 1;}}{\\*\\generator X;}{\\pict\\pngblip 89504e}{\\*\\unknown secret}{\\field{\\*\\fldinst HYPERLINK \"http://x\"}{\\fldrslt link}}"
                    "{\\object{\\*\\objdata 00}{\\result shown}}{\\xe index}\\bin5 }}{{{rest{\\deleted gone}"),
        std::string("linkshownrest"));
}

void RtfTest::hiddenTextIsLeftOutAndCounted()
{
    const auto document = readFile("{\\rtf1 seen{\\v hidden}\\v also\\v0  end\\par}");
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("seen end"));
    QCOMPARE(document->hiddenCharactersRemoved, 10);
}

void RtfTest::groupsAreBounded()
{
    QCOMPARE(textOf(std::string(100'000, '{') + "x"), std::string("Unsafe"));
    std::string notes;
    for (int i = 0; i < 900; ++i)
        notes += "{\\footnote x";
    QVERIFY(textOf(notes).size() < 100);
}

void RtfTest::brokenFilesAreStillRead()
{
    QCOMPARE(textOf("a}}}b\\"), std::string("ab}"));
    QCOMPARE(textOf("a\\'zz\\bin99999999 rest"), std::string("azz"));
    QCOMPARE(textOf("x\\u99999999999 y\\f-1 \\uc-5 z\\row\\row\\cell"), std::string("xyz"));
    QCOMPARE(textOf(""), std::string("NotFound"));
    QCOMPARE(textOf("{\\pict 00}"), std::string("NotFound"));
}

QTEST_GUILESS_MAIN(RtfTest)
#include "rtf_test.moc"
