// publisher_desk.h - A folder in which publishers and administrators work with sillokctl.
#pragma once

#include "tests/support/paths.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace sillok::test {

enum ExitCode { Done = 0, Failed = 1, Usage = 2, Refused = 3, Locked = 4 };

struct Run {
    int code = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// `dataHome`: in the place of the person's own data folder; empty: theirs.
inline Run start(const QString& program, const QStringList& arguments, const QByteArray& input, const QString& folder, const QString& dataHome = {})
{
    QProcess process;
    if (!dataHome.isEmpty()) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_DATA_HOME", dataHome);
        process.setProcessEnvironment(environment);
    }
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(300'000);
    return { ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError() };
}

/// `passphrase` goes through standard input, which is descriptor 0.
inline Run runSillokctl(QStringList arguments, const QByteArray& passphrase = {})
{
    if (!passphrase.isNull())
        arguments << QStringLiteral("--passphrase-fd") << QStringLiteral("0");
    return start(QString::fromStdString(programPath("/sillokctl")), arguments, passphrase, QDir::tempPath());
}

/// A folder in which a publisher works.
struct PublisherDesk {
    QTemporaryDir folder;

    QString path(const char* name) const { return folder.filePath(QLatin1String(name)); }
    Run run(const QStringList& arguments, const QByteArray& input = {}, const QString& dataHome = {}) const
    {
        return start(QString::fromStdString(programPath("/sillokctl")), arguments, input, folder.path(), dataHome);
    }
    /// sillokctl package. `passphrase` goes through standard input, which is descriptor 0.
    Run ctl(const QStringList& arguments, const QByteArray& passphrase = {}) const
    {
        QStringList all { "package" };
        all += arguments;
        if (!passphrase.isNull())
            all << "--passphrase-fd" << "0";
        return run(all, passphrase);
    }
    QByteArray content(const char* name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const char* name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("writing a file of the test");
    }
    void flip(const char* name, qint64 at) const
    {
        QByteArray bytes = content(name);
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        write(name, bytes);
    }
    /// Two files and their description.
    void writeSpec(int version = 3) const
    {
        write("model.gguf", QByteArray(3'000'000, 'm'));
        write("licence.txt", "licence");
        write("spec.json", QByteArray(R"({"id":"kr.go.example.model","version":)") + QByteArray::number(version) + R"(,"kind":"model",
            "title":{"ko":"시험 모델","en":"Test model"},"licence":{"id":"MIT","text":"licence.txt","commercial":true},"expires":"2031-01-02","grade":"O",
            "files":[{"from":"model.gguf","path":"model.gguf","role":"payload"},{"from":"licence.txt","path":"licence.txt","role":"licence"}]})");
    }
};

} // namespace sillok::test
