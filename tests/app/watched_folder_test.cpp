// A collection follows a folder: what is deleted there is gone from answers at once, and nothing is read that did not change.
#include "tests/app/real_desk.h"

#include "app/services/folder_sync.h"
#include "app/services/import_meter.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;

class WatchedFolderTest : public QObject {
    Q_OBJECT
private slots:
    void newChangedRenamedAndDeletedFilesAreFollowed();
    void aFolderThatIsAwayTakesNothingWithIt();
    void whatThePersonTookOutStaysOut();
    void copiesShareADocumentUntilTheLastIsGone();
    void sameNamesInOtherFoldersStayApart();
    void aPauseOutlivesTheProgram();
    void anUnreadableFileIsTriedAgain();
    void changesAreFoundWithoutReading();
    void leftOutAndHiddenFilesAreNotSeen();
    void aMovedFileIsAlwaysSomewhere();
    void theTimeLeftFollowsBytes();
};

namespace {

struct Watched : RealDesk {
    QString office = folder.filePath(QStringLiteral("office"));
    CollectionId collection = 0;

    bool begin(bool watch = true)
    {
        QDir().mkpath(office);
        if (!create())
            return false;
        collection = import(QStringLiteral("예규"), {});
        if (watch)
            desk.watchFolder(collection, office);
        desk.listDocuments(collection);
        return collection != 0;
    }

    void write(const QString& name, const QString& text) const
    {
        QDir().mkpath(QFileInfo(office + u'/' + name).path());
        QFile file(office + u'/' + name + QStringLiteral("~new"));
        file.open(QIODevice::WriteOnly);
        file.write(text.toUtf8());
        file.close();
        rename(qPrintable(file.fileName()), qPrintable(office + u'/' + name)); // whole at once, as programs save
    }

    QStringList names() const
    {
        QStringList list;
        for (const DocumentSummary& document : desk.documents())
            list.append(document.name);
        list.sort();
        return list;
    }
    DocumentId idOf(const QString& name) const
    {
        for (const DocumentSummary& document : desk.documents())
            if (document.name == name)
                return document.id;
        return 0;
    }
    QString contentOf(const QString& name) const
    {
        for (const DocumentSummary& document : desk.documents())
            if (document.name == name)
                return document.sha256;
        return {};
    }
    bool hasNames(const QStringList& wanted)
    {
        return waitFor([&] { return names() == wanted; });
    }
    QStringList found(const QString& text)
    {
        QSignalSpy answered(&desk, &Desk::everythingFound);
        desk.searchEverything(text, {});
        answered.wait(kWaitMs);
        QStringList list;
        for (const FoundItem& item : answered[0][1].value<FoundList>().items)
            if (item.kind == FoundKind::Passage)
                list.append(item.name);
        return list;
    }
};

} // namespace

void WatchedFolderTest::newChangedRenamedAndDeletedFilesAreFollowed()
{
    Watched at;
    QVERIFY(at.begin());
    at.write(QStringLiteral("가.txt"), QStringLiteral("당직 근무는 아홉 시에 시작한다."));
    at.write(QStringLiteral("아래/나.txt"), QStringLiteral("휴가는 전날까지 신청한다."));
    QVERIFY(at.hasNames({ QStringLiteral("가.txt"), QStringLiteral("나.txt") }));
    const QString first = at.contentOf(QStringLiteral("가.txt")); // not its number: the next document may get that again
    const DocumentId second = at.idOf(QStringLiteral("나.txt"));
    QCOMPARE(at.found(QStringLiteral("당직 근무")), QStringList { QStringLiteral("가.txt") });

    at.write(QStringLiteral("가.txt"), QStringLiteral("숙직 근무는 열 시에 시작한다."));
    QVERIFY(RealDesk::waitFor([&] { return at.contentOf(QStringLiteral("가.txt")) != first && at.names().size() == 2; }));
    QVERIFY(at.found(QStringLiteral("당직 근무")).isEmpty());
    QCOMPARE(at.found(QStringLiteral("숙직 근무")), QStringList { QStringLiteral("가.txt") });
    QCOMPARE(at.idOf(QStringLiteral("나.txt")), second); // it did not change and was not read

    QVERIFY(QFile::rename(at.office + QStringLiteral("/아래/나.txt"), at.office + QStringLiteral("/휴가 지침.txt")));
    QVERIFY(at.hasNames({ QStringLiteral("가.txt"), QStringLiteral("휴가 지침.txt") }));
    QCOMPARE(at.idOf(QStringLiteral("휴가 지침.txt")), second); // the same document under its new name
    QCOMPARE(at.found(QStringLiteral("전날까지")), QStringList { QStringLiteral("휴가 지침.txt") });

    QVERIFY(QFile::remove(at.office + QStringLiteral("/가.txt")));
    QVERIFY(at.hasNames({ QStringLiteral("휴가 지침.txt") }));
    QVERIFY(at.found(QStringLiteral("숙직 근무")).isEmpty());
}

