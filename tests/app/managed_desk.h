// managed_desk.h - The real services on a computer that an institution manages.
#pragma once

#include "tests/app/real_desk.h"
#include "tests/app/signed_policy.h"

#include "app/export/writers.h"
#include "app/services/workspace.h"

namespace sillok::test {

/// A managed computer, an open vault on it and some files.
struct Managed {
    explicit Managed(const app::Policy& policy, const QString& printDir = {}) : computer(policy), real(QString::fromStdString(programPath("")), computer.source(), printDir) {}

    bool create() { return real.create(); }
    bool unlock()
    {
        real.desk.unlock(RealDesk::passphrase());
        return RealDesk::waitFor([this] { return real.desk.vaultState() == app::VaultState::Open; });
    }

    QString write(const char* name, const QString& text) const
    {
        const QString path = files.filePath(QString::fromUtf8(name));
        ManagedComputer::write(path, text.toUtf8());
        return path;
    }
    /// What the work ends in.
    template <typename Work>
    std::optional<app::Problem> problemOf(const Work& work)
    {
        QSignalSpy problems(&real.desk, &app::Desk::problem);
        work();
        if (problems.isEmpty() && !problems.wait(kWaitMs))
            return std::nullopt;
        return problems[0][0].value<app::Problem>();
    }
    QList<app::DocumentSummary> documentsOf(app::CollectionId collection)
    {
        QSignalSpy changed(&real.desk, &app::Desk::documentsChanged);
        real.desk.listDocuments(collection);
        RealDesk::waitFor([&] { return real.desk.documentsOf() == collection && !changed.isEmpty(); });
        return real.desk.documents();
    }
    app::ExportOrder order(app::ExportFormat format) const
    {
        app::ExportOrder order;
        order.chat = real.chatOfAnswer;
        order.format = format;
        order.path = files.filePath(QStringLiteral("out.") + QString::fromLatin1(app::extensionOf(format)));
        order.replace = true;
        return order;
    }
    QString exported(const app::ExportOrder& order)
    {
        QSignalSpy done(&real.desk, &app::Desk::exported);
        real.desk.exportChat(order);
        if (!done.wait(kWaitMs))
            return {};
        QFile file(order.path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    ManagedComputer computer;
    QTemporaryDir files;
    RealDesk real;
};

} // namespace sillok::test
