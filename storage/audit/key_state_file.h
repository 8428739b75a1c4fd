// key_state_file.h - The present keys of the audit log on the disk, locked under a key of the vault: two places, used in turn.
//
// A place, 512 bytes: magic "SILLOKAS" | format u32 | profile u32 | log id 16 | next sequence u64 | epoch u64 | head 32 | length u8 |
// public key 65 | MAC key, wrapped | sealing key, wrapped | zeros. Everything before the wrapped keys is bound to them.
// The place that was valid before is overwritten as soon as the new one is on the disk.
#pragma once

#include "engine/base/file.h"
#include "storage/audit/chain.h"

namespace sillok::storage {

/// Same thread as the writer.
class KeyStateFile {
public:
    /// A new file in the folder `dir`, in the place of any other. error DiskFull, Io.
    static Result<KeyStateFile> create(const std::string& dir, const KeyState& state, const Secret& key);
    /// error  Refused with KeyStateDamaged: neither place opens with the key. Io.
    static Result<KeyStateFile> open(const std::string& dir, const Secret& key);

    /// What open found.
    KeyState take() { return std::move(m_found); }
    /// On the disk when it returns. error DiskFull, Io: one of the two states is there, and which one is not known.
    Result<void> store(const KeyState& state, const Secret& key);

private:
    FileDescriptor m_file;
    size_t m_place = 0;     ///< of the valid one
    KeyState m_found;
};

inline constexpr size_t kStatePlaceBytes = 512;

/// One place. needs a state whose keys have 32 bytes
Result<std::vector<uint8_t>> writeKeyState(const KeyState& state, const Secret& key);
/// error Refused with KeyStateDamaged.
Result<KeyState> readKeyState(Bytes place, const Secret& key);

} // namespace sillok::storage
