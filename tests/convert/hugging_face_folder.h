// hugging_face_folder.h - Writes model folders for tests: safetensors as the format says, JSON beside them.
#pragma once

#include "tests/engine/split_model.h"

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace sillok::test {

struct RawTensor {
    std::string type;
    std::vector<uint64_t> shape; ///< slowest first
    std::string data;
};

inline std::string shapeText(const std::vector<uint64_t>& shape)
{
    std::string text;
    for (const uint64_t dim : shape)
        text += (text.empty() ? "" : ",") + std::to_string(dim);
    return "[" + text + "]";
}

/// A file with this header, whatever it says.
inline std::string safetensorsOf(const std::string& header, const std::string& data)
{
    const uint64_t length = header.size();
    std::string out(sizeof length, '\0');
    std::memcpy(out.data(), &length, sizeof length);
    return out + header + data;
}

inline std::string safetensorsOf(const std::map<std::string, RawTensor>& tensors)
{
    std::string header = "{\"__metadata__\":{\"format\":\"pt\"}", data;
    for (const auto& [name, tensor] : tensors) {
        const size_t begin = data.size();
        data += tensor.data;
        header += ",\"" + name + "\":{\"dtype\":\"" + tensor.type + "\",\"shape\":" + shapeText(tensor.shape) + ",\"data_offsets\":["
            + std::to_string(begin) + "," + std::to_string(data.size()) + "]}";
    }
    return safetensorsOf(header + "}", data);
}

} // namespace sillok::test
