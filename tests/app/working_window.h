// working_window.h - The real program's parts in a process of their own, for tests that look at it from outside: it works, then waits for a word.
#pragma once

#include "app/platform/harden.h"
#include "app/platform/restart.h"
#include "app/platform/sandbox.h"
#include "tests/app/real_desk.h"
#include "tests/support/paths.h"
#include "ui/chat/chat_page.h"
#include "ui/chat/composer.h"
#include "ui/clipboard.h"
#include "ui/documents/documents_page.h"
#include "ui/main_window.h"
#include "ui/run_window.h"
#include "ui/settings/preferences.h"

#include <QApplication>
#include <QFileDialog>
#include <QSocketNotifier>

#include <unistd.h>

namespace sillok::test {

inline constexpr const char* kWorkingPassphrase = "마흔두 개의 조약돌 forty-two";

/// As a person would: asks, searches, imports, copies, opens a file dialog, leaves something half typed. With a model, an answer is being written.
inline bool workWith(app::Desk& desk, ui::MainWindow& window, const QStringList& markers, const QString& sources, const QString& model)
{
    desk.createVault(RealDesk::passphrase(kWorkingPassphrase));
    if (!RealDesk::waitFor([&] { return desk.vaultState() == app::VaultState::Open; }))
        return false;
    bool imported = false;
    QObject::connect(&desk, &app::Desk::importProgressed, &window, [&](const app::ImportProgress& progress) { imported = progress.finished; });
    QObject::connect(&desk, &app::Desk::collectionCreated, &window, [&](app::CollectionId id) { desk.addFiles(id, { sources }); });
    desk.createCollection(markers[0]);
    if (!RealDesk::waitFor([&] { return imported; }))
        return false;
    int finished = 0;
    QObject::connect(&desk, &app::Desk::messageChanged, &window, [&](app::ChatId, const app::Message& message) { finished += message.state != app::MessageState::Writing; });
    const app::CollectionId collection = desk.collections().first().id;
    for (const QString& marker : markers)
        desk.send(0, QStringLiteral("질문 %1 question").arg(marker), { collection });
    if (!RealDesk::waitFor([&] { return finished >= markers.size(); }))
        return false;
    desk.searchChats(markers[1]);
    window.chat()->openChat(desk.chats().first().id);
    QTest::keyClicks(window.chat()->composer()->editor(), markers.last()); // Latin
    window.chat()->composer()->setText(window.chat()->composer()->text() + markers[2]);
    ui::Clipboard::it().copy(markers[3]);
    window.goTo(ui::Place::Documents);
    window.documents()->chooseFiles();
    for (QFileDialog* dialog : window.findChildren<QFileDialog*>()) {
        dialog->setDirectory(sources);
        QTest::qWait(50);
        dialog->reject();
    }
    window.goTo(ui::Place::Chat);
    if (!model.isEmpty()) {
        desk.useModelFile(model);
        if (!RealDesk::waitFor([&] { return desk.engine().state == app::EngineState::Ready; }))
            return false;
        bool writing = false;
        QObject::connect(&desk, &app::Desk::messageChanged, &window, [&](app::ChatId, const app::Message& message) { writing = writing || !message.text.isEmpty(); });
        desk.send(0, QStringLiteral("Once upon a time %1 ").arg(markers.last()).repeated(3), {});
        if (!RealDesk::waitFor([&] { return writing; }))
            return false;
    }
    QTest::qWait(1200); // the draft is stored after a second
    return true;
}

/// main() of such a process: --work VAULT MARKERS_FILE SOURCES MODEL. Says "ready" and takes one word a line:
/// "lock" locks and becomes the program itself, as it would; "stay" locks and stays as it is.
inline int workingMain(int argc, char** argv)
{
    app::hardenProcess();
    const QString vault = QString::fromLocal8Bit(argv[2]);
    const QString settings = qEnvironmentVariable("XDG_CONFIG_HOME") + QStringLiteral("/sillok");
    QDir().mkpath(vault);
    QDir().mkpath(settings);
    const std::string writable[] = { vault.toStdString(), settings.toStdString() };
    if (!app::sealWindow(writable).ok())
        return 3;
    QApplication application(argc, argv);
    ui::prepareUi();
    QFile file(QString::fromLocal8Bit(argv[3]));
    if (!file.open(QIODevice::ReadOnly))
        return 4;
    const QStringList markers = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    app::Desk desk({ vault, QString::fromStdString(test::programPath("")), {} });
    ui::MainWindow window(desk, settings + QStringLiteral("/window.ini"));
    window.show();
    if (!workWith(desk, window, markers, QString::fromLocal8Bit(argv[4]), argc > 5 ? QString::fromLocal8Bit(argv[5]) : QString()))
        return 5;
    bool restart = true;
    QObject::connect(&desk, &app::Desk::lockFinished, &window, [&] {
        if (restart)
            app::becomeProgram(test::programPath("/sillok"), { "sillok", "--vault", vault.toStdString(), "--locked-because", "idle" });
        if (write(1, "locked\n", 7) != 7)
            _exit(6);
    });
    QSocketNotifier commands(0, QSocketNotifier::Read);
    QObject::connect(&commands, &QSocketNotifier::activated, &window, [&] {
        char word[16] = {};
        if (read(0, word, sizeof word - 1) <= 0)
            _exit(0);
        restart = word[0] == 'l';
        desk.lock(app::LockCause::Idle);
    });
    if (write(1, "ready\n", 6) != 6)
        return 6;
    return QApplication::exec();
}

} // namespace sillok::test
