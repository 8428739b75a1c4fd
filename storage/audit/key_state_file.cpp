#include "storage/audit/key_state_file.h"

#include "engine/base/byte_writer.h"
#include "storage/audit/log_files.h"
#include "storage/db/disk.h"
#include "storage/db/replace_file.h"
#include "storage/signing/fault.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

constexpr std::string_view kMagic = "SILLOKAS";
constexpr uint32_t kFormat = 1;
constexpr const char* kWriting = "writing the audit log's key";

Error damaged() { return refuse(Fault::KeyStateDamaged, "key state of the audit log"); }

/// What a wrapped key is bound to; the two never stand for each other.
std::vector<uint8_t> bound(Bytes open, char which)
{
    std::vector<uint8_t> bytes(open.begin(), open.end());
    bytes.push_back(static_cast<uint8_t>(which));
    return bytes;
}

Result<void> readOpenPart(ByteReader& in, KeyState& state)
{
    SILLOK_TRY(const Bytes magic, in.take(kMagic.size()));
    SILLOK_TRY(const auto format, in.number<uint32_t>());
    SILLOK_TRY(const auto profile, in.number<uint32_t>());
    SILLOK_CHECK(copyInto(in, state.log));
    SILLOK_TRY(state.next, in.number<uint64_t>());
    SILLOK_TRY(state.epoch, in.number<uint64_t>());
    SILLOK_CHECK(copyInto(in, state.head));
    SILLOK_TRY(const auto length, in.number<uint8_t>());
    SILLOK_TRY(const Bytes key, in.take(kMostPublicKeyBytes));
    if (asText(magic) != kMagic || format != kFormat || !findProfile(profile) || length > kMostPublicKeyBytes)
        return damaged();
    state.profile = static_cast<ProfileId>(profile);
    state.sealKey.assign(key.begin(), key.begin() + length);
    return {};
}

} // namespace

Result<std::vector<uint8_t>> writeKeyState(const KeyState& state, const Secret& key)
{
    ByteWriter out;
    out.bytes(asBytes(kMagic));
    out.number(kFormat);
    out.number(static_cast<uint32_t>(state.profile));
    out.bytes(state.log);
    out.number(state.next);
    out.number(state.epoch);
    out.bytes(state.head);
    out.number(static_cast<uint8_t>(state.sealKey.size()));
    out.bytes(state.sealKey);
    out.all().resize(out.all().size() + kMostPublicKeyBytes - state.sealKey.size());
    const std::vector<uint8_t> open = out.all();
    const CryptoProfile& profile = cryptoProfile(state.profile);
    SILLOK_TRY(const auto macKey, profile.wrap(state.macKey, key, bound(open, 'm')));
    SILLOK_TRY(const auto sealSecret, profile.wrap(state.sealSecret, key, bound(open, 's')));
    out.bytes(macKey);
    out.bytes(sealSecret);
    out.all().resize(kStatePlaceBytes);
    return std::move(out.all());
}

Result<KeyState> readKeyState(Bytes place, const Secret& key)
{
    KeyState state;
    ByteReader in(place);
    if (!readOpenPart(in, state).ok())
        return damaged();
    const Bytes open = place.first(in.offset());
    const CryptoProfile& profile = cryptoProfile(state.profile);
    for (const auto& [which, secret] : { std::pair('m', &state.macKey), std::pair('s', &state.sealSecret) }) {
        const auto wrapped = in.take(profile.wrappedBytes());
        auto opened = wrapped.ok() ? profile.unwrap(*wrapped, key, bound(open, which)) : Result<Secret>(wrapped.error());
        if (!opened.ok())
            return damaged();
        *secret = std::move(*opened);
    }
    return state;
}

Result<KeyStateFile> KeyStateFile::create(const std::string& dir, const KeyState& state, const Secret& key)
{
    SILLOK_TRY(std::vector<uint8_t> bytes, writeKeyState(state, key));
    bytes.resize(2 * kStatePlaceBytes);
    SILLOK_CHECK(replaceFile(dir, kStateName, bytes));
    SILLOK_TRY(KeyStateFile made, open(dir, key));
    return made;
}

Result<KeyStateFile> KeyStateFile::open(const std::string& dir, const Secret& key)
{
    KeyStateFile opened;
    opened.m_file = FileDescriptor(::open((dir + "/" + kStateName).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!opened.m_file.valid())
        return damaged();
    SILLOK_TRY(const std::vector<uint8_t> bytes, readAll(opened.m_file, 2 * kStatePlaceBytes));
    bool found = false;
    for (size_t place = 0; place < 2 && bytes.size() == 2 * kStatePlaceBytes; ++place) {
        auto state = readKeyState(Bytes(bytes).subspan(place * kStatePlaceBytes, kStatePlaceBytes), key);
        if (!state.ok() || (found && state->next < opened.m_found.next))
            continue;
        opened.m_found = std::move(*state);
        opened.m_place = place;
        found = true;
    }
    if (!found)
        return damaged();
    return opened;
}

Result<void> KeyStateFile::store(const KeyState& state, const Secret& key)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, writeKeyState(state, key));
    const size_t other = 1 - m_place;
    SILLOK_CHECK(writeAt(m_file.get(), other * kStatePlaceBytes, bytes, kWriting));
    if (::fdatasync(m_file.get()) != 0)
        return systemError("bringing the audit log's key to the disk");
    const std::vector<uint8_t> zeros(kStatePlaceBytes);
    SILLOK_CHECK(writeAt(m_file.get(), m_place * kStatePlaceBytes, zeros, kWriting)); // the key before goes; the next sync takes that along
    m_place = other;
    return {};
}

} // namespace sillok::storage