void WatchedFolderTest::aFolderThatIsAwayTakesNothingWithIt()
{
    Watched at;
    QVERIFY(at.begin());
    at.write(QStringLiteral("가.txt"), QStringLiteral("당직 근무는 아홉 시에 시작한다."));
    QVERIFY(at.hasNames({ QStringLiteral("가.txt") }));
    QSignalSpy problems(&at.desk, &Desk::problem);
    QVERIFY(QFile::rename(at.office, at.office + QStringLiteral(" away")));
    QVERIFY(RealDesk::waitFor([&] { return problems.count() > 0; }));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::NotFound);
    QCOMPARE(at.found(QStringLiteral("당직 근무")), QStringList { QStringLiteral("가.txt") });
}

void WatchedFolderTest::whatThePersonTookOutStaysOut()
{
    Watched at;
    QVERIFY(at.begin());
    at.write(QStringLiteral("가.txt"), QStringLiteral("당직 근무는 아홉 시에 시작한다."));
    QVERIFY(at.hasNames({ QStringLiteral("가.txt") }));
    at.desk.removeDocument(at.idOf(QStringLiteral("가.txt")));
    QVERIFY(at.hasNames({}));
    at.write(QStringLiteral("나.txt"), QStringLiteral("휴가는 전날까지 신청한다."));
    QVERIFY(at.hasNames({ QStringLiteral("나.txt") })); // the folder was looked at again, and the first file left alone
    at.write(QStringLiteral("가.txt"), QStringLiteral("당직 근무는 열한 시에 시작한다."));
    QVERIFY(at.hasNames({ QStringLiteral("가.txt"), QStringLiteral("나.txt") })); // it is another text now
}

void WatchedFolderTest::copiesShareADocumentUntilTheLastIsGone()
{
    Watched at;
    QVERIFY(at.begin());
    at.write(QStringLiteral("가.txt"), QStringLiteral("당직 근무는 아홉 시에 시작한다."));
    QVERIFY(at.hasNames({ QStringLiteral("가.txt") }));
    QVERIFY(QFile::copy(at.office + QStringLiteral("/가.txt"), at.office + QStringLiteral("/사본.txt")));
    at.write(QStringLiteral("나.txt"), QStringLiteral("휴가는 전날까지 신청한다."));
    QVERIFY(at.hasNames({ QStringLiteral("가.txt"), QStringLiteral("나.txt") }));
    QVERIFY(QFile::remove(at.office + QStringLiteral("/가.txt")));
    QVERIFY(QFile::remove(at.office + QStringLiteral("/나.txt")));
    QVERIFY(at.hasNames({ QStringLiteral("가.txt") })); // the copy holds it
    QVERIFY(QFile::remove(at.office + QStringLiteral("/사본.txt")));
    QVERIFY(at.hasNames({}));
}

