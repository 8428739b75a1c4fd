// trust_file.h - What a machine remembers about trust, in one file that is replaced as a whole.
//
//   "SILLOKTS" | u32 format | u32 bytes of the root | u32 bytes of the catalog (0: none) | u32 bytes of the rest | root | catalog | rest | SHA-256
// Only the folder's owner guards it against being changed: on a managed machine that is root. The hash finds accidents.
#pragma once

#include "storage/trust/trust_state.h"

namespace sillok::storage {

class TrustFile {
public:
    explicit TrustFile(std::string folder) : m_folder(std::move(folder)) {}

    /// Everything signed in it is checked again.
    /// error Refused: NoRoot (no file: nobody is trusted yet), StateDamaged (the file is there and not whole); Io
    Result<TrustState> load() const;
    /// Readable for everybody. needs the folder. error DiskFull, Io: what was there before is still there
    Result<void> save(const TrustState& state) const;

    static std::vector<uint8_t> write(const TrustState& state);
    /// error Refused with StateDamaged
    static Result<TrustState> read(Bytes bytes);

private:
    static Result<TrustState> parse(Bytes bytes);
    static Result<void> parseRest(Bytes rest, TrustState& state);

    std::string m_folder;
};

} // namespace sillok::storage
