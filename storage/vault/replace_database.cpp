#include "storage/vault/replace_database.h"

#include "storage/db/disk.h"
#include "storage/db/page_key.h"
#include "storage/vault/vault_files.h"

#include <cstdio>
#include <unistd.h>

namespace sillok::storage {

namespace {

std::string newPath(const std::string& dir) { return databasePath(dir) + ".new"; }
std::string readyPath(const std::string& dir) { return databasePath(dir) + ".ready"; }

Result<bool> firstPageFits(const std::string& path, const Secret& databaseKey)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    std::vector<uint8_t> page(kPageBytes);
    if (::pread(file.get(), page.data(), page.size(), 0) != static_cast<ssize_t>(page.size()))
        return false;
    SILLOK_TRY(PageKey key, PageKey::make(databaseKey));
    return key.authentic(page, 1);
}

} // namespace

bool fitsDatabase(const std::string& dir, const Secret& databaseKey)
{
    for (const std::string& path : { readyPath(dir), databasePath(dir) }) {
        const Result<bool> fits = firstPageFits(path, databaseKey);
        if (fits.ok() && *fits)
            return true;
    }
    return false;
}

std::string beginReplacement(const std::string& dir)
{
    removeDatabase(newPath(dir));
    return newPath(dir);
}

Result<void> announceReplacement(const std::string& dir)
{
    for (const char* suffix : { "-wal", "-shm" })
        ::unlink((newPath(dir) + suffix).c_str()); // empty: everything is in the file
    SILLOK_CHECK(syncFile(newPath(dir)));
    if (std::rename(newPath(dir).c_str(), readyPath(dir).c_str()) != 0)
        return systemError("announcing a new database");
    return syncFolder(dir);
}

Result<void> finishReplacement(const std::string& dir, const Secret& databaseKey)
{
    removeDatabase(newPath(dir));
    if (!fileSize(readyPath(dir)))
        return {};
    SILLOK_TRY(const bool fits, firstPageFits(readyPath(dir), databaseKey));
    if (!fits) {
        ::unlink(readyPath(dir).c_str());
        return syncFolder(dir);
    }
    // The old log would be read into the new file: it goes first, and for good.
    for (const char* suffix : { "-wal", "-shm" })
        ::unlink((databasePath(dir) + suffix).c_str());
    SILLOK_CHECK(syncFolder(dir));
    if (std::rename(readyPath(dir).c_str(), databasePath(dir).c_str()) != 0)
        return systemError("taking in a new database");
    return syncFolder(dir);
}

} // namespace sillok::storage
