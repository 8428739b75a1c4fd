// manifest_test.cpp - What a package may say about itself, and that everything else is refused for its own reason.
#include "tests/storage/package_fixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class ManifestTest : public QObject {
    Q_OBJECT
private slots:
    void everythingComesBack();
    void theTextIsTheOneEncoding();
    void brokenRulesHaveNames_data();
    void brokenRulesHaveNames();
    void pathsAreTheSameEverywhere_data();
    void pathsAreTheSameEverywhere();
    void tooMuchIsRefused();
    void programVersionsCompareByNumber();
};

namespace {

Manifest fullManifest()
{
    Manifest manifest = plainManifest();
    manifest.files = { { "model.gguf", 5'000'000, Digest { 1, 2, 3 }, FileRole::Payload }, { "licence.txt", 7, Digest { 4 }, FileRole::Licence },
        { "card.md", 0, Digest { 5 }, FileRole::Card }, { "chat.jinja", 9, Digest { 6 }, FileRole::Template } };
    manifest.licence.textPath = "licence.txt";
    manifest.cardPath = "card.md";
    manifest.templatePath = "chat.jinja";
    manifest.presets = { { "문서", 600, 950, 10, 20, 1050, 1500 } };
    manifest.stops = { "<|endofturn|>", "\n\n" };
    manifest.memoryBytes = uint64_t { 9 } << 30;
    manifest.kind = PackageKind::Embedding;
    manifest.grade = Grade::Sensitive;
    manifest.minimumProgram = { 1, 20, 300 };
    return manifest;
}

/// The text of a full manifest with this piece of it replaced.
std::string changed(const char* piece, const char* by)
{
    std::string text = writeManifest(fullManifest()).value();
    const size_t at = text.find(piece);
    if (at == std::string::npos)
        qFatal("no %s in %s", piece, text.c_str());
    return text.replace(at, std::strlen(piece), by);
}

} // namespace

void ManifestTest::everythingComesBack()
{
    const Manifest manifest = fullManifest();
    const auto text = writeManifest(manifest);
    VERIFY_OK(text);
    const auto again = readManifest(asBytes(*text));
    VERIFY_OK(again);
    QVERIFY(*again == manifest);
    QCOMPARE(again->totalBytes(), uint64_t(5'000'016));
}

void ManifestTest::theTextIsTheOneEncoding()
{
    const std::string text = writeManifest(fullManifest()).value();
    const auto indented = QJsonDocument::fromJson(QByteArray::fromStdString(text)).toJson(QJsonDocument::Indented).toStdString();
    COMPARE_FAULT(readManifest(asBytes(indented)), Fault::NotCanonical);
    COMPARE_FAULT(readManifest(asBytes(text + "\n")), Fault::NotCanonical);
    COMPARE_FAULT(readManifest(asBytes(changed("\"card\":", "\"card\":\"card.md\",\"card\":"))), Fault::NotCanonical); // a key twice
    COMPARE_FAULT(readManifest(asBytes(changed("Test", "T\\u0065st"))), Fault::NotCanonical);
    COMPARE_FAULT(readManifest(asBytes("{" + text)), Fault::NotCanonical);
    COMPARE_FAULT(readManifest({}), Fault::NotCanonical);
    COMPARE_FAULT(readManifest(asBytes("[]")), Fault::WrongType);
}

