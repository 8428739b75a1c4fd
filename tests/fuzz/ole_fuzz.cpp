// ole_fuzz.cpp - libFuzzer entry: any bytes as a compound file; every stream is read.
#include "engine/documents/containers/ole.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    auto file = documents::OleFile::open(Bytes(data, size));
    if (!file.ok())
        return 0;
    for (const std::string& name : file->names()) {
        fuzz::require(file->has(name));
        if (const auto stream = file->read(name); stream.ok())
            fuzz::require(stream->size() <= size);
    }
    return 0;
}
