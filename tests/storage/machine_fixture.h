// machine_fixture.h - A machine with a package store, and a stick with a package for it.
#pragma once

#include "tests/storage/package_fixture.h"
#include "tests/support/institution.h"

#include "storage/installed/install.h"

#include <QDir>

namespace sillok::test {

inline Result<void> inThisThread(const std::vector<uint64_t>& sizes, const storage::LeafWork& work)
{
    for (size_t file = 0; file < sizes.size(); ++file)
        SILLOK_CHECK(work(file, { 0, storage::leafCount(sizes[file]) }));
    return {};
}

/// A machine that trusts an institution, and a stick with one of its packages.
struct Machine {
    Institution institution;
    QTemporaryDir folder;
    SamplePackage stick;
    storage::PackageStore store { folder.filePath("store").toStdString() };

    explicit Machine(storage::ProfileId algorithm = storage::ProfileId::Modern) : institution(algorithm)
    {
        stick.addUsualFiles();
        stick.manifest.issuedSeconds = kNow - kDay;
        if (!store.prepare().ok() || !put(stick).ok() || !publish({ stick.manifest.version }).ok())
            qFatal("the machine could not be set up");
    }
    /// Writes the package, signed by release keys and institution.
    Result<void> put(SamplePackage& package) const
    {
        SILLOK_TRY(const std::string text, storage::writeManifest(package.manifest));
        package.content.document = institution.signedManifest(asBytes(text));
        package.content.files.clear();
        for (const auto& bytes : package.contents)
            package.content.files.push_back(readerOf(bytes));
        QFile::remove(QString::fromStdString(package.path));
        return storage::writePackage(package.content, package.path, {});
    }
    /// A first root and a catalog that has the stick's package in these versions.
    Result<void> publish(const std::vector<uint64_t>& versions, uint64_t catalogVersion = 1)
    {
        storage::Catalog catalog = institution.catalogContent(catalogVersion);
        for (const uint64_t version : versions) {
            storage::Manifest manifest = stick.manifest;
            manifest.version = version;
            SILLOK_TRY(const std::string text, storage::writeManifest(manifest));
            SILLOK_TRY(const storage::Digest digest, storage::manifestDigest(asBytes(text)));
            catalog.packages.push_back({ manifest.id, version, digest });
        }
        storage::TrustState trust = institution.machine();
        if (const auto present = store.trustFile().load(); present.ok())
            trust = *present;
        SILLOK_CHECK(trust.acceptCatalog(institution.signedCatalog(catalog), kNow));
        return store.trustFile().save(trust);
    }
    storage::InstallOrder order() const
    {
        storage::InstallOrder order;
        order.nowSeconds = kNow;
        order.program = { 0, 1, 0 };
        order.run = inThisThread;
        return order;
    }
    Result<storage::InstalledPackage> install(const storage::InstallOrder& order) const
    {
        SILLOK_TRY(auto source, storage::openPackageSource(stick.path));
        return storage::installPackage(store, std::move(source), order);
    }
    Result<storage::InstalledPackage> install() const { return install(order()); }
    Result<storage::VerifiedPackage> open() const
    {
        SILLOK_TRY(const storage::TrustState trust, store.trustFile().load());
        return storage::VerifiedPackage::open(store, stick.manifest.id, stick.manifest.version, trust);
    }
    std::string installed(const char* below) const { return store.packageFolder(stick.manifest.id, stick.manifest.version) + "/" + below; }
    bool nothingIsThere() const
    {
        return QDir(QString::fromStdString(store.stagingFolder())).isEmpty() && store.list()->packages.empty() && store.list()->broken.empty();
    }
};

/// The content that was signed, all of it.
inline bool isTheSigned(const Machine& machine, const storage::VerifiedPackage& package)
{
    for (size_t i = 0; i < machine.stick.contents.size(); ++i) {
        const auto bytes = readAll(package.file(i), 1 << 30);
        if (!bytes.ok() || *bytes != machine.stick.contents[i])
            return false;
    }
    return package.manifest() == machine.stick.manifest;
}

inline void flipByte(const std::string& path, qint64 at)
{
    QFile file(QString::fromStdString(path));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at))
        qFatal("cannot damage a file");
    char byte = 0;
    file.peek(&byte, 1);
    byte = static_cast<char>(byte ^ 1);
    file.write(&byte, 1);
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
}

} // namespace sillok::test
