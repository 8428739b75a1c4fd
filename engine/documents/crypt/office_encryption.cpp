#include "engine/documents/crypt/office_encryption.h"

#include "engine/base/text.h"
#include "engine/documents/containers/xml.h"
#include "engine/documents/crypt/primitives.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace sillok::documents::crypt {

namespace {

constexpr std::string_view kPasswordOfNone = "VelvetSweatshop";
constexpr size_t kSegment = 4096;

using Block = std::array<uint8_t, 8>;
constexpr Block kVerifierInput { 0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79 };
constexpr Block kVerifierValue { 0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e };
constexpr Block kPackageKey { 0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6 };

Error damaged() { return fail(ErrorCode::Damaged, "how an office document was encrypted"); }
Error unknownWay() { return fail(ErrorCode::Unsupported, "an office document encrypted in a way that this version does not know"); }
Error wrongPassword() { return fail(ErrorCode::WrongKey, "another password"); }

std::array<uint8_t, 4> littleEndian(uint32_t value)
{
    return { static_cast<uint8_t>(value), static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value >> 16), static_cast<uint8_t>(value >> 24) };
}

Key utf16Of(std::string_view password)
{
    Key out;
    out.reserve(password.size() * 2);
    const auto put = [&out](uint32_t unit) {
        out.push_back(static_cast<uint8_t>(unit));
        out.push_back(static_cast<uint8_t>(unit >> 8));
    };
    for (size_t at = 0; at < password.size();) {
        const CodePoint point = codePointAt(password, at);
        const auto value = static_cast<uint32_t>(point.value);
        at += point.length;
        if (value < 0x10000) {
            put(value);
            continue;
        }
        put(0xD800 + ((value - 0x10000) >> 10));
        put(0xDC00 + ((value - 0x10000) & 0x3FF));
    }
    return out;
}

/// Cut or filled up to a size, as keys and vectors are. source [MS-OFFCRYPTO] 2.3.4.11, 2.3.4.12
Key fitted(Key bytes, size_t size)
{
    bytes.resize(size, 0x36);
    return bytes;
}

struct AgileKey {
    std::vector<uint8_t> salt;
    Hash hashing = Hash::Sha1;
    size_t hashBytes = 20;
    size_t keyBytes = 16;
};

Result<AgileKey> parseAgileKey(const pugi::xml_node& node)
{
    constexpr std::array<std::pair<std::string_view, Hash>, 4> kHashes { { { "SHA1", Hash::Sha1 }, { "SHA256", Hash::Sha256 }, { "SHA384", Hash::Sha384 }, { "SHA512", Hash::Sha512 } } };
    constexpr std::array<size_t, 4> kHashBytes { 20, 32, 48, 64 };
    AgileKey key;
    std::string name = attributeNamed(node, "hashAlgorithm");
    std::erase(name, '-');
    const auto* const known = std::ranges::find(kHashes, std::string_view(name), [](const auto& one) { return one.first; });
    const size_t bits = std::strtoul(attributeNamed(node, "keyBits").c_str(), nullptr, 10);
    const bool sized = bits == 128 || bits == 192 || bits == 256;
    if (known == kHashes.end() || !sized || attributeNamed(node, "cipherAlgorithm") != "AES" || attributeNamed(node, "cipherChaining") != "ChainingModeCBC")
        return unknownWay();
    key.hashing = known->second;
    key.hashBytes = kHashBytes[static_cast<size_t>(key.hashing)];
    key.keyBytes = bits / 8;
    SILLOK_TRY(key.salt, decodeBase64(attributeNamed(node, "saltValue")));
    return key;
}

/// One of the small secrets beside the package.
Result<Key> openAgileSecret(const AgileKey& how, Bytes passwordHash, const Block& purpose, const std::string& encrypted)
{
    SILLOK_TRY(const std::vector<uint8_t> data, decodeBase64(encrypted));
    SILLOK_TRY(Key key, hash(how.hashing, { passwordHash, purpose }));
    key = fitted(std::move(key), how.keyBytes);
    const Key vector = fitted(Key(how.salt.begin(), how.salt.end()), kAesBlock);
    SILLOK_TRY(std::vector<uint8_t> plain, decryptAes(Chaining::Cbc, key, vector, data));
    Key secret(plain.begin(), plain.end());
    wipe(plain.data(), plain.size());
    return secret;
}

