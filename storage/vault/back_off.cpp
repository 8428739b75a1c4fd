#include "storage/vault/back_off.h"

#include "engine/base/byte_writer.h"
#include "engine/base/file.h"
#include "storage/crypto/profile.h"
#include "storage/db/replace_file.h"

#include <algorithm>
#include <ctime>
#include <unistd.h>

namespace sillok::storage {

namespace {

constexpr const char* kName = "tries";
constexpr uint64_t kMostBytes = 64;
/// What a file that cannot be understood stands for: as many tries as wait longest.
constexpr uint32_t kManyTries = kFreeTries + 9;

uint32_t waitAfter(uint32_t tries)
{
    if (tries < kFreeTries)
        return 0;
    const uint32_t doublings = std::min(tries - kFreeTries, 9U);
    return std::min(1U << doublings, kLongestWaitSeconds);
}

} // namespace

uint64_t bootClockMs()
{
    timespec now {};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<uint64_t>(now.tv_sec) * 1000 + static_cast<uint64_t>(now.tv_nsec) / 1'000'000;
}

BackOff::Record BackOff::load()
{
    const Result<FileDescriptor> file = openForReading(m_dir + "/" + kName);
    if (!file.ok() && file.error().code == ErrorCode::NotFound)
        return {};
    const Result<std::vector<uint8_t>> bytes = file.ok() ? readAll(*file, kMostBytes) : Result<std::vector<uint8_t>>(file.error());
    ByteReader reader(bytes.ok() ? Bytes(*bytes) : Bytes());
    const Result<uint32_t> tries = reader.number<uint32_t>();
    const Result<uint64_t> lastMs = reader.number<uint64_t>();
    if (tries.ok() && lastMs.ok() && reader.left() == 0)
        return { *tries, *lastMs };
    const Record longest { kManyTries, m_clock() };
    store(longest); // so that the wait has a beginning
    return longest;
}

void BackOff::store(const Record& record)
{
    if (record.tries == 0) {
        ::unlink((m_dir + "/" + kName).c_str());
        return;
    }
    ByteWriter out;
    out.number(record.tries);
    out.number(record.lastMs);
    ignore(replaceFile(m_dir, kName, out.all()), "a full disk must not keep the vault shut");
}

uint32_t BackOff::secondsLeft()
{
    const Record record = load();
    const uint64_t now = m_clock();
    // A clock that stands before the last try has started anew: all that is sure is that the machine has run for `now`.
    const uint64_t passedMs = now >= record.lastMs ? now - record.lastMs : now;
    const uint64_t waitMs = uint64_t { waitAfter(record.tries) } * 1000;
    return passedMs >= waitMs ? 0 : static_cast<uint32_t>((waitMs - passedMs + 999) / 1000);
}

Result<void> BackOff::beginTry()
{
    if (const uint32_t left = secondsLeft(); left > 0)
        return fail(ErrorCode::Locked, "too many wrong tries: " + std::to_string(left) + " seconds left");
    m_before = load();
    store({ std::min(m_before.tries, kManyTries) + 1, m_clock() });
    return {};
}

void BackOff::succeeded() { store({}); }

void BackOff::takeBack() { store(m_before); }

} // namespace sillok::storage
