// doors.h - The ways by which a signed document comes into a machine, each with an honest document that it takes.
#pragma once

#include "tests/storage/attacks/attack.h"

#include "storage/installed/install.h"

namespace sillok::test {

using Keys = std::vector<const storage::SigningKey*>;

struct Door {
    std::string name;
    storage::DocumentKind kind;
    std::string body;        ///< of the honest document
    const Signers* role;     ///< whose signatures are asked for here
    Keys beside;             ///< what an honest document has besides
    const Signers* wrongRole; ///< of the same institution, and nothing counts for this door
    std::function<Result<void>(Bytes document)> take;
    /// What this door calls too few signatures, and bytes behind the document.
    storage::Fault tooFew = storage::Fault::BelowThreshold;
    storage::Fault behind = storage::Fault::TrailingBytes;

    storage::SignedDocument signedBody(std::string_view text) const { return signWith(kind, asBytes(text), enough(*role) + beside); }
    storage::SignedDocument honest() const { return signedBody(body); }
    Result<void> open(const storage::SignedDocument& document) const { return take(storage::writeSignedDocument(document)); }
};

/// First root, next root, catalog, policy, and a package seen from its publisher's and from the institution's side.
std::vector<Door> doorsOf(const Parties& parties);

/// A package of one small file, which the catalog of our machine has.
class SmallPackage {
public:
    explicit SmallPackage(const Institution& ours);

    const std::string& manifest() const { return m_manifest; }
    /// The whole package around a document, as far as the document can be read: otherwise it ends there.
    std::vector<uint8_t> around(Bytes document) const;
    /// What an installation says before it copies anything.
    Result<void> open(const std::vector<uint8_t>& package) const;
    /// The same, and every leaf.
    Result<void> openAndRead(const std::vector<uint8_t>& package) const;

private:
    Result<storage::PackageReader> reader(const std::vector<uint8_t>& package) const;

    std::string m_manifest;
    std::vector<uint8_t> m_content;
    storage::LeafTable m_table;
    storage::TrustState m_trust;
};

} // namespace sillok::test
