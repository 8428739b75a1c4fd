#include "tests/storage/vault_fixture.h"

#include "storage/db/page_key.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class PageKeyTest : public QObject {
    Q_OBJECT
private slots:
    void pagesOfTheLibraryOpen();
    void everyChangedByteIsSeen();
    void damagedSaltCostsNothing();
};

namespace {

struct Sample {
    QTemporaryDir dir;
    std::string path = dir.filePath("a.db").toStdString();
    Secret key = Secret::random(32).value();
    QByteArray bytes;

    Sample()
    {
        Database database = Database::open(path, key, kSplit).value();
        ignore(database.execute("CREATE TABLE t (a TEXT) STRICT; INSERT INTO t VALUES ('CanaryMarkerPlaintext')"), "checked by the tests");
        ignore(database.foldLog(), "checked by the tests");
        QFile file(QString::fromStdString(path));
        if (file.open(QIODevice::ReadOnly))
            bytes = file.readAll();
    }
    Bytes page(uint32_t number) const
    {
        return Bytes(reinterpret_cast<const uint8_t*>(bytes.constData()), static_cast<size_t>(bytes.size())).subspan((number - 1) * kPageBytes, kPageBytes);
    }
};

} // namespace

// The library is the witness: what it wrote authenticates and reads as the format says.
void PageKeyTest::pagesOfTheLibraryOpen()
{
    const Sample sample;
    auto key = PageKey::make(sample.key);
    VERIFY_OK(key);
    QCOMPARE(sample.bytes.size(), qsizetype(2 * kPageBytes));
    QVERIFY(key->authentic(sample.page(1), 1));
    QVERIFY(key->authentic(sample.page(2), 2));
    QVERIFY(!key->authentic(sample.page(1), 2)); // a page at another's place
    QVERIFY(!key->authentic(sample.page(2), 1));
    const auto first = key->open(sample.page(1), 1);
    VERIFY_OK(first);
    QCOMPARE(asText(*first).substr(0, 16), std::string_view("SQLite format 3\0", 16));
    const auto second = key->open(sample.page(2), 2);
    VERIFY_OK(second);
    QVERIFY(asText(*second).find("CanaryMarkerPlaintext") != std::string_view::npos);
}

void PageKeyTest::everyChangedByteIsSeen()
{
    Sample sample;
    auto key = PageKey::make(sample.key);
    VERIFY_OK(key);
    for (size_t at = kPageBytes; at < 2 * kPageBytes; ++at) {
        sample.bytes[static_cast<qsizetype>(at)] = static_cast<char>(sample.bytes[static_cast<qsizetype>(at)] ^ 0x10);
        QVERIFY(!key->authentic(sample.page(2), 2));
        sample.bytes[static_cast<qsizetype>(at)] = static_cast<char>(sample.bytes[static_cast<qsizetype>(at)] ^ 0x10);
    }
    QVERIFY(key->authentic(sample.page(2), 2));
}

// The salt stands in front of the file without protection; all the same its damage loses nothing, because it follows from the key.
void PageKeyTest::damagedSaltCostsNothing()
{
    const Sample sample;
    QFile file(QString::fromStdString(sample.path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(16, '\0'));
    file.close();
    auto database = Database::open(sample.path, sample.key, kSplit);
    VERIFY_OK(database);
    QCOMPARE(database->prepare("SELECT a FROM t")->text().value(), std::string("CanaryMarkerPlaintext"));
    QVERIFY(database->check()->empty());
}

QTEST_GUILESS_MAIN(PageKeyTest)
#include "page_key_test.moc"
