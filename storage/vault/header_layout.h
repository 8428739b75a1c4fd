// header_layout.h - What the writer and the reader of headers share.
#pragma once

#include "engine/base/byte_writer.h"
#include "storage/vault/header.h"

namespace sillok::storage::layout {

inline constexpr std::string_view kMagic = "SILLOKV1";
inline constexpr uint32_t kFormat = 2;

/// Name length u8, name, public key.
void writeHolder(ByteWriter& out, const Holder& holder);
/// error Damaged: cut off, or a name that is too long or not UTF-8.
Result<Holder> readHolder(ByteReader& reader, const CryptoProfile& profile);

} // namespace sillok::storage::layout
