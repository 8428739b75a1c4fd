#include "engine/documents/clean_text.h"
#include "engine/base/text.h"

#include <QtTest>

using namespace sillok;
using documents::cleanText;

class CleanTextTest : public QObject {
    Q_OBJECT
private slots:
    void whatNobodySeesIsLeftOutAndCounted_data();
    void whatNobodySeesIsLeftOutAndCounted();
    void controlsBecomeSpaces();
    void lineBreaksInsideStay();
    void malformedBytesAreReplaced();
    void visibleTextIsNotTouched();
    void cleaningTwiceChangesNothing();
};

void CleanTextTest::whatNobodySeesIsLeftOutAndCounted_data()
{
    QTest::addColumn<uint>("codePoint");
    const auto row = [](const char* name, uint codePoint) { QTest::newRow(name) << codePoint; };
    row("soft hyphen", 0x00AD);
    row("combining grapheme joiner", 0x034F);
    row("Arabic letter mark", 0x061C);
    row("Hangul initial filler", 0x115F);
    row("Hangul vowel filler", 0x1160);
    row("Mongolian vowel separator", 0x180E);
    row("zero-width space", 0x200B);
    row("zero-width non-joiner", 0x200C);
    row("zero-width joiner", 0x200D);
    row("left-to-right mark", 0x200E);
    row("right-to-left mark", 0x200F);
    row("left-to-right embedding", 0x202A);
    row("right-to-left override", 0x202E);
    row("word joiner", 0x2060);
    row("isolate", 0x2066);
    row("pop isolate", 0x2069);
    row("deprecated format character", 0x206A);
    row("Hangul filler", 0x3164);
    row("variation selector", 0xFE0F);
    row("byte order mark", 0xFEFF);
    row("halfwidth Hangul filler", 0xFFA0);
    row("annotation anchor", 0xFFF9);
    row("language tag", 0xE0001);
    row("tag letter A", 0xE0041);
    row("tag end", 0xE007F);
    row("variation selector 17", 0xE0100);
    row("variation selector 256", 0xE01EF);
}

void CleanTextTest::whatNobodySeesIsLeftOutAndCounted()
{
    QFETCH(uint, codePoint);
    std::string hidden;
    appendUtf8(hidden, codePoint);
    int removed = 2;
    QCOMPARE(cleanText("비" + hidden + hidden + "밀" + hidden, removed), std::string("비밀"));
    QCOMPARE(removed, 5);
}

void CleanTextTest::controlsBecomeSpaces()
{
    int removed = 0;
    using namespace std::string_literals;
    QCOMPARE(cleanText("a\0b\tc\x1b""d\x7F""e\u0085f\u2028g"s, removed), std::string("a b c d e f g"));
    QCOMPARE(removed, 0);
}

void CleanTextTest::lineBreaksInsideStay()
{
    int removed = 0;
    QCOMPARE(cleanText("\n 가\n나 \n", removed), std::string("가\n나"));
}

void CleanTextTest::malformedBytesAreReplaced()
{
    int removed = 0;
    const std::string clean = cleanText("가\xFF\xED\xA0\x80\xC0\xAF""나", removed);
    QVERIFY(isValidUtf8(clean));
    QVERIFY(clean.starts_with("가\xEF\xBF\xBD") && clean.ends_with("나"));
}

void CleanTextTest::visibleTextIsNotTouched()
{
    int removed = 0;
    const std::string text = "제1조 ① 「기록물법」 \u3000 ㎡ × → 漢字 ﹅ é ㄱ ᆞ 😀";
    QCOMPARE(cleanText(text, removed), text);
    QCOMPARE(removed, 0);
}

void CleanTextTest::cleaningTwiceChangesNothing()
{
    int removed = 0;
    const std::string once = cleanText("\u1112\u200D\u1161\u115F\u11AB e\u200B\u0301 \x01", removed);
    QCOMPARE(once, std::string("한 \u00E9"));
    const int before = removed;
    QCOMPARE(cleanText(once, removed), once);
    QCOMPARE(removed, before);
}

QTEST_GUILESS_MAIN(CleanTextTest)
#include "clean_text_test.moc"
