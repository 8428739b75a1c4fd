#include "engine/gguf/writer.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::gguf {

namespace {

constexpr uint64_t kAlignment = 32;
constexpr size_t kPendingBytes = size_t { 1 } << 20;

template <typename T> void addNumber(std::string& out, T value)
{
    const auto* raw = reinterpret_cast<const char*>(&value);
    out.append(raw, sizeof value);
}

void addText(std::string& out, std::string_view text)
{
    addNumber(out, static_cast<uint64_t>(text.size()));
    out.append(text);
}

Error systemError(const std::string& doing)
{
    const int number = errno;
    const ErrorCode code = number == ENOSPC || number == EDQUOT ? ErrorCode::DiskFull
        : number == EEXIST                                      ? ErrorCode::AlreadyExists
        : number == ENOENT || number == ENOTDIR                 ? ErrorCode::NotFound
                                                                : ErrorCode::Io;
    return fail(code, doing + ": " + std::strerror(number));
}

std::string folderOf(const std::string& path)
{
    const size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

uint64_t paddingBehind(uint64_t bytes) { return (kAlignment - bytes % kAlignment) % kAlignment; }

/// Header, metadata and tensor table, padded to where the payload begins.
Result<std::string> encodedHeader(const Metadata& metadata, std::span<const TensorPlan> plans, std::vector<uint64_t>& sizes)
{
    std::string out = "GGUF";
    addNumber(out, uint32_t { 3 });
    addNumber(out, static_cast<uint64_t>(plans.size()));
    addNumber(out, metadata.count());
    out += metadata.encoded();
    uint64_t offset = 0;
    for (const TensorPlan& plan : plans) {
        SILLOK_TRY(const uint64_t bytes, plannedBytes(plan));
        addText(out, plan.name);
        addNumber(out, static_cast<uint32_t>(plan.dims.size()));
        for (const uint64_t dim : plan.dims)
            addNumber(out, dim);
        addNumber(out, plan.type);
        addNumber(out, offset);
        offset += bytes + paddingBehind(bytes);
        sizes.push_back(bytes);
    }
    out.resize(out.size() + paddingBehind(out.size()));
    return out;
}

} // namespace

void Metadata::begin(std::string_view key, ValueType type)
{
    addText(m_encoded, key);
    addNumber(m_encoded, static_cast<uint32_t>(type));
    ++m_count;
}

void Metadata::beginArray(std::string_view key, ValueType elements, uint64_t count)
{
    begin(key, ValueType::Array);
    addNumber(m_encoded, static_cast<uint32_t>(elements));
    addNumber(m_encoded, count);
}

void Metadata::text(std::string_view key, std::string_view value)
{
    begin(key, ValueType::Text);
    addText(m_encoded, value);
}

void Metadata::u32(std::string_view key, uint32_t value)
{
    begin(key, ValueType::U32);
    addNumber(m_encoded, value);
}

void Metadata::f32(std::string_view key, float value)
{
    begin(key, ValueType::F32);
    addNumber(m_encoded, value);
}

void Metadata::flag(std::string_view key, bool value)
{
    begin(key, ValueType::Bool);
    m_encoded += static_cast<char>(value);
}

void Metadata::texts(std::string_view key, std::span<const std::string> values)
{
    beginArray(key, ValueType::Text, values.size());
    for (const std::string& value : values)
        addText(m_encoded, value);
}

void Metadata::reals(std::string_view key, std::span<const float> values)
{
    beginArray(key, ValueType::F32, values.size());
    for (const float value : values)
        addNumber(m_encoded, value);
}

void Metadata::integers(std::string_view key, std::span<const int32_t> values)
{
    beginArray(key, ValueType::I32, values.size());
    for (const int32_t value : values)
        addNumber(m_encoded, value);
}

void Metadata::flags(std::string_view key, const std::vector<bool>& values)
{
    beginArray(key, ValueType::Bool, values.size());
    for (const bool value : values)
        m_encoded += static_cast<char>(value);
}

void Metadata::bytes(std::string_view key, std::string_view values)
{
    beginArray(key, ValueType::U8, values.size());
    m_encoded += values;
}

void Metadata::value(std::string_view key, const Value& value)
{
    if (value.type == ValueType::Array)
        beginArray(key, value.elementType, value.count);
    else
        begin(key, value.type);
    if (value.type == ValueType::Text)
        addNumber(m_encoded, static_cast<uint64_t>(value.bytes.size()));
    m_encoded += asText(value.bytes);
}

Result<uint64_t> plannedBytes(const TensorPlan& plan)
{
    const TensorTypeInfo* type = tensorTypeInfo(plan.type);
    if (!type || plan.dims.empty() || plan.dims.size() > 4 || plan.dims[0] % type->blockElements != 0)
        return fail(ErrorCode::BadArgument, "GGUF: tensor " + plan.name + " cannot be stored like this");
    std::optional<uint64_t> bytes = checkedMul(plan.dims[0] / type->blockElements, type->blockBytes);
    for (size_t i = 1; i < plan.dims.size() && bytes; ++i)
        bytes = checkedMul(*bytes, plan.dims[i]);
    if (!bytes)
        return fail(ErrorCode::BadArgument, "GGUF: size of tensor " + plan.name + " overflows");
    return *bytes;
}

Result<Writer> Writer::create(const std::string& path, const Metadata& metadata, std::span<const TensorPlan> plans)
{
    Writer writer;
    SILLOK_TRY(const std::string header, encodedHeader(metadata, plans, writer.m_sizes));
    if (access(path.c_str(), F_OK) == 0)
        return fail(ErrorCode::AlreadyExists, "writing a model file");
    writer.m_path = path;
    std::string temporary = path + ".part-XXXXXX";
    writer.m_file = FileDescriptor(mkostemp(temporary.data(), O_CLOEXEC));
    if (!writer.m_file.valid())
        return systemError("creating a model file");
    writer.m_temporary = temporary;
    writer.m_left = writer.m_sizes.empty() ? 0 : writer.m_sizes[0];
    SILLOK_CHECK(writer.put(asBytes(header)));
    return writer;
}

Writer::Writer(Writer&& other) noexcept
    : m_file(std::move(other.m_file))
    , m_path(std::move(other.m_path))
    , m_temporary(std::exchange(other.m_temporary, {}))
    , m_sizes(std::move(other.m_sizes))
    , m_tensor(other.m_tensor)
    , m_left(other.m_left)
    , m_pending(std::move(other.m_pending))
{
}

Writer::~Writer()
{
    if (!m_temporary.empty())
        unlink(m_temporary.c_str());
}

Result<void> Writer::append(Bytes payload)
{
    while (true) {
        while (m_left == 0 && m_tensor < m_sizes.size()) {
            static constexpr std::array<uint8_t, kAlignment> kZeros {};
            SILLOK_CHECK(put(Bytes(kZeros).first(paddingBehind(m_sizes[m_tensor]))));
            ++m_tensor;
            m_left = m_tensor < m_sizes.size() ? m_sizes[m_tensor] : 0;
        }
        if (payload.empty())
            return {};
        if (m_tensor == m_sizes.size())
            return fail(ErrorCode::BadArgument, "GGUF: more payload than planned");
        const size_t take = static_cast<size_t>(std::min<uint64_t>(m_left, payload.size()));
        SILLOK_CHECK(put(payload.first(take)));
        m_left -= take;
        payload = payload.subspan(take);
    }
}

Result<void> Writer::put(Bytes bytes)
{
    if (m_pending.size() + bytes.size() > kPendingBytes)
        SILLOK_CHECK(flush());
    m_pending.insert(m_pending.end(), bytes.begin(), bytes.end());
    return {};
}

Result<void> Writer::flush()
{
    for (size_t at = 0; at < m_pending.size();) {
        const ssize_t wrote = write(m_file.get(), m_pending.data() + at, m_pending.size() - at);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return systemError("writing a model file");
        at += static_cast<size_t>(wrote);
    }
    m_pending.clear();
    return {};
}

/// Never over a file that appeared meanwhile, where the file system can promise it.
Result<void> Writer::rename()
{
    if (renameat2(AT_FDCWD, m_temporary.c_str(), AT_FDCWD, m_path.c_str(), RENAME_NOREPLACE) == 0)
        return {};
    const bool flagUnknown = errno == EINVAL || errno == ENOSYS;
    if (!flagUnknown || std::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        return systemError("naming a model file");
    return {};
}

Result<void> Writer::finish()
{
    SILLOK_CHECK(append({})); // tensors without a byte may be left
    if (m_tensor != m_sizes.size())
        return fail(ErrorCode::BadArgument, "GGUF: less payload than planned");
    SILLOK_CHECK(flush());
    if (fchmod(m_file.get(), 0644) != 0 || fsync(m_file.get()) != 0)
        return systemError("making a model file durable");
    SILLOK_CHECK(rename());
    m_temporary.clear();
    const FileDescriptor folder(open(folderOf(m_path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid() || fsync(folder.get()) != 0)
        return systemError("making a name durable");
    return {};
}

} // namespace sillok::gguf
