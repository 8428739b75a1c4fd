// archive.h - Small archives made in memory, for tests of the readers.
#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <zip.h>

namespace sillok::test {

struct Part {
    std::string name;
    std::string bytes;
    bool deflated = true;
};

/// A zip archive with these parts in this order.
inline std::vector<uint8_t> makeZip(const std::vector<Part>& parts)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = source ? zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error) : nullptr;
    if (!archive)
        throw std::runtime_error("making an archive");
    zip_source_keep(source);
    for (const Part& part : parts) {
        zip_source_t* content = zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0);
        const zip_int64_t index = zip_file_add(archive, part.name.c_str(), content, ZIP_FL_ENC_UTF_8);
        if (index < 0)
            throw std::runtime_error("adding to an archive");
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), part.deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    }
    if (zip_close(archive) != 0 || zip_source_open(source) != 0)
        throw std::runtime_error("closing an archive");
    zip_source_seek(source, 0, SEEK_END);
    std::vector<uint8_t> bytes(static_cast<size_t>(zip_source_tell(source)));
    zip_source_seek(source, 0, SEEK_SET);
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

/// Every occurrence of `from` in the archive's bytes replaced by the equally long `to`.
inline void replaceAll(std::vector<uint8_t>& bytes, const std::string& from, const std::string& to)
{
    for (size_t at = 0; at + from.size() <= bytes.size(); ++at) {
        if (std::memcmp(bytes.data() + at, from.data(), from.size()) == 0)
            std::memcpy(bytes.data() + at, to.data(), to.size());
    }
}

} // namespace sillok::test
