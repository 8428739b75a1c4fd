// split_model.h - A model file cut into parts for tests, with our own writer; and a folder that goes away.
#pragma once

#include "engine/gguf/inspect.h"
#include "engine/gguf/writer.h"
#include "tests/support/fixtures.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace sillok::test {

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        char path[] = "/tmp/sillok-test-XXXXXX";
        m_path = mkdtemp(path) ? path : "";
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

inline bool writeWhole(const std::string& path, const std::string& bytes)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << bytes;
    return static_cast<bool>(file.flush());
}

/// Numbers of the types that published splits use.
inline gguf::Value numberValue(gguf::ValueType type, const uint8_t* bytes, size_t size)
{
    return { type, type, 1, { bytes, size } };
}

/// Writes `count` files, the metadata into the first, the tensors one after the other to all. Gives the path of the first, or nothing.
inline std::string splitModel(Bytes whole, const std::string& name, uint32_t count)
{
    const auto reader = gguf::Reader::open(whole);
    if (!reader.ok())
        return {};
    std::string firstPath;
    for (uint32_t part = 0; part < count; ++part) {
        gguf::Metadata metadata;
        if (part == 0)
            for (const auto& [key, value] : reader->values())
                metadata.value(key, value);
        const auto number = static_cast<uint16_t>(part), all = static_cast<uint16_t>(count);
        const auto total = static_cast<int32_t>(reader->tensors().size());
        const auto raw = [](const auto& value) { return reinterpret_cast<const uint8_t*>(&value); };
        metadata.value("split.no", numberValue(gguf::ValueType::U16, raw(number), 2));
        metadata.value("split.count", numberValue(gguf::ValueType::U16, raw(all), 2));
        metadata.value("split.tensors.count", numberValue(gguf::ValueType::I32, raw(total), 4));
        std::vector<gguf::TensorPlan> plans;
        std::vector<const gguf::TensorInfo*> mine;
        for (size_t i = part; i < reader->tensors().size(); i += count) {
            const gguf::TensorInfo& tensor = reader->tensors()[i];
            mine.push_back(&tensor);
            plans.push_back({ std::string(tensor.name), tensor.type, { tensor.dims.begin(), tensor.dims.begin() + tensor.dimCount } });
        }
        char suffix[32];
        std::snprintf(suffix, sizeof suffix, "-%05u-of-%05u.gguf", part + 1, count);
        std::filesystem::remove(name + suffix);
        auto writer = gguf::Writer::create(name + suffix, metadata, plans);
        for (const gguf::TensorInfo* tensor : mine)
            if (!writer.ok() || !writer->append(reader->bytesOf(*tensor)).ok())
                return {};
        if (!writer.ok() || !writer->finish().ok())
            return {};
        if (part == 0)
            firstPath = name + suffix;
    }
    return firstPath;
}

inline bool inspectIsRefused(const std::string& path)
{
    const auto file = MappedFile::open(path);
    return file.ok() && !inspectModel(file->parts()).ok();
}

} // namespace sillok::test
