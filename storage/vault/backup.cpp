#include "storage/vault/backup.h"

#include "storage/db/disk.h"
#include "storage/db/migrate.h"
#include "storage/vault/backup_file.h"
#include "storage/vault/file_digest.h"
#include "storage/vault/header_file.h"

#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

/// A folder for the files of a backup on their way; goes with what is in it unless it was given another name.
class WorkFolder {
public:
    static Result<WorkFolder> make(const std::string& path)
    {
        WorkFolder folder(path);
        folder.clear(); // left over from one that was interrupted
        SILLOK_CHECK(makeFolder(path));
        return folder;
    }
    WorkFolder(WorkFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}
    WorkFolder& operator=(WorkFolder&&) = delete;
    ~WorkFolder() { clear(); }

    const std::string& path() const { return m_path; }
    Result<void> becomes(const std::string& name)
    {
        ::rmdir(name.c_str()); // an empty one may be there
        if (std::rename(m_path.c_str(), name.c_str()) != 0)
            return errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR ? fail(ErrorCode::AlreadyExists, "something is there already")
                                                                             : systemError("naming a folder");
        m_path.clear();
        return syncFolder(folderOf(name));
    }

private:
    explicit WorkFolder(std::string path) : m_path(std::move(path)) {}
    void clear()
    {
        if (m_path.empty())
            return;
        for (const char* name : kBackupNames)
            removeDatabase(m_path + "/" + name);
        for (const char* name : kHeaderNames)
            ::unlink((m_path + "/" + name + ".new").c_str());
        ::rmdir(m_path.c_str());
    }

    std::string m_path;
};

std::string withoutSlash(std::string path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

/// Reads come from the disk afterwards, not from memory.
void forgetCached(const std::string& folder)
{
    for (const char* name : kBackupNames) {
        if (const auto file = openForReading(folder + "/" + name); file.ok())
            ::posix_fadvise(file->get(), 0, 0, POSIX_FADV_DONTNEED);
    }
}

/// error Damaged: a header or a byte of the database is not as it was written.
Result<void> verify(const std::string& folder, const Keyring& keys)
{
    forgetCached(folder);
    const Headers headers = loadHeaders(folder);
    if (!bothInOrder(headers) || headers.intact[0].seal != keys.header().seal)
        return fail(ErrorCode::Damaged, "the header copies of the backup");
    if (!keys.cleanClose())
        return fail(ErrorCode::Unsupported, "this is not a finished backup; it may be opened or salvaged as a vault");
    SILLOK_CHECK(checkRecord(databasePath(folder), keys, *keys.cleanClose()));
    SILLOK_TRY(const bool authentic, everyPageAuthentic(databasePath(folder), keys.databaseKey()));
    return authentic ? Result<void>() : fail(ErrorCode::Damaged, "pages of the backup");
}

Result<Keyring> makeCopy(Vault& vault, const std::string& folder, const CopyProgress& progress, const std::stop_token& stop)
{
    SILLOK_TRY(Keyring keys, vault.keys().forBackup(folder));
    {
        SILLOK_TRY(Database copy, Database::open(databasePath(folder), keys.databaseKey(), vault.splitter()));
        SILLOK_CHECK(copyDatabase(vault.database(), copy, progress, stop));
        SILLOK_TRY(const std::vector<std::string> problems, copy.check());
        if (!problems.empty())
            return fail(ErrorCode::Damaged, "the vault itself: " + problems.front());
        SILLOK_CHECK(copy.foldLog());
    }
    SILLOK_TRY(const CleanClose record, recordOf(databasePath(folder), keys));
    SILLOK_CHECK(keys.setCleanClose(record));
    return keys;
}

Result<void> fetch(const std::string& from, const std::string& folder, const ByteProgress& progress, const std::stop_token& stop)
{
    struct stat info {};
    if (::stat(from.c_str(), &info) != 0)
        return fail(ErrorCode::NotFound, "there is no backup");
    if (!S_ISDIR(info.st_mode))
        return unpackBackup(from, folder, progress, stop);
    for (const char* name : kBackupNames)
        SILLOK_CHECK(copyFile(from + "/" + name, folder + "/" + name, progress, stop));
    return {};
}

/// The keys of a backup that was fetched, verified.
Result<Keyring> openFetched(const std::string& folder, const Credential& credential)
{
    const Headers headers = loadHeaders(folder);
    if (headers.intact.empty())
        return headers.anyPresent ? headers.lastError : fail(ErrorCode::NotFound, "there is no backup");
    SILLOK_TRY(Keyring keys, Keyring::open(folder, headers.intact[0], credential));
    SILLOK_CHECK(verify(folder, keys));
    return keys;
}

} // namespace

Result<void> writeBackup(Vault& vault, const std::string& target, const CopyProgress& progress, const std::stop_token& stop)
{
    const std::string to = withoutSlash(target);
    if (fileSize(to))
        return fail(ErrorCode::AlreadyExists, "something is there already");
    SILLOK_TRY(WorkFolder work, WorkFolder::make(to + ".unfinished"));
    SILLOK_TRY(const Keyring keys, makeCopy(vault, work.path(), progress, stop));
    SILLOK_CHECK(syncFolder(work.path()));
    if (!to.ends_with(kBackupEnding)) {
        SILLOK_CHECK(verify(work.path(), keys));
        return work.becomes(to);
    }
    const std::string unfinished = to + ".new";
    Result<void> packed = packBackup(work.path(), unfinished, {}, stop);
    if (packed.ok())
        packed = unpackBackup(unfinished, work.path(), {}, stop); // over the files that it was made of
    if (packed.ok())
        packed = verify(work.path(), keys);
    if (packed.ok() && std::rename(unfinished.c_str(), to.c_str()) != 0)
        packed = systemError("naming a backup");
    if (!packed.ok()) {
        ::unlink(unfinished.c_str());
        return packed;
    }
    return syncFolder(folderOf(to));
}

Result<void> restoreAsNew(
    const std::string& from, const std::string& target, const Credential& credential, const ByteProgress& progress, const std::stop_token& stop)
{
    const std::string dir = withoutSlash(target);
    SILLOK_TRY(WorkFolder work, WorkFolder::make(dir + ".unfinished"));
    SILLOK_CHECK(fetch(withoutSlash(from), work.path(), progress, stop));
    SILLOK_TRY(const Keyring keys, openFetched(work.path(), credential));
    SILLOK_CHECK(syncFolder(work.path()));
    return work.becomes(dir);
}

Result<MergeReport> restoreInto(
    const std::string& from, Vault& vault, const Credential& credential, const CopyProgress& progress, const std::stop_token& stop)
{
    SILLOK_TRY(const WorkFolder work, WorkFolder::make(vault.dir() + "/restore.unfinished"));
    SILLOK_CHECK(fetch(withoutSlash(from), work.path(), {}, stop));
    SILLOK_TRY(const Keyring keys, openFetched(work.path(), credential));
    SILLOK_TRY(Database backup, Database::open(databasePath(work.path()), keys.databaseKey(), vault.splitter()));
    SILLOK_TRY(const Secret sealKey, keys.subkey(Purpose::Freshness));
    SILLOK_CHECK(backup.useSealKey(sealKey));
    SILLOK_CHECK(migrate(backup)); // a copy of the copy: the backup itself stays as it is
    return mergeDatabase(backup, vault.database(), progress, stop);
}

} // namespace sillok::storage
