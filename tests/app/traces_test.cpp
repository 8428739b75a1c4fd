// traces_test.cpp - What a person's work leaves behind: nothing readable on the disk, after a crash neither, and after a lock nothing in memory.
#include "engine/base/file.h"
#include "storage/vault/header_file.h"
#include "storage/vault/keyring.h"
#include "tests/app/working_window.h"
#include "tests/support/hunt.h"

#include <QProcess>
#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace sillok;
using namespace sillok::test;

namespace {

constexpr int kMarkers = 50;
constexpr qint64 kLockLimitMs = 2000;

/// Half Korean, half Latin, different in each run.
QStringList freshMarkers()
{
    auto* random = QRandomGenerator::system();
    QStringList all;
    for (int i = 0; i < kMarkers; ++i) {
        QString one;
        for (int c = 0; c < (i % 2 == 0 ? 8 : 16); ++c)
            one += i % 2 == 0 ? QChar(char16_t(0xAC00 + random->bounded(11172))) : QChar(char16_t('a' + random->bounded(26)));
        all << one;
    }
    return all;
}

/// A home of its own with everything that a desktop would put there.
struct Home {
    QTemporaryDir root;
    QStringList markers = freshMarkers();
    QString home() const { return root.filePath(QStringLiteral("home")); }
    QString vault() const { return home() + QStringLiteral("/.local/share/sillok"); }
    QString sources() const { return root.filePath(QStringLiteral("usb")); }
    QString markerFile() const { return root.filePath(QStringLiteral("markers")); }

    Home()
    {
        for (const char* folder : { "home/.config", "home/.cache", "home/.local/share", "home/.local/state", "home/tmp", "home/run", "usb" })
            QDir().mkpath(root.filePath(QString::fromLatin1(folder)));
        put(markerFile(), markers.join(u'\n'));
        for (int i = 0; i < markers.size(); ++i)
            put(sources() + QStringLiteral("/%1.txt").arg(i), QStringLiteral("제1조(목적) 이 문서는 %1 이다.\n").arg(markers[i]));
    }
    static void put(const QString& path, const QString& text)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("no temporary folder");
    }

    void start(QProcess& process, bool withModel)
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("HOME"), home());
        for (const auto& [name, folder] : { std::pair("XDG_CONFIG_HOME", "/.config"), { "XDG_CACHE_HOME", "/.cache" }, { "XDG_DATA_HOME", "/.local/share" },
                 { "XDG_STATE_HOME", "/.local/state" }, { "TMPDIR", "/tmp" }, { "XDG_RUNTIME_DIR", "/run" } })
            environment.insert(QString::fromLatin1(name), home() + QString::fromLatin1(folder));
        QFile::setPermissions(home() + QStringLiteral("/run"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(home());
        process.setChildProcessModifier([] {
            const rlimit wide { RLIM_INFINITY, RLIM_INFINITY };
            setrlimit(RLIMIT_CORE, &wide); // a person may have raised it; ours lowers it again
        });
        QStringList arguments { QStringLiteral("--work"), vault(), markerFile(), sources() };
        const QString model = sharedFile("fixtures/models/stories260K-f32.gguf");
        if (withModel && QFile::exists(model))
            arguments << model;
        process.start(QCoreApplication::applicationFilePath(), arguments);
    }

    Hunt hunt() const
    {
        Hunt all;
        for (const QString& marker : markers)
            all.addText(marker);
        return all;
    }
};

bool waitForWord(QProcess& process, const QByteArray& word)
{
    QByteArray seen;
    return QTest::qWaitFor([&] { seen += process.readAllStandardOutput(); return seen.contains(word) || process.state() == QProcess::NotRunning; }, 120'000) && seen.contains(word);
}

/// A process and everything that it started.
QList<qint64> familyOf(qint64 process)
{
    QList<qint64> all { process };
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(entry));
        if (!entry[0].isDigit() || !stat.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = stat.readAll();
        if (line.mid(line.lastIndexOf(')') + 4).split(' ')[0].toLongLong() == process)
            all << entry.toLongLong();
    }
    return all;
}

/// Names of patterns in the writable memory of a process and its children. Root only.
QStringList inMemory(const Hunt& hunt, qint64 process, qint64* bytesLooked = nullptr)
{
    QStringList found;
    for (const qint64 id : familyOf(process)) {
        QFile maps(QStringLiteral("/proc/%1/maps").arg(id));
        const FileDescriptor memory(open(qPrintable(QStringLiteral("/proc/%1/mem").arg(id)), O_RDONLY | O_CLOEXEC));
        if (!maps.open(QIODevice::ReadOnly) || !memory.valid())
            continue;
        for (const QByteArray& line : maps.readAll().split('\n')) {
            const QList<QByteArray> words = line.simplified().split(' ');
            if (words.size() < 2 || !words[1].startsWith("rw"))
                continue;
            const quint64 from = words[0].split('-')[0].toULongLong(nullptr, 16), to = words[0].split('-')[1].toULongLong(nullptr, 16);
            constexpr quint64 kChunk = 8u << 20, kOverlap = 4096;
            QByteArray chunk(kChunk + kOverlap, '\0');
            for (quint64 at = from; at < to; at += kChunk) {
                const ssize_t got = pread(memory.get(), chunk.data(), static_cast<size_t>(qMin<quint64>(static_cast<quint64>(chunk.size()), to - at)), static_cast<off_t>(at));
                if (got <= 0)
                    continue;
                hunt.look(chunk.constData(), static_cast<size_t>(got), found);
                if (bytesLooked)
                    *bytesLooked += got;
            }
        }
    }
    return found;
}

