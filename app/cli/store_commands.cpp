#include "app/cli/store_commands.h"

#include "storage/signing/fault.h"
#include "storage/vault/clock.h"

#include <QDateTime>

#include <cstdio>
#include <unistd.h>

namespace sillok::app::cli {

void addStoreOptions(CLI::App& command, const Context& context, StoreOptions& options)
{
    CLI::Option* const system = command.add_flag("--system", options.system, context.say("이 컴퓨터 모두의 보관소 (관리자)", "the store of the whole machine (administrator)"));
    command.add_option("--store", options.folder, context.say("다른 보관소 폴더", "another store folder"))->excludes(system);
}

std::string storeFolder(const StoreOptions& options)
{
    if (!options.folder.empty())
        return options.folder;
    const LibraryPlaces places = defaultLibrary();
    return options.system ? places.systemStore : places.ownStore;
}

Result<void> needRoot(const Context& context, const StoreOptions& options, const std::vector<std::string>& arguments)
{
    if (!options.system || geteuid() == 0)
        return {};
    std::string command = "pkexec sillok-installer";
    for (const std::string& argument : arguments)
        command += " '" + argument + "'";
    std::fprintf(stderr, "%s %s\n", context.say("관리자의 암호를 묻고 실행하려면:", "To run it with an administrator's password:"), command.c_str());
    return storage::refuse(storage::Fault::NotPermitted, "the store of this computer");
}

Result<void> mayChange(const Context& context, const StoreOptions& options, Action action)
{
    return options.system ? context.managed.permit(action) : ManagedState::allow(context.managed.policy.userStore, "user_store");
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
