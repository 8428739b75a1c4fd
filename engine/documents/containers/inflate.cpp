#include "engine/documents/containers/inflate.h"

#include "engine/documents/containers/zip.h"

#include <memory>
#include <zlib.h>

namespace sillok::documents {

Result<std::vector<uint8_t>> inflateRaw(Bytes packed, uint64_t& inflatedSoFar)
{
    z_stream stream {};
    stream.next_in = const_cast<Bytef*>(packed.data()); // zlib only reads it
    stream.avail_in = static_cast<uInt>(packed.size()); // no document is over kMaxInputBytes
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return fail(ErrorCode::OutOfMemory, "inflating");
    const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&stream, &inflateEnd);

    std::vector<uint8_t> out;
    constexpr size_t kStep = size_t { 256 } << 10;
    while (true) {
        const size_t at = out.size();
        out.resize(at + kStep);
        stream.next_out = out.data() + at;
        stream.avail_out = static_cast<uInt>(kStep);
        const int state = inflate(&stream, Z_NO_FLUSH);
        const size_t got = kStep - stream.avail_out;
        out.resize(at + got);
        inflatedSoFar += got;
        const bool overRatio = out.size() > kFreeInflatedBytes && out.size() / kMaxInflateRatio > packed.size();
        if (inflatedSoFar > kMaxInflatedBytes || overRatio)
            return fail(ErrorCode::Unsafe, "a stream that inflates beyond the limit");
        if (state == Z_STREAM_END)
            return out;
        if (state != Z_OK)
            return fail(ErrorCode::Damaged, "inflating a stream");
    }
}

} // namespace sillok::documents
