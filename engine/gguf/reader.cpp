#include "engine/gguf/reader.h"

#include "engine/base/text.h"

#include <algorithm>
#include <limits>

namespace sillok::gguf {

namespace {

constexpr uint32_t kFirstVersion = 2; // version 1 counted with 32 bits and is extinct
constexpr uint32_t kLastVersion = 3;
constexpr uint64_t kMinAlignment = 8;
constexpr uint64_t kMaxAlignment = 4096;
constexpr uint64_t kMaxNameBytes = 4096; // keys and tensor names; the format asks for far less

/// Bytes of one element of a fixed-size type; 0 for texts and arrays.
uint64_t fixedSize(ValueType type)
{
    switch (type) {
    case ValueType::U8:
    case ValueType::I8:
    case ValueType::Bool:
        return 1;
    case ValueType::U16:
    case ValueType::I16:
        return 2;
    case ValueType::U32:
    case ValueType::I32:
    case ValueType::F32:
        return 4;
    case ValueType::U64:
    case ValueType::I64:
    case ValueType::F64:
        return 8;
    case ValueType::Text:
    case ValueType::Array:
        return 0;
    }
    return 0;
}

Error damaged(std::string what, const ByteReader& in)
{
    return fail(ErrorCode::Damaged, "GGUF: " + std::move(what) + " at offset " + std::to_string(in.offset()));
}

Result<ValueType> readType(ByteReader& in)
{
    SILLOK_TRY(const uint32_t type, in.number<uint32_t>());
    if (type > static_cast<uint32_t>(ValueType::F64))
        return damaged("unknown value type " + std::to_string(type), in);
    return static_cast<ValueType>(type);
}

Result<Bytes> readText(ByteReader& in)
{
    SILLOK_TRY(const uint64_t length, in.number<uint64_t>());
    if (length > kMaxTextBytes && length <= in.left())
        return fail(ErrorCode::Unsafe, "GGUF: text of " + std::to_string(length) + " bytes");
    return in.take(length);
}

/// A key or tensor name: not empty, short, UTF-8.
Result<std::string_view> readName(ByteReader& in)
{
    SILLOK_TRY(const Bytes bytes, readText(in));
    if (bytes.empty() || bytes.size() > kMaxNameBytes || !isValidUtf8(asText(bytes)))
        return damaged("name that is empty, overlong or not UTF-8", in);
    return asText(bytes);
}

bool onlyZeroOrOne(Bytes bools)
{
    return std::all_of(bools.begin(), bools.end(), [](uint8_t value) { return value <= 1; });
}

Result<Value> readArray(ByteReader& in)
{
    SILLOK_TRY(const ValueType elementType, readType(in));
    SILLOK_TRY(const uint64_t count, in.number<uint64_t>());
    if (elementType == ValueType::Array)
        return fail(ErrorCode::Unsupported, "GGUF: array of arrays at offset " + std::to_string(in.offset()));
    Value value { ValueType::Array, elementType, count, {} };
    const uint64_t least = elementType == ValueType::Text ? sizeof(uint64_t) : fixedSize(elementType);
    if (count > in.left() / least)
        return damaged("array of " + std::to_string(count) + " elements in " + std::to_string(in.left()) + " bytes", in);
    if (count > kMaxArrayElements)
        return fail(ErrorCode::Unsafe, "GGUF: array of " + std::to_string(count) + " elements");
    if (elementType != ValueType::Text) {
        SILLOK_TRY(value.bytes, in.take(count * least));
        return value;
    }
    ByteReader texts = in;
    for (uint64_t i = 0; i < count; ++i)
        SILLOK_CHECK(readText(texts));
    SILLOK_TRY(value.bytes, in.take(texts.offset() - in.offset()));
    return value;
}

Result<Value> readValue(ByteReader& in)
{
    SILLOK_TRY(const ValueType type, readType(in));
    if (type == ValueType::Array)
        return readArray(in);
    Value value { type, type, 1, {} };
    if (type == ValueType::Text) {
        SILLOK_TRY(value.bytes, readText(in));
        return value;
    }
    SILLOK_TRY(value.bytes, in.take(fixedSize(type)));
    return value;
}

/// Bytes of a tensor from its type and dims; also proves that the element count fits 63 bits.
std::optional<uint64_t> tensorBytes(const TensorTypeInfo& type, const std::array<uint64_t, 4>& dims)
{
    uint64_t elements = 1;
    for (const uint64_t dim : dims) {
        const auto product = checkedMul(elements, std::max<uint64_t>(dim, 1)); // a zero dim may not hide an overflow
        if (!product || *product > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
            return std::nullopt;
        elements = *product;
    }
    if (std::find(dims.begin(), dims.end(), uint64_t { 0 }) != dims.end())
        return 0;
    return checkedMul(elements / type.blockElements, type.blockBytes);
}

Result<TensorInfo> readTensor(ByteReader& in)
{
    TensorInfo tensor;
    SILLOK_TRY(tensor.name, readName(in));
    const std::string name(tensor.name);
    SILLOK_TRY(tensor.dimCount, in.number<uint32_t>());
    if (tensor.dimCount < 1 || tensor.dimCount > tensor.dims.size())
        return damaged("tensor " + name + " has " + std::to_string(tensor.dimCount) + " dimensions", in);
    for (uint32_t i = 0; i < tensor.dimCount; ++i) {
        SILLOK_TRY(tensor.dims[i], in.number<uint64_t>());
    }
    SILLOK_TRY(tensor.type, in.number<uint32_t>());
    const TensorTypeInfo* type = tensorTypeInfo(tensor.type);
    if (!type)
        return fail(ErrorCode::Unsupported, "GGUF: tensor " + name + " has unknown type " + std::to_string(tensor.type));
    if (tensor.dims[0] % type->blockElements != 0)
        return damaged("tensor " + name + ": row does not hold whole blocks of " + type->name, in);
    const auto bytes = tensorBytes(*type, tensor.dims);
    if (!bytes)
        return damaged("tensor " + name + ": size overflows", in);
    tensor.sizeBytes = *bytes;
    SILLOK_TRY(tensor.offset, in.number<uint64_t>());
    return tensor;
}

Error wrongType(std::string_view key, const char* wanted)
{
    return fail(ErrorCode::Damaged, "GGUF: " + std::string(key) + " is not " + wanted);
}

template <typename T> T load(const uint8_t* at)
{
    T value;
    std::memcpy(&value, at, sizeof(T));
    return value;
}

/// One integer of any type; nothing for other types and for numbers above the signed range.
std::optional<int64_t> integerAt(ValueType type, const uint8_t* at)
{
    switch (type) {
    case ValueType::U8:
        return load<uint8_t>(at);
    case ValueType::I8:
        return load<int8_t>(at);
    case ValueType::U16:
        return load<uint16_t>(at);
    case ValueType::I16:
        return load<int16_t>(at);
    case ValueType::U32:
        return load<uint32_t>(at);
    case ValueType::I32:
        return load<int32_t>(at);
    case ValueType::I64:
        return load<int64_t>(at);
    case ValueType::U64: {
        const auto value = load<uint64_t>(at);
        if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
            return std::nullopt;
        return static_cast<int64_t>(value);
    }
    default:
        return std::nullopt;
    }
}

} // namespace

Result<Reader> Reader::open(Bytes file)
{
    return open(std::span(&file, 1));
}

Result<Reader> Reader::open(std::span<const Bytes> parts)
{
    SILLOK_TRY(Reader whole, openOne(parts[0]));
    SILLOK_TRY(const uint64_t count, whole.splitCount());
    if (count != parts.size())
        return fail(ErrorCode::NotFound,
            "GGUF: the model is in " + std::to_string(count) + " files, of which " + std::to_string(parts.size()) + " were opened");
    if (count == 1)
        return whole;
    SILLOK_CHECK(whole.checkPart(whole, 0));
    for (size_t i = 1; i < parts.size(); ++i) {
        SILLOK_TRY(const Reader part, openOne(parts[i]));
        SILLOK_CHECK(whole.checkPart(part, i));
        SILLOK_CHECK(whole.takeTensors(part));
    }
    whole.m_file = Bytes(parts[0].data(), parts.back().data() + parts.back().size());
    SILLOK_TRY(const auto total, whole.natural("split.tensors.count"));
    if (total && *total != whole.m_tensors.size())
        return fail(ErrorCode::Damaged,
            "GGUF: the parts hold " + std::to_string(whole.m_tensors.size()) + " tensors instead of " + std::to_string(*total));
    return whole;
}

Result<uint64_t> Reader::splitCount() const
{
    SILLOK_TRY(const auto count, natural("split.count"));
    const uint64_t known = std::max<uint64_t>(count.value_or(1), 1); // a whole file may say 0
    if (known > kMaxParts)
        return fail(ErrorCode::Unsafe, "GGUF: a model in " + std::to_string(known) + " files");
    return known;
}

Result<void> Reader::checkPart(const Reader& part, size_t number) const
{
    const std::string name = "GGUF: file " + std::to_string(number + 1) + " of the model";
    SILLOK_TRY(const auto own, part.natural("split.no"));
    SILLOK_TRY(const uint64_t count, part.splitCount());
    SILLOK_TRY(const uint64_t wanted, splitCount());
    if (!own || *own != number)
        return fail(ErrorCode::Damaged, name + " says that it is " + (own ? "file " + std::to_string(*own + 1) : "no part"));
    SILLOK_TRY(const auto total, natural("split.tensors.count"));
    SILLOK_TRY(const auto partTotal, part.natural("split.tensors.count"));
    if (count != wanted || total != partTotal)
        return fail(ErrorCode::Damaged, name + " belongs to another model");
    for (const char* key : { "general.architecture", "general.name" }) {
        SILLOK_TRY(const auto mine, text(key));
        SILLOK_TRY(const auto theirs, part.text(key));
        if (theirs && theirs != mine)
            return fail(ErrorCode::Damaged, name + " belongs to another model");
    }
    return {};
}

Result<void> Reader::takeTensors(const Reader& part)
{
    const auto shift = static_cast<uint64_t>(part.m_file.data() - m_file.data());
    for (TensorInfo tensor : part.m_tensors) {
        tensor.offset += shift;
        if (!m_tensorByName.emplace(tensor.name, m_tensors.size()).second)
            return fail(ErrorCode::Damaged, "GGUF: tensor " + std::string(tensor.name) + " is in two files of the model");
        m_tensors.push_back(tensor);
    }
    if (m_tensors.size() > kMaxTensors)
        return fail(ErrorCode::Unsafe, "GGUF: " + std::to_string(m_tensors.size()) + " tensors");
    return {};
}

Result<Reader> Reader::openOne(Bytes file)
{
    Reader reader(file);
    ByteReader in(file);
    SILLOK_CHECK(reader.readHeader(in));
    SILLOK_CHECK(reader.readValues(in));
    SILLOK_CHECK(reader.readTensorTable(in));
    SILLOK_CHECK(reader.checkOverlap());
    return reader;
}

Result<void> Reader::readHeader(ByteReader& in)
{
    SILLOK_TRY(const Bytes magic, in.take(4));
    if (asText(magic) != "GGUF")
        return damaged("no GGUF mark", in);
    SILLOK_TRY(m_version, in.number<uint32_t>());
    if (m_version < kFirstVersion || m_version > kLastVersion)
        return fail(ErrorCode::Unsupported, "GGUF: version " + std::to_string(m_version) + " (2 and 3 are read, little-endian)");
    SILLOK_TRY(m_tensorCount, in.number<uint64_t>());
    SILLOK_TRY(m_keyCount, in.number<uint64_t>());
    // The smallest entry: a name of one byte, and a one-byte value or a one-dimensional tensor.
    constexpr uint64_t kLeastKeyBytes = 8 + 1 + 4 + 1;
    constexpr uint64_t kLeastTensorBytes = 8 + 1 + 4 + 8 + 4 + 8;
    if (m_keyCount > in.left() / kLeastKeyBytes || m_tensorCount > in.left() / kLeastTensorBytes)
        return damaged("more entries than bytes", in);
    if (m_keyCount > kMaxKeys || m_tensorCount > kMaxTensors)
        return fail(ErrorCode::Unsafe, "GGUF: " + std::to_string(m_keyCount) + " keys, " + std::to_string(m_tensorCount) + " tensors");
    return {};
}

Result<void> Reader::readValues(ByteReader& in)
{
    m_values.reserve(m_keyCount);
    for (uint64_t i = 0; i < m_keyCount; ++i) {
        SILLOK_TRY(const std::string_view key, readName(in));
        SILLOK_TRY(Value value, readValue(in));
        if (!m_values.emplace(key, value).second)
            return damaged("key " + std::string(key) + " twice", in);
        if (value.elementType == ValueType::Bool && !onlyZeroOrOne(value.bytes))
            m_oddFlag = key;
    }
    const Value* alignment = value("general.alignment");
    if (!alignment)
        return {};
    if (alignment->type != ValueType::U32)
        return wrongType("general.alignment", "a U32");
    m_alignment = load<uint32_t>(alignment->bytes.data());
    if (m_alignment < kMinAlignment || m_alignment > kMaxAlignment || (m_alignment & (m_alignment - 1)) != 0)
        return fail(ErrorCode::Damaged, "GGUF: alignment " + std::to_string(m_alignment));
    return {};
}

Result<void> Reader::readTensorTable(ByteReader& in)
{
    m_tensors.reserve(m_tensorCount);
    m_tensorByName.reserve(m_tensorCount);
    for (uint64_t i = 0; i < m_tensorCount; ++i) {
        SILLOK_TRY(TensorInfo tensor, readTensor(in));
        if (!m_tensorByName.emplace(tensor.name, m_tensors.size()).second)
            return damaged("tensor " + std::string(tensor.name) + " twice", in);
        m_tensors.push_back(tensor);
    }
    const uint64_t padding = (m_alignment - in.offset() % m_alignment) % m_alignment;
    return placeTensors(in.offset() + padding);
}

Result<void> Reader::placeTensors(uint64_t dataStart)
{
    for (TensorInfo& tensor : m_tensors) {
        const std::string name(tensor.name);
        if (tensor.offset % m_alignment != 0)
            return fail(ErrorCode::Damaged, "GGUF: tensor " + name + " is not aligned");
        const auto start = checkedAdd(dataStart, tensor.offset);
        const auto end = start ? checkedAdd(*start, tensor.sizeBytes) : std::nullopt;
        // Writers pad every tensor, the last one too: a file cut inside that padding was cut.
        const auto paddedEnd = end ? checkedAdd(*end, (m_alignment - tensor.sizeBytes % m_alignment) % m_alignment) : std::nullopt;
        if (!paddedEnd || *paddedEnd > fileSize())
            return fail(ErrorCode::Damaged, "GGUF: tensor " + name + " reaches past the end of the file");
        tensor.offset = *start;
    }
    return {};
}

Result<void> Reader::checkOverlap() const
{
    std::vector<const TensorInfo*> sorted;
    for (const TensorInfo& tensor : m_tensors)
        if (tensor.sizeBytes > 0)
            sorted.push_back(&tensor);
    std::sort(sorted.begin(), sorted.end(), [](const TensorInfo* a, const TensorInfo* b) { return a->offset < b->offset; });
    for (size_t i = 1; i < sorted.size(); ++i)
        if (sorted[i - 1]->offset + sorted[i - 1]->sizeBytes > sorted[i]->offset)
            return fail(ErrorCode::Damaged,
                "GGUF: tensors " + std::string(sorted[i - 1]->name) + " and " + std::string(sorted[i]->name) + " overlap");
    return {};
}

size_t Reader::countKeysStartingWith(std::string_view prefix) const
{
    const auto starts = [&](const auto& entry) { return entry.first.starts_with(prefix); };
    return static_cast<size_t>(std::count_if(m_values.begin(), m_values.end(), starts));
}

const Value* Reader::value(std::string_view key) const
{
    const auto found = m_values.find(key);
    return found == m_values.end() ? nullptr : &found->second;
}

const TensorInfo* Reader::tensor(std::string_view name) const
{
    const auto found = m_tensorByName.find(name);
    return found == m_tensorByName.end() ? nullptr : &m_tensors[found->second];
}

Result<std::optional<uint64_t>> Reader::natural(std::string_view key) const
{
    const Value* found = value(key);
    if (!found)
        return std::optional<uint64_t> {};
    const auto number = integerAt(found->type, found->bytes.data());
    if (!number || *number < 0)
        return wrongType(key, "a whole number from 0 up");
    return std::optional<uint64_t>(static_cast<uint64_t>(*number));
}

Result<std::optional<double>> Reader::real(std::string_view key) const
{
    const Value* found = value(key);
    if (!found)
        return std::optional<double> {};
    if (found->type == ValueType::F32)
        return std::optional<double>(static_cast<double>(load<float>(found->bytes.data())));
    if (found->type == ValueType::F64)
        return std::optional<double>(load<double>(found->bytes.data()));
    return wrongType(key, "a real number");
}

Result<std::optional<bool>> Reader::flag(std::string_view key) const
{
    const Value* found = value(key);
    if (!found)
        return std::optional<bool> {};
    if (found->type != ValueType::Bool || !onlyZeroOrOne(found->bytes))
        return wrongType(key, "a truth value");
    return std::optional<bool>(found->bytes[0] != 0);
}

Result<std::optional<std::string_view>> Reader::text(std::string_view key) const
{
    const Value* found = value(key);
    if (!found)
        return std::optional<std::string_view> {};
    if (found->type != ValueType::Text)
        return wrongType(key, "a text");
    return std::optional<std::string_view>(asText(found->bytes));
}

Result<std::optional<std::vector<std::string_view>>> Reader::texts(std::string_view key) const
{
    std::optional<std::vector<std::string_view>> all;
    const Value* found = value(key);
    if (!found)
        return all;
    if (found->type != ValueType::Array || found->elementType != ValueType::Text)
        return wrongType(key, "an array of texts");
    all.emplace();
    all->reserve(found->count);
    ByteReader in(found->bytes);
    for (uint64_t i = 0; i < found->count; ++i) {
        SILLOK_TRY(const Bytes one, readText(in));
        all->push_back(asText(one));
    }
    return all;
}

Result<std::optional<std::vector<float>>> Reader::reals(std::string_view key) const
{
    std::optional<std::vector<float>> all;
    const Value* found = value(key);
    if (!found)
        return all;
    if (found->type != ValueType::Array || found->elementType != ValueType::F32)
        return wrongType(key, "an array of F32");
    all.emplace(found->count);
    if (found->count > 0)
        std::memcpy(all->data(), found->bytes.data(), found->bytes.size());
    return all;
}

Result<std::optional<std::vector<int64_t>>> Reader::integers(std::string_view key) const
{
    std::optional<std::vector<int64_t>> all;
    const Value* found = value(key);
    if (!found)
        return all;
    if (found->type != ValueType::Array)
        return wrongType(key, "an array of whole numbers");
    all.emplace();
    all->reserve(found->count);
    for (uint64_t i = 0; i < found->count; ++i) {
        const uint64_t size = fixedSize(found->elementType);
        const auto number = size == 0 ? std::nullopt : integerAt(found->elementType, found->bytes.data() + i * size);
        if (!number)
            return wrongType(key, "an array of whole numbers");
        all->push_back(*number);
    }
    return all;
}

Result<std::optional<std::vector<bool>>> Reader::flags(std::string_view key) const
{
    std::optional<std::vector<bool>> all;
    const Value* found = value(key);
    if (!found)
        return all;
    if (found->type != ValueType::Array || found->elementType != ValueType::Bool || !onlyZeroOrOne(found->bytes))
        return wrongType(key, "an array of truth values");
    all.emplace();
    for (const uint8_t one : found->bytes)
        all->push_back(one != 0);
    return all;
}

} // namespace sillok::gguf
