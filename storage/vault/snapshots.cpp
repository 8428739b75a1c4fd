#include "storage/vault/snapshots.h"

#include "storage/db/copy.h"
#include "storage/db/disk.h"
#include "storage/vault/file_digest.h"
#include "storage/vault/replace_database.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

constexpr int64_t kDayMs = 24LL * 60 * 60 * 1000;
constexpr size_t kKept = 3;              ///< of each reason
constexpr const char* kUnfinished = "unfinished.new";

struct ReasonName {
    SnapshotReason reason;
    const char* ending;
};
constexpr ReasonName kReasons[] = { { SnapshotReason::Daily, "-daily.db" }, { SnapshotReason::BeforeMigration, "-before-migration.db" } };

std::string folder(const std::string& dir) { return dir + "/snapshots"; }

/// "1764000000000-daily.db" is one of ours; everything else in the folder is left alone.
std::optional<Snapshot> fromName(const std::string& name)
{
    for (const ReasonName& known : kReasons) {
        if (!name.ends_with(known.ending))
            continue;
        Snapshot snapshot;
        const char* const end = name.data() + name.size() - std::string_view(known.ending).size();
        const auto [rest, error] = std::from_chars(name.data(), end, snapshot.madeAtMs);
        if (error != std::errc() || rest != end)
            continue;
        snapshot.name = name;
        snapshot.reason = known.reason;
        return snapshot;
    }
    return std::nullopt;
}

int64_t changedAtMs(const std::string& path)
{
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0)
        return 0;
    return static_cast<int64_t>(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000;
}

Result<void> makeSnapshotFolder(const std::string& dir)
{
    if (::mkdir(folder(dir).c_str(), 0700) != 0 && errno != EEXIST)
        return systemError("making the folder of snapshots");
    return syncFolder(dir);
}

void removeOldest(const std::string& dir, SnapshotReason reason)
{
    size_t seen = 0;
    for (const Snapshot& snapshot : listSnapshots(dir)) {
        if (snapshot.reason == reason && ++seen > kKept)
            ::unlink(snapshotPath(dir, snapshot.name).c_str());
    }
}

Result<void> mustBeAuthentic(const std::string& path, const Secret& databaseKey, const char* what, const std::stop_token& stop = {})
{
    SILLOK_TRY(const bool good, everyPageAuthentic(path, databaseKey, stop));
    return good ? Result<void>() : fail(ErrorCode::Damaged, what);
}

std::string newSnapshotPath(const std::string& dir, SnapshotReason reason, int64_t nowMs)
{
    return snapshotPath(dir, std::to_string(nowMs) + std::ranges::find(kReasons, reason, &ReasonName::reason)->ending);
}

/// A copy that has been made becomes the day's snapshot, once every page of it is known to be good.
Result<void> finishDaily(const std::string& dir, const Secret& databaseKey, int64_t nowMs, const std::stop_token& stop)
{
    const std::string unfinished = snapshotPath(dir, kUnfinished);
    if (Result<void> good = mustBeAuthentic(unfinished, databaseKey, "the database has damaged pages: no snapshot of it", stop); !good.ok()) {
        ::unlink(unfinished.c_str());
        return good;
    }
    if (std::rename(unfinished.c_str(), newSnapshotPath(dir, SnapshotReason::Daily, nowMs).c_str()) != 0)
        return systemError("naming a snapshot");
    SILLOK_CHECK(syncFolder(folder(dir)));
    removeOldest(dir, SnapshotReason::Daily);
    return {};
}

/// One reading transaction around the copy: whoever writes meanwhile neither waits nor makes it begin again.
Result<void> copyBeside(const std::string& dir, const std::string& to, const Secret& databaseKey, SplitTerms split, const std::stop_token& stop)
{
    SILLOK_TRY(Database from, Database::open(databasePath(dir), databaseKey, split));
    SILLOK_TRY(Database copy, Database::open(to, databaseKey, split));
    SILLOK_CHECK(from.execute("BEGIN; SELECT count(*) FROM sqlite_schema"));
    SILLOK_CHECK(copyDatabase(from, copy, {}, stop));
    return from.execute("COMMIT");
}

void removeWithLog(const std::string& path)
{
    for (const char* ending : { "", "-wal", "-shm" })
        ::unlink((path + ending).c_str());
}

} // namespace

std::string snapshotPath(const std::string& dir, const std::string& name) { return folder(dir) + "/" + name; }

