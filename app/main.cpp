// main.cpp - sillok: the window.
#include "app/platform/display.h"
#include "app/platform/harden.h"
#include "app/platform/program.h"
#include "app/platform/restart.h"
#include "app/platform/sandbox.h"
#include "app/platform/saving_folders.h"
#include "app/services/desk.h"
#include "app/services/self_test.h"
#include "ui/run_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLibraryInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

using namespace sillok::app;

enum ExitCode : int { kDone = 0, kFailed = 1, kUsage = 2, kRefused = 3 };

void tell(const char* ko, const char* en) { std::fprintf(stderr, "%s\n", prefersKorean() ? ko : en); }

/// Platforms that open a port are never used, whoever asks for them.
bool asksForNetworkPlatform()
{
    const char* variable = std::getenv("QT_QPA_PLATFORM");
    return variable && std::strstr(variable, "vnc");
}

struct Options {
    DeskPaths paths;
    bool selfTest = false;
    sillok::ui::WindowStart start;
};

/// Ours alone: what Qt would take from a command line (plugins, style sheets, displays) is not passed on. May end the program.
Options parse(int argc, char** argv)
{
    QCommandLineParser parser;
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption vault(QStringLiteral("vault"), QStringLiteral("Vault folder."), QStringLiteral("DIR"));
    const QCommandLineOption selfTest(QStringLiteral("self-test"), QStringLiteral("Check this installation and end."));
    QCommandLineOption lockedBecause(QStringLiteral("locked-because"), {}, QStringLiteral("WORD"));
    QCommandLineOption minimized(QStringLiteral("minimized"));
    for (QCommandLineOption* inner : { &lockedBecause, &minimized }) // the program's own, when it starts itself anew after a lock
        inner->setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({ vault, selfTest, lockedBecause, minimized });
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const bool understood = parser.parse(arguments);
    if (!understood || parser.isSet(help) || parser.isSet(version)) {
        int one = 1;
        const QCoreApplication forTheWords(one, argv);
        QCoreApplication::setApplicationVersion(QStringLiteral(SILLOK_VERSION));
        if (!understood)
            std::fprintf(stderr, "%s\n", qPrintable(parser.errorText()));
        else if (parser.isSet(help))
            parser.showHelp(kDone);
        else
            parser.showVersion();
        std::exit(kUsage);
    }
    Options options { defaultPaths(), parser.isSet(selfTest), { parser.value(lockedBecause), parser.isSet(minimized) } };
    if (parser.isSet(vault))
        options.paths.vaultDir = QDir(parser.value(vault)).absolutePath();
    return options;
}

int selfTest(const DeskPaths& paths)
{
    const QTemporaryDir scratch;
    bool good = scratch.isValid();
    for (const SelfTestStep& step : runSelfTest(paths.workerDir.toStdString(), scratch.path().toStdString())) {
        good = good && step.outcome.ok();
        std::printf("%s  %s%s%s\n", step.outcome.ok() ? "ok  " : "FAIL", prefersKorean() ? step.ko.c_str() : step.en.c_str(),
            step.outcome.ok() ? "" : ": ", step.outcome.ok() ? "" : step.outcome.error().doing.c_str());
    }
    return good ? kDone : kFailed;
}

/// By itself the window writes the vault's folder, one's own packages and the few harmless settings; they exist afterwards, so that they can be named to the
/// kernel. Files that a person saves go where people save files.
sillok::Result<void> seal(const Options& options)
{
    if (options.selfTest)
        return enterSandbox(SandboxProfile::Desk);
    const QString settings = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/sillok");
    const QStringList own { options.paths.vaultDir, settings, options.paths.ownStore };
    std::vector<std::string> writable = savingFolders(QDir::homePath().toStdString());
    for (const QString& folder : own) {
        QDir().mkpath(folder);
        writable.push_back(folder.toStdString());
    }
    return sealWindow(writable);
}

/// Runs until the next lock or the end. A lock ends in a new image of this program: keys, texts and everything that a library kept are gone with the old one.
int run(QApplication& application, const Options& options, const char* name)
{
    sillok::ui::prepareUi();
    Desk desk(options.paths);
    return sillok::ui::runWindow(application, desk, options.start, [&](const sillok::ui::WindowStart& start) {
        std::vector<std::string> arguments { name, "--vault", options.paths.vaultDir.toStdString(), "--locked-because", start.lockedBecause.toStdString() };
        if (start.minimized)
            arguments.emplace_back("--minimized");
        becomeProgram(kThisProgram, arguments);
        std::_Exit(kFailed); // it could not: then nothing of this image may stay either
    });
}

} // namespace

int main(int argc, char** argv)
{
    hardenProcess();
    if (asksForNetworkPlatform()) {
        tell("망을 여는 화면 방식(vnc)은 쓰지 않습니다.", "A display that opens a network port (vnc) is not used.");
        return kRefused;
    }
    cleanEnvironment(argv);
    const Options options = parse(argc, argv);
    if (const DisplayState display = options.selfTest ? DisplayState::Answers : findDisplay(); display != DisplayState::Answers) {
        if (display == DisplayState::Network)
            tell("DISPLAY가 다른 컴퓨터의 화면을 가리켜 열지 않았습니다. 보관함은 그대로입니다. 이 컴퓨터의 화면에서 시작해 주세요.",
                "DISPLAY names another computer's screen, which is never connected to. Your vault is unchanged. Start on this computer's screen.");
        else
            tell("화면이 없어 창을 열 수 없습니다. 보관함은 그대로입니다. 터미널에서는 sillokctl을 써 주세요.",
                "There is no display to open a window on. Your vault is unchanged. In a terminal, use sillokctl.");
        return display == DisplayState::Network ? kRefused : kFailed;
    }
    if (const auto sealed = seal(options); !sealed.ok()) {
        tell("이 컴퓨터에서는 망 차단을 켤 수 없어 시작하지 않았습니다. 보관함은 그대로입니다.",
            "The network seal cannot be turned on here, so the program did not start. Your vault is unchanged.");
        return kRefused;
    }
    if (options.selfTest)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QCoreApplication::setLibraryPaths({ QLibraryInfo::path(QLibraryInfo::PluginsPath) }); // and none beside the program or from home
    int onlyTheName = 1;
    QApplication application(onlyTheName, argv);
    QApplication::setApplicationName(QStringLiteral("sillok"));
    QApplication::setApplicationVersion(QStringLiteral(SILLOK_VERSION));
    return options.selfTest ? selfTest(options.paths) : run(application, options, argv[0]);
}
