// distribution.h - "Distribution documents" (배포용 문서): sections that are scrambled with a key that lies beside them.
#pragma once

#include "engine/base/bytes.h"

#include <array>
#include <vector>

namespace sillok::documents::hwp {

/// The plain bytes of a ViewText section, still deflated. error  Damaged: no seed record in front.
/// source documents.md section 4, "Distribution documents"
Result<std::vector<uint8_t>> openDistributed(Bytes section);

/// Undoes AES-128 in ECB mode; bytes after the last whole block are left out.
/// source FIPS 197
std::vector<uint8_t> decryptAes128(Bytes cipher, const std::array<uint8_t, 16>& key);

} // namespace sillok::documents::hwp
