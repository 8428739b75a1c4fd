#include "storage/trust/trust_state.h"

namespace sillok::storage {

namespace {

bool sameKeys(const KeyRole& a, const KeyRole& b) { return a.keys == b.keys && a.threshold == b.threshold; }

Result<void> checkStep(uint64_t version, uint64_t last, const char* what)
{
    if (version < last)
        return refuse(Fault::Rollback, what);
    if (last != 0 && version > last + kMostVersionStep)
        return refuse(Fault::FastForward, what);
    return {};
}

} // namespace

Result<Digest> rootDigest(Bytes rootDocument)
{
    SILLOK_TRY(const SignedDocument document, readSignedDocument(rootDocument, DocumentKind::Root));
    return manifestDigest(document.body);
}

Result<TrustState> TrustState::begin(Bytes rootDocument, const Digest& expected, uint64_t now)
{
    SILLOK_TRY(const SignedDocument document, readSignedDocument(rootDocument, DocumentKind::Root));
    SILLOK_TRY(const Digest digest, manifestDigest(document.body));
    if (digest != expected)
        return refuse(Fault::WrongValue, "root: digest");
    TrustState state;
    // The keys that must have signed a root stand in it: it is parsed first, within all its limits, and believed only after that.
    SILLOK_TRY(state.m_root, readRoot(document.body));
    SILLOK_CHECK(checkRole(document, state.m_root.root, state.m_root.validatedToo));
    SILLOK_CHECK(state.checkTimes(state.m_root.issued, state.m_root.expires, now));
    state.m_rootDocument.assign(rootDocument.begin(), rootDocument.end());
    state.seen(state.m_root.issued);
    return state;
}

Result<void> TrustState::acceptRoots(const std::vector<std::vector<uint8_t>>& documents, uint64_t now)
{
    TrustState next = *this;
    for (const auto& bytes : documents) {
        SILLOK_TRY(const SignedDocument document, readSignedDocument(bytes, DocumentKind::Root));
        SILLOK_TRY(Root root, readRoot(document.body));
        if (root.institution != next.m_root.institution)
            return refuse(Fault::WrongInstitution, "root");
        if (root.version != next.m_root.version + 1)
            return refuse(Fault::NotSuccessor, "root");
        SILLOK_CHECK(checkRole(document, next.m_root.root, next.m_root.validatedToo, { root.root }));
        SILLOK_CHECK(checkRole(document, root.root, root.validatedToo, { next.m_root.root }));
        if (!sameKeys(root.release, next.m_root.release)) {
            next.m_catalog.reset();
            next.m_catalogDocument.clear();
            next.m_catalogVersion = 0;
            next.m_versions.clear();
        }
        if (!sameKeys(root.countersign, next.m_root.countersign))
            next.m_policyVersion = 0;
        next.m_root = std::move(root);
        next.m_rootDocument = bytes;
    }
    if (documents.empty())
        return refuse(Fault::NotSuccessor, "root");
    SILLOK_CHECK(next.checkTimes(next.m_root.issued, next.m_root.expires, now));
    next.seen(next.m_root.issued);
    *this = std::move(next);
    return {};
}

Result<void> TrustState::acceptCatalog(Bytes bytes, uint64_t now)
{
    SILLOK_TRY(const SignedDocument document, readSignedDocument(bytes, DocumentKind::Catalog));
    SILLOK_CHECK(checkRole(document, m_root.release, m_root.validatedToo, { m_root.countersign }));
    SILLOK_TRY(Catalog catalog, readCatalog(document.body));
    if (catalog.institution != m_root.institution)
        return refuse(Fault::WrongInstitution, "catalog");
    if (catalog.rootVersion != m_root.version)
        return refuse(Fault::MixedVersions, "catalog");
    SILLOK_CHECK(checkStep(catalog.version, m_catalogVersion, "catalog"));
    if (m_catalog && catalog.version == m_catalogVersion) {
        SILLOK_TRY(const SignedDocument present, readSignedDocument(m_catalogDocument, DocumentKind::Catalog));
        if (present.body != document.body)
            return refuse(Fault::CatalogDiffers, "catalog");
    }
    SILLOK_CHECK(checkTimes(m_root.issued, m_root.expires, now));
    SILLOK_CHECK(checkTimes(catalog.issued, catalog.expires, now));
    seen(catalog.issued);
    m_revoked.insert(catalog.revoked.begin(), catalog.revoked.end());
    m_catalogVersion = catalog.version;
    m_catalog = std::move(catalog);
    m_catalogDocument.assign(bytes.begin(), bytes.end());
    return {};
}

Result<void> TrustState::checkPackageSignatures(const SignedDocument& manifest) const
{
    SILLOK_CHECK(checkRole(manifest, m_root.release, m_root.validatedToo, { m_root.countersign }));
    auto countersigned = checkRole(manifest, m_root.countersign, m_root.validatedToo, { m_root.release });
    if (!countersigned.ok() && faultOf(countersigned.error()) == Fault::BelowThreshold)
        return refuse(Fault::NotCountersigned, countersigned.error().doing);
    return countersigned;
}

Result<void> TrustState::checkPackage(const PackageClaim& claim, uint64_t now) const
{
    SILLOK_CHECK(checkTimes(m_root.issued, m_root.expires, now));
    if (!m_catalog || now > m_catalog->expires)
        return refuse(Fault::Frozen, "catalog");
    if (m_revoked.contains(claim.name.digest))
        return refuse(Fault::Revoked, claim.name.id);
    const PackageName* const listed = m_catalog->find(claim.name.id, claim.name.version);
    if (!listed)
        return refuse(Fault::NotInCatalog, claim.name.id);
    if (listed->digest != claim.name.digest)
        return refuse(Fault::CatalogDiffers, claim.name.id);
    const auto last = m_versions.find(claim.name.id);
    if (last != m_versions.end())
        SILLOK_CHECK(checkStep(claim.name.version, last->second, claim.name.id.c_str()));
    return checkTimes(claim.issued, claim.expires, now);
}

void TrustState::noteInstalled(const PackageClaim& claim)
{
    uint64_t& last = m_versions[claim.name.id];
    last = std::max(last, claim.name.version);
    m_accepted.insert(claim.name.digest);
    seen(claim.issued);
}

Result<void> TrustState::mayRun(const Digest& manifest) const
{
    if (m_revoked.contains(manifest))
        return refuse(Fault::Revoked, "package");
    return m_accepted.contains(manifest) ? Result<void>() : Result<void>(refuse(Fault::NotAccepted, "package"));
}

Result<void> TrustState::checkPolicy(
    const std::string& institution, uint64_t version, uint64_t issued, uint64_t expires, uint64_t now) const
{
    if (institution != m_root.institution)
        return refuse(Fault::WrongInstitution, "policy");
    SILLOK_CHECK(checkStep(version, m_policyVersion, "policy"));
    return checkTimes(issued, expires, now);
}

void TrustState::notePolicy(uint64_t version, uint64_t issued)
{
    m_policyVersion = std::max(m_policyVersion, version);
    seen(issued);
}

Result<void> TrustState::checkClock(uint64_t now) const
{
    return now + kClockTolerance < m_timeFloor ? Result<void>(refuse(Fault::ClockBack, "clock")) : Result<void>();
}

Result<void> TrustState::checkTimes(uint64_t issued, uint64_t expires, uint64_t now) const
{
    SILLOK_CHECK(checkClock(now));
    if (issued > now + kClockTolerance)
        return refuse(Fault::NotYetValid, "time");
    if (expires != 0 && now > expires)
        return refuse(Fault::Expired, "time");
    return {};
}

} // namespace sillok::storage
