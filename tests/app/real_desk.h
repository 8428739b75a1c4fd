// real_desk.h - A Desk over real services in a folder of its own, for tests.
#pragma once

#include "app/services/desk.h"
#include "app/services/workspace.h"
#include "tests/support/paths.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

namespace sillok::test {

/// How long a condition is waited for before the test fails; a test goes on as soon as it holds. Wide, because ten programs on two cores make
/// opening a vault alone take half a minute.
constexpr int kWaitMs = 120'000;

struct RealDesk {
    explicit RealDesk(const QString& programs = QString::fromStdString(test::programPath("")), const app::PolicySource& policy = {},
        const QString& printDir = {})
        : desk(pathsOf(folder.path() + QStringLiteral("/vault"), programs, policy, printDir))
    {
    }

    static app::DeskPaths pathsOf(const QString& vault, const QString& programs, const app::PolicySource& policy, const QString& printDir = {})
    {
        app::DeskPaths paths { vault, programs, QString::fromStdString(test::sourcePath("/resources/samples/documents")) };
        paths.policy = policy;
        if (!printDir.isEmpty())
            paths.printDir = printDir;
        return paths;
    }

    static app::Passphrase passphrase(const char* text = "무궁화 꽃이 피었습니다")
    {
        QString typed = QString::fromUtf8(text);
        return app::Passphrase::take(typed);
    }

    /// An open vault with the cheapest derivation that one may have: what most tests are about is not the key.
    bool create()
    {
        {
            const app::Passphrase secret = passphrase();
            const auto made = app::Workspace::create(desk.vaultDir().toStdString(), secret.view(), storage::modernProfile().kdfLimits().floor);
            if (!made.ok())
                return false;
        }
        desk.unlock(passphrase());
        return waitFor([this] { return desk.vaultState() == app::VaultState::Open; });
    }

    /// As a person makes one: with the derivation that this computer takes its time for, and a recovery key.
    bool createAsAPerson()
    {
        desk.createVault(passphrase());
        return waitFor([this] { return desk.vaultState() == app::VaultState::Open; });
    }

    bool lockAndUnlock()
    {
        desk.lock();
        desk.unlock(passphrase());
        return waitFor([this] { return desk.vaultState() == app::VaultState::Open; });
    }

    bool useModel(const QString& path)
    {
        desk.useModelFile(path);
        return waitFor([this] { return desk.engine().state == app::EngineState::Ready; });
    }

    /// A collection with these files in it; 0 when it did not work.
    app::CollectionId import(const QString& name, const QStringList& paths)
    {
        QSignalSpy created(&desk, &app::Desk::collectionCreated);
        desk.createCollection(name);
        if (!created.wait(kWaitMs))
            return 0;
        const auto collection = created[0][0].value<app::CollectionId>();
        return add(collection, paths) ? collection : 0;
    }

    bool add(app::CollectionId collection, const QStringList& paths)
    {
        bool finished = false;
        const auto connection = QObject::connect(&desk, &app::Desk::importProgressed, &desk, [&](const app::ImportProgress& progress) {
            last = progress;
            finished = progress.finished;
        });
        desk.addFiles(collection, paths);
        const bool good = waitFor([&] { return finished; });
        QObject::disconnect(connection);
        return good;
    }

    /// Asks and waits for the finished answer.
    app::Message ask(const QString& question, app::CollectionId collection, app::ChatId chat = 0) { return askOf(question, { collection }, chat); }
    app::Message askOf(const QString& question, const app::Scope& scope, app::ChatId chat = 0)
    {
        app::Message answer;
        const auto keep = [&](app::ChatId in, const app::Message& message) {
            chatOfAnswer = in;
            if (message.role == app::Role::Assistant)
                answer = message;
        };
        const auto changed = QObject::connect(&desk, &app::Desk::messageChanged, &desk, keep);
        desk.send(chat, question, scope);
        waitFor([&] { return answer.id != 0 && answer.state != app::MessageState::Writing; });
        QObject::disconnect(changed);
        return answer;
    }

    template <typename F>
    static bool waitFor(F condition, int timeoutMs = kWaitMs)
    {
        return QTest::qWaitFor(condition, timeoutMs);
    }

    QTemporaryDir folder;
    app::Desk desk;
    app::ImportProgress last;
    app::ChatId chatOfAnswer = 0;
};

/// Process ids of running children of this process with that program name.
inline QList<pid_t> childrenNamed(const QByteArray& name)
{
    QList<pid_t> found;
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(entry));
        if (!entry[0].isDigit() || !stat.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = stat.readAll(); // pid (name) state parent ...
        const qsizetype close = line.lastIndexOf(')');
        const QList<QByteArray> rest = line.mid(close + 2).split(' ');
        if (line.mid(line.indexOf('(') + 1, close - line.indexOf('(') - 1) == name && rest[0] != "Z" && rest[1].toInt() == getpid())
            found.append(entry.toInt());
    }
    return found;
}

inline QString sharedFile(const char* path) { return qEnvironmentVariable("SILLOK_SHARED") + QLatin1Char('/') + QLatin1String(path); }

} // namespace sillok::test
