// main.cpp - sillok: the window.
#include "app/platform/display.h"
#include "app/platform/harden.h"
#include "app/platform/program.h"
#include "app/platform/sandbox.h"
#include "app/services/desk.h"
#include "app/services/self_test.h"
#include "ui/run_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

using namespace sillok::app;

enum ExitCode : int { kDone = 0, kFailed = 1, kUsage = 2, kRefused = 3 };

void tell(const char* ko, const char* en) { std::fprintf(stderr, "%s\n", prefersKorean() ? ko : en); }

/// Platforms that open a port are never used, whoever asks for them.
bool asksForNetworkPlatform(int argc, char** argv)
{
    const char* variable = std::getenv("QT_QPA_PLATFORM");
    bool found = variable && std::strstr(variable, "vnc");
    for (int i = 1; i < argc; ++i)
        found = found || std::strstr(argv[i], "vnc");
    return found;
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

} // namespace

int main(int argc, char** argv)
{
    hardenProcess();
    if (asksForNetworkPlatform(argc, argv)) {
        tell("망을 여는 화면 방식(vnc)은 쓰지 않습니다.", "A display that opens a network port (vnc) is not used.");
        return kRefused;
    }
    if (const auto sealed = enterSandbox(SandboxProfile::Desk); !sealed.ok()) {
        tell("이 컴퓨터에서는 망 차단을 켤 수 없어 시작하지 않았습니다. 보관함은 그대로입니다.",
            "The network seal cannot be turned on here, so the program did not start. Your vault is unchanged.");
        return kRefused;
    }
    const bool testing = argc > 1 && std::strcmp(argv[1], "--self-test") == 0;
    if (const DisplayState display = testing ? DisplayState::Answers : findDisplay(); display != DisplayState::Answers) {
        if (display == DisplayState::Network)
            tell("DISPLAY가 다른 컴퓨터의 화면을 가리켜 열지 않았습니다. 보관함은 그대로입니다. 이 컴퓨터의 화면에서 시작해 주세요.",
                "DISPLAY names another computer's screen, which is never connected to. Your vault is unchanged. Start on this computer's screen.");
        else
            tell("화면이 없어 창을 열 수 없습니다. 보관함은 그대로입니다. 터미널에서는 sillokctl을 써 주세요.",
                "There is no display to open a window on. Your vault is unchanged. In a terminal, use sillokctl.");
        return display == DisplayState::Network ? kRefused : kFailed;
    }
    if (testing)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sillok"));
    QApplication::setApplicationVersion(QStringLiteral(SILLOK_VERSION));

    QCommandLineParser options;
    options.addHelpOption();
    options.addVersionOption();
    options.addOption({ QStringLiteral("vault"), QStringLiteral("Vault folder."), QStringLiteral("DIR") });
    options.addOption({ QStringLiteral("self-test"), QStringLiteral("Check this installation and end.") });
    options.process(application);
    DeskPaths paths = defaultPaths();
    if (options.isSet(QStringLiteral("vault")))
        paths.vaultDir = options.value(QStringLiteral("vault"));
    if (testing)
        return selfTest(paths);

    sillok::ui::prepareUi();
    Desk desk(paths);
    return sillok::ui::runWindow(application, desk);
}
