// Readers that are copies of one: each is a process of its own, sealed, and ours; a nursery that dies is replaced.
#include "tests/support/paths.h"

#include "app/workers/reader_client.h"
#include "app/workers/reader_nursery.h"

#include <QFile>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;

class ReaderNurseryTest : public QObject {
    Q_OBJECT
private slots:
    void everyDocumentHasAProcessOfItsOwn();
    void copiesAreSealed();
    void aDeadNurseryIsReplaced();
    void aMissingProgramIsSaid();
};

namespace {

std::string program() { return test::programPath("/sillok-reader"); }

/// "Seccomp:\t2" gives "2".
QByteArray factOf(pid_t process, const char* name)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(name))
            return line.mid(line.indexOf(':') + 1).trimmed();
    return {};
}

std::string readWith(WorkerProcess reader, const char* text)
{
    QTemporaryFile file;
    if (!file.open())
        return {};
    file.write(text);
    file.flush();
    const auto descriptor = openForReading(file.fileName().toStdString());
    const auto document = readDocument(std::move(reader), *descriptor, "txt", {}, {});
    return document.ok() ? plainText(*document) : document.error().doing;
}

/// The process that this one has besides `other` and that came from the reader's program.
pid_t parentNursery(const WorkerProcess& made)
{
    for (pid_t process = made.processId() - 1; process > made.processId() - 50; --process)
        if (factOf(process, "Name") == "sillok-reader" && factOf(process, "PPid").toInt() == getpid())
            return process;
    return -1;
}

} // namespace

void ReaderNurseryTest::everyDocumentHasAProcessOfItsOwn()
{
    ReaderNursery nursery(program());
    auto first = nursery.make();
    auto second = nursery.make();
    QVERIFY(first.ok() && second.ok());
    QVERIFY(first->processId() != second->processId());
    QCOMPARE(factOf(first->processId(), "PPid").toInt(), getpid());
    QCOMPARE(readWith(std::move(*second), "둘째 문서"), std::string("둘째 문서"));
    QCOMPARE(readWith(std::move(*first), "첫째 문서"), std::string("첫째 문서"));
}

void ReaderNurseryTest::copiesAreSealed()
{
    ReaderNursery nursery(program());
    const auto reader = nursery.make();
    QVERIFY(reader.ok());
    QTRY_COMPARE(factOf(reader->processId(), "Seccomp"), QByteArray("2"));
}

void ReaderNurseryTest::aDeadNurseryIsReplaced()
{
    ReaderNursery nursery(program());
    auto before = nursery.make();
    QVERIFY(before.ok());
    const pid_t mother = parentNursery(*before);
    QVERIFY(mother > 0);
    kill(mother, SIGKILL);
    QTRY_COMPARE(factOf(mother, "State").left(1), QByteArray("Z"));
    auto after = nursery.make();
    QVERIFY(after.ok());
    QCOMPARE(readWith(std::move(*after), "다시"), std::string("다시"));
    QCOMPARE(readWith(std::move(*before), "앞의 것"), std::string("앞의 것")); // what was made lives on
}

void ReaderNurseryTest::aMissingProgramIsSaid()
{
    ReaderNursery nursery("/nowhere/sillok-reader");
    const auto reader = nursery.make();
    QVERIFY(!reader.ok());
    QCOMPARE(reader.error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(ReaderNurseryTest)
#include "reader_nursery_test.moc"
