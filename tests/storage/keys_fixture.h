// keys_fixture.h - Vaults of both profiles, key files, and headers as somebody else might write them.
#pragma once

#include "tests/storage/vault_fixture.h"

#include "storage/crypto/recovery_key.h"
#include "storage/vault/header_file.h"

#include <QTest>

namespace sillok::test {

/// The rows of a data-driven test: every fact holds for every profile.
inline void profileRows()
{
    QTest::addColumn<int>("profile");
    QTest::newRow("modern") << static_cast<int>(storage::ProfileId::Modern);
    QTest::newRow("validated") << static_cast<int>(storage::ProfileId::Validated);
}

inline const storage::CryptoProfile& rowProfile()
{
    QFETCH(int, profile);
    return storage::cryptoProfile(static_cast<storage::ProfileId>(profile));
}

/// A vault of the row's profile, at its cheapest cost.
struct ProfileVault : VaultFolder {
    const storage::CryptoProfile& profile = rowProfile();
    storage::KdfCost cost = profile.kdfLimits().floor;

    Result<storage::Vault> create() const { return storage::Vault::create(dir, kPassphrase, cost, kSplit, profile.id()); }
    Result<storage::Vault> openBy(const storage::Credential& credential) const { return storage::Vault::open(dir, credential, kSplit); }
    Result<storage::Vault> openByRecovery(const storage::Secret& text) const
    {
        SILLOK_TRY(const storage::Secret key, storage::readRecoveryKey(asText(text.bytes())));
        return openBy(storage::Credential::fromRecoveryKey(key));
    }
    /// Both header copies as bytes; to put back later.
    std::pair<QByteArray, QByteArray> headers() const { return { bytes("header.a"), bytes("header.b") }; }
    void put(const std::pair<QByteArray, QByteArray>& headers) const
    {
        write("header.a", headers.first);
        write("header.b", headers.second);
    }
    storage::VaultHeader header() const { return storage::loadHeaders(dir).intact.front(); }
    void forgetTries() const { QFile::remove(path("tries")); }
};

inline storage::Secret keyFileOf(const char* text) { return storage::Secret::copyOf(asBytes(text)).value(); }

/// The checksum at the end made to fit what is before it: what anybody can do.
inline void repairChecksum(const storage::CryptoProfile& profile, QByteArray& header)
{
    const auto body = asBytes(std::string_view(header.constData(), static_cast<size_t>(header.size()) - storage::kDigestBytes));
    const storage::Digest sum = profile.hash(body).value();
    std::memcpy(header.data() + header.size() - static_cast<qsizetype>(sum.size()), sum.data(), sum.size());
}

inline QByteArray asArray(const std::vector<uint8_t>& bytes) { return { reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()) }; }
inline Bytes asSpan(const QByteArray& bytes) { return asBytes(std::string_view(bytes.constData(), static_cast<size_t>(bytes.size()))); }

} // namespace sillok::test
