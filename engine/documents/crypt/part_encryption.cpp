#include "engine/documents/crypt/part_encryption.h"

#include "engine/documents/containers/inflate.h"
#include "engine/documents/containers/xml.h"
#include "engine/documents/crypt/primitives.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace sillok::documents::crypt {

namespace {

constexpr size_t kCheckedBytes = 1024;

struct PartEncryption {
    std::vector<uint8_t> salt;
    std::vector<uint8_t> vector;
    std::vector<uint8_t> checksum;
    Hash checksumHash = Hash::Sha256;
    Hash startHash = Hash::Sha256;
    size_t keyBytes = 32;
    uint32_t rounds = 0;
};

bool endsWith(const pugi::xml_node& node, std::string_view attribute, std::string_view end) { return attributeNamed(node, attribute).ends_with(end); }

Error unknownWay() { return fail(ErrorCode::Unsupported, "a part encrypted in a way that this version does not know"); }

Result<uint32_t> numberOf(const pugi::xml_node& node, std::string_view attribute, uint32_t otherwise)
{
    const std::string text = attributeNamed(node, attribute);
    if (text.empty())
        return otherwise;
    if (text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos)
        return fail(ErrorCode::Unsafe, "a key of an encrypted part that takes too many rounds");
    return static_cast<uint32_t>(std::stoul(text));
}

Result<PartEncryption> parsePart(const pugi::xml_node& data)
{
    const pugi::xml_node algorithm = childNamed(data, "algorithm");
    const pugi::xml_node derivation = childNamed(data, "key-derivation");
    const pugi::xml_node start = childNamed(data, "start-key-generation");
    if (!endsWith(derivation, "key-derivation-name", "pbkdf2") && !endsWith(derivation, "key-derivation-name", "PBKDF2"))
        return unknownWay();
    PartEncryption part;
    const std::string name = attributeNamed(algorithm, "algorithm-name");
    for (const size_t bits : { size_t { 128 }, size_t { 192 }, size_t { 256 } }) {
        if (name.ends_with("#aes" + std::to_string(bits) + "-cbc"))
            part.keyBytes = bits / 8;
    }
    if (!name.ends_with("-cbc") || name.find("#aes") == std::string::npos)
        return unknownWay();
    part.startHash = !start || endsWith(start, "start-key-generation-name", "sha1") ? Hash::Sha1 : Hash::Sha256;
    part.checksumHash = attributeNamed(data, "checksum-type").find("SHA1") != std::string::npos || endsWith(data, "checksum-type", "sha1-1k") ? Hash::Sha1 : Hash::Sha256;
    SILLOK_TRY(part.rounds, numberOf(derivation, "iteration-count", 1024));
    if (part.rounds == 0 || part.rounds > kMostRounds)
        return fail(ErrorCode::Unsafe, "a key of an encrypted part that takes too many rounds");
    SILLOK_TRY(part.salt, decodeBase64(attributeNamed(derivation, "salt")));
    SILLOK_TRY(part.vector, decodeBase64(attributeNamed(algorithm, "initialisation-vector")));
    SILLOK_TRY(part.checksum, decodeBase64(attributeNamed(data, "checksum")));
    return part;
}

/// The padding's last byte says how long it is; HWPX fills up with zeros, behind which no inflating looks.
/// source XML Encryption Syntax and Processing, section 5.2
void takePaddingOff(std::vector<uint8_t>& data)
{
    const size_t padding = data.empty() ? 0 : data.back();
    if (padding >= 1 && padding <= kAesBlock && padding <= data.size())
        data.resize(data.size() - padding);
}

/// The manifest of one archive and the key that opens it.
class Unlocker {
public:
    Unlocker(std::map<std::string, PartEncryption> parts, std::string_view password) : m_parts(std::move(parts)), m_password(asBytes(password).begin(), asBytes(password).end()) {}

    bool covers(const std::string& name) const { return m_parts.contains(name); }

