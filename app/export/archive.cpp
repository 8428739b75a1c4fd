#include "app/export/archive.h"

#include <zip.h>

#include <memory>

namespace sillok::app {

namespace {

struct SourceFree {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct ArchiveDiscard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

Result<void> addPart(zip_t* archive, const ArchivePart& part)
{
    zip_source_t* content = zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0);
    const zip_int64_t index = content ? zip_file_add(archive, part.name.c_str(), content, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        zip_source_free(content);
        return fail(ErrorCode::Internal, "adding a part to an archive");
    }
    const auto at = static_cast<zip_uint64_t>(index);
    if (zip_set_file_compression(archive, at, part.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) != 0)
        return fail(ErrorCode::Internal, "setting the compression of a part");
    return {};
}

} // namespace

Result<std::string> archiveOf(const std::vector<ArchivePart>& parts)
{
    const std::unique_ptr<zip_source_t, SourceFree> source(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!source)
        return fail(ErrorCode::Internal, "making an archive in memory");
    zip_source_keep(source.get()); // one for the archive, which frees it when it closes
    zip_t* opened = zip_open_from_source(source.get(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (!opened) {
        zip_source_free(source.get());
        return fail(ErrorCode::Internal, "making an archive in memory");
    }
    std::unique_ptr<zip_t, ArchiveDiscard> archive(opened);
    for (const ArchivePart& part : parts)
        SILLOK_CHECK(addPart(archive.get(), part));
    if (zip_close(archive.get()) != 0)
        return fail(ErrorCode::Internal, "closing an archive in memory");
    static_cast<void>(archive.release()); // closing freed it
    if (zip_source_open(source.get()) != 0)
        return fail(ErrorCode::Internal, "reading an archive in memory");
    zip_source_seek(source.get(), 0, SEEK_END);
    std::string bytes(static_cast<size_t>(zip_source_tell(source.get())), '\0');
    zip_source_seek(source.get(), 0, SEEK_SET);
    const zip_int64_t read = zip_source_read(source.get(), bytes.data(), bytes.size());
    zip_source_close(source.get());
    if (read != static_cast<zip_int64_t>(bytes.size()))
        return fail(ErrorCode::Internal, "reading an archive in memory");
    return bytes;
}

} // namespace sillok::app
