// secret_test.cpp - Where keys lie: in memory that never reaches a swap file, or it is said.
#include "storage/crypto/secret.h"

#include <QFile>
#include <QTest>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::storage;

class SecretTest : public QObject {
    Q_OBJECT
private slots:
    void aSecretLiesInLockedMemory();
    void memoryThatCannotBeLockedIsSaid();
};

/// The kernel's own account of the mapping that the secret lies in.
void SecretTest::aSecretLiesInLockedMemory()
{
    const auto secret = Secret::random(32);
    QVERIFY(secret.ok());
    const auto address = reinterpret_cast<quintptr>(secret->bytes().data());
    QFile maps(QStringLiteral("/proc/self/smaps"));
    QVERIFY(maps.open(QIODevice::ReadOnly));
    bool inside = false;
    int lockedKiB = -1;
    bool inCores = true;
    for (const QByteArray& line : maps.readAll().split('\n')) {
        const qsizetype dash = line.indexOf('-');
        bool isRange = false;
        const quintptr from = line.left(dash).toULongLong(&isRange, 16);
        if (dash > 0 && isRange && line.indexOf(' ') > dash)
            inside = address >= from && address < line.mid(dash + 1, line.indexOf(' ') - dash - 1).toULongLong(nullptr, 16);
        if (inside && line.startsWith("Locked:"))
            lockedKiB = line.mid(7).trimmed().split(' ')[0].toInt();
        if (inside && line.startsWith("VmFlags:"))
            inCores = !line.contains(" dd");
    }
    QVERIFY2(lockedKiB > 0, qPrintable(QString::number(lockedKiB)));
    QVERIFY(!inCores);
    QVERIFY(checkLockedMemory().ok());
}

void SecretTest::memoryThatCannotBeLockedIsSaid()
{
    const pid_t child = fork();
    if (child == 0) {
        const rlimit none { 0, 0 };
        if (setrlimit(RLIMIT_MEMLOCK, &none) != 0 || (geteuid() == 0 && setuid(65534) != 0))
            _exit(2);
        const auto checked = checkLockedMemory();
        const auto secret = Secret::random(32); // still guarded and wiped; only swap is not kept away
        _exit(!checked.ok() && checked.error().code == ErrorCode::Refused && secret.ok() ? 42 : 1);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 42);
}

QTEST_GUILESS_MAIN(SecretTest)
#include "secret_test.moc"
