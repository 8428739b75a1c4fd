#include "storage/vault/file_digest.h"

#include "engine/base/file.h"
#include "storage/crypto/module.h"
#include "storage/db/disk.h"
#include "storage/db/page_key.h"
#include "storage/vault/vault_files.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace sillok::storage {

namespace {

constexpr uint64_t kLeafBytes = 4 << 20;
constexpr unsigned kMostThreads = 8;
constexpr std::string_view kLabel = "sillok database file 1";

Result<void> readExactly(int fd, uint64_t at, std::span<uint8_t> out)
{
    SILLOK_TRY(const size_t got, readAt(fd, at, out, "reading the database file"));
    return got == out.size() ? Result<void>() : fail(ErrorCode::Damaged, "the database file became shorter while it was read");
}

/// Gives every leaf of a file to `work`, on several threads; stops at the first error. The threads end before this returns.
template <typename MakeWork>
Result<void> overLeaves(const FileDescriptor& file, uint64_t size, const MakeWork& makeWork)
{
    const uint64_t leaves = (size + kLeafBytes - 1) / kLeafBytes;
    const auto threads = static_cast<unsigned>(std::min<uint64_t>({ leaves, std::max(1U, std::thread::hardware_concurrency()), kMostThreads }));
    std::atomic<uint64_t> next { 0 };
    std::vector<Result<void>> results(threads);
    const auto run = [&](unsigned thread) -> Result<void> {
        SILLOK_TRY(auto work, makeWork());
        std::vector<uint8_t> buffer(kLeafBytes);
        for (uint64_t leaf = next++; leaf < leaves; leaf = next++) {
            const std::span<uint8_t> bytes(buffer.data(), static_cast<size_t>(std::min(kLeafBytes, size - leaf * kLeafBytes)));
            Result<void> done = readExactly(file.get(), leaf * kLeafBytes, bytes);
            if (done.ok())
                done = work(leaf, bytes);
            if (!done.ok()) {
                next = leaves; // the others need not go on
                return done;
            }
        }
        static_cast<void>(thread);
        return {};
    };
    {
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < threads; ++i)
            others.emplace_back([&, i] { results[i] = run(i); });
        if (threads > 0)
            results[0] = run(0);
    }
    for (const Result<void>& result : results)
        SILLOK_CHECK(result);
    return {};
}

} // namespace

Result<CleanClose> recordOf(const std::string& path, const Keyring& keys)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    CleanClose record;
    record.databaseBytes = fileSize(path).value_or(0);
    std::vector<uint8_t> message(kLabel.begin(), kLabel.end());
    for (int i = 0; i < 8; ++i)
        message.push_back(static_cast<uint8_t>(record.databaseBytes >> (8 * i)));
    const size_t front = message.size();
    message.resize(front + (record.databaseBytes + kLeafBytes - 1) / kLeafBytes * kDigestBytes);
    using Work = std::function<Result<void>(uint64_t, Bytes)>;
    SILLOK_CHECK(overLeaves(file, record.databaseBytes, [&]() -> Result<Work> {
        return Work([&](uint64_t leaf, Bytes bytes) {
            const auto place = message.data() + front + leaf * kDigestBytes;
            return module::sha256(bytes, std::span<uint8_t, kDigestBytes>(place, kDigestBytes));
        });
    }));
    SILLOK_TRY(const Secret key, keys.subkey(Purpose::Freshness));
    SILLOK_CHECK(keys.profile().mac(key.bytes(), message, record.digest));
    return record;
}

Result<void> checkRecord(const std::string& path, const Keyring& keys, const CleanClose& record)
{
    if (fileSize(path).value_or(0) != record.databaseBytes)
        return fail(ErrorCode::Damaged, "the database file is not as large as when the vault was closed");
    SILLOK_TRY(const CleanClose now, recordOf(path, keys));
    if (!(now == record))
        return fail(ErrorCode::Damaged, "the database file is not the one that was closed: an older state or changed pages");
    return {};
}

Result<bool> everyPageAuthentic(const std::string& path, const Secret& databaseKey, const std::stop_token& stop)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    const uint64_t size = fileSize(path).value_or(0);
    if (size == 0 || size % kPageBytes != 0)
        return false;
    std::atomic<bool> good { true };
    using Work = std::function<Result<void>(uint64_t, Bytes)>;
    SILLOK_CHECK(overLeaves(file, size, [&]() -> Result<Work> {
        SILLOK_TRY(PageKey made, PageKey::make(databaseKey));
        const auto key = std::make_shared<PageKey>(std::move(made));
        return Work([&good, &stop, key](uint64_t leaf, Bytes bytes) -> Result<void> {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, "checking the pages of a database");
            auto number = static_cast<uint32_t>(leaf * (kLeafBytes / kPageBytes));
            for (size_t at = 0; at < bytes.size() && good; at += kPageBytes) {
                ++number;
                if (number != kLockPage && !key->authentic(bytes.subspan(at, kPageBytes), number))
                    good = false;
            }
            return {};
        });
    }));
    return good.load();
}

} // namespace sillok::storage
