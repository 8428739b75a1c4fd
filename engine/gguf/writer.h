// writer.h - Writes a GGUF v3 file: metadata in order, then tensors as they come; the file appears under its name only when it is whole.
#pragma once

#include "engine/base/file.h"
#include "engine/gguf/reader.h"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace sillok::gguf {

/// Keys and values in the order in which they are set. needs  every key once
class Metadata {
public:
    void text(std::string_view key, std::string_view value);
    void u32(std::string_view key, uint32_t value);
    void f32(std::string_view key, float value);
    void flag(std::string_view key, bool value);
    void texts(std::string_view key, std::span<const std::string> values);
    void reals(std::string_view key, std::span<const float> values);
    void integers(std::string_view key, std::span<const int32_t> values);
    void flags(std::string_view key, const std::vector<bool>& values);
    void bytes(std::string_view key, std::string_view values); ///< an array of U8
    /// A value of another file as it is.
    void value(std::string_view key, const Value& value);

    uint64_t count() const { return m_count; }
    const std::string& encoded() const { return m_encoded; }

private:
    void begin(std::string_view key, ValueType type);
    void beginArray(std::string_view key, ValueType elements, uint64_t count);
    std::string m_encoded;
    uint64_t m_count = 0;
};

/// A tensor to come. dims[0] is the length of a row, as in TensorInfo.
struct TensorPlan {
    std::string name;
    uint32_t type = 0;
    std::vector<uint64_t> dims;
};

/// The bytes that a tensor of this type and shape takes. error  BadArgument: unknown type, no dims, rows without whole blocks, overflow
Result<uint64_t> plannedBytes(const TensorPlan& plan);

/// One file under construction beside its final place, taken away again unless finish() succeeds. Holds no payload.
class Writer {
public:
    /// Writes the header. error  AlreadyExists: `path` exists. BadArgument: as plannedBytes. Io, DiskFull.
    static Result<Writer> create(const std::string& path, const Metadata& metadata, std::span<const TensorPlan> plans);
    Writer(Writer&& other) noexcept;
    Writer& operator=(Writer&& other) = delete;
    ~Writer();

    /// The next bytes of the payload, tensor after tensor in the order of the plans; padding between them is added here.
    /// error  BadArgument: more than planned. Io, DiskFull.
    Result<void> append(Bytes payload);

    /// Makes the file durable and gives it its name. error  BadArgument: less than planned. AlreadyExists, Io, DiskFull.
    Result<void> finish();

private:
    Writer() = default;
    Result<void> put(Bytes bytes);
    Result<void> flush();
    Result<void> rename();

    FileDescriptor m_file;
    std::string m_path;
    std::string m_temporary; ///< empty: nothing to take away
    std::vector<uint64_t> m_sizes;
    size_t m_tensor = 0;
    uint64_t m_left = 0; ///< bytes that the present tensor still wants
    std::vector<uint8_t> m_pending;
};

} // namespace sillok::gguf
