#include "storage/db/log_file.h"

#include "storage/db/page_key.h"

#include <algorithm>
#include <map>

namespace sillok::storage {

namespace {

constexpr size_t kHeaderBytes = 32;
constexpr size_t kFrameHeaderBytes = 24;
constexpr size_t kFrameBytes = kFrameHeaderBytes + kPageBytes;
constexpr uint32_t kMagicLittle = 0x377f0682;
constexpr uint32_t kMagicBig = 0x377f0683;

uint32_t big(Bytes bytes, size_t at)
{
    return uint32_t(bytes[at]) << 24 | uint32_t(bytes[at + 1]) << 16 | uint32_t(bytes[at + 2]) << 8 | uint32_t(bytes[at + 3]);
}

uint32_t little(Bytes bytes, size_t at)
{
    return uint32_t(bytes[at + 3]) << 24 | uint32_t(bytes[at + 2]) << 16 | uint32_t(bytes[at + 1]) << 8 | uint32_t(bytes[at]);
}

struct Sum {
    uint32_t a = 0;
    uint32_t b = 0;
    bool operator==(const Sum&) const = default;
};

Sum extended(Sum sum, Bytes bytes, bool bigEndian)
{
    for (size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        sum.a += (bigEndian ? big(bytes, at) : little(bytes, at)) + sum.b;
        sum.b += (bigEndian ? big(bytes, at + 4) : little(bytes, at + 4)) + sum.a;
    }
    return sum;
}

struct Frame {
    LogFrame place;
    uint64_t salts = 0;
    Sum stored;
    Sum computed;            ///< from the frame before as it should have been
    bool follows = false;    ///< it was written behind the frame before it in this log
};

/// Reads frames and links each to the one before. Either the sum that the frame before says or the one that its bytes give may be
/// damaged; a frame that fits one of them was written behind it.
class Reader {
public:
    explicit Reader(Bytes log) : m_log(log)
    {
        // One damaged bit in the magic number: the byte order is then that of the machine, as the library writes it.
        m_bigEndian = big(log, 0) == kMagicBig;
        m_before = { big(log, 24), big(log, 28) };
        m_headerSum = extended({}, log.first(24), m_bigEndian);
        m_salts = uint64_t(big(log, 16)) << 32 | big(log, 20);
        const uint32_t magic = big(log, 0);
        m_headerIntact = (magic == kMagicLittle || magic == kMagicBig) && m_headerSum == m_before;
    }

    bool headerIntact() const { return m_headerIntact; }

    std::vector<Frame> frames()
    {
        std::vector<Frame> all;
        Sum computedBefore = m_headerSum;
        for (size_t at = kHeaderBytes; at + kFrameBytes <= m_log.size(); at += kFrameBytes) {
            const Bytes raw = m_log.subspan(at, kFrameBytes);
            Frame frame;
            frame.place = { big(raw, 0), big(raw, 4), at + kFrameHeaderBytes };
            frame.salts = uint64_t(big(raw, 8)) << 32 | big(raw, 12);
            frame.stored = { big(raw, 16), big(raw, 20) };
            const auto sum = [&](Sum before) { return extended(extended(before, raw.first(8), m_bigEndian), raw.subspan(kFrameHeaderBytes), m_bigEndian); };
            const Sum fromStored = sum(m_before);
            const Sum fromComputed = sum(computedBefore);
            frame.follows = fromStored == frame.stored || fromComputed == frame.stored;
            computedBefore = fromComputed == frame.stored ? fromComputed : fromStored;
            m_before = frame.stored;
            frame.computed = computedBefore;
            all.push_back(frame);
        }
        return all;
    }

    uint64_t salts() const { return m_salts; }

private:
    Bytes m_log;
    bool m_bigEndian = false;
    Sum m_before;
    Sum m_headerSum;
    uint64_t m_salts = 0;
    bool m_headerIntact = false;
};

/// How far the library would read: frames whose salts and sums are all in order, up to the last end of a transaction.
size_t readByLibrary(const Reader& reader, const std::vector<Frame>& frames)
{
    if (!reader.headerIntact())
        return 0;
    size_t end = 0;
    for (size_t i = 0; i < frames.size(); ++i) {
        const Frame& frame = frames[i];
        if (frame.salts != reader.salts() || !frame.follows || !(frame.stored == frame.computed) || frame.place.page == 0)
            break;
        if (frame.place.databasePages != 0)
            end = i + 1;
    }
    return end;
}

/// How many frames can belong to this log: behind them lie those of older ones. A single other frame in between is a damaged one.
size_t ofThisLog(const Reader& reader, const std::vector<Frame>& frames)
{
    const auto other = [&](size_t i) { return i >= frames.size() || frames[i].salts != reader.salts(); };
    size_t count = 0;
    while (count < frames.size() && !(other(count) && other(count + 1)))
        ++count;
    return count;
}

/// The end of the last transaction behind which another frame was written: that one is known to have been stored, because the next one
/// is written only afterwards. `from` is where the library stops.
size_t knownStored(const std::vector<Frame>& frames, size_t from)
{
    size_t end = from;
    bool open = false; // a transaction ended at `candidate`; it counts when something follows it
    size_t candidate = from;
    for (size_t i = from; i < frames.size(); ++i) {
        if (open && frames[i].follows)
            end = candidate;
        open = frames[i].place.databasePages != 0;
        if (open)
            candidate = i + 1;
    }
    if (end == from)
        return from;
    for (size_t i = end; i < frames.size() && frames[i].follows; ++i) { // and the last one, if it is whole
        if (frames[i].place.databasePages != 0)
            end = i + 1;
    }
    return end;
}

bool isInDatabase(Bytes log, Bytes database, const LogFrame& frame)
{
    const uint64_t at = uint64_t(frame.page - 1) * kPageBytes;
    if (frame.page == 0 || at + kPageBytes > database.size())
        return false;
    return std::ranges::equal(log.subspan(frame.offset, kPageBytes), database.subspan(at, kPageBytes));
}

/// True when the newest version of some page is in the log only.
bool holdsMore(Bytes log, Bytes database, const std::vector<LogFrame>& frames)
{
    std::map<uint32_t, LogFrame> newest;
    for (const LogFrame& frame : frames)
        newest[frame.page] = frame;
    return std::ranges::any_of(newest, [&](const auto& entry) { return !isInDatabase(log, database, entry.second); });
}

} // namespace

LogScan scanLog(Bytes log, Bytes database)
{
    LogScan scan;
    if (log.size() < kHeaderBytes + kFrameBytes)
        return scan;
    Reader reader(log);
    std::vector<Frame> frames = reader.frames();
    if (reader.headerIntact())
        frames.resize(ofThisLog(reader, frames));
    const size_t read = readByLibrary(reader, frames);
    // Without its header every frame that hangs together from the first on may be stored data. Power cannot have torn the header then:
    // it is on the disk before the first frame is written, and where an old log is begun again all of it is in the database file.
    const size_t stored = reader.headerIntact() ? knownStored(frames, read) : frames.size();
    for (size_t i = 0; i < std::max(read, stored); ++i) {
        if (i >= read && i > 0 && !reader.headerIntact() && !frames[i].follows && frames[i].salts != frames[0].salts)
            break; // left over from an older log
        scan.frames.push_back(frames[i].place);
    }
    while (!scan.frames.empty() && scan.frames.size() > read && scan.frames.back().databasePages == 0)
        scan.frames.pop_back(); // a transaction without an end
    scan.damaged = scan.frames.size() > read && holdsMore(log, database, scan.frames);
    return scan;
}

} // namespace sillok::storage
