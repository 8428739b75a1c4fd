#include "storage/trust/trust_file.h"

#include "engine/base/byte_writer.h"
#include "engine/base/file.h"
#include "storage/crypto/module.h"
#include "storage/db/replace_file.h"
#include "storage/signing/fields.h"

#include <nlohmann/json.hpp>

namespace sillok::storage {

namespace {

using nlohmann::json;

constexpr std::string_view kMagic = "SILLOKTS";
constexpr const char* kName = "trust";
constexpr uint32_t kFormat = 1;
constexpr size_t kMostBytes = 8 << 20;
constexpr size_t kMostDigests = 20'000;
constexpr size_t kMostRestBytes = 4 << 20;

Error damaged(const char* what) { return refuse(Fault::StateDamaged, what); }

std::vector<std::string> textsOf(const std::set<Digest>& digests)
{
    std::vector<std::string> texts;
    for (const Digest& digest : digests)
        texts.push_back(writeDigest(digest));
    return texts;
}

Result<void> readDigests(Fields& fields, const char* key, std::set<Digest>& digests)
{
    SILLOK_TRY(const auto texts, fields.texts(key, kMostDigests, 2 * kDigestBytes));
    for (const std::string& text : texts) {
        SILLOK_TRY(const Digest digest, readDigest(text));
        digests.insert(digest);
    }
    return {};
}

Result<void> readVersions(const json& value, std::map<std::string, uint64_t>& versions)
{
    for (const auto& [id, version] : value.items()) {
        if (!version.is_number_unsigned())
            return damaged("trust: versions");
        versions[id] = version.get<uint64_t>();
    }
    return {};
}

} // namespace

std::vector<uint8_t> TrustFile::write(const TrustState& state)
{
    const std::string rest = json { { "accepted", textsOf(state.m_accepted) }, { "catalog", state.m_catalogVersion }, { "policy", state.m_policyVersion }, { "revoked", textsOf(state.m_revoked) },
        { "time", state.m_timeFloor }, { "versions", json(state.m_versions) } }.dump();

    ByteWriter writer;
    writer.bytes(asBytes(kMagic));
    writer.number(kFormat);
    writer.number(static_cast<uint32_t>(state.m_rootDocument.size()));
    writer.number(static_cast<uint32_t>(state.m_catalogDocument.size()));
    writer.number(static_cast<uint32_t>(rest.size()));
    writer.bytes(state.m_rootDocument);
    writer.bytes(state.m_catalogDocument);
    writer.bytes(asBytes(rest));
    Digest sum {};
    ignore(module::sha256(writer.all(), sum), "a wrong sum is found at the next reading, which fails closed");
    writer.bytes(sum);
    return std::move(writer.all());
}

Result<TrustState> TrustFile::parse(Bytes bytes)
{
    if (bytes.size() < kDigestBytes || bytes.size() > kMostBytes)
        return damaged("trust: size");
    const Bytes content = bytes.first(bytes.size() - kDigestBytes);
    Digest sum {};
    SILLOK_CHECK(module::sha256(content, sum));
    if (!std::equal(sum.begin(), sum.end(), bytes.end() - kDigestBytes))
        return damaged("trust: sum");

    ByteReader reader(content);
    SILLOK_TRY(const Bytes magic, reader.take(kMagic.size()));
    SILLOK_TRY(const auto format, reader.number<uint32_t>());
    SILLOK_TRY(const auto rootBytes, reader.number<uint32_t>());
    SILLOK_TRY(const auto catalogBytes, reader.number<uint32_t>());
    SILLOK_TRY(const auto restBytes, reader.number<uint32_t>());
    if (asText(magic) != kMagic || format != kFormat)
        return damaged("trust: format");
    TrustState state;
    SILLOK_TRY(state.m_rootDocument, copyBytes(reader, rootBytes));
    SILLOK_TRY(state.m_catalogDocument, copyBytes(reader, catalogBytes));
    SILLOK_TRY(const auto rest, copyBytes(reader, restBytes));
    if (reader.left() != 0)
        return damaged("trust: size");

    SILLOK_TRY(const SignedDocument root, readSignedDocument(state.m_rootDocument, DocumentKind::Root));
    SILLOK_TRY(state.m_root, readRoot(root.body));
    if (!state.m_catalogDocument.empty()) {
        SILLOK_TRY(const SignedDocument catalog, readSignedDocument(state.m_catalogDocument, DocumentKind::Catalog));
        SILLOK_CHECK(checkRole(catalog, state.m_root.release, state.m_root.validatedToo, { state.m_root.countersign }));
        SILLOK_TRY(state.m_catalog, readCatalog(catalog.body));
    }

    SILLOK_CHECK(parseRest(rest, state));
    return state;
}

Result<void> TrustFile::parseRest(Bytes rest, TrustState& state)
{
    SILLOK_TRY(const json value, readCanonicalJson(rest, kMostRestBytes));
    SILLOK_TRY(Fields fields, Fields::of(value, "trust"));
    SILLOK_TRY(state.m_catalogVersion, fields.number("catalog", 0, kMostVersion));
    SILLOK_TRY(state.m_policyVersion, fields.number("policy", 0, kMostVersion));
    SILLOK_TRY(state.m_timeFloor, fields.number("time", 0, kMostTime));
    SILLOK_CHECK(readDigests(fields, "accepted", state.m_accepted));
    SILLOK_CHECK(readDigests(fields, "revoked", state.m_revoked));
    SILLOK_TRY(const json* const versions, fields.object("versions"));
    SILLOK_CHECK(readVersions(*versions, state.m_versions));
    return fields.done();
}

Result<TrustState> TrustFile::read(Bytes bytes)
{
    auto state = parse(bytes);
    if (!state.ok() && state.error().code != ErrorCode::Internal)
        return damaged(state.error().doing.c_str());
    return state;
}

Result<TrustState> TrustFile::load() const
{
    const auto file = openForReading(m_folder + "/" + kName);
    if (!file.ok())
        return file.error().code == ErrorCode::NotFound ? refuse(Fault::NoRoot, "trust") : file.error();
    const auto bytes = readAll(*file, kMostBytes);
    if (!bytes.ok())
        return damaged("trust: size");
    return read(*bytes);
}

Result<void> TrustFile::save(const TrustState& state) const { return replaceFile(m_folder, kName, write(state), 0644); }

} // namespace sillok::storage
