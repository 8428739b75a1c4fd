#include "storage/package/minisign.h"

#include "engine/base/byte_writer.h"

#include <algorithm>
#include <sodium.h>

namespace sillok::storage {

namespace {

constexpr std::string_view kUntrusted = "untrusted comment: ";
constexpr std::string_view kTrusted = "trusted comment: ";
constexpr std::string_view kPlain = "Ed";
constexpr std::string_view kPrehashed = "ED";
constexpr size_t kKeyBytesThere = 32;
constexpr size_t kSignatureBytes = 64;
constexpr size_t kMostCommentBytes = 8192;

std::string base64(Bytes bytes)
{
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the zero at its end
    return text;
}

/// Of exactly that many bytes. error Refused with WrongValue
Result<std::vector<uint8_t>> bytesOfBase64(std::string_view text, size_t count)
{
    std::vector<uint8_t> bytes(count);
    size_t got = 0;
    const char* end = nullptr;
    const int failed = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &got, &end, sodium_base64_VARIANT_ORIGINAL);
    if (failed != 0 || got != count || end != text.data() + text.size() || base64(bytes) != text) // the library also takes letters above 127
        return refuse(Fault::WrongValue, "minisign");
    return bytes;
}

/// The lines of a file that has `count` of them.
Result<std::vector<std::string_view>> linesOf(std::string_view file, size_t count)
{
    if (file.size() > kMostMinisignBytes)
        return refuse(Fault::TooLarge, "minisign");
    std::vector<std::string_view> lines;
    while (!file.empty() && lines.size() < count) {
        const size_t end = std::min(file.find('\n'), file.size());
        std::string_view line = file.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        file.remove_prefix(std::min(end + 1, file.size()));
    }
    if (lines.size() < count)
        return refuse(Fault::Cut, "minisign");
    if (!file.empty())
        return refuse(Fault::TrailingBytes, "minisign");
    return lines;
}

/// Algorithm, key number and what follows, as both files have it in their second line.
struct Block {
    std::string algorithm;
    std::array<uint8_t, kMinisignIdBytes> id {};
    std::vector<uint8_t> rest;
};

Result<Block> readBlock(const std::vector<std::string_view>& lines, size_t restBytes)
{
    if (!lines[0].starts_with(kUntrusted))
        return refuse(Fault::WrongMagic, "minisign");
    SILLOK_TRY(const auto bytes, bytesOfBase64(lines[1], kPlain.size() + kMinisignIdBytes + restBytes));
    ByteReader reader(bytes);
    Block block;
    SILLOK_TRY(const Bytes algorithm, reader.take(kPlain.size()));
    block.algorithm = asText(algorithm);
    SILLOK_CHECK(copyInto(reader, block.id));
    SILLOK_TRY(block.rest, copyBytes(reader, restBytes));
    return block;
}

std::string writeBlock(std::string_view algorithm, const std::array<uint8_t, kMinisignIdBytes>& id, Bytes rest)
{
    ByteWriter writer;
    writer.bytes(asBytes(algorithm));
    writer.bytes(id);
    writer.bytes(rest);
    return base64(writer.all());
}

/// Its number as people see it there: eight bytes, the last one first, without zeros in front.
std::string shownId(const std::array<uint8_t, kMinisignIdBytes>& id)
{
    std::string text;
    for (auto byte = id.rbegin(); byte != id.rend(); ++byte) {
        static constexpr char kDigits[] = "0123456789ABCDEF";
        text += kDigits[*byte >> 4];
        text += kDigits[*byte & 15];
    }
    return text.substr(std::min(text.find_first_not_of('0'), text.size() - 1));
}

Result<std::vector<uint8_t>> prehash(Bytes message)
{
    SILLOK_CHECK(startCrypto());
    std::vector<uint8_t> hash(crypto_generichash_BYTES_MAX);
    if (crypto_generichash(hash.data(), hash.size(), message.data(), message.size(), nullptr, 0) != 0)
        return fail(ErrorCode::Internal, "BLAKE2b");
    return hash;
}

std::vector<uint8_t> withComment(Bytes signature, std::string_view comment)
{
    ByteWriter writer;
    writer.bytes(signature);
    writer.bytes(asBytes(comment));
    return std::move(writer.all());
}

Result<void> verify(const MinisignKey& key, Bytes message, Bytes signature)
{
    return modernProfile().verify(key.key.bytes, message, signature).ok() ? Result<void>() : refuse(Fault::BadSignature, "minisign");
}

} // namespace

Result<MinisignKey> minisignKeyOf(const PublicKey& key)
{
    if (key.algorithm != ProfileId::Modern)
        return fail(ErrorCode::BadArgument, "minisign knows Ed25519 only");
    SILLOK_TRY(const KeyId id, keyIdOf(key));
    MinisignKey made { {}, key };
    std::copy_n(id.begin(), made.id.size(), made.id.begin());
    return made;
}

std::string writeMinisignKey(const MinisignKey& key)
{
    return std::string(kUntrusted) + "minisign public key " + shownId(key.id) + "\n" + writeBlock(kPlain, key.id, key.key.bytes) + "\n";
}

Result<MinisignKey> readMinisignKey(std::string_view file)
{
    SILLOK_TRY(const auto lines, linesOf(file, 2));
    SILLOK_TRY(Block block, readBlock(lines, kKeyBytesThere));
    if (block.algorithm != kPlain)
        return refuse(Fault::WrongValue, "minisign");
    return MinisignKey { block.id, { ProfileId::Modern, std::move(block.rest) } };
}

Result<std::string> signMinisign(const SigningKey& key, Bytes message, const std::string& trustedComment)
{
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\t'; };
    if (trustedComment.size() > kMostCommentBytes || std::ranges::any_of(trustedComment, isControl))
        return fail(ErrorCode::BadArgument, "trusted comment");
    SILLOK_TRY(const MinisignKey publicKey, minisignKeyOf(key.publicKey));
    SILLOK_TRY(const auto hash, prehash(message));
    SILLOK_TRY(const auto signature, modernProfile().sign(key.secret, hash));
    SILLOK_TRY(const auto global, modernProfile().sign(key.secret, withComment(signature, trustedComment)));
    return std::string(kUntrusted) + "signature from Sillok\n" + writeBlock(kPrehashed, publicKey.id, signature) + "\n" + std::string(kTrusted)
        + trustedComment + "\n" + base64(global) + "\n";
}

Result<std::string> checkMinisign(const MinisignKey& key, Bytes message, std::string_view file)
{
    SILLOK_TRY(const auto lines, linesOf(file, 4));
    SILLOK_TRY(const Block block, readBlock(lines, kSignatureBytes));
    if (block.algorithm != kPlain && block.algorithm != kPrehashed)
        return refuse(Fault::WrongValue, "minisign");
    if (!lines[2].starts_with(kTrusted))
        return refuse(Fault::WrongMagic, "minisign");
    SILLOK_TRY(const auto global, bytesOfBase64(lines[3], kSignatureBytes));
    if (block.id != key.id)
        return refuse(Fault::UnknownKey, "minisign");
    const std::string_view comment = lines[2].substr(kTrusted.size());
    SILLOK_CHECK(verify(key, withComment(block.rest, comment), global));
    SILLOK_TRY(const auto hash, prehash(message));
    SILLOK_CHECK(verify(key, block.algorithm == kPrehashed ? Bytes(hash) : message, block.rest));
    return std::string(comment);
}

} // namespace sillok::storage
