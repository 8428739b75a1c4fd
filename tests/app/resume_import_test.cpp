// An import is killed again and again: nothing that was stored is read a second time, and nothing is lost.
#include "tests/support/campaign.h"
#include "tests/support/paths.h"

#include "app/services/workspace.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace sillok;
using namespace sillok::app;

namespace {

constexpr const char* kPassphrase = "배꽃 피는 봄날 2025";

/// What tells that a document was stored again: its number and the moment.
using Stored = std::map<std::string, std::pair<int64_t, int64_t>>;

struct State {
    Stored documents;
    int64_t done = 0;     ///< as the import says
    int64_t waiting = 0;
    int imports = 0;
};

struct Office {
    QTemporaryDir folder;
    std::string vault = folder.filePath("vault").toStdString();
    QString files = folder.filePath("files");

    void fill(int count)
    {
        QDir().mkpath(files);
        for (int i = 0; i < count; ++i) {
            QFile file(files + QStringLiteral("/%1.txt").arg(i, 3, 10, QLatin1Char('0')));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QStringLiteral("제%1조(시험) 이것은 문서 %1번의 내용이다.\n").arg(i).repeated(i % 7 == 0 ? 400 : 4).toUtf8());
        }
    }

    std::unique_ptr<Workspace> open() const
    {
        auto opened = Workspace::open(vault, std::string_view(kPassphrase));
        if (!opened.ok())
            qFatal("%s: %s", errorCodeName(opened.error().code), opened.error().doing.c_str());
        return std::move(opened).value();
    }

    State look() const
    {
        const auto workspace = open();
        State state;
        const auto collection = workspace->collections().findByName("시험").value();
        const auto documents = workspace->documents().list(collection.id).value();
        for (const auto& document : documents)
            state.documents[document.name] = { document.id, document.addedAtMs };
        const auto jobs = workspace->imports().jobs().value();
        state.imports = static_cast<int>(jobs.size());
        for (const auto& job : jobs) {
            state.done += job.done;
            state.waiting += static_cast<int64_t>(workspace->imports().next(job.id, 0, 10'000).value().size());
        }
        return state;
    }

    /// Until the vault is open and something is being written to it.
    void waitForWork(QProcess& process) const
    {
        const QString log = QString::fromStdString(vault) + QStringLiteral("/vault.db-wal");
        while (QFileInfo(log).size() < 20'000 && process.state() == QProcess::Running)
            process.waitForFinished(2);
    }

    void start(QProcess& process, const QStringList& arguments) const
    {
        QStringList all { "collection", arguments.first(), "--collection", QStringLiteral("시험"), "--vault", QString::fromStdString(vault), "--passphrase-fd", "0", "--json" };
        all << arguments.mid(1);
        process.start(QString::fromStdString(test::programPath("/sillokctl")), all);
        process.write(kPassphrase);
        process.closeWriteChannel();
    }
};

} // namespace

class ResumeImportTest : public QObject {
    Q_OBJECT
private slots:
    void nothingIsRepeatedAndNothingLost();
};

void ResumeImportTest::nothingIsRepeatedAndNothingLost()
{
    const int kills = test::campaignCount(100, 8);
    constexpr int kFiles = 500;
    QRandomGenerator random(20251);
    int killed = 0, midway = 0, rounds = 0;
    while (killed < kills) {
        QVERIFY(++rounds < 40 + kills);
        Office office;
        office.fill(kFiles);
        {
            const auto made = Workspace::create(office.vault, std::string_view(kPassphrase), storage::kKdfFloor);
            QVERIFY(made.ok());
            QVERIFY((*made)->collections().create("시험", 1).ok());
        }
        State before;
        bool begun = false;
        for (int more = 4; more > 0 && killed < kills; --more) {
            QProcess process;
            office.start(process, begun ? QStringList { "resume" } : QStringList { "add", office.files });
            QVERIFY(process.waitForStarted());
            office.waitForWork(process);
            const bool ended = process.waitForFinished(static_cast<int>(random.bounded(700)));
            process.kill();
            process.waitForFinished();
            if (!ended)
                ++killed;
            const State now = office.look();
            begun = begun || now.imports > 0 || !now.documents.empty();
            for (const auto& [name, stored] : before.documents) {
                const auto there = now.documents.find(name);
                QVERIFY2(there != now.documents.end(), "lost");
                QVERIFY2(there->second == stored, "stored a second time");
            }
            if (now.imports > 0) { // what the import says is what is there
                QCOMPARE(now.done, static_cast<int64_t>(now.documents.size()));
                QCOMPARE(now.waiting, kFiles - now.done);
                midway += now.done > 0 ? 1 : 0;
            }
            before = now;
            if (ended)
                break;
        }
        QProcess last;
        office.start(last, begun ? QStringList { "resume" } : QStringList { "add", office.files });
        QVERIFY(last.waitForFinished(120'000));
        QCOMPARE(last.exitCode(), 0);
        const QJsonObject read = QJsonDocument::fromJson(last.readAllStandardOutput()).object();
        QCOMPARE(read["failed"].toInt(), 0);
        QCOMPARE(read["ready"].toInt(), kFiles - static_cast<int>(before.documents.size())); // exactly what was missing
        const State end = office.look();
        QCOMPARE(end.documents.size(), size_t(kFiles));
        QCOMPARE(end.imports, 0);
        for (const auto& [name, stored] : before.documents)
            QVERIFY2(end.documents.at(name) == stored, "stored a second time");
    }
    if (test::inCampaign()) // a few kills on a slow machine may all come before the first document
        QVERIFY(midway > 0);
    qInfo("%d kills, %d of them between the first and the last document: 0 repeated, 0 lost", killed, midway);
}

QTEST_GUILESS_MAIN(ResumeImportTest)
#include "resume_import_test.moc"
