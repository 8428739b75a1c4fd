// serviced_machine.h - A managed computer whose store is changed by the installing service, with a bus and a polkit of the test. Times are the real clock's.
#pragma once

#include "tests/app/fake_authority.h"
#include "tests/app/private_bus.h"
#include "tests/app/signed_policy.h"
#include "tests/storage/package_fixture.h"

#include "app/services/bus_keeper.h"
#include "app/services/store_bus.h"
#include "storage/vault/clock.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDir>
#include <QTest>

#include <future>

namespace sillok::test {

inline uint64_t clockSeconds() { return static_cast<uint64_t>(storage::nowMs() / 1000); }

/// The institution's documents as of now.
inline std::vector<uint8_t> presentRoot(uint64_t version = 1)
{
    storage::Root root = ourInstitution().rootContent(version);
    root.issued = clockSeconds() - 10 * kDay;
    root.expires = clockSeconds() + 100 * kDay;
    return ourInstitution().signedRoot(root);
}

inline std::vector<uint8_t> presentPolicy(const app::Policy& policy, uint64_t version, const Signers& signers = ourInstitution().countersign)
{
    app::PolicyDocument document = documentOf(policy, version);
    document.issuedS = clockSeconds() - kDay;
    document.expiresS = clockSeconds() + kDay;
    return signedPolicy(document, signers);
}

/// A package that the institution has signed, on a stick.
struct Stick : SamplePackage {
    explicit Stick(storage::PackageKind kind = storage::PackageKind::Application)
    {
        manifest.kind = kind;
        manifest.issuedSeconds = clockSeconds() - kDay;
        manifest.expiresSeconds = clockSeconds() + 50 * kDay;
    }
    void write(uint64_t volumeBytes = 0)
    {
        content.document = ourInstitution().signedManifest(asBytes(storage::writeManifest(manifest).value()));
        content.files.clear();
        for (const auto& bytes : contents)
            content.files.push_back(readerOf(bytes));
        if (!storage::writePackage(content, path, { volumeBytes, {}, {} }).ok())
            qFatal("the stick could not be written");
    }
    std::vector<FileDescriptor> files() const { return storage::openPackageFiles(path).value(); }
    storage::Digest digest() const { return storage::manifestDigest(asBytes(storage::writeManifest(manifest).value())).value(); }
};

inline std::vector<uint8_t> presentCatalog(const std::vector<const Stick*>& sticks, uint64_t version = 1)
{
    storage::Catalog catalog = ourInstitution().catalogContent(version);
    catalog.issued = clockSeconds() - kDay;
    catalog.expires = clockSeconds() + 50 * kDay;
    for (const Stick* const stick : sticks)
        catalog.packages.push_back({ stick->manifest.id, stick->manifest.version, stick->digest() });
    return ourInstitution().signedCatalog(catalog);
}

struct ServicedMachine {
    QTemporaryDir folder;
    PrivateBus bus;
    FakeAuthority authority;
    QProcess service;
    storage::PackageStore store { folder.filePath(QStringLiteral("machine")).toStdString() };

    struct Times {
        int idleMs = 60'000;
        int personMs = 60'000;
        int filesMs = 60'000;
    };

    ServicedMachine() { QDir().mkpath(machineFolder()); }
    ~ServicedMachine()
    {
        QDBusConnection::disconnectFromBus(name());
        service.kill();
        service.waitForFinished();
    }
    QString machineFolder() const { return folder.filePath(QStringLiteral("machine")); }
    QStringList arguments(const Times& times) const
    {
        return { machineFolder(), bus.address, QString::number(times.idleMs), QString::number(times.personMs), QString::number(times.filesMs) };
    }
    static QString program() { return QCoreApplication::applicationDirPath() + QStringLiteral("/managed_installer"); }
    /// False when there is no bus daemon on this machine.
    bool start() { return start(Times {}); }
    bool start(const Times& times)
    {
        if (!bus.start() || !authority.appear(bus.address))
            return false;
        service.setProcessChannelMode(QProcess::ForwardedChannels);
        service.start(program(), arguments(times));
        return QTest::qWaitFor([this] { return connection().interface()->isServiceRegistered(QLatin1String(app::store_bus::kService)); }, 30'000);
    }
    /// Trusts the institution and lists the packages, as if long ago.
    void trust(const std::vector<const Stick*>& sticks = {}) const
    {
        const auto root = presentRoot();
        storage::TrustState state = storage::TrustState::begin(root, storage::rootDigest(root).value(), clockSeconds()).value();
        if (!state.acceptCatalog(presentCatalog(sticks), clockSeconds()).ok() || !store.prepare().ok() || !store.trustFile().save(state).ok())
            qFatal("the machine could not be set up");
        put(generousPolicy());
    }
    void put(const app::Policy& policy, uint64_t version = 1) const { put(presentPolicy(policy, version)); }
    void put(const std::vector<uint8_t>& policy) const { ManagedComputer::write(policyFile(), raw(policy)); }
    QString policyFile() const { return machineFolder() + QStringLiteral("/policy.skp"); }

    QDBusConnection connection() const { return QDBusConnection::connectToBus(bus.address, name()); }
    std::unique_ptr<app::StoreKeeper> keeper() const { return app::keeperOnBus(bus.address); }

    bool nothingIsInstalled() const { return store.list()->packages.empty() && store.list()->broken.empty(); }
    bool nothingIsLeft() const { return nothingIsInstalled() && QDir(QString::fromStdString(store.stagingFolder())).isEmpty(); }
    static QByteArray raw(const std::vector<uint8_t>& bytes) { return { reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()) }; }
    /// An open file with these bytes, in the test's folder.
    FileDescriptor document(const std::vector<uint8_t>& bytes, const char* fileName = "document") const
    {
        ManagedComputer::write(folder.filePath(QLatin1String(fileName)), raw(bytes));
        return openForReading(folder.filePath(QLatin1String(fileName)).toStdString()).value();
    }

private:
    QString name() const { return QStringLiteral("serviced-machine-%1").arg(quintptr(this)); }
};

/// The work is done by a thread of its own while this one serves the fake polkit.
template <typename Work>
auto meanwhile(Work work)
{
    auto done = std::async(std::launch::async, std::move(work));
    while (done.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    return done.get();
}

} // namespace sillok::test
