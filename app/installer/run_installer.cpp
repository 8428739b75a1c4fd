#include "app/installer/run_installer.h"

#include "app/platform/bus_address.h"
#include "app/platform/harden.h"
#include "app/platform/sandbox.h"
#include "app/services/store_trail.h"
#include "storage/db/disk.h"
#include "storage/signing/fault.h"

#include <QCoreApplication>
#include <QDBusMetaType>
#include <QDBusUnixFileDescriptor>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <sys/resource.h>
#include <sys/stat.h>

namespace sillok::app {

namespace {

enum ExitCode : int { kDone = 0, kRefused = 3 };

constexpr rlim_t kFilesWanted = 4096; // a package in as many volumes as there may be, and what it is copied to

void raiseFileLimit()
{
    rlimit now {};
    getrlimit(RLIMIT_NOFILE, &now);
    now.rlim_cur = std::max(now.rlim_cur, std::min(kFilesWanted, now.rlim_max));
    setrlimit(RLIMIT_NOFILE, &now);
}

/// The two folders that it writes exist afterwards, so that they can be named to the kernel.
Result<void> seal(const PolicySource& machine)
{
    const std::string writable[] = { machine.storeFolder, storage::folderOf(machine.policyFile) };
    umask(022); // what is installed is for everybody to read
    std::error_code ignored;
    for (const std::string& folder : writable)
        std::filesystem::create_directories(folder, ignored); // a missing one is said by whoever writes to it
    letAuditorsRead(storage::PackageStore(machine.storeFolder));
    return sealService(writable);
}

Result<void> serve(QCoreApplication& application, const QString& bus, InstallerOptions options)
{
    const QString address = systemBusAddress(bus);
    if (!isLocalBus(address))
        return storage::refuse(storage::Fault::NotPermitted, "a bus that is not local");
    const QDBusConnection connection = QDBusConnection::connectToBus(address, QStringLiteral("sillok-installer"));
    if (!connection.isConnected())
        return fail(ErrorCode::Io, "reaching the bus");
    qDBusRegisterMetaType<QList<QDBusUnixFileDescriptor>>();
    InstallerService service(connection, std::move(options));
    QObject::connect(&service, &InstallerService::idle, &application, &QCoreApplication::quit);
    SILLOK_CHECK(service.start());
    QCoreApplication::exec();
    return {};
}

} // namespace

int runInstaller(int argc, char** argv, const QString& bus, InstallerOptions options)
{
    hardenProcess();
    cleanEnvironment(argv);
    raiseFileLimit();
    auto served = seal(options.machine);  // before Qt, which may bring threads along
    QCoreApplication application(argc, argv);
    if (served.ok())
        served = serve(application, bus, std::move(options));
    if (served.ok())
        return kDone;
    std::fprintf(stderr, "sillok-installer: %s, %s [%s]\n", errorCodeName(served.error().code), storage::faultName(storage::faultOf(served.error())),
        served.error().doing.c_str());
    return kRefused;
}

} // namespace sillok::app