void WatchedFolderTest::sameNamesInOtherFoldersStayApart()
{
    Watched at;
    QVERIFY(at.begin(false));
    at.write(QStringLiteral("2024/붙임.txt"), QStringLiteral("이천이십사년의 붙임이다."));
    at.write(QStringLiteral("2025/붙임.txt"), QStringLiteral("이천이십오년의 붙임이다."));
    QVERIFY(at.add(at.collection, { at.office }));
    QCOMPARE(at.last.done, 2);
    // Two readers work side by side: whose document is stored first has the short name.
    QVERIFY(Watched::waitFor([&] { return at.names().size() == 2; }));
    QVERIFY(at.names().contains(QStringLiteral("붙임.txt")));
    QVERIFY(at.names().contains(QStringLiteral("2024/붙임.txt")) || at.names().contains(QStringLiteral("2025/붙임.txt")));
    QCOMPARE(at.found(QStringLiteral("이천이십사년")).size(), 1);
    QCOMPARE(at.found(QStringLiteral("이천이십오년")).size(), 1);
}

void WatchedFolderTest::aPauseOutlivesTheProgram()
{
    QTemporaryDir folder;
    const DeskPaths paths { folder.filePath("vault"), QString::fromStdString(programPath("")), {} };
    const QString files = folder.filePath("files");
    QDir().mkpath(files);
    constexpr int kFiles = 120;
    for (int i = 0; i < kFiles; ++i) {
        QFile file(QStringLiteral("%1/%2.txt").arg(files).arg(i));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QStringLiteral("문서 %1번의 내용입니다.").arg(i).toUtf8());
    }
    int done = 0;
    const auto begin = [&](Desk& desk, ImportProgress& last) {
        QObject::connect(&desk, &Desk::importProgressed, &desk, [&last](const ImportProgress& progress) { last = progress; });
    };
    {
        Desk desk(paths);
        ImportProgress last;
        begin(desk, last);
        desk.createVault(RealDesk::passphrase());
        QSignalSpy created(&desk, &Desk::collectionCreated);
        desk.createCollection(QStringLiteral("예규"));
        QVERIFY(RealDesk::waitFor([&] { return created.count() == 1; }));
        desk.addFiles(created[0][0].value<CollectionId>(), { files });
        QVERIFY(RealDesk::waitFor([&] { return last.done > 0; }));
        desk.pauseImport();
        QVERIFY(RealDesk::waitFor([&] { return last.paused; }));
        done = last.done;
        QVERIFY(done < kFiles);
    }
    Desk desk(paths);
    ImportProgress last;
    begin(desk, last);
    desk.unlock(RealDesk::passphrase());
    QVERIFY(RealDesk::waitFor([&] { return last.paused; })); // it is shown, and it waits
    QCOMPARE(last.done, done);
    QCOMPARE(last.total, kFiles);
    desk.resumeImport();
    QVERIFY(RealDesk::waitFor([&] { return last.finished; }));
    QCOMPARE(last.done, kFiles);
    QCOMPARE(last.failed, 0);
}

void WatchedFolderTest::anUnreadableFileIsTriedAgain()
{
    Watched at;
    QVERIFY(at.begin(false));
    at.write(QStringLiteral("표.docx"), QStringLiteral("PK\x03\x04 nothing of an archive"));
    QVERIFY(at.add(at.collection, { at.office }));
    QCOMPARE(at.last.failed, 1);
    QVERIFY(at.hasNames({ QStringLiteral("표.docx") }));
    QVERIFY(at.desk.documents()[0].state != DocumentState::Ready);
    at.write(QStringLiteral("표.docx"), QStringLiteral("이제는 글이다.")); // content decides, not the name
    at.desk.retryDocuments(at.collection, { at.desk.documents()[0].id });
    QVERIFY(RealDesk::waitFor([&] { return at.desk.documents().size() == 1 && at.desk.documents()[0].state == DocumentState::Ready; }));
}

