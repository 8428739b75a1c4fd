#include "storage/vault/header_file.h"

#include "engine/base/file.h"
#include "storage/db/replace_file.h"

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

HeaderCopy loadHeaderCopy(const std::string& dir, const char* name)
{
    HeaderCopy copy;
    const Result<FileDescriptor> file = openForReading(dir + "/" + name);
    if (!file.ok()) {
        copy.header = file.error();
        return copy;
    }
    copy.present = true;
    const Result<std::vector<uint8_t>> bytes = readAll(*file, kMostHeaderBytes);
    if (bytes.ok())
        copy.header = readHeader(*bytes);
    else
        copy.header = fail(ErrorCode::Damaged, bytes.error().doing);
    return copy;
}

Headers loadHeaders(const std::string& dir)
{
    Headers found;
    for (const char* name : kHeaderNames) {
        HeaderCopy copy = loadHeaderCopy(dir, name);
        found.anyPresent = found.anyPresent || copy.present;
        if (copy.header.ok())
            found.intact.push_back(std::move(*copy.header));
        else if (copy.present)
            found.lastError = copy.header.error();
    }
    std::ranges::sort(found.intact, std::greater<>(), &VaultHeader::generation);
    return found;
}

bool anyHeaderFile(const std::string& dir)
{
    return std::any_of(std::begin(kHeaderNames), std::end(kHeaderNames), [&](const char* name) {
        struct stat info {};
        return ::stat((dir + "/" + name).c_str(), &info) == 0;
    });
}

bool bothInOrder(const Headers& headers)
{
    if (headers.intact.size() != 2)
        return false;
    const VaultHeader& newer = headers.intact[0];
    const VaultHeader& older = headers.intact[1];
    return newer.generation == older.generation + 1 && newer.keysGeneration == older.keysGeneration && newer.keySlots == older.keySlots
        && newer.databaseKey == older.databaseKey && newer.cleanClose == older.cleanClose && newer.escrowOpenings == older.escrowOpenings;
}

Result<void> storeHeaderCopy(const std::string& dir, size_t copy, VaultHeader& header, const Secret& master)
{
    ++header.generation;
    SILLOK_TRY(const std::vector<uint8_t> bytes, writeHeader(header, master));
    return replaceFile(dir, kHeaderNames[copy], bytes);
}

Result<void> storeHeader(const std::string& dir, VaultHeader& header, const Secret& master)
{
    for (size_t copy = 0; copy < std::size(kHeaderNames); ++copy)
        SILLOK_CHECK(storeHeaderCopy(dir, copy, header, master));
    return {};
}

} // namespace sillok::storage