void ManifestTest::brokenRulesHaveNames_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<QByteArray>("by");
    QTest::addColumn<int>("fault");
    const auto row = [](const char* name, const char* piece, const char* by, Fault fault) {
        QTest::newRow(name) << QByteArray(piece) << QByteArray(by) << static_cast<int>(fault);
    };
    row("later format", "\"format\":1", "\"format\":2", Fault::UnknownFormat);
    row("no format", "\"format\":1,", "", Fault::MissingField);
    row("no version", ",\"version\":3", "", Fault::MissingField);
    row("version is text", "\"version\":3", "\"version\":\"3\"", Fault::WrongType);
    row("version 0", "\"version\":3", "\"version\":0", Fault::WrongValue);
    row("negative", "\"version\":3", "\"version\":-3", Fault::WrongType);
    row("fraction", "\"version\":3", "\"version\":3.5", Fault::WrongType);
    row("nothing there", "\"version\":3", "\"version\":null", Fault::WrongType);
    row("unknown kind", "\"embedding\"", "\"plugin\"", Fault::WrongValue);
    row("unknown grade", "\"grade\":\"S\"", "\"grade\":\"T\"", Fault::WrongValue);
    row("unknown field", "\"title\"", "\"tier\":1,\"title\"", Fault::UnknownField);
    row("unknown field of a file", "\"size\":7", "\"size\":7,\"sj\":1", Fault::UnknownField);
    row("unknown field of a licence", "\"text\":\"licence.txt\"", "\"text\":\"licence.txt\",\"url\":\"x\"", Fault::UnknownField);
    row("unknown field of a title", "\"ko\":", "\"jp\":\"x\",\"ko\":", Fault::UnknownField);
    row("id in capitals", "kr.go.example.model", "kr.go.Example.model", Fault::WrongValue);
    row("id of one word", "kr.go.example.model", "model", Fault::WrongValue);
    row("id with an empty word", "kr.go.example.model", "kr..model", Fault::WrongValue);
    row("id that ends with a dot", "kr.go.example.model", "kr.go.", Fault::WrongValue);
    row("id with a slash", "kr.go.example.model", "kr.go/x", Fault::WrongValue);
    row("id that is a device elsewhere", "kr.go.example.model", "aux.model", Fault::WrongValue);
    row("id with a dash first", "kr.go.example.model", "kr.-go", Fault::WrongValue);
    row("empty title", "Test model", "", Fault::WrongValue);
    row("title of two lines", "Test model", "a\\nb", Fault::WrongValue);
    row("ends before it begins", "\"expires\":1890000000", "\"expires\":1790000000", Fault::WrongValue);
    row("program of two numbers", "1.20.300", "1.20", Fault::WrongValue);
    row("program with a zero first", "1.20.300", "1.020.300", Fault::WrongValue);
    row("total is another", "\"total\":5000016", "\"total\":5000017", Fault::WrongValue);
    row("size over the limit", "\"size\":5000000", "\"size\":1099511627777", Fault::TooLarge);
    row("sizes over the limit together", "\"size\":5000000", "\"size\":1099511627776", Fault::TooLarge);
    row("digest of capitals", "0102030000", "0102030A00", Fault::WrongValue);
    row("digest too short", "0102030000", "01020300", Fault::WrongValue);
    row("role unknown", "\"role\":\"card\"", "\"role\":\"code\"", Fault::WrongValue);
    row("a path twice", "\"path\":\"chat.jinja\"", "\"path\":\"card.md\"", Fault::PathTwice);
    row("a file where a folder is", "\"path\":\"chat.jinja\"", "\"path\":\"card.md/x\"", Fault::PathTwice);
    row("a path out of the folder", "\"path\":\"model.gguf\"", "\"path\":\"../model.gguf\"", Fault::UnsafePath);
    row("template that is no file", "\"template\":\"chat.jinja\"", "\"template\":\"other.jinja\"", Fault::WrongValue);
    row("template of another role", "\"template\":\"chat.jinja\"", "\"template\":\"card.md\"", Fault::WrongValue);
    row("card of another role", "\"card\":\"card.md\"", "\"card\":\"chat.jinja\"", Fault::WrongValue);
    row("licence of another role", "\"text\":\"licence.txt\"", "\"text\":\"card.md\"", Fault::WrongValue);
    row("licence named by nothing", "\"text\":\"licence.txt\"", "\"text\":\"\"", Fault::WrongValue);
    row("flag is a number", "\"commercial\":true", "\"commercial\":1", Fault::WrongType);
    row("preset without a field", ",\"top_k\":20", "", Fault::MissingField);
    row("preset over one", "\"top_p_milli\":950", "\"top_p_milli\":1001", Fault::WrongValue);
    row("stops are a text", "\"stops\":[", "\"stops\":\"x\",\"stopz\":[", Fault::WrongType);
}

