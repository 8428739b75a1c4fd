#include "engine/documents/containers/zip.h"

#include <algorithm>
#include <zip.h>

namespace sillok::documents {

struct ZipArchive::Handle {
    zip_t* archive = nullptr;
    uint64_t archiveBytes = 0;
    uint64_t inflated = 0;
    OpenPart openPart;
    ~Handle()
    {
        if (archive)
            zip_discard(archive);
    }
};

ZipArchive::ZipArchive(std::unique_ptr<Handle> handle) : m_handle(std::move(handle)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Result<ZipArchive> ZipArchive::open(Bytes bytes)
{
    constexpr size_t kEndRecordBytes = 22; // the smallest archive is its end record alone; the library takes no bytes at all for one
    if (bytes.size() < kEndRecordBytes)
        return fail(ErrorCode::Damaged, "opening a zip archive");
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (!source)
        return fail(ErrorCode::OutOfMemory, "opening a zip archive");
    auto handle = std::make_unique<Handle>();
    handle->archiveBytes = bytes.size();
    handle->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!handle->archive) {
        zip_source_free(source);
        return fail(ErrorCode::Damaged, "opening a zip archive");
    }
    const zip_int64_t count = zip_get_num_entries(handle->archive, 0);
    if (count < 0 || static_cast<uint64_t>(count) > kMaxZipEntries)
        return fail(ErrorCode::Unsafe, "a zip archive with more than 20000 entries");
    return ZipArchive(std::move(handle));
}

bool ZipArchive::has(const std::string& name) const { return zip_name_locate(m_handle->archive, name.c_str(), 0) >= 0; }

std::vector<std::string> ZipArchive::names() const
{
    std::vector<std::string> all;
    const zip_int64_t count = zip_get_num_entries(m_handle->archive, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        if (const char* name = zip_get_name(m_handle->archive, static_cast<zip_uint64_t>(i), 0))
            all.emplace_back(name);
    }
    return all;
}

void ZipArchive::openPartsWith(OpenPart open) { m_handle->openPart = std::move(open); }

Result<std::vector<uint8_t>> ZipArchive::read(const std::string& name)
{
    SILLOK_TRY(std::vector<uint8_t> stored, readStored(name));
    if (!m_handle->openPart)
        return stored;
    return m_handle->openPart(name, std::move(stored), m_handle->inflated);
}

Result<std::vector<uint8_t>> ZipArchive::readStored(const std::string& name)
{
    zip_stat_t info;
    if (zip_stat(m_handle->archive, name.c_str(), 0, &info) != 0)
        return fail(ErrorCode::NotFound, "a part of the archive is missing: " + name);
    if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) && info.encryption_method != ZIP_EM_NONE)
        return fail(ErrorCode::NeedsPassword, "a zip entry is encrypted");
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(m_handle->archive, info.index, 0), &zip_fclose);
    if (!file)
        return fail(ErrorCode::Damaged, "opening a zip entry");

    // The sizes in the directory are the sender's word: count what really comes out, against no more than the whole archive.
    const uint64_t packed = std::min<uint64_t>(info.comp_size, m_handle->archiveBytes);
    std::vector<uint8_t> out;
    constexpr size_t kStep = size_t { 256 } << 10;
    while (true) {
        const size_t at = out.size();
        out.resize(at + kStep);
        const zip_int64_t got = zip_fread(file.get(), out.data() + at, kStep);
        if (got < 0)
            return fail(ErrorCode::Damaged, "inflating a zip entry");
        out.resize(at + static_cast<size_t>(got));
        m_handle->inflated += static_cast<uint64_t>(got);
        const bool overRatio = out.size() > kFreeInflatedBytes && out.size() / kMaxInflateRatio > packed;
        if (m_handle->inflated > kMaxInflatedBytes || overRatio)
            return fail(ErrorCode::Unsafe, "a zip entry that inflates beyond the limit");
        if (got == 0)
            return out;
    }
}

std::string ZipArchive::mimetype()
{
    auto bytes = read("mimetype");
    if (!bytes.ok() || bytes->size() > 100)
        return {};
    return std::string(asText(*bytes));
}

} // namespace sillok::documents
