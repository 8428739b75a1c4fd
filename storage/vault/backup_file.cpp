#include "storage/vault/backup_file.h"

#include "storage/db/disk.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <memory>

namespace sillok::storage {

namespace {

constexpr std::string_view kMagic = "SILLOKBK";
constexpr uint32_t kFormat = 1;
constexpr size_t kFiles = std::size(kBackupNames);
constexpr size_t kFrontBytes = 8 + 4 + 8 * kFiles;
constexpr size_t kSumBytes = 32;
constexpr size_t kBlockBytes = 1 << 20;
constexpr const char* kWriting = "writing a backup";

/// SHA-256 over everything that goes through; against accidents, not against people: the parts authenticate themselves.
class Sum {
public:
    Sum() : m_context(EVP_MD_CTX_new()) { m_good = m_context && EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) == 1; }
    void add(Bytes bytes) { m_good = m_good && EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()) == 1; }
    Result<std::array<uint8_t, kSumBytes>> end()
    {
        std::array<uint8_t, kSumBytes> sum;
        if (!m_good || EVP_DigestFinal_ex(m_context.get(), sum.data(), nullptr) != 1)
            return fail(ErrorCode::Internal, "the checksum of a backup");
        return sum;
    }

private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> m_context;
    bool m_good = false;
};

Result<void> readExactly(const FileDescriptor& file, std::span<uint8_t> out)
{
    for (size_t done = 0; done < out.size();) {
        const ssize_t got = ::read(file.get(), out.data() + done, out.size() - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError("reading a backup");
        if (got == 0)
            return fail(ErrorCode::Damaged, "the backup is cut off");
        done += static_cast<size_t>(got);
    }
    return {};
}

struct Stream {
    const ByteProgress& progress;
    const std::stop_token& stop;
    uint64_t done = 0;
    uint64_t all = 0;
    Sum sum;

    /// `size` bytes from one file to another, through the sum.
    Result<void> pass(const FileDescriptor& from, const FileDescriptor& to, uint64_t size)
    {
        std::vector<uint8_t> buffer(kBlockBytes);
        while (size > 0) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, "a backup");
            const std::span<uint8_t> part(buffer.data(), static_cast<size_t>(std::min<uint64_t>(size, buffer.size())));
            SILLOK_CHECK(readExactly(from, part));
            sum.add(part);
            SILLOK_CHECK(writeAll(to.get(), part, kWriting));
            size -= part.size();
            done += part.size();
            if (progress)
                progress(done, all);
        }
        return {};
    }
};

Result<FileDescriptor> create(const std::string& path)
{
    FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.valid())
        return systemError("making a file of a backup");
    return file;
}

Result<void> toDisk(const FileDescriptor& file)
{
    return ::fdatasync(file.get()) == 0 ? Result<void>() : systemError("bringing a backup to the disk");
}

} // namespace

Result<void> packBackup(const std::string& folder, const std::string& file, const ByteProgress& progress, const std::stop_token& stop)
{
    std::vector<uint8_t> front(kMagic.begin(), kMagic.end());
    const auto number = [&](uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            front.push_back(static_cast<uint8_t>(value >> (8 * i)));
    };
    number(kFormat, 4);
    Stream stream { progress, stop, 0, 0, {} };
    std::array<uint64_t, kFiles> sizes {};
    for (size_t i = 0; i < kFiles; ++i) {
        sizes[i] = fileSize(folder + "/" + kBackupNames[i]).value_or(0);
        stream.all += sizes[i];
        number(sizes[i], 8);
    }
    SILLOK_TRY(const FileDescriptor out, create(file));
    stream.sum.add(front);
    SILLOK_CHECK(writeAll(out.get(), front, kWriting));
    for (size_t i = 0; i < kFiles; ++i) {
        SILLOK_TRY(const FileDescriptor in, openForReading(folder + "/" + kBackupNames[i]));
        SILLOK_CHECK(stream.pass(in, out, sizes[i]));
    }
    SILLOK_TRY(const auto sum, stream.sum.end());
    SILLOK_CHECK(writeAll(out.get(), sum, kWriting));
    return toDisk(out);
}

Result<void> unpackBackup(const std::string& file, const std::string& folder, const ByteProgress& progress, const std::stop_token& stop)
{
    SILLOK_TRY(const FileDescriptor in, openForReading(file));
    std::vector<uint8_t> front(kFrontBytes);
    SILLOK_CHECK(readExactly(in, front));
    ByteReader reader(front);
    SILLOK_TRY(const Bytes magic, reader.take(kMagic.size()));
    SILLOK_TRY(const uint32_t format, reader.number<uint32_t>());
    if (asText(magic) != kMagic)
        return fail(ErrorCode::Damaged, "this is no backup");
    if (format != kFormat)
        return fail(ErrorCode::Unsupported, "backup format " + std::to_string(format));
    Stream stream { progress, stop, 0, fileSize(file).value_or(0), {} };
    stream.sum.add(front);
    uint64_t left = stream.all < kFrontBytes + kSumBytes ? 0 : stream.all - kFrontBytes - kSumBytes;
    for (const char* name : kBackupNames) {
        SILLOK_TRY(const uint64_t size, reader.number<uint64_t>());
        if (size > left)
            return fail(ErrorCode::Damaged, "the backup is cut off");
        left -= size;
        SILLOK_TRY(const FileDescriptor out, create(folder + "/" + name));
        SILLOK_CHECK(stream.pass(in, out, size));
        SILLOK_CHECK(toDisk(out));
    }
    std::array<uint8_t, kSumBytes> stored;
    SILLOK_CHECK(readExactly(in, stored));
    SILLOK_TRY(const auto sum, stream.sum.end());
    return left == 0 && sum == stored ? Result<void>() : fail(ErrorCode::Damaged, "the checksum of the backup");
}

} // namespace sillok::storage
