#include "engine/documents/containers/xml.h"
#include "engine/documents/containers/zip.h"
#include "engine/documents/registry.h"
#include "tests/documents/archive.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;
using test::makeZip;

namespace {

std::string contentOf(Bytes archive, const std::string& name)
{
    auto zip = ZipArchive::open(archive);
    if (!zip.ok())
        return errorCodeName(zip.error().code);
    const auto bytes = zip->read(name);
    return bytes.ok() ? std::string(asText(*bytes)) : errorCodeName(bytes.error().code);
}

std::string xmlAnswer(const std::string& source)
{
    pugi::xml_document document;
    const auto parsed = parseXml(asBytes(source), document);
    return parsed.ok() ? "ok" : errorCodeName(parsed.error().code);
}

std::string nested(int depth)
{
    std::string xml;
    for (int i = 0; i < depth; ++i)
        xml += "<a>";
    for (int i = 0; i < depth; ++i)
        xml += "</a>";
    return xml;
}

} // namespace

class ContainersTest : public QObject {
    Q_OBJECT
private slots:
    void partsComeBackAsTheyWere();
    void missingPartsAreNotFound();
    void inflatingBeyondTheRatioIsUnsafe();
    void inflatingBeyondTheSizeIsUnsafe();
    void manyPartsTogetherCountAgainstTheSize();
    void smallPartsMayBePackedTightly();
    void tooManyEntriesAreUnsafe();
    void duplicateEntriesGiveTheSameOneAlways();
    void climbingNamesAreOnlyNames();
    void everyTruncationIsRefusedOrWhole();
    void aWrongChecksumIsDamaged();
    void plainXmlIsRead();
    void doctypesAreUnsafe();
    void depthHasALimit();
    void aMegabyteAttributeIsRead();
    void brokenXmlIsDamaged();
    void unknownEntitiesStayText();
};

void ContainersTest::partsComeBackAsTheyWere()
{
    const auto zip = makeZip({ { "mimetype", "application/hwp+zip", false }, { "가/나.xml", "<a/>" }, { "empty", "" } });
    QCOMPARE(contentOf(zip, "mimetype"), std::string("application/hwp+zip"));
    QCOMPARE(contentOf(zip, "가/나.xml"), std::string("<a/>"));
    QCOMPARE(contentOf(zip, "empty"), std::string());
    auto archive = ZipArchive::open(zip);
    QVERIFY(archive.ok() && archive->has("가/나.xml") && !archive->has("없음"));
    QCOMPARE(archive->names().size(), size_t { 3 });
    QCOMPARE(archive->mimetype(), std::string("application/hwp+zip"));
}

void ContainersTest::missingPartsAreNotFound()
{
    QCOMPARE(contentOf(makeZip({ { "a", "b" } }), "c"), std::string("NotFound"));
    QCOMPARE(contentOf(asBytes("no archive"), "c"), std::string("Damaged"));
    QCOMPARE(contentOf({}, "c"), std::string("Damaged"));
}

void ContainersTest::inflatingBeyondTheRatioIsUnsafe()
{
    QCOMPARE(contentOf(makeZip({ { "zeros", std::string(20u << 20, '0') } }), "zeros"), std::string("Unsafe"));
}

/// 260 MiB of numbers pack to a third: the ratio is harmless, the size is not.
void ContainersTest::inflatingBeyondTheSizeIsUnsafe()
{
    std::string bytes;
    bytes.reserve(260u << 20);
    for (uint32_t i = 0; bytes.size() < 260u << 20; i = i * 1664525 + 1013904223)
        bytes += std::to_string(i) + std::string(20, ' ');
    QCOMPARE(contentOf(makeZip({ { "large", std::move(bytes), false } }), "large"), std::string("Unsafe"));
}

void ContainersTest::manyPartsTogetherCountAgainstTheSize()
{
    const auto zip = makeZip({ { "a", std::string(100u << 20, 'x'), false } });
    auto archive = ZipArchive::open(zip);
    QVERIFY(archive.ok());
    QVERIFY(archive->read("a").ok());
    QVERIFY(archive->read("a").ok());
    QCOMPARE(archive->read("a").error().code, ErrorCode::Unsafe);
}

void ContainersTest::smallPartsMayBePackedTightly()
{
    QCOMPARE(contentOf(makeZip({ { "a", std::string(5u << 20, 'x') } }), "a").size(), size_t { 5u << 20 });
}