Result<Key> agilePackageKey(const pugi::xml_node& node, const AgileKey& how, std::string_view password)
{
    const unsigned long spins = std::strtoul(attributeNamed(node, "spinCount").c_str(), nullptr, 10);
    if (spins > kMostSpins)
        return fail(ErrorCode::Unsafe, "a key of an office document that takes too many rounds");
    SILLOK_TRY(Key start, hash(how.hashing, { how.salt, utf16Of(password) }));
    SILLOK_TRY(const Key passwordHash, spin(how.hashing, std::move(start), static_cast<uint32_t>(spins)));
    SILLOK_TRY(const Key input, openAgileSecret(how, passwordHash, kVerifierInput, attributeNamed(node, "encryptedVerifierHashInput")));
    SILLOK_TRY(const Key value, openAgileSecret(how, passwordHash, kVerifierValue, attributeNamed(node, "encryptedVerifierHashValue")));
    SILLOK_TRY(const Key wanted, hash(how.hashing, { Bytes(input).first(std::min(input.size(), how.salt.size())) }));
    if (value.size() < how.hashBytes || !same(Bytes(value).first(how.hashBytes), wanted))
        return wrongPassword();
    return openAgileSecret(how, passwordHash, kPackageKey, attributeNamed(node, "encryptedKeyValue"));
}

/// The encrypted package without the size in front of it, and that size.
struct Package {
    Bytes encrypted;
    size_t size = 0;
};

Result<Package> packageOf(Bytes stream)
{
    ByteReader reader(stream);
    SILLOK_TRY(const uint64_t size, reader.number<uint64_t>());
    SILLOK_TRY(Bytes encrypted, reader.take(reader.left()));
    encrypted = encrypted.first(encrypted.size() / kAesBlock * kAesBlock);
    if (size > encrypted.size())
        return fail(ErrorCode::Damaged, "an encrypted package that is shorter than it says");
    return Package { encrypted, static_cast<size_t>(size) };
}

Result<std::vector<uint8_t>> openAgile(Bytes description, Bytes stream, std::string_view password)
{
    pugi::xml_document document;
    SILLOK_CHECK(parseXml(description, document));
    const pugi::xml_node root = document.document_element();
    SILLOK_TRY(const AgileKey data, parseAgileKey(childNamed(root, "keyData")));
    pugi::xml_node byPassword;
    for (const pugi::xml_node& one : childNamed(root, "keyEncryptors").children()) {
        if (attributeNamed(one, "uri").ends_with("/keyEncryptor/password"))
            byPassword = childNamed(one, "encryptedKey");
    }
    if (!byPassword)
        return unknownWay(); // a certificate opens it
    SILLOK_TRY(const AgileKey how, parseAgileKey(byPassword));
    SILLOK_TRY(Key key, agilePackageKey(byPassword, how, password));
    if (key.size() < data.keyBytes)
        return damaged();
    key.resize(data.keyBytes);
    SILLOK_TRY(const Package package, packageOf(stream));
    std::vector<uint8_t> out;
    out.reserve(package.encrypted.size());
    for (size_t at = 0, segment = 0; at < package.encrypted.size(); at += kSegment, ++segment) {
        SILLOK_TRY(Key vector, hash(data.hashing, { data.salt, littleEndian(static_cast<uint32_t>(segment)) }));
        vector = fitted(std::move(vector), kAesBlock);
        const Bytes part = package.encrypted.subspan(at, std::min(kSegment, package.encrypted.size() - at));
        SILLOK_TRY(const std::vector<uint8_t> plain, decryptAes(Chaining::Cbc, key, vector, part));
        out.insert(out.end(), plain.begin(), plain.end());
    }
    out.resize(package.size);
    return out;
}