/// The keys, read from the vault's header by its passphrase, as they would stand in memory.
void addKeys(Hunt& hunt, const QString& vault)
{
    const auto headers = storage::loadHeaders(vault.toStdString());
    if (headers.intact.empty())
        qFatal("no header");
    const auto keys = storage::Keyring::open(vault.toStdString(), headers.intact[0], storage::Credential(kWorkingPassphrase));
    if (!keys.ok())
        qFatal("the passphrase does not open the header: %s", keys.error().doing.c_str());
    const auto add = [&](const storage::Secret& key, const char* name) {
        const QByteArray bytes(reinterpret_cast<const char*>(key.bytes().data()), static_cast<qsizetype>(key.size()));
        hunt.add(bytes.left(16), QString::fromLatin1(name));
        hunt.add(bytes.mid(16, 16), QString::fromLatin1(name));
        hunt.add(bytes.toHex().left(32), QString::fromLatin1(name));
    };
    add(keys->databaseKey(), "database key");
    for (const auto& [purpose, name] : { std::pair(storage::Purpose::DatabaseWrap, "key of the database key"), { storage::Purpose::HeaderSeal, "key of the header" } }) {
        const auto key = keys->subkey(purpose);
        if (!key.ok())
            qFatal("no subkey");
        add(*key, name);
    }
    hunt.addText(QString::fromUtf8(kWorkingPassphrase));
}

bool startedAnew(qint64 process)
{
    QFile line(QStringLiteral("/proc/%1/cmdline").arg(process));
    return line.open(QIODevice::ReadOnly) && line.readAll().contains("--locked-because");
}

bool coreLiesIn(const QString& folder) { return !QDir(folder).entryList({ QStringLiteral("core*") }, QDir::Files | QDir::Hidden).isEmpty(); }

} // namespace

class TracesTest : public QObject {
    Q_OBJECT
private slots:
    void everyDisguiseIsSeen();
    void nothingReadableReachesADisk();
    void nothingReadableIsLeftByACrash_data();
    void nothingReadableIsLeftByACrash();
    void aProgramThatMayDumpWouldLeak();
    void nothingIsLeftInMemoryAfterALock();
    void withoutANewStartMemoryWouldLeak();
};

void TracesTest::everyDisguiseIsSeen()
{
    const QString korean = QStringLiteral("비밀표식가나다라");
    // source: KS X 1001 positions of the eight syllables
    QCOMPARE(inCp949(korean), QByteArray::fromHex("baf1b9d0c7a5bdc4b0a1b3aab4d9b6f3"));
    for (const QString& marker : { korean, QStringLiteral("CanaryMarkerPlaintext") }) {
        Hunt hunt;
        hunt.addText(marker);
        QVERIFY(disguisesOf(marker).size() >= 8);
        QList<QByteArray> places = disguisesOf(marker);
        for (int shift = 0; shift < 3; ++shift)
            places << (QByteArray(shift, 'x') + marker.toUtf8() + "yz").toBase64();
        for (const QByteArray& disguise : places) {
            QStringList found;
            const QByteArray bytes = QByteArray(4093, '\x07') + disguise + QByteArray(9, '\x07');
            hunt.look(bytes.constData(), static_cast<size_t>(bytes.size()), found);
            QCOMPARE(found, QStringList { marker });
        }
    }
}

void TracesTest::nothingReadableReachesADisk()
{
    Home home;
    QProcess process;
    home.start(process, true);
    QVERIFY(waitForWord(process, "ready"));
    const Hunt hunt = home.hunt();
    QCOMPARE(hunt.inFiles(home.sources()).size() >= kMarkers, true); // the hunt sees what is there to be seen
    QCOMPARE(hunt.inFiles(home.home()), QStringList());
    process.write("lock\n");
    QVERIFY(QTest::qWaitFor([&] { return startedAnew(process.processId()); }, 5000));
    QTest::qWait(500);
    QCOMPARE(hunt.inFiles(home.home()), QStringList());
    const QString said = QString::fromUtf8(process.readAllStandardError());
    for (const QString& marker : home.markers)
        QVERIFY(!said.contains(marker));
    process.kill();
    process.waitForFinished();
    qInfo("%d markers typed, imported, searched, copied and left unsent: 0 on the disk", kMarkers);
}