void ContainersTest::tooManyEntriesAreUnsafe()
{
    std::vector<test::Part> parts;
    for (uint64_t i = 0; i <= kMaxZipEntries; ++i)
        parts.push_back({ std::to_string(i), "", false });
    QCOMPARE(ZipArchive::open(makeZip(parts)).error().code, ErrorCode::Unsafe);
    parts.pop_back();
    QVERIFY(ZipArchive::open(makeZip(parts)).ok());
}

void ContainersTest::duplicateEntriesGiveTheSameOneAlways()
{
    auto zip = makeZip({ { "one", "first", false }, { "two", "other", false } });
    test::replaceAll(zip, "two", "one");
    const std::string answer = contentOf(zip, "one");
    QCOMPARE(answer, std::string("first"));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(contentOf(zip, "one"), answer);
}

void ContainersTest::climbingNamesAreOnlyNames()
{
    const QString outside = QDir::tempPath() + "/sillok-climbed";
    const std::string name = "../../../../../../.." + outside.toStdString();
    QCOMPARE(contentOf(makeZip({ { name, "x" }, { "/etc/sillok-climbed", "y" } }), name), std::string("x"));
    QVERIFY(!QFile::exists(outside) && !QFile::exists("/etc/sillok-climbed"));
}

void ContainersTest::everyTruncationIsRefusedOrWhole()
{
    const auto zip = makeZip({ { "mimetype", "application/hwp+zip", false }, { "a", std::string(300, 'a') + "b" } });
    for (size_t size = 0; size < zip.size(); ++size)
        QCOMPARE(contentOf(Bytes(zip).first(size), "a"), std::string("Damaged"));
}

void ContainersTest::aWrongChecksumIsDamaged()
{
    auto zip = makeZip({ { "a", "unverändert", false } });
    test::replaceAll(zip, "unver", "UNVER");
    QCOMPARE(contentOf(zip, "a"), std::string("Damaged"));
}

void ContainersTest::plainXmlIsRead()
{
    pugi::xml_document document;
    QVERIFY(parseXml(asBytes("<?xml version=\"1.0\"?><!-- c --><x:a xmlns:x='u'><x:b>가 &amp; <![CDATA[<나>]]></x:b></x:a>"), document).ok());
    const pugi::xml_node root = document.document_element();
    QCOMPARE(localName(root), std::string_view("a"));
    QCOMPARE(std::string(childNamed(root, "b").first_child().value()), std::string("가 & "));
    QVERIFY(!childNamed(root, "c"));
}

void ContainersTest::doctypesAreUnsafe()
{
    QCOMPARE(xmlAnswer("<!DOCTYPE a><a/>"), std::string("Unsafe"));
    QCOMPARE(xmlAnswer("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"), std::string("Unsafe"));
    QCOMPARE(xmlAnswer("<!DOCTYPE a [<!ENTITY x '"), std::string("Damaged"));
}

void ContainersTest::depthHasALimit()
{
    QCOMPARE(xmlAnswer(nested(kMaxNesting)), std::string("ok"));
    QCOMPARE(xmlAnswer(nested(kMaxNesting + 1)), std::string("Unsafe"));
    QCOMPARE(xmlAnswer(nested(1'000'000)), std::string("Unsafe"));
}

void ContainersTest::aMegabyteAttributeIsRead()
{
    pugi::xml_document document;
    QVERIFY(parseXml(asBytes("<a b='" + std::string(1u << 20, 'x') + "'/>"), document).ok());
    QCOMPARE(std::strlen(document.document_element().attribute("b").value()), size_t { 1u << 20 });
}

void ContainersTest::brokenXmlIsDamaged()
{
    for (const char* source : { "", "text", "<a>", "<a></b>", "<a b=>", "<a", "<a/><", "\xFF\xFE<" })
        QCOMPARE(xmlAnswer(source), std::string("Damaged"));
}

void ContainersTest::unknownEntitiesStayText()
{
    pugi::xml_document document;
    QVERIFY(parseXml(asBytes("<a>&secret;</a>"), document).ok());
    QCOMPARE(std::string(document.document_element().child_value()), std::string("&secret;"));
}

QTEST_GUILESS_MAIN(ContainersTest)
#include "containers_test.moc"
