// document_passwords_test.cpp - Documents with a password: how it gets to the reader, what a wrong one does, and what stays of it.
#include "tests/app/publisher_desk.h"
#include "tests/app/real_desk.h"

#include "app/services/document_passwords.h"
#include "app/workers/page_reader.h"
#include "app/workers/protocol.h"
#include "app/workers/reader_client.h"

#include <QJsonArray>

#include <algorithm>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;

namespace {

const std::string kReader = test::programPath("/sillok-reader");
const QByteArray kPdfPassword = "user1234";     // both stand in MANIFEST.tsv
const QByteArray kHwpxPassword = "12345";

QString fixture(const char* name) { return qEnvironmentVariable("SILLOK_SHARED") + QStringLiteral("/fixtures/documents/") + QLatin1String(name); }
const char* const kPdf = "genA-userpw-user1234.pdf";
const char* const kHwpx = "hwpjs__password-12345.hwpx";

bool haveFixtures() { return QFile::exists(fixture(kPdf)) && QFile::exists(fixture(kHwpx)); }

Result<documents::Document> readWith(const char* name, std::string_view password)
{
    const auto file = openForReading(fixture(name).toStdString());
    if (!file.ok())
        return file.error();
    return readDocument(kReader, *file, "", {}, {}, asBytes(password));
}

Passphrase passwordOf(const QByteArray& text)
{
    QString typed = QString::fromUtf8(text);
    return Passphrase::take(typed);
}

DocumentSummary shown(const RealDesk& real, const char* name)
{
    for (const DocumentSummary& document : real.desk.documents())
        if (document.name == QLatin1String(name))
            return document;
    return {};
}

/// Gives the password and waits until the document shows what came of it.
bool give(RealDesk& real, CollectionId collection, const char* name, const QByteArray& password, bool forAll, const std::function<bool(const DocumentSummary&)>& until)
{
    real.desk.giveDocumentPassword(collection, shown(real, name).id, passwordOf(password), forAll);
    return RealDesk::waitFor([&] { return until(shown(real, name)); });
}

bool isReady(const DocumentSummary& document) { return document.state == DocumentState::Ready; }

} // namespace

class DocumentPasswordsTest : public QObject {
    Q_OBJECT
private slots:
    void thoseOfTheFileAndOfTheCollectionAreTried();
    void theReaderOpensWithIt();
    void pagesAreDrawnWithIt();
    void aPasswordThatIsTooLongEndsTheReader();
    void theCommandLineTakesItFromADescriptor();
    void theDeskReadsAgainWithIt();
    void oneForAllOpensAll();
    void theLockForgets();
};

void DocumentPasswordsTest::thoseOfTheFileAndOfTheCollectionAreTried()
{
    DocumentPasswords passwords;
    QVERIFY(!passwords.add(1, "/a", {}).ok());
    QVERIFY(!passwords.add(1, "/a", asBytes(std::string(protocol::kMostPasswordBytes + 1, 'x'))).ok());
    QVERIFY(passwords.add(1, "/a", asBytes("own")).ok());
    QVERIFY(passwords.add(1, "", asBytes("common")).ok());
    QVERIFY(passwords.add(2, "/a", asBytes("elsewhere")).ok());
    const auto both = passwords.of(1, "/a");
    QCOMPARE(both.size(), size_t { 2 });
    QCOMPARE(asText(both[0]->bytes()), std::string_view("common"));
    QCOMPARE(asText(both[1]->bytes()), std::string_view("own"));
    QCOMPARE(passwords.of(1, "/b").size(), size_t { 1 });
    for (int i = 0; i < 20; ++i)
        QVERIFY(passwords.add(1, "", asBytes(std::to_string(i))).ok());
    QCOMPARE(passwords.of(1, "/a").size(), DocumentPasswords::kMostTried);
    QVERIFY(passwords.add(1, "", asBytes("19")).ok()); // given twice, tried once
    QCOMPARE(asText(passwords.of(1, "/a")[1]->bytes()), std::string_view("18"));
    passwords.forget();
    QVERIFY(passwords.of(1, "/a").empty());
}

void DocumentPasswordsTest::theReaderOpensWithIt()
{
    if (!haveFixtures())
        QSKIP("SILLOK_SHARED has no fixtures: no document with a password was read");
    for (const auto& [name, password] : { std::pair { kPdf, kPdfPassword }, std::pair { kHwpx, kHwpxPassword } }) {
        QCOMPARE(readWith(name, "").error().code, ErrorCode::NeedsPassword);
        QCOMPARE(readWith(name, "falsch").error().code, ErrorCode::WrongKey);
        const auto document = readWith(name, password.toStdString());
        QVERIFY2(document.ok(), name);
        QVERIFY(!document->blocks.empty());
    }
}

void DocumentPasswordsTest::pagesAreDrawnWithIt()
{
    if (!haveFixtures())
        QSKIP("SILLOK_SHARED has no fixtures: no page with a password was drawn");
    const auto file = openForReading(fixture(kPdf).toStdString());
    QVERIFY(file.ok());
    QCOMPARE(PageReader::open(kReader, *file, {}).error().code, ErrorCode::NeedsPassword);
    QCOMPARE(PageReader::open(kReader, *file, {}, asBytes("falsch")).error().code, ErrorCode::WrongKey);
    auto pages = PageReader::open(kReader, *file, {}, asBytes(kPdfPassword.toStdString()));
    QVERIFY(pages.ok());
    const auto page = pages->render(1, 200, {});
    QVERIFY(page.ok());
    QVERIFY(std::ranges::any_of(page->pixels, [](uint8_t part) { return part != 0xFF; }));
}

