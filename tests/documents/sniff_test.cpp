#include "engine/documents/registry.h"
#include "tests/documents/archive.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;

class SniffTest : public QObject {
    Q_OBJECT
private slots:
    void contentDecides_data();
    void contentDecides();
    void everyOtherFormatIsNamedInTheRefusal();
    void imagesHaveNoText();
};

void SniffTest::contentDecides_data()
{
    using namespace std::string_literals;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("extension");
    QTest::addColumn<int>("format");
    const auto row = [](const char* name, const std::string& bytes, const char* extension, Format format) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(extension) << static_cast<int>(format);
    };
    const auto zip = [](const std::vector<test::Part>& parts) { return std::string(asText(test::makeZip(parts))); };
    const std::string hwpx = zip({ { "mimetype", "application/hwp+zip", false }, { "Contents/section0.xml", "<a/>" } });
    row("text", "기록", "txt", Format::Text);
    row("text with another ending", "기록", "pdf", Format::Text);
    row("comma-separated", "a,b\n", "csv", Format::Text);
    row("Markdown", "# 제목", "md", Format::Markdown);
    row("UTF-16 without mark", "a\0b\0c\0d\0e\0"s, "txt", Format::Text);
    row("PDF", "%PDF-1.7\n", "txt", Format::Pdf);
    row("PDF after other lines", "HTTP/1.1 200 OK\n%PDF-1.7\n", "pdf", Format::Pdf);
    row("text that mentions the PDF mark", "파일은 \"%PDF-\"로 시작한다. Files begin with %PDF-1.7", "txt", Format::Text);
    row("mail that mentions the PDF mark", "From: a\nTo: b\nSubject: c\nDate: d\n\n%PDF-1.7\n", "eml", Format::Eml);
    row("page", "<!DOCTYPE html><pre>\n%PDF-1.7", "txt", Format::Html);
    row("RTF", "{\\rtf1 x}", "doc", Format::Rtf);
    row("HWPX", hwpx, "txt", Format::Hwpx);
    row("HWPX without mimetype", zip({ { "Contents/section0.xml", "<a/>" } }), "zip", Format::Hwpx);
    row("cut HWPX", hwpx.substr(0, hwpx.size() / 2), "bin", Format::Hwpx);
    row("broken archive named hwpx", "PK\x03\x04 nothing", "hwpx", Format::Hwpx);
    row("broken archive", "PK\x03\x04 nothing", "zip", Format::OfficeZip);
    row("broken archive named docx", "PK\x03\x04 nothing", "docx", Format::Docx);
    row("DOCX", zip({ { "word/document.xml", "<a/>" } }), "hwpx", Format::Docx);
    row("XLSX", zip({ { "[Content_Types].xml", "<a/>" }, { "xl/workbook.xml", "<a/>" } }), "zip", Format::Xlsx);
    row("PPTX", zip({ { "ppt/presentation.xml", "<a/>" } }), "docx", Format::Pptx);
    row("ODS", zip({ { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" } }), "odt", Format::Ods);
    row("other archive", zip({ { "a.txt", "a" } }), "hwpx", Format::OfficeZip);
    row("OLE", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 some"s, "hwp", Format::OleOther);
    row("HWP 5.0", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 F\0i\0l\0e\0H\0e\0a\0d\0e\0r\0"s, "txt", Format::Hwp5);
    row("HWP 3.0", "HWP Document File V3.00 \x1A\1\2\3\4\5", "hwp", Format::Hwp3);
    row("HWPML", "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<HWPML Version=\"2.8\">", "hml", Format::Hwpml);
    row("PNG", "\x89PNG\r\n\x1A\n", "txt", Format::Image);
    row("bitmap", "BM\x36\0\0\0\0\0\0\0\x36\0\0\0"s, "bmp", Format::Image);
    row("text that begins like a bitmap", "BMW 530e 관용차 배차", "txt", Format::Text);
    row("text that begins like a GIF", "GIF8은 그림 형식의 이름이다", "txt", Format::Text);
    row("program", "\x7F""ELF\2\1\1\0\0\0\0\0\0\0\0\0"s, "txt", Format::Binary);
}

void SniffTest::contentDecides()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, extension);
    QFETCH(int, format);
    QCOMPARE(static_cast<int>(sniff(asBytes(bytes.toStdString()), extension.toStdString())), format);
}

void SniffTest::everyOtherFormatIsNamedInTheRefusal()
{
    for (const Format format : { Format::OfficeZip, Format::Binary }) {
        const auto document = read(format, asBytes("x"), [](int, int) {});
        QCOMPARE(document.error().code, ErrorCode::Unsupported);
        QVERIFY(document.error().doing.ends_with(formatName(format)));
    }
}

void SniffTest::imagesHaveNoText()
{
    const auto image = read(Format::Image, asBytes("x"), [](int, int) {});
    QVERIFY(image.ok() && image->blocks.empty());
    QCOMPARE(image->pagesWithoutText, std::vector<int>({ 1 }));
}

QTEST_GUILESS_MAIN(SniffTest)
#include "sniff_test.moc"
