#include "engine/documents/registry.h"
#include "engine/documents/text/reader.h"

#include <QStringEncoder>
#include <QtTest>

using namespace sillok;
using namespace sillok::documents;

namespace {

std::string bytesOf(std::initializer_list<int> values)
{
    std::string bytes;
    for (const int value : values)
        bytes += static_cast<char>(value);
    return bytes;
}

std::string utf16(const char* text, QStringConverter::Encoding encoding)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::Default);
    const QByteArray bytes = encoder(QString::fromUtf8(text));
    return bytes.toStdString();
}

std::string decoded(const std::string& bytes)
{
    const auto text = text::decode(asBytes(bytes));
    return text.ok() ? *text : std::string("error: ") + errorCodeName(text.error().code);
}

std::vector<std::string> blocks(const std::string& bytes)
{
    const auto document = text::read(asBytes(bytes));
    std::vector<std::string> all;
    if (document.ok()) {
        for (const Block& block : document->blocks)
            all.push_back(block.text);
    }
    return all;
}

} // namespace

class TextTest : public QObject {
    Q_OBJECT
private slots:
    void everyEncodingGivesTheSameText_data();
    void everyEncodingGivesTheSameText();
    void surrogatePairsComeTogether();
    void loneSurrogatesAreReplaced();
    void aFewWrongBytesDoNotChangeTheEncoding();
    void aCutCharacterAtTheEndIsOneReplacement();
    void bytesInNoEncodingAreDamaged();
    void decomposedHangulIsComposed();
    void everyLineEndEndsALine();
    void emptyTextsAreNotFound();
    void tooMuchTextIsUnsafe();
};

void TextTest::everyEncodingGivesTheSameText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const char* text = "똠 햏 기록 ABC 1";
    const std::string utf8 = text;
    // KS X 1001 has no 똠 and no 햏; code page 949 puts them at 8C 63 and C1 64 (Unicode's CP949.TXT).
    const std::string cp949 = bytesOf({ 0x8C, 0x63, ' ', 0xC1, 0x64, ' ', 0xB1, 0xE2, 0xB7, 0xCF, ' ', 'A', 'B', 'C', ' ', '1' });
    const auto row = [](const char* name, const std::string& bytes) { QTest::newRow(name) << QByteArray::fromStdString(bytes); };
    row("UTF-8", utf8);
    row("UTF-8 with mark", "\xEF\xBB\xBF" + utf8);
    row("UTF-16 little-endian with mark", "\xFF\xFE" + utf16(text, QStringConverter::Utf16LE));
    row("UTF-16 big-endian with mark", "\xFE\xFF" + utf16(text, QStringConverter::Utf16BE));
    row("UTF-16 little-endian", utf16(text, QStringConverter::Utf16LE));
    row("UTF-16 big-endian", utf16(text, QStringConverter::Utf16BE));
    row("code page 949", cp949);
}

void TextTest::everyEncodingGivesTheSameText()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(decoded(bytes.toStdString()), std::string("똠 햏 기록 ABC 1"));
}

void TextTest::surrogatePairsComeTogether()
{
    QCOMPARE(decoded(bytesOf({ 0xFF, 0xFE, 0x40, 0xD8, 0x00, 0xDC })), std::string("𠀀"));
}

void TextTest::loneSurrogatesAreReplaced()
{
    std::string bytes = bytesOf({ 0xFF, 0xFE, 0x00, 0xD8 });
    std::string expected = "\xEF\xBF\xBD";
    for (int i = 0; i < 200; ++i) {
        bytes += bytesOf({ 'a', 0 });
        expected += 'a';
    }
    QCOMPARE(decoded(bytes), expected);
}

/// A Korean UTF-8 file with one byte lost in transfer stays Korean.
void TextTest::aFewWrongBytesDoNotChangeTheEncoding()
{
    std::string bytes, expected;
    for (int i = 0; i < 300; ++i) {
        bytes += i == 150 ? "\xEA\xB0" : "가";
        expected += i == 150 ? "\xEF\xBF\xBD\xEF\xBF\xBD" : "가";
    }
    QCOMPARE(decoded(bytes), expected);
}

void TextTest::aCutCharacterAtTheEndIsOneReplacement()
{
    std::string bytes, expected;
    for (int i = 0; i < 200; ++i) {
        bytes += bytesOf({ 0xB0, 0xA1 }); // 가
        expected += "가";
    }
    QCOMPARE(decoded(bytes + "\xB0"), expected + "\xEF\xBF\xBD");
}

void TextTest::bytesInNoEncodingAreDamaged()
{
    std::string bytes;
    for (int i = 0; i < 500; ++i)
        bytes += bytesOf({ 0xFF, 'a', 0xFE, ' ' });
    QCOMPARE(decoded(bytes), std::string("error: Damaged"));
    QCOMPARE(text::read(asBytes(bytes)).error().code, ErrorCode::Damaged);
}

void TextTest::decomposedHangulIsComposed()
{
    QCOMPARE(blocks("\u1112\u1161\u11AB\u1100\u1173\u11AF"), std::vector<std::string> { "한글" });
}

void TextTest::everyLineEndEndsALine()
{
    const std::vector<std::string> expected { "가", "나", "다", "라" };
    QCOMPARE(blocks("가\r\n나\r다\n\n  라  "), expected);
}

void TextTest::emptyTextsAreNotFound()
{
    for (const char* nothing : { "", "\xEF\xBB\xBF", " \r\n\t\n", "\u200B\u200B" })
        QCOMPARE(text::read(asBytes(nothing)).error().code, ErrorCode::NotFound);
}

void TextTest::tooMuchTextIsUnsafe()
{
    const std::string bytes(kMaxTextCodePoints + 1, 'a');
    QCOMPARE(text::read(asBytes(bytes)).error().code, ErrorCode::Unsafe);
}

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