void TracesTest::nothingReadableIsLeftByACrash_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGKILL") << SIGKILL;
    QTest::newRow("SIGSEGV") << SIGSEGV;
    QTest::newRow("SIGABRT") << SIGABRT;
}

void TracesTest::nothingReadableIsLeftByACrash()
{
    QFETCH(int, signal);
    Home home;
    QProcess process;
    home.start(process, false);
    QVERIFY(waitForWord(process, "ready"));
    const rlimit wide { RLIM_INFINITY, RLIM_INFINITY }; // from outside, as root could: then only what the process says of itself keeps cores away
    prlimit(static_cast<pid_t>(process.processId()), RLIMIT_CORE, &wide, nullptr);
    ::kill(static_cast<pid_t>(process.processId()), signal);
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QVERIFY(!coreLiesIn(home.home()));
    QCOMPARE(home.hunt().inFiles(home.home()), QStringList());
}

/// The defence taken away: the same crash of a process that may be dumped leaves a core file with the markers in it.
void TracesTest::aProgramThatMayDumpWouldLeak()
{
    QFile pattern(QStringLiteral("/proc/sys/kernel/core_pattern"));
    if (!pattern.open(QIODevice::ReadOnly) || pattern.readAll().trimmed().contains('/') || geteuid() != 0)
        QSKIP("cores are collected elsewhere on this machine, or their limit cannot be raised");
    Home home;
    const pid_t child = fork();
    if (child == 0) {
        const rlimit wide { RLIM_INFINITY, RLIM_INFINITY };
        if (setrlimit(RLIMIT_CORE, &wide) != 0 || chdir(qPrintable(home.home())) != 0)
            _exit(1);
        ::signal(SIGSEGV, SIG_DFL);
        raise(SIGSEGV);
    }
    int status = 0;
    waitpid(child, &status, 0);
    QVERIFY(WIFSIGNALED(status));
    if (!WCOREDUMP(status))
        QSKIP("this machine writes no cores at all");
    QVERIFY(coreLiesIn(home.home()));
    QVERIFY(!home.hunt().inFiles(home.home()).isEmpty());
}

void TracesTest::nothingIsLeftInMemoryAfterALock()
{
    if (geteuid() != 0)
        QSKIP("only root may look into the memory of a process: run this test as root");
    Home home;
    QProcess process;
    home.start(process, true);
    QVERIFY(waitForWord(process, "ready"));
    Hunt hunt = home.hunt();
    addKeys(hunt, home.vault());
    const QStringList before = inMemory(hunt, process.processId());
    QVERIFY(before.size() > kMarkers / 2); // the hunt sees into memory
    QVERIFY(before.contains(QStringLiteral("database key")));
    const QList<qint64> family = familyOf(process.processId());

    QElapsedTimer timer;
    timer.start();
    process.write("lock\n");
    QVERIFY(QTest::qWaitFor([&] { return startedAnew(process.processId()) && familyOf(process.processId()).size() == 1; }, 10'000));
    const qint64 tookMs = timer.elapsed();
    qint64 looked = 0;
    const QStringList after = inMemory(hunt, process.processId(), &looked);
    const qint64 huntedMs = timer.elapsed();
    QCOMPARE(after, QStringList());
    QVERIFY2(tookMs <= kLockLimitMs, qPrintable(QString::number(tookMs)));
    QTest::qWait(1500); // and when its window is there
    QCOMPARE(inMemory(hunt, process.processId()), QStringList());
    qInfo("before the lock %lld of %d patterns in %lld processes; %lld ms after it 0 in %lld MiB (looked until %lld ms)", static_cast<long long>(before.size()),
        kMarkers + 4, static_cast<long long>(family.size()), static_cast<long long>(tookMs), static_cast<long long>(looked >> 20), static_cast<long long>(huntedMs));
    QCOMPARE(process.state(), QProcess::Running);
    process.kill();
    process.waitForFinished();
}

/// The paired mutant: closing everything in the same process leaves copies behind that nobody can reach any more to wipe them.
void TracesTest::withoutANewStartMemoryWouldLeak()
{
    if (geteuid() != 0)
        QSKIP("only root may look into the memory of a process: run this test as root");
    Home home;
    QProcess process;
    home.start(process, false);
    QVERIFY(waitForWord(process, "ready"));
    process.write("stay\n");
    QVERIFY(waitForWord(process, "locked"));
    QTest::qWait(300);
    Hunt hunt = home.hunt();
    addKeys(hunt, home.vault());
    const QStringList left = inMemory(hunt, process.processId());
    qInfo("without a new start: %lld patterns are left in memory%s", static_cast<long long>(left.size()), left.contains(QStringLiteral("database key")) ? ", a key among them" : ", no key");
    QVERIFY(!left.isEmpty());
    process.kill();
    process.waitForFinished();
}

int main(int argc, char** argv)
{
    if (argc > 4 && std::strcmp(argv[1], "--work") == 0)
        return workingMain(argc, argv);
    QCoreApplication application(argc, argv);
    TracesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "traces_test.moc"