void DocumentPasswordsTest::aPasswordThatIsTooLongEndsTheReader()
{
    const auto file = openForReading(test::sourcePath("/tests/data/tables/truth.tsv"));
    QVERIFY(file.ok());
    const std::string tooLong(protocol::kMostPasswordBytes + 1, 'x');
    QCOMPARE(readDocument(kReader, *file, "txt", {}, {}, asBytes(tooLong)).error().code, ErrorCode::Damaged);
}

void DocumentPasswordsTest::theCommandLineTakesItFromADescriptor()
{
    if (!haveFixtures())
        QSKIP("SILLOK_SHARED has no fixtures");
    const auto read = [](const QByteArray& password) { return start(QString::fromStdString(programPath("/sillokctl")), { "read", fixture(kHwpx), "--document-password-fd", "0" }, password, QDir::tempPath()); };
    QVERIFY(read(kHwpxPassword).out.contains("암호로 보호되는 파일"));
    const Run wrong = read("falsch");
    QCOMPARE(wrong.code, Locked);
    QVERIFY(wrong.err.contains("문서 암호가 맞지 않습니다") || wrong.err.contains("password of the document does not match"));
    const QTemporaryDir folder;
    const QStringList at { "--vault", folder.path() + "/v" };
    const QByteArray key = "비밀 열쇠 하나";
    QCOMPARE(runSillokctl(QStringList { "vault", "create" } + at, key).code, Done);
    QCOMPARE(runSillokctl(QStringList { "collection", "create", "예규" } + at, key).code, Done);
    const QStringList add = QStringList { "collection", "add", "예규", fixture(kHwpx), "--document-password-fd", "0" } + at;
    QCOMPARE(runSillokctl(add, key + '\n' + kHwpxPassword).code, Done); // both come by descriptor 0, a line each
    const Run list = runSillokctl(QStringList { "collection", "list", "--json" } + at, key);
    const QJsonObject document = QJsonDocument::fromJson(list.out)["collections"][0]["documents"][0].toObject();
    QVERIFY(document["ready"].toBool());
    QVERIFY(document["had_password"].toBool());
}

void DocumentPasswordsTest::theDeskReadsAgainWithIt()
{
    if (!haveFixtures())
        QSKIP("SILLOK_SHARED has no fixtures");
    RealDesk real;
    QVERIFY(real.create());
    const CollectionId collection = real.import(QStringLiteral("예규"), { fixture(kPdf), fixture(kHwpx) });
    real.desk.listDocuments(collection);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.documents().size() == 2; }));
    QCOMPARE(shown(real, kPdf).state, DocumentState::NeedsPassword);
    QVERIFY(give(real, collection, kPdf, "falsch", false, [](const DocumentSummary& document) { return document.problem.code == ErrorCode::WrongKey; }));
    QCOMPARE(shown(real, kPdf).state, DocumentState::NeedsPassword);
    QVERIFY(give(real, collection, kPdf, kPdfPassword, false, isReady));
    QVERIFY(shown(real, kPdf).hadPassword);
    QVERIFY(shown(real, kPdf).passageCount > 0);
    QCOMPARE(shown(real, kHwpx).state, DocumentState::NeedsPassword); // nobody gave it one
    QSignalSpy drawn(&real.desk, &Desk::pageOpened);
    real.desk.openPage(shown(real, kPdf).id, 1, 200, {});
    QVERIFY(drawn.wait(kWaitMs));
}

void DocumentPasswordsTest::oneForAllOpensAll()
{
    if (!haveFixtures())
        QSKIP("SILLOK_SHARED has no fixtures");
    RealDesk real;
    QVERIFY(real.create());
    const QString copy = real.folder.filePath(QStringLiteral("copy.hwpx"));
    QFile::copy(fixture(kHwpx), copy);
    QFile changed(copy);
    QVERIFY(changed.open(QIODevice::Append) && changed.write(QByteArray(1, '\0')) == 1); // other content for the vault, the same for an archive
    changed.close();
    const CollectionId collection = real.import(QStringLiteral("예규"), { copy, fixture(kHwpx), fixture(kPdf) });
    real.desk.listDocuments(collection);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.documents().size() == 3; }));
    QVERIFY(give(real, collection, kHwpx, kHwpxPassword, true, isReady));
    QVERIFY(RealDesk::waitFor([&] { return isReady(shown(real, "copy.hwpx")) && shown(real, kPdf).problem.code == ErrorCode::WrongKey; }));
}

/// What was read stays; the password does not, and is nowhere in the vault's folder.
void DocumentPasswordsTest::theLockForgets()
{
    if (!haveFixtures())
        QSKIP("SILLOK_SHARED has no fixtures");
    RealDesk real;
    QVERIFY(real.create());
    const CollectionId collection = real.import(QStringLiteral("예규"), { fixture(kPdf) });
    real.desk.listDocuments(collection);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.documents().size() == 1; }));
    QVERIFY(give(real, collection, kPdf, kPdfPassword, false, isReady));
    QVERIFY(real.lockAndUnlock());
    real.desk.listDocuments(collection);
    QVERIFY(RealDesk::waitFor([&] { return isReady(shown(real, kPdf)); }));
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.openPage(shown(real, kPdf).id, 1, 200, {});
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::NeedsPassword);
}

QTEST_GUILESS_MAIN(DocumentPasswordsTest)
#include "document_passwords_test.moc"