void ManifestTest::brokenRulesHaveNames()
{
    QFETCH(QByteArray, piece);
    QFETCH(QByteArray, by);
    QFETCH(int, fault);
    COMPARE_FAULT(readManifest(asBytes(changed(piece.constData(), by.constData()))), static_cast<Fault>(fault));
}

void ManifestTest::pathsAreTheSameEverywhere_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("good");
    for (const char* good : { "a", "model.gguf", "a/b/c_d-e.9", "model-00001-of-00002.gguf", "9", "console.txt", "com", "com10", "a.con" })
        QTest::addRow("%s", good) << QByteArray(good) << true;
    for (const char* bad : { "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/..", "./a", "a/./b", "A", "a/B", "a b", "a\\b", "a:b", "c:/x", "~",
             "\xea\xb0\x80", "\xe1\x84\x80\xe1\x85\xa1", "e\xcc\x81", "a.", "a./b", ".hidden", "a/.b", "-rf", "a\nb", "a\tb", "%2e%2e", "a*", "caf\xc3\xa9", "con", "nul.txt", "a/aux", "com1", "lpt9.tar.gz", "prn/a" })
        QTest::addRow("bad %s", QByteArray(bad).toPercentEncoding().constData()) << QByteArray(bad) << false;
    QTest::addRow("a zero byte") << QByteArray("a\0b", 3) << false;
    QTest::addRow("longest") << QByteArray(200, 'a') << true;
    QTest::addRow("too long") << QByteArray(201, 'a') << false;
}

void ManifestTest::pathsAreTheSameEverywhere()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, good);
    const auto checked = checkPackagePath({ path.constData(), static_cast<size_t>(path.size()) });
    QCOMPARE(checked.ok(), good);
    if (!good)
        COMPARE_FAULT(checked, Fault::UnsafePath);
}

void ManifestTest::tooMuchIsRefused()
{
    Manifest manifest = plainManifest();
    for (size_t i = 0; i < kMostPackageFiles; ++i)
        manifest.files.push_back({ "f" + std::to_string(i), 1, {}, FileRole::Payload });
    VERIFY_OK(writeManifest(manifest));
    manifest.files.push_back({ "one_more", 1, {}, FileRole::Payload });
    COMPARE_FAULT(writeManifest(manifest), Fault::TooLarge);
    const std::vector<uint8_t> tooLong(kMostManifestBytes + 1, ' ');
    COMPARE_FAULT(readManifest(tooLong), Fault::TooLarge);
    COMPARE_FAULT(writeManifest(plainManifest()), Fault::WrongValue); // of nothing
    manifest.files.resize(1);
    manifest.stops.assign(33, "x");
    COMPARE_FAULT(writeManifest(manifest), Fault::TooLarge);
    manifest.stops = { std::string(257, 'x') };
    COMPARE_FAULT(writeManifest(manifest), Fault::WrongValue);
}

void ManifestTest::programVersionsCompareByNumber()
{
    QVERIFY(readProgramVersion("0.9.0").value() < readProgramVersion("0.10.0").value());
    QVERIFY(readProgramVersion("1.0.0").value() > readProgramVersion("0.99.99").value());
    QCOMPARE(writeProgramVersion(readProgramVersion("4294967295.0.1").value()), std::string("4294967295.0.1"));
    for (const char* bad : { "", "1", "1.2", "1.2.3.4", "1..3", "1.2.x", "1.2.+3", "4294967296.0.0", " 1.2.3", "1.2.3 " })
        COMPARE_FAULT(readProgramVersion(bad), Fault::WrongValue);
}

QTEST_GUILESS_MAIN(ManifestTest)
#include "manifest_test.moc"
