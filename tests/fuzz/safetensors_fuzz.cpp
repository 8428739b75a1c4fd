// safetensors_fuzz.cpp - libFuzzer entry: any bytes as a weight file. What is accepted must lie inside the file, whole and apart.
#include "engine/convert/safetensors.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto tensors = sillok::convert::readSafetensors({ data, size });
    if (!tensors.ok())
        return 0;
    uint64_t sum = 0;
    for (const auto& [name, tensor] : *tensors) {
        sum += tensor.data.size();
        if (!tensor.data.empty() && (tensor.data.data() < data || tensor.data.data() + tensor.data.size() > data + size))
            std::abort();
    }
    if (sum > size)
        std::abort();
    return 0;
}
