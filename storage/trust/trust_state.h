// trust_state.h - The rules by which a machine that is never online accepts roots, catalogs and packages, and what it must remember for them.
//
// The clock of such a machine may be wrong. Nothing here moves time forward but signed times: the newest one seen is the floor, and a clock that is
// more than a day below it is not believed. What was accepted is never taken back by a clock; it only stops new things from being accepted.
#pragma once

#include "storage/trust/catalog.h"

#include <map>
#include <set>

namespace sillok::storage {

/// A version further ahead than this of the last one could never be followed by an honest one; only a root with other release keys forgets it.
inline constexpr uint64_t kMostVersionStep = 1000;
/// Clocks of publisher and machine may differ by this much.
inline constexpr uint64_t kClockTolerance = 24 * 3600;

/// What a package's signed manifest says of itself, as far as trust is concerned.
struct PackageClaim {
    PackageName name;
    uint64_t issued = 0;
    uint64_t expires = 0;    ///< 0: never
};

/// A plain value: rules read it, acceptance changes it, trust_store.h keeps it. Times are seconds since 1970, UTC.
class TrustState {
public:
    /// The first root, which a person has compared with what the publisher said by another way.
    /// error Refused: WrongValue (another digest than expected), Expired, NotYetValid, and everything that reading and signatures refuse
    static Result<TrustState> begin(Bytes rootDocument, const Digest& expected, uint64_t now);

    const Root& root() const { return m_root; }
    const Catalog* catalog() const { return m_catalog ? &*m_catalog : nullptr; }
    uint64_t timeFloor() const { return m_timeFloor; }

    /// Roots one after the other, each signed by the thresholds of the one before and of itself; only the last must not have expired.
    /// A root with other release keys makes the catalog and the versions seen be forgotten: whoever stole the old keys may have pushed them ahead.
    /// error Refused: NotSuccessor, WrongInstitution, Expired, NotYetValid, ClockBack; signatures. Nothing is accepted then.
    Result<void> acceptRoots(const std::vector<std::vector<uint8_t>>& documents, uint64_t now);

    /// error Refused: WrongInstitution, MixedVersions (published under another root), Rollback, FastForward, Expired, NotYetValid, ClockBack;
    ///       CatalogDiffers: the same version with another content; signatures.
    Result<void> acceptCatalog(Bytes document, uint64_t now);

    /// Whether the manifest's signatures suffice: the release threshold and the institution's. Before anything of it is parsed.
    /// error Refused: NotCountersigned, WeakAlgorithm; as checkSignatures
    Result<void> checkPackageSignatures(const SignedDocument& manifest) const;
    /// Whether it may be installed now.
    /// error Refused: ClockBack, NotYetValid, Expired (the root or the package), Frozen (no catalog, or an expired one), NotInCatalog,
    ///       CatalogDiffers, Revoked, Rollback, FastForward
    Result<void> checkPackage(const PackageClaim& claim, uint64_t now) const;
    /// It may run from now on, and nothing older is installed afterwards.
    void noteInstalled(const PackageClaim& claim);

    /// Whether an installed package may run. An old catalog, a newer root and a wrong clock do not stop it.
    /// error Refused with Revoked; NotAccepted: it was never installed here
    Result<void> mayRun(const Digest& manifest) const;

    /// Whether a policy of that version and those times may take the place of the one seen last.
    /// error Refused: WrongInstitution, Rollback, FastForward, Expired, NotYetValid, ClockBack
    Result<void> checkPolicy(const std::string& institution, uint64_t version, uint64_t issued, uint64_t expires, uint64_t now) const;
    void notePolicy(uint64_t version, uint64_t issued);
    uint64_t policyVersion() const { return m_policyVersion; }

private:
    friend class TrustFile;

    Result<void> checkClock(uint64_t now) const;
    Result<void> checkTimes(uint64_t issued, uint64_t expires, uint64_t now) const;
    void seen(uint64_t signedTime) { m_timeFloor = std::max(m_timeFloor, signedTime); }

    Root m_root;
    std::vector<uint8_t> m_rootDocument;
    std::optional<Catalog> m_catalog;
    std::vector<uint8_t> m_catalogDocument;
    uint64_t m_timeFloor = 0;
    uint64_t m_catalogVersion = 0;               ///< of the newest catalog accepted under these release keys
    std::set<Digest> m_accepted;                 ///< manifests that were installed
    std::set<Digest> m_revoked;                  ///< by any catalog ever accepted: nothing brings them back
    uint64_t m_policyVersion = 0;
    std::map<std::string, uint64_t> m_versions;  ///< newest installed version of each package
};

/// Publisher and tests: the hash of a root's exact bytes, to be compared by people.
Result<Digest> rootDigest(Bytes rootDocument);

} // namespace sillok::storage
