#include "tests/support/institution.h"

#include <algorithm>

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

Institution::Institution(ProfileId algorithm)
    : root(makeSigners(3, 2)), release(makeSigners(3, 2)), countersign(makeSigners(2, 1)), validatedToo(algorithm == ProfileId::Validated)
{
    for (Signers* const role : { &root, &release, &countersign }) {
        Signers more = makeSigners(validatedToo ? role->keys.size() : 0, role->threshold, algorithm);
        std::ranges::move(more.keys, std::back_inserter(role->keys));
    }
}

Root Institution::rootContent(uint64_t version) const
{
    return { version, name, kNow - 10 * kDay, kNow + 700 * kDay, validatedToo, root.role(), release.role(), countersign.role() };
}

Catalog Institution::catalogContent(uint64_t version) const
{
    return { version, 1, name, kNow - 5 * kDay, kNow + 90 * kDay, {}, {} };
}

std::vector<uint8_t> Institution::signedRoot(const Root& content) const
{
    return writeSignedDocument(signWith(DocumentKind::Root, good(writeRoot(content)), enough(root)));
}

std::vector<uint8_t> Institution::signedCatalog(const Catalog& content) const
{
    return writeSignedDocument(signWith(DocumentKind::Catalog, good(writeCatalog(content)), enough(release)));
}

SignedDocument Institution::signedManifest(Bytes body) const
{
    return signWith(DocumentKind::Manifest, body, enough(release) + enough(countersign));
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

std::vector<const SigningKey*> enough(const Signers& signers)
{
    std::vector<const SigningKey*> keys;
    for (const ProfileId algorithm : { ProfileId::Modern, ProfileId::Validated }) {
        uint32_t left = signers.threshold;
        for (auto key = signers.keys.begin(); key != signers.keys.end() && left > 0; ++key) {
            if (key->publicKey.algorithm == algorithm) {
                keys.push_back(&*key);
                --left;
            }
        }
    }
    return keys;
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