/// source [MS-OFFCRYPTO] 2.3.4.7
Result<Key> standardKey(Bytes salt, std::string_view password, size_t keyBytes)
{
    constexpr uint32_t kSpins = 50'000;
    constexpr size_t kHashBlock = 64;
    SILLOK_TRY(Key start, hash(Hash::Sha1, { salt, utf16Of(password) }));
    SILLOK_TRY(const Key spun, spin(Hash::Sha1, std::move(start), kSpins));
    SILLOK_TRY(const Key last, hash(Hash::Sha1, { spun, littleEndian(0) }));
    Key all;
    for (const uint8_t pad : { uint8_t { 0x36 }, uint8_t { 0x5C } }) {
        Key block(kHashBlock, pad);
        for (size_t i = 0; i < last.size(); ++i)
            block[i] ^= last[i];
        SILLOK_TRY(const Key half, hash(Hash::Sha1, { block }));
        all.insert(all.end(), half.begin(), half.end());
    }
    all.resize(keyBytes);
    return all;
}

Result<std::vector<uint8_t>> openStandard(Bytes description, Bytes stream, std::string_view password)
{
    ByteReader reader(description);
    SILLOK_CHECK(reader.skip(4)); // flags, which the header says again
    SILLOK_TRY(const uint32_t headerBytes, reader.number<uint32_t>());
    SILLOK_TRY(const Bytes headerPart, reader.take(headerBytes));
    ByteReader header(headerPart);
    SILLOK_CHECK(header.skip(8));
    SILLOK_TRY(const uint32_t algorithm, header.number<uint32_t>());
    SILLOK_TRY(const uint32_t hashing, header.number<uint32_t>());
    SILLOK_TRY(const uint32_t bits, header.number<uint32_t>());
    const bool aes = algorithm >= 0x660E && algorithm <= 0x6610;
    if (!aes || (hashing != 0x8004 && hashing != 0) || (bits != 128 && bits != 192 && bits != 256))
        return unknownWay();
    SILLOK_TRY(const uint32_t saltBytes, reader.number<uint32_t>());
    SILLOK_TRY(const Bytes salt, reader.take(saltBytes));
    SILLOK_TRY(const Bytes verifier, reader.take(kAesBlock));
    SILLOK_TRY(const uint32_t hashBytes, reader.number<uint32_t>());
    SILLOK_TRY(const Bytes verifierHash, reader.take(2 * kAesBlock));
    SILLOK_TRY(const Key key, standardKey(salt, password, bits / 8));
    SILLOK_TRY(const std::vector<uint8_t> input, decryptAes(Chaining::Ecb, key, {}, verifier));
    SILLOK_TRY(const std::vector<uint8_t> value, decryptAes(Chaining::Ecb, key, {}, verifierHash));
    SILLOK_TRY(const Key wanted, hash(Hash::Sha1, { input }));
    if (hashBytes != wanted.size() || !same(Bytes(value).first(wanted.size()), wanted))
        return wrongPassword();
    SILLOK_TRY(const Package package, packageOf(stream));
    SILLOK_TRY(std::vector<uint8_t> out, decryptAes(Chaining::Ecb, key, {}, package.encrypted));
    out.resize(package.size);
    return out;
}

Result<std::vector<uint8_t>> openWith(Bytes info, Bytes stream, std::string_view password)
{
    ByteReader reader(info);
    SILLOK_TRY(const uint16_t major, reader.number<uint16_t>());
    SILLOK_TRY(const uint16_t minor, reader.number<uint16_t>());
    SILLOK_CHECK(reader.skip(4));
    SILLOK_TRY(const Bytes description, reader.take(reader.left()));
    if (major == 4 && minor == 4)
        return openAgile(description, stream, password);
    if (major >= 2 && major <= 4 && minor == 2)
        return openStandard(info.subspan(4), stream, password);
    return unknownWay();
}

} // namespace

Result<std::vector<uint8_t>> openPackage(OleFile& file, std::string_view password)
{
    SILLOK_TRY(const std::vector<uint8_t> stream, file.read("EncryptedPackage"));
    SILLOK_TRY(const std::vector<uint8_t> info, file.read("EncryptionInfo"));
    if (!password.empty())
        return openWith(info, stream, password);
    auto package = openWith(info, stream, kPasswordOfNone);
    return package.ok() ? std::move(package) : Result<std::vector<uint8_t>>(fail(ErrorCode::NeedsPassword, "an encrypted office document"));
}

} // namespace sillok::documents::crypt