std::vector<Snapshot> listSnapshots(const std::string& dir)
{
    std::vector<Snapshot> found;
    DIR* const listing = ::opendir(folder(dir).c_str());
    if (!listing)
        return found;
    while (const dirent* const entry = ::readdir(listing)) {
        std::optional<Snapshot> snapshot = fromName(entry->d_name);
        if (!snapshot)
            continue;
        snapshot->sizeBytes = fileSize(snapshotPath(dir, snapshot->name)).value_or(0);
        found.push_back(std::move(*snapshot));
    }
    ::closedir(listing);
    std::ranges::sort(found, [](const Snapshot& a, const Snapshot& b) { return std::pair(a.madeAtMs, a.name) > std::pair(b.madeAtMs, b.name); });
    return found;
}

bool snapshotDue(const std::string& dir, int64_t nowMs)
{
    for (const Snapshot& snapshot : listSnapshots(dir)) {
        if (snapshot.reason != SnapshotReason::Daily)
            continue;
        const bool recent = snapshot.madeAtMs <= nowMs && nowMs - snapshot.madeAtMs < kDayMs;
        return !recent && changedAtMs(databasePath(dir)) > changedAtMs(snapshotPath(dir, snapshot.name));
    }
    return true;
}

Result<void> takeSnapshot(
    const std::string& dir, const Secret& databaseKey, int64_t nowMs, const ByteProgress& progress, const std::stop_token& stop)
{
    if (!roomForTwice(dir, fileSize(databasePath(dir)).value_or(0)))
        return fail(ErrorCode::DiskFull, "a snapshot needs twice the room that the database takes");
    SILLOK_CHECK(makeSnapshotFolder(dir));
    const std::string unfinished = snapshotPath(dir, kUnfinished);
    SILLOK_CHECK(copyFile(databasePath(dir), unfinished, progress, stop));
    return finishDaily(dir, databaseKey, nowMs, stop);
}

Result<void> takeSnapshotBeside(const std::string& dir, const Secret& databaseKey, SplitTerms split, int64_t nowMs, const std::stop_token& stop)
{
    if (!roomForTwice(dir, fileSize(databasePath(dir)).value_or(0)))
        return fail(ErrorCode::DiskFull, "a snapshot needs twice the room that the database takes");
    SILLOK_CHECK(makeSnapshotFolder(dir));
    const std::string unfinished = snapshotPath(dir, kUnfinished);
    removeWithLog(unfinished);
    if (Result<void> copied = copyBeside(dir, unfinished, databaseKey, split, stop); !copied.ok()) {
        removeWithLog(unfinished);
        return copied;
    }
    for (const char* ending : { "-wal", "-shm" })
        ::unlink((unfinished + ending).c_str()); // empty since the log was folded
    return finishDaily(dir, databaseKey, nowMs, stop);
}

Result<void> keepBeforeMigration(const std::string& dir, int64_t nowMs)
{
    SILLOK_CHECK(makeSnapshotFolder(dir));
    const std::string path = newSnapshotPath(dir, SnapshotReason::BeforeMigration, nowMs);
    SILLOK_CHECK(linkOrCopy(databasePath(dir), path));
    SILLOK_CHECK(syncFolder(folder(dir)));
    removeOldest(dir, SnapshotReason::BeforeMigration);
    return {};
}

Result<std::string> restoreSnapshot(const std::string& dir, const std::string& name, Keyring& keys, int64_t nowMs,
    const ByteProgress& progress, const std::stop_token& stop)
{
    if (!fromName(name) || !fileSize(snapshotPath(dir, name)))
        return fail(ErrorCode::NotFound, "there is no such snapshot");
    SILLOK_CHECK(mustBeAuthentic(snapshotPath(dir, name), keys.databaseKey(), "the snapshot itself is damaged"));
    const std::string fresh = beginReplacement(dir);
    SILLOK_CHECK(copyFile(snapshotPath(dir, name), fresh, progress, stop));
    SILLOK_CHECK(mustBeAuthentic(fresh, keys.databaseKey(), "the copy of the snapshot is damaged"));
    SILLOK_TRY(std::string kept, setAside(dir, nowMs));
    SILLOK_CHECK(announceReplacement(dir, keys));
    SILLOK_CHECK(finishReplacement(dir, keys));
    protectKept(kept);
    return kept;
}

void removeForeignSnapshots(const std::string& dir, const Secret& databaseKey)
{
    for (const Snapshot& snapshot : listSnapshots(dir)) {
        if (!writtenUnder(snapshotPath(dir, snapshot.name), databaseKey))
            ::unlink(snapshotPath(dir, snapshot.name).c_str());
    }
}

Result<void> removeSnapshots(const std::string& dir)
{
    removeWithLog(snapshotPath(dir, kUnfinished));
    for (const Snapshot& snapshot : listSnapshots(dir)) {
        if (::unlink(snapshotPath(dir, snapshot.name).c_str()) != 0)
            return systemError("removing a snapshot");
    }
    return fileSize(folder(dir)) ? syncFolder(folder(dir)) : Result<void>();
}

} // namespace sillok::storage
