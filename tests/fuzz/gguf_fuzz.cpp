// gguf_fuzz.cpp - libFuzzer entry: any bytes as a model file. Reading, judging and, where it is a sound small model, one token.
#include "engine/gguf/inspect.h"
#include "engine/tokenizer/tokenizer.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    const Bytes file(data, size);
    const auto report = inspectModel(file, 64);
    if (!report.ok())
        return 0;
    const auto reader = gguf::Reader::open(file);
    const auto tokenizer = reader.ok() ? Tokenizer::fromGguf(*reader) : Result<Tokenizer>(fail(ErrorCode::Damaged, ""));
    if (!tokenizer.ok())
        return 0;
    for (const auto mode : { Tokenizer::Mode::Raw, Tokenizer::Mode::Special }) {
        const auto ids = tokenizer->encode("Hello \xEA\xB0\x80\xEB\x82\x98 123\n</s> \xFF", mode);
        if (ids.ok())
            ignore(tokenizer->decode(*ids), "only crashes count here");
    }
    return 0;
}