void WatchedFolderTest::changesAreFoundWithoutReading()
{
    const auto file = [](const char* path, int64_t size, int64_t time) { return FoundFile { path, "", "", size, time }; };
    FolderScan scan;
    scan.files = { file("/f/a", 1, 10), file("/f/b", 2, 21), file("/f/d", 4, 40), file("/f/e", 5, 50) };
    scan.unread = { "/f/locked" };
    const std::vector<storage::SourceFile> known { { "/f/a", 1, 1, 10 }, { "/f/b", 2, 2, 20 }, { "/f/c", 3, 3, 30 }, { "/f/d2", 4, 4, 40 },
        { "/f/locked/x", 5, 9, 90 } };
    const FolderChanges changes = changesOf(scan, known);
    QCOMPARE(changes.toRead.size(), size_t(2));
    QCOMPARE(changes.toRead[0].path, std::string("/f/b")); // another time
    QCOMPARE(changes.toRead[1].path, std::string("/f/e")); // new
    QCOMPARE(changes.gone, std::vector<std::string> { "/f/c" });
    QCOMPARE(changes.renamed.size(), size_t(1));
    QCOMPARE(changes.renamed[0].from, std::string("/f/d2"));
    QCOMPARE(changes.renamed[0].to.path, std::string("/f/d"));
}

void WatchedFolderTest::leftOutAndHiddenFilesAreNotSeen()
{
    QTemporaryDir folder;
    for (const char* name : { "보고.txt", ".hidden", "~$보고.docx", "Thumbs.db" }) {
        QFile file(folder.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
    }
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("보고.txt")), folder.filePath(QStringLiteral("이음.txt"))));
    QVERIFY(QFile::link(folder.path(), folder.filePath(QStringLiteral("고리")))); // a way back to itself
    const auto scan = scanFolder(folder.path().toStdString(), {});
    QVERIFY(scan.ok());
    QCOMPARE(scan->files.size(), size_t(1));
    QCOMPARE(scan->files[0].name, std::string("보고.txt"));
    QCOMPARE(scan->files[0].extension, std::string("txt"));
    QCOMPARE(scan->files[0].sizeBytes, int64_t(1));
    QVERIFY(!scanFolder(folder.filePath("nowhere").toStdString(), {}).ok());
}

void WatchedFolderTest::aMovedFileIsAlwaysSomewhere()
{
    QTemporaryDir folder;
    QStringList places;
    for (int i = 0; i < 60; ++i) { // long enough a way for a move in its middle
        places.append(folder.filePath(QStringLiteral("%1").arg(i, 2, 10, QLatin1Char('0'))));
        QVERIFY(QDir().mkpath(places.last()));
    }
    const auto in = [&](qsizetype place) { return places[place] + QStringLiteral("/보고.txt"); };
    QFile file(in(0));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("x");
    file.close();
    std::atomic<bool> enough = false;
    std::thread mover([&] {
        for (bool there = false; !enough; there = !there) {
            QFile::rename(in(there ? places.size() - 1 : 0), in(there ? 0 : places.size() - 1));
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    });
    int wrong = 0;
    for (int i = 0; i < 1500; ++i) {
        const auto scan = scanFolder(folder.path().toStdString(), {});
        wrong += scan.ok() && scan->files.size() == 1 ? 0 : 1;
    }
    enough = true;
    mover.join();
    QCOMPARE(wrong, 0);
}

void WatchedFolderTest::theTimeLeftFollowsBytes()
{
    using Clock = ImportMeter::Clock;
    const Clock::time_point begin {};
    const auto after = [&](int seconds) { return begin + std::chrono::seconds(seconds); };
    ImportMeter meter(10, 10 * (64 << 10), begin); // ten files, each as dear in bytes as in itself: a cost of 20 units
    QCOMPARE(meter.secondsLeft(after(3)), -1);
    meter.done(5, 0, after(10)); // five empty ones: 5 units in 10 seconds
    QCOMPARE(meter.secondsLeft(after(10)), 30);
    QCOMPARE(meter.filesPerSecond(after(10)), 0.5);
    meter.done(1, 10 * (64 << 10), after(12)); // 11 units in 2 seconds: 4 left of 20, 16 done in 12
    QCOMPARE(meter.secondsLeft(after(12)), 3);
}

QTEST_GUILESS_MAIN(WatchedFolderTest)
#include "watched_folder_test.moc"
