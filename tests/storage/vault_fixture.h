// vault_fixture.h - What the storage tests share: a splitter, a cheap key cost, a folder that goes.
#pragma once

#include "engine/retrieval/terms.h"
#include "storage/db/migrate.h"
#include "storage/vault/vault.h"

#include <QFile>
#include <QTemporaryDir>

namespace sillok::test {

inline constexpr storage::SplitTerms kSplit = retrieval::splitTerms<storage::TermPlace>;
inline constexpr storage::KdfCost kCost = storage::kKdfFloor;
inline constexpr const char* kPassphrase = "배꽃 피는 봄날 2025";

/// A vault folder below a temporary folder.
struct VaultFolder {
    QTemporaryDir outside;
    std::string dir = outside.filePath("vault").toStdString();

    Result<storage::Vault> create() const { return storage::Vault::create(dir, kPassphrase, kCost, kSplit); }
    Result<storage::Vault> open(const char* passphrase = kPassphrase) const { return storage::Vault::open(dir, passphrase, kSplit); }
    QString path(const char* name) const { return QString::fromStdString(dir) + '/' + name; }
    QByteArray bytes(const char* name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const char* name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(bytes);
    }
};

/// A database in memory with the newest schema.
inline storage::Database memoryDatabase()
{
    storage::Database database = storage::Database::openInMemory(kSplit).value();
    if (!storage::migrate(database).ok())
        qFatal("the schema could not be made");
    return database;
}

} // namespace sillok::test

/// Shows the error when a Result is not ok. Evaluates its argument once.
#define VERIFY_OK(result)                                                                                              \
    do {                                                                                                               \
        const auto& verified = (result);                                                                               \
        QVERIFY2(verified.ok(), verified.ok() ? "" : verified.error().doing.c_str());                                  \
    } while (false)
#define COMPARE_CODE(result, wanted)                                                                                   \
    do {                                                                                                               \
        const auto& compared = (result);                                                                               \
        QVERIFY(!compared.ok());                                                                                       \
        QCOMPARE(sillok::errorCodeName(compared.error().code), sillok::errorCodeName(wanted));                         \
    } while (false)