    Result<std::vector<uint8_t>> open(const std::string& name, Bytes stored, uint64_t& inflatedSoFar)
    {
        const PartEncryption& part = m_parts.at(name);
        SILLOK_CHECK(makeKey(part));
        SILLOK_TRY(std::vector<uint8_t> packed, decryptAes(Chaining::Cbc, m_key, part.vector, stored));
        takePaddingOff(packed);
        SILLOK_TRY(const bool packedIsRight, isWhatWasWritten(part, packed));
        auto plain = inflateRaw(packed, inflatedSoFar); // of a wrong key's noise this is the first bytes
        if (!plain.ok() && plain.error().code == ErrorCode::Unsafe)
            return plain;
        SILLOK_TRY(const bool right, packedIsRight || !plain.ok() ? Result<bool>(packedIsRight) : isWhatWasWritten(part, *plain));
        if (!right)
            return m_rightPassword ? fail(ErrorCode::Damaged, "an encrypted part that is not as it was written") : fail(ErrorCode::WrongKey, "another password");
        m_rightPassword = true;
        return plain;
    }

private:
    /// The check value is of the packed bytes; the word processor that writes HWPX takes the plain ones instead.
    /// source OpenDocument 1.2 part 3, 4.8.3; the sample hwpjs__password-12345.hwpx
    static Result<bool> isWhatWasWritten(const PartEncryption& part, Bytes bytes)
    {
        SILLOK_TRY(const Key sum, hash(part.checksumHash, { bytes.first(std::min(bytes.size(), kCheckedBytes)) }));
        return same(sum, part.checksum);
    }

    /// Programs give all parts one salt, or each its own.
    Result<void> makeKey(const PartEncryption& part)
    {
        if (m_keyOf && m_keyOf->salt == part.salt && m_keyOf->rounds == part.rounds && m_keyOf->keyBytes == part.keyBytes && m_keyOf->startHash == part.startHash)
            return {};
        m_roundsSpent += part.rounds;
        if (m_roundsSpent > kMostRoundsTogether)
            return fail(ErrorCode::Unsafe, "keys of encrypted parts that take too many rounds");
        SILLOK_TRY(const Key start, hash(part.startHash, { m_password }));
        SILLOK_TRY(m_key, pbkdf2(start, part.salt, part.rounds, part.keyBytes));
        m_keyOf = &part;
        return {};
    }

    const std::map<std::string, PartEncryption> m_parts;
    const Key m_password;
    Key m_key;
    const PartEncryption* m_keyOf = nullptr;
    uint64_t m_roundsSpent = 0;
    bool m_rightPassword = false;
};

Result<std::map<std::string, PartEncryption>> encryptedParts(ZipArchive& archive, std::string& smallest)
{
    std::map<std::string, PartEncryption> parts;
    pugi::xml_document manifest;
    const auto bytes = archive.read("META-INF/manifest.xml");
    if (!bytes.ok() || !parseXml(*bytes, manifest).ok())
        return parts; // the readers live without one
    uint64_t least = UINT64_MAX;
    for (const pugi::xml_node& entry : manifest.document_element().children()) {
        const pugi::xml_node data = childNamed(entry, "encryption-data");
        const std::string name = attributeNamed(entry, "full-path");
        if (!data)
            continue;
        SILLOK_TRY(PartEncryption part, parsePart(data));
        parts.insert_or_assign(name, std::move(part));
        const uint64_t size = std::strtoull(attributeNamed(entry, "size").c_str(), nullptr, 10);
        if (size < least && archive.has(name)) {
            least = size;
            smallest = name;
        }
    }
    return parts;
}

} // namespace

Result<void> unlockParts(ZipArchive& archive, std::string_view password)
{
    std::string smallest;
    auto parts = encryptedParts(archive, smallest);
    if (parts.ok() && parts->empty())
        return {};
    if (password.empty())
        return fail(ErrorCode::NeedsPassword, "a document whose parts are encrypted");
    if (!parts.ok())
        return parts.error();
    const auto unlocker = std::make_shared<Unlocker>(std::move(*parts), password);
    archive.openPartsWith([unlocker](const std::string& name, std::vector<uint8_t> stored, uint64_t& inflatedSoFar) {
        return unlocker->covers(name) ? unlocker->open(name, stored, inflatedSoFar) : Result<std::vector<uint8_t>>(std::move(stored));
    });
    if (smallest.empty())
        return fail(ErrorCode::Damaged, "an archive without the parts that it says are encrypted");
    SILLOK_TRY(const std::vector<uint8_t> tried, archive.read(smallest)); // says at once whether it is the password
    return {};
}

} // namespace sillok::documents::crypt
