#include "storage/vault/shred.h"

#include "storage/contexts/context_folder.h"
#include "storage/db/disk.h"
#include "storage/db/transaction.h"
#include "storage/repositories/retention.h"
#include "storage/vault/change_over.h"
#include "storage/vault/header_file.h"
#include "storage/vault/snapshots.h"
#include "storage/vault/vault_files.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

Result<void> removeRows(Database& database, const std::vector<const char*>& statements, int64_t id)
{
    SILLOK_TRY(Transaction transaction, database.begin());
    for (const char* sql : statements) {
        SILLOK_TRY(Statement statement, database.prepare(sql));
        SILLOK_CHECK(statement.run(id));
    }
    if (database.changedRows() != 1) // the last one removes the thing itself
        return fail(ErrorCode::NotFound, "nothing with this number");
    return transaction.commit();
}

/// What the indexes know of removed words goes with a rebuilding: the texts that stay are all that they are made of.
Result<void> rebuildIndexes(Database& database)
{
    SILLOK_TRY(const std::vector<std::string> indexes, wordIndexes(database));
    for (const std::string& name : indexes)
        SILLOK_CHECK(database.execute("INSERT INTO " + name + "(" + name + ") VALUES('rebuild')"));
    return {};
}

/// Overwritten before it is removed, for disks that write in place; on others only the key inside counts, which no other file has.
Result<void> destroyFile(const std::string& path)
{
    const std::optional<uint64_t> size = fileSize(path);
    if (!size)
        return {};
    const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    std::array<uint8_t, kMostHeaderBytes> noise;
    randombytes_buf(noise.data(), noise.size());
    const auto bytes = static_cast<size_t>(std::min<uint64_t>(*size, noise.size()));
    const bool overwritten = file.valid() && ::pwrite(file.get(), noise.data(), bytes, 0) == static_cast<ssize_t>(bytes) && ::fdatasync(file.get()) == 0;
    if (::unlink(path.c_str()) != 0)
        return systemError("removing a vault header");
    return overwritten ? Result<void>() : systemError("overwriting a vault header");
}

/// The files in a folder whose names begin like one of ours; what somebody else put there stays.
Result<void> removeFiles(const std::string& dir, std::span<const char* const> beginnings)
{
    DIR* const listing = ::opendir(dir.c_str());
    if (!listing)
        return {};
    bool removed = true;
    while (const dirent* const entry = ::readdir(listing)) {
        const std::string_view name(entry->d_name);
        if (std::ranges::any_of(beginnings, [&](const char* beginning) { return name.starts_with(beginning); }))
            removed = ::unlink((dir + "/" + entry->d_name).c_str()) == 0 && removed;
    }
    ::closedir(listing);
    return removed ? syncFolder(dir) : systemError("removing the files of a vault");
}

constexpr const char* kOurFiles[] = { "vault.db", "header.", "lock", "reserve", "tries", "escrow.request", kContextFilePrefix };

} // namespace

Result<void> shredChat(Vault& vault, int64_t chat, const CopyProgress& progress, const std::stop_token& stop)
{
    SILLOK_CHECK(removeChat(vault.database(), chat));
    SILLOK_CHECK(rebuildIndexes(vault.database()));
    return vault.replaceDatabaseKey(progress, stop);
}

Result<void> shredCollection(Vault& vault, int64_t collection, const CopyProgress& progress, const std::stop_token& stop)
{
    SILLOK_CHECK(removeRows(vault.database(),
        { "UPDATE citation SET passage_text = '', quote = '', heading_path = '', document_name = '', matched_term_lines = '', is_verified = 0 "
          "WHERE document_id IN (SELECT id FROM document WHERE collection_id = ?)",
            "UPDATE message SET text = '', state = 4, problem_code = 'NotFound', problem_detail = 'the documents that it quoted were shredded' "
            "WHERE mode = 3 AND collection_id = ?",
            "UPDATE answer_scope SET name = '', document_id = 0 WHERE message_id IN (SELECT id FROM message WHERE collection_id = ?)",
            "UPDATE message SET collection_name = '' WHERE collection_id = ?", "DELETE FROM collection WHERE id = ?" },
        collection));
    SILLOK_CHECK(rebuildIndexes(vault.database()));
    return vault.replaceDatabaseKey(progress, stop);
}

Result<void> shredVault(const std::string& dir)
{
    if (!anyHeaderFile(dir))
        return fail(ErrorCode::NotFound, "there is no vault");
    SILLOK_CHECK(startCrypto());
    SILLOK_TRY(const FileDescriptor lock, takeLock(dir));
    for (const char* name : kHeaderNames) {
        for (const char* suffix : { "", ".new" })
            SILLOK_CHECK(destroyFile(dir + "/" + name + suffix));
    }
    SILLOK_CHECK(syncFolder(dir)); // from here on nothing opens what is left
    SILLOK_CHECK(removeSnapshots(dir));
    SILLOK_CHECK(removeKept(dir));
    for (const char* folder : { "/snapshots", "/kept", "/restore.unfinished", "/contexts", "" }) {
        SILLOK_CHECK(removeFiles(dir + folder, kOurFiles));
        ::rmdir((dir + folder).c_str());
    }
    return {};
}

} // namespace sillok::storage
