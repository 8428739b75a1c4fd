#include "storage/signing/digest.h"

#include "storage/crypto/module.h"
#include "storage/signing/fault.h"
#include "storage/signing/hex.h"

#include <algorithm>

namespace sillok::storage {

Result<Digest> manifestDigest(Bytes manifest)
{
    Digest digest {};
    SILLOK_CHECK(module::sha256(manifest, digest));
    return digest;
}

std::string writeDigest(const Digest& digest) { return hexOf(digest); }

Result<Digest> readDigest(const std::string& text)
{
    const auto bytes = bytesOfHex(text);
    Digest digest {};
    if (!bytes || bytes->size() != digest.size())
        return refuse(Fault::WrongValue, "digest");
    std::copy(bytes->begin(), bytes->end(), digest.begin());
    return digest;
}

} // namespace sillok::storage
