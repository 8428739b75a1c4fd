#include "app/cli/store_commands.h"

#include "app/services/bus_keeper.h"
#include "storage/vault/clock.h"

#include <QDateTime>

#include <unistd.h>

namespace sillok::app::cli {

void addStoreOptions(CLI::App& command, const Context& context, StoreOptions& options)
{
    CLI::Option* const system = command.add_flag("--system", options.system, context.say("이 컴퓨터 모두의 보관소 (관리자)", "the store of the whole machine (administrator)"));
    command.add_option("--store", options.folder, context.say("다른 보관소 폴더", "another store folder"))->excludes(system);
}

std::string storeFolder(const Context& context, const StoreOptions& options)
{
    if (!options.folder.empty())
        return options.folder;
    return options.system ? context.machine.storeFolder : defaultLibrary().ownStore;
}

bool writesStore(const Context& context, const StoreOptions& options)
{
    return !options.system || geteuid() == 0 || ::access(storeFolder(context, options).c_str(), W_OK) == 0;
}

std::unique_ptr<StoreKeeper> keeperOf(const Context& context, const StoreOptions& options)
{
    StoreSite site { storeFolder(context, options), {}, context.programDir + "/sillok-engine", context.managed, context.machine.nowS };
    if (!options.system)
        return keeperHere(std::move(site));
    site.policyFile = context.machine.policyFile;
    return writesStore(context, options) ? keeperHere(std::move(site)) : keeperOnBus();
}

Result<std::vector<FileDescriptor>> openDocuments(const std::vector<std::string>& paths)
{
    std::vector<FileDescriptor> files;
    for (const std::string& path : paths) {
        SILLOK_TRY(FileDescriptor file, openForReading(path));
        files.push_back(std::move(file));
    }
    return files;
}

Result<uint64_t> readTime(const std::string& text)
{
    bool isNumber = false;
    const qulonglong seconds = QString::fromStdString(text).toULongLong(&isNumber);
    if (isNumber)
        return uint64_t(seconds);
    const QDateTime day = QDateTime(QDate::fromString(QString::fromStdString(text), Qt::ISODate), QTime(0, 0), Qt::UTC);
    if (!day.isValid() || day.toSecsSinceEpoch() <= 0)
        return fail(ErrorCode::BadArgument, "a date like 2027-12-31");
    return static_cast<uint64_t>(day.toSecsSinceEpoch());
}

uint64_t nowSeconds() { return static_cast<uint64_t>(storage::nowMs() / 1000); }

} // namespace sillok::app::cli
