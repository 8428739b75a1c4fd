// reader.h - Reads the header of a GGUF file that somebody else wrote: every count, length and offset is checked before use.
#pragma once

#include "engine/gguf/tensor_info.h"

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace sillok::gguf {

/// Value types of the metadata. source  GGUF specification, enum gguf_metadata_value_type
enum class ValueType : uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, Text, Array, U64, I64, F64 };

/// Caps that protect the reader; a file beyond them is refused as Unsafe. source  engine.md section 7
constexpr uint64_t kMaxKeys = 65536;
constexpr uint64_t kMaxTensors = 65536;
constexpr uint64_t kMaxTextBytes = uint64_t { 16 } << 20;
constexpr uint64_t kMaxArrayElements = uint64_t { 1 } << 24;

constexpr uint64_t kMaxParts = 256; ///< files of one model

/// One metadata value, where it lies in the file. Read it through Reader's typed functions.
struct Value {
    ValueType type = ValueType::U8;
    ValueType elementType = ValueType::U8; ///< of an array
    uint64_t count = 1; ///< elements of an array
    Bytes bytes; ///< little-endian contents; of a text: the text; of an array of texts: length-prefixed texts
};

/// The checked header of one file. Holds views: the file's bytes must outlive it.
/// Typed getters give nothing for a missing key, Damaged for a value of another type.
class Reader {
public:
    /// error  Damaged: contradicts the format. Unsupported: other version, byte order or unknown tensor type. Unsafe: beyond a cap.
    /// cost   linear in the header; allocates only tables whose size was compared with the bytes that are there
    static Result<Reader> open(Bytes file);
    /// One model in several files: the metadata of the first, the tensors of all; offsets count from the first file's beginning.
    /// needs  parts in ascending order inside one mapping, as MappedFile::parts() gives them
    /// error  also NotFound: not all parts are here. Damaged: a part that is twice there, out of order or of another model
    static Result<Reader> open(std::span<const Bytes> parts);

    uint32_t version() const { return m_version; }
    uint64_t alignment() const { return m_alignment; }
    uint64_t fileSize() const { return m_file.size(); }

    bool has(std::string_view key) const { return m_values.contains(key); }
    size_t countKeysStartingWith(std::string_view prefix) const;
    size_t keyCount() const { return m_values.size(); }

    /// Any integer type, as long as the value is not negative.
    Result<std::optional<uint64_t>> natural(std::string_view key) const;
    /// F32 or F64, finite or not.
    Result<std::optional<double>> real(std::string_view key) const;
    Result<std::optional<bool>> flag(std::string_view key) const;
    /// A text value; may hold bytes that are not UTF-8.
    Result<std::optional<std::string_view>> text(std::string_view key) const;
    Result<std::optional<std::vector<std::string_view>>> texts(std::string_view key) const;
    /// An array of F32.
    Result<std::optional<std::vector<float>>> reals(std::string_view key) const;
    /// An array of any integer type, widened.
    Result<std::optional<std::vector<int64_t>>> integers(std::string_view key) const;
    Result<std::optional<std::vector<bool>>> flags(std::string_view key) const;
    /// A key with a truth value that is neither 0 nor 1, empty when there is none. flag() and flags() refuse such a value;
    /// a bare container may hold it, a model may not (graph/model.h, checkRanges).
    std::string_view oddFlag() const { return m_oddFlag; }
    /// All keys, in no order.
    const std::unordered_map<std::string_view, Value>& values() const { return m_values; }
    /// The raw value, or null.
    const Value* value(std::string_view key) const;

    std::span<const TensorInfo> tensors() const { return m_tensors; }
    /// The tensor with this name, or null.
    const TensorInfo* tensor(std::string_view name) const;
    /// Its bytes inside the file.
    Bytes bytesOf(const TensorInfo& tensor) const { return m_file.subspan(tensor.offset, tensor.sizeBytes); }

private:
    explicit Reader(Bytes file)
        : m_file(file)
    {
    }
    Result<void> readHeader(ByteReader& in);
    Result<void> readValues(ByteReader& in);
    Result<void> readTensorTable(ByteReader& in);
    Result<void> placeTensors(uint64_t dataStart);
    Result<void> checkOverlap() const;
    static Result<Reader> openOne(Bytes file);
    Result<uint64_t> splitCount() const;
    Result<void> checkPart(const Reader& part, size_t number) const;
    Result<void> takeTensors(const Reader& part);

    Bytes m_file;
    uint32_t m_version = 0;
    uint64_t m_alignment = 32;
    uint64_t m_tensorCount = 0;
    uint64_t m_keyCount = 0;
    std::string_view m_oddFlag;
    std::unordered_map<std::string_view, Value> m_values;
    std::vector<TensorInfo> m_tensors;
    std::unordered_map<std::string_view, size_t> m_tensorByName;
};

} // namespace sillok::gguf
