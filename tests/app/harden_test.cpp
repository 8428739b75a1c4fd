// harden_test.cpp - What a program of ours keeps of the environment that it was started in.
#include "app/platform/harden.h"
#include "tests/support/paths.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using sillok::app::mayStayInEnvironment;

class HardenTest : public QObject {
    Q_OBJECT
private slots:
    void onlyHarmlessVariablesStay_data();
    void onlyHarmlessVariablesStay();
    void whatTheLoaderHasReadIsUndone();
    void aCrashLeavesNoCore();
    void whatIsWrittenIsForThisUserAlone();
};

void HardenTest::onlyHarmlessVariablesStay_data()
{
    QTest::addColumn<bool>("stays");
    for (const char* good : { "HOME=/home/user", "LANG=ko_KR.UTF-8", "LC_TIME=C", "DISPLAY=:0", "WAYLAND_DISPLAY=wayland-0", "XDG_RUNTIME_DIR=/run/user/1000",
             "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/bus", "QT_QPA_PLATFORM=offscreen", "QT_QPA_PLATFORM=wayland;xcb", "QT_IM_MODULE=fcitx", "XMODIFIERS=@im=ibus" })
        QTest::newRow(good) << true;
    for (const char* bad : { "LD_PRELOAD=/tmp/x.so", "LD_AUDIT=x", "LD_LIBRARY_PATH=/tmp", "GLIBC_TUNABLES=x", "GCONV_PATH=/tmp", "ICU_DATA=/tmp", "QT_PLUGIN_PATH=/tmp",
             "QT_QPA_PLATFORM_PLUGIN_PATH=/tmp", "QT_QPA_PLATFORM=vnc:size=1x1", "QT_QPA_PLATFORM=/tmp/x", "QT_QPA_PLATFORMTHEME=qt6ct", "QT_QPA_GENERIC_PLUGINS=evdev",
             "QT_STYLE_OVERRIDE=x", "QT_LOGGING_RULES=*=true", "QT_LOGGING_CONF=/tmp/x", "QT_DEBUG_PLUGINS=1", "QT_IM_MODULE=../x", "QML2_IMPORT_PATH=/tmp", "GTK_MODULES=x",
             "GTK_PATH=/tmp", "SESSION_MANAGER=local/x", "XLOCALEDIR=/tmp", "OPENSSL_CONF=/tmp/x", "SSLKEYLOGFILE=/tmp/x", "MALLOC_CONF=x", "PYTHONPATH=/tmp", "http_proxy=x", "UNKNOWN=1" })
        QTest::newRow(bad) << false;
}

void HardenTest::onlyHarmlessVariablesStay()
{
    QFETCH(bool, stays);
    QCOMPARE(mayStayInEnvironment(QTest::currentDataTag()), stays);
}

/// The program itself, started with a library in front of all others: it starts itself anew without it, which a library of this name shows
/// by the loader's complaint coming once and not twice.
void HardenTest::whatTheLoaderHasReadIsUndone()
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral("/no/such/library.so"));
    environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("/bin/sh"), { QStringLiteral("-c"), QString::fromStdString("exec " + sillok::test::programPath("/sillokctl --help")) });
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 0);
    // The shell says it, the first image of the program says it, and the second one, which has it no more, does not.
    QCOMPARE(process.readAllStandardError().count("/no/such/library.so"), 2);
}

void HardenTest::aCrashLeavesNoCore()
{
    const pid_t child = fork();
    if (child == 0) {
        sillok::app::hardenProcess();
        signal(SIGSEGV, SIG_DFL);
        raise(SIGSEGV);
    }
    int status = 0;
    waitpid(child, &status, 0);
    QVERIFY(WIFSIGNALED(status));
    QVERIFY(!WCOREDUMP(status)); // the kernel says so also when a collector behind a pipe would have got it
}

void HardenTest::whatIsWrittenIsForThisUserAlone()
{
    QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("file")).toUtf8();
    const pid_t child = fork();
    if (child == 0) {
        umask(0);
        sillok::app::hardenProcess();
        _exit(creat(path.constData(), 0666) >= 0 ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    struct stat info {};
    QCOMPARE(stat(path.constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777, 0600u);
}

QTEST_GUILESS_MAIN(HardenTest)
#include "harden_test.moc"
