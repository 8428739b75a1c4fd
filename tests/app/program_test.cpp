// program_test.cpp - The window program where it cannot open a window: a sentence and an exit code, never an abort.
#include "tests/support/paths.h"

#include <QtTest>

#include <QProcess>

class ProgramTest : public QObject {
    Q_OBJECT
private slots:
    void aMissingDisplayIsSaid_data();
    void aMissingDisplayIsSaid();
    void theSelfTestPasses();
};

namespace {

struct Run {
    int code = -1;
    QString err;
    QString out;
};

Run runProgram(const QStringList& arguments, const QStringList& variables)
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    environment.insert(QStringLiteral("LANG"), QStringLiteral("en_US.UTF-8"));
    for (const QString& variable : variables)
        environment.insert(variable.section(QLatin1Char('='), 0, 0), variable.section(QLatin1Char('='), 1));
    process.setProcessEnvironment(environment);
    process.start(QString::fromStdString(sillok::test::programPath("/sillok")), arguments);
    process.waitForFinished(60'000);
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardError()),
        QString::fromUtf8(process.readAllStandardOutput()) };
}

} // namespace

void ProgramTest::aMissingDisplayIsSaid_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("no display") << QStringList {} << 1 << QStringLiteral("no display");
    QTest::newRow("nobody listens") << QStringList { QStringLiteral("DISPLAY=:987") } << 1 << QStringLiteral("no display");
    QTest::newRow("dead Wayland") << QStringList { QStringLiteral("WAYLAND_DISPLAY=nobody") } << 1 << QStringLiteral("no display");
    QTest::newRow("another machine") << QStringList { QStringLiteral("DISPLAY=example.invalid:0") } << 3 << QStringLiteral("another computer");
    QTest::newRow("a platform with a port") << QStringList { QStringLiteral("QT_QPA_PLATFORM=vnc") } << 3 << QStringLiteral("network port");
    QTest::newRow("in Korean") << QStringList { QStringLiteral("LANG=ko_KR.UTF-8") } << 1 << QStringLiteral("화면이 없어");
}

void ProgramTest::aMissingDisplayIsSaid()
{
    QFETCH(QStringList, variables);
    QFETCH(int, code);
    QFETCH(QString, words);
    const Run run = runProgram({}, variables);
    QCOMPARE(run.code, code);
    QVERIFY2(run.err.contains(words), qPrintable(run.err));
}

void ProgramTest::theSelfTestPasses()
{
    const Run run = runProgram({ QStringLiteral("--self-test") }, {});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out.count(QStringLiteral("ok  ")), 6);
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "program_test.moc"
