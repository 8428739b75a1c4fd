#include "tests/support/institution.h"

namespace sillok::test {

using namespace storage;

namespace {

/// Tests make only what can be made.
template <typename T>
T good(Result<T> result)
{
    return std::move(result).value();
}

} // namespace

KeyRole Signers::role() const
{
    KeyRole role;
    role.threshold = threshold;
    for (const SigningKey& key : keys)
        role.keys.push_back(key.publicKey);
    return role;
}

Signers makeSigners(size_t count, uint32_t threshold, ProfileId algorithm)
{
    Signers signers;
    signers.threshold = threshold;
    for (size_t i = 0; i < count; ++i)
        signers.keys.push_back(good(makeSigningKey(algorithm)));
    return signers;
}

Institution::Institution() : root(makeSigners(3, 2)), release(makeSigners(3, 2)), countersign(makeSigners(2, 1)) {}

Root Institution::rootContent(uint64_t version) const
{
    return { version, name, kNow - 10 * kDay, kNow + 700 * kDay, false, root.role(), release.role(), countersign.role() };
}

Catalog Institution::catalogContent(uint64_t version) const
{
    return { version, 1, name, kNow - 5 * kDay, kNow + 90 * kDay, {}, {} };
}

std::vector<uint8_t> Institution::signedRoot(const Root& content) const
{
    return writeSignedDocument(signWith(DocumentKind::Root, good(writeRoot(content)), firstOf(root, root.threshold)));
}

std::vector<uint8_t> Institution::signedCatalog(const Catalog& content) const
{
    return writeSignedDocument(signWith(DocumentKind::Catalog, good(writeCatalog(content)), firstOf(release, release.threshold)));
}

SignedDocument Institution::signedManifest(Bytes body) const
{
    return signWith(DocumentKind::Manifest, body, firstOf(release, release.threshold) + firstOf(countersign, countersign.threshold));
}

TrustState Institution::machine() const
{
    const auto document = signedRoot(rootContent());
    return good(TrustState::begin(document, good(rootDigest(document)), kNow));
}

SignedDocument signWith(DocumentKind kind, Bytes body, const std::vector<const SigningKey*>& keys)
{
    SignedDocument document { kind, { body.begin(), body.end() }, {} };
    for (const SigningKey* const key : keys) {
        if (!addSignature(document, *key).ok())
            abort();
    }
    return document;
}

std::vector<const SigningKey*> firstOf(const Signers& signers, size_t count)
{
    std::vector<const SigningKey*> keys;
    for (size_t i = 0; i < count; ++i)
        keys.push_back(&signers.keys.at(i));
    return keys;
}

std::vector<const SigningKey*> operator+(std::vector<const SigningKey*> a, const std::vector<const SigningKey*>& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

} // namespace sillok::test
