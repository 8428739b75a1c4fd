#include "storage/vault/replace_database.h"

#include "storage/db/disk.h"
#include "storage/db/page_key.h"
#include "storage/db/replace_file.h"
#include "storage/vault/file_digest.h"
#include "storage/vault/vault_files.h"

#include <cstdio>
#include <unistd.h>

namespace sillok::storage {

namespace {

std::string newPath(const std::string& dir) { return databasePath(dir) + ".new"; }
std::string readyPath(const std::string& dir) { return databasePath(dir) + ".ready"; }
constexpr const char* kProofName = "vault.db.proof";
constexpr std::string_view kProofLabel = "sillok replacement 1";
/// A replacement writes the header at most twice, each time both copies; a proof from before that is an old one.
constexpr uint64_t kMostGenerations = 6;

void addNumber(std::vector<uint8_t>& out, uint64_t value)
{
    for (int i = 0; i < 8; ++i)
        out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

/// Generation of the header, size and digest of the ready file, and a keyed digest over them.
Result<std::vector<uint8_t>> proofBytes(uint64_t generation, const CleanClose& record, const Keyring& keys)
{
    std::vector<uint8_t> proof;
    addNumber(proof, generation);
    addNumber(proof, record.databaseBytes);
    proof.insert(proof.end(), record.digest.begin(), record.digest.end());
    std::vector<uint8_t> message(kProofLabel.begin(), kProofLabel.end());
    message.insert(message.end(), proof.begin(), proof.end());
    SILLOK_TRY(const Secret key, keys.subkey(Purpose::Freshness));
    Digest mac;
    SILLOK_CHECK(keys.profile().mac(key.bytes(), message, mac));
    proof.insert(proof.end(), mac.begin(), mac.end());
    return proof;
}

/// error Damaged: no proof, or one that does not fit the ready file and the present header.
Result<void> checkProof(const std::string& dir, const Keyring& keys)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(dir + "/" + kProofName));
    SILLOK_TRY(const std::vector<uint8_t> proof, readAll(file, 1024));
    ByteReader reader(proof);
    SILLOK_TRY(const uint64_t generation, reader.number<uint64_t>());
    CleanClose record;
    SILLOK_TRY(record.databaseBytes, reader.number<uint64_t>());
    SILLOK_TRY(const Bytes digest, reader.take(record.digest.size()));
    std::copy(digest.begin(), digest.end(), record.digest.begin());
    SILLOK_TRY(const std::vector<uint8_t> wanted, proofBytes(generation, record, keys));
    const uint64_t now = keys.header().generation;
    if (wanted != proof || generation > now || now - generation > kMostGenerations)
        return fail(ErrorCode::Damaged, "the proof of a new database");
    return checkRecord(readyPath(dir), keys, record);
}

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

bool writtenUnder(const std::string& path, const Secret& databaseKey)
{
    const Result<bool> fits = firstPageFits(path, databaseKey);
    return fits.ok() && *fits;
}

std::string beginReplacement(const std::string& dir)
{
    removeDatabase(newPath(dir));
    return newPath(dir);
}

Result<void> announceReplacement(const std::string& dir, const Keyring& keys)
{
    for (const char* suffix : { "-wal", "-shm" })
        ::unlink((newPath(dir) + suffix).c_str()); // empty: everything is in the file
    SILLOK_CHECK(syncFile(newPath(dir)));
    SILLOK_TRY(const CleanClose record, recordOf(newPath(dir), keys));
    SILLOK_TRY(const std::vector<uint8_t> proof, proofBytes(keys.header().generation, record, keys));
    SILLOK_CHECK(replaceFile(dir, kProofName, proof));
    if (std::rename(newPath(dir).c_str(), readyPath(dir).c_str()) != 0)
        return systemError("announcing a new database");
    return syncFolder(dir);
}

Result<void> finishReplacement(const std::string& dir, Keyring& keys)
{
    removeDatabase(newPath(dir));
    if (!fileSize(readyPath(dir)))
        return {};
    if (!writtenUnder(readyPath(dir), keys.databaseKey()) || !checkProof(dir, keys).ok()) {
        ::unlink(readyPath(dir).c_str());
        return syncFolder(dir);
    }
    if (keys.cleanClose())
        SILLOK_CHECK(keys.clearCleanClose()); // what it says is about the old one
    // The old log would be read into the new file: it goes first, and for good.
    for (const char* suffix : { "-wal", "-shm" })
        ::unlink((databasePath(dir) + suffix).c_str());
    SILLOK_CHECK(syncFolder(dir));
    if (std::rename(readyPath(dir).c_str(), databasePath(dir).c_str()) != 0)
        return systemError("taking in a new database");
    ::unlink((dir + "/" + kProofName).c_str());
    return syncFolder(dir);
}

} // namespace sillok::storage
