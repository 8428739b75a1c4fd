#include "tests/storage/attacks/attack.h"

#include "storage/trust/trust_file.h"

namespace sillok::test {

using namespace storage;

namespace {

constexpr uint64_t k2099 = 4'070'908'800;

/// A root signed by the first keys of the old root role and of its own.
std::vector<uint8_t> rotated(const Root& content, const Signers& before, const Signers& after)
{
    const auto body = writeRoot(content).value();
    auto keys = enough(before);
    if (&before != &after)
        keys = keys + enough(after);
    return writeSignedDocument(signWith(DocumentKind::Root, body, keys));
}

Result<void> installAt(const TrustState& state, const PackageClaim& claim, uint64_t now = kNow) { return state.checkPackage(claim, now); }

Result<void> begin(const Parties& p, const Root& content, uint64_t now = kNow)
{
    const auto document = p.ours.signedRoot(content);
    return answerOf(TrustState::begin(document, rootDigest(document).value(), now));
}

Result<void> acceptRoot(const Parties& p, const std::vector<uint8_t>& document, uint64_t now = kNow) { return p.ours.machine().acceptRoots({ document }, now); }

Result<void> acceptCatalog(const Parties& p, const Catalog& content, uint64_t now = kNow) { return p.ours.machine().acceptCatalog(p.ours.signedCatalog(content), now); }

Attacks firstRoots(const Parties& p)
{
    Root expired = p.ours.rootContent();
    expired.expires = kNow - 1;
    Root future = p.ours.rootContent();
    future.issued = kNow + 2 * kDay;
    return {
        { "first root: another digest than was told", Fault::OtherRoot,
            [&p] { return answerOf(TrustState::begin(p.ours.signedRoot(p.ours.rootContent()), Digest {}, kNow)); } },
        { "first root: expired", Fault::Expired, [=, &p] { return begin(p, expired); } },
        { "first root: from the future", Fault::NotYetValid, [=, &p] { return begin(p, future); } },
        { "first root: the clock says 1970", Fault::NotYetValid, [&p] { return begin(p, p.ours.rootContent(), 0); } },
        { "first root: the clock says 2099", Fault::Expired, [&p] { return begin(p, p.ours.rootContent(), k2099); } },
    };
}

Attacks rotations(const Parties& p)
{
    Root second = p.ours.rootContent(2);
    Root other = second;
    other.institution = "kr.go.other";
    Root skipped = p.ours.rootContent(3);
    Root same = p.ours.rootContent(1);
    Root expired = second;
    expired.expires = kNow - 1;
    Root future = second;
    future.issued = kNow + 2 * kDay;
    Root newKeys = second;
    newKeys.root = p.theirs.root.role();
    return {
        { "root: of another institution", Fault::WrongInstitution, [=, &p] { return acceptRoot(p, p.ours.signedRoot(other)); } },
        { "root: a version left out", Fault::NotSuccessor, [=, &p] { return acceptRoot(p, p.ours.signedRoot(skipped)); } },
        { "root: the same version again", Fault::NotSuccessor, [=, &p] { return acceptRoot(p, p.ours.signedRoot(same)); } },
        { "root: none at all", Fault::NotSuccessor, [&p] { return p.ours.machine().acceptRoots({}, kNow); } },
        { "root: expired", Fault::Expired, [=, &p] { return acceptRoot(p, p.ours.signedRoot(expired)); } },
        { "root: from the future", Fault::NotYetValid, [=, &p] { return acceptRoot(p, p.ours.signedRoot(future)); } },
        { "root: signed by the new keys alone", Fault::BelowThreshold, [=, &p] { return acceptRoot(p, rotated(newKeys, p.theirs.root, p.theirs.root)); } },
        { "root: signed by the old keys alone", Fault::BelowThreshold, [=, &p] { return acceptRoot(p, rotated(newKeys, p.ours.root, p.ours.root)); } },
        { "root: the clock was put back", Fault::ClockBack, [=, &p] { return acceptRoot(p, p.ours.signedRoot(second), kNow - 30 * kDay); } },
    };
}

Attacks catalogs(const Parties& p)
{
    Catalog expired = p.ours.catalogContent();
    expired.expires = kNow - 1;
    Catalog future = p.ours.catalogContent();
    future.issued = kNow + 2 * kDay;
    Catalog other = p.ours.catalogContent();
    other.institution = "kr.go.other";
    Catalog laterRoot = p.ours.catalogContent();
    laterRoot.rootVersion = 2;
    const auto fifth = catalogWith(p.ours, {}, 5);
    return {
        { "catalog: expired", Fault::Expired, [=, &p] { return acceptCatalog(p, expired); } },
        { "catalog: from the future", Fault::NotYetValid, [=, &p] { return acceptCatalog(p, future); } },
        { "catalog: of another institution", Fault::WrongInstitution, [=, &p] { return acceptCatalog(p, other); } },
        { "catalog: published under another root", Fault::MixedVersions, [=, &p] { return acceptCatalog(p, laterRoot); } },
        { "catalog: older than the last", Fault::Rollback, [=, &p] { return machineWith(p.ours, fifth).acceptCatalog(p.ours.signedCatalog(catalogWith(p.ours, {}, 4)), kNow); } },
        { "catalog: 1,001 versions ahead", Fault::FastForward,
            [=, &p] { return machineWith(p.ours, fifth).acceptCatalog(p.ours.signedCatalog(catalogWith(p.ours, {}, 1006)), kNow); } },
        { "catalog: the same version with another content", Fault::CatalogDiffers,
            [=, &p] { return machineWith(p.ours, fifth).acceptCatalog(p.ours.signedCatalog(catalogWith(p.ours, { named("a.b", 1) }, 5)), kNow); } },
        { "catalog: the clock was put back", Fault::ClockBack, [=, &p] { return machineWith(p.ours, fifth).acceptCatalog(p.ours.signedCatalog(fifth), kNow - 30 * kDay); } },
        { "catalog: 1970", Fault::ClockBack, [&p] { return acceptCatalog(p, p.ours.catalogContent(), 0); } },
        { "catalog: 2099", Fault::Expired, [&p] { return acceptCatalog(p, p.ours.catalogContent(), k2099); } },
        { "catalog: signed by the institution alone", Fault::BelowThreshold,
            [&p] {
                const auto body = writeCatalog(p.ours.catalogContent()).value();
                return p.ours.machine().acceptCatalog(writeSignedDocument(signWith(DocumentKind::Catalog, body, enough(p.ours.countersign))), kNow);
            } },
    };
}

Attacks packages(const Parties& p)
{
    const auto catalog = catalogWith(p.ours, { named("model.one", 5) });
    const PackageClaim claim = claimOf(catalog);
    PackageClaim expired = claim;
    expired.expires = kNow - 1;
    PackageClaim future = claim;
    future.issued = kNow + 2 * kDay;
    PackageClaim renamed = claim;
    renamed.name.id = "model.two";
    PackageClaim otherVersion = claim;
    otherVersion.name.version = 6;
    PackageClaim otherContent = claim;
    otherContent.name.digest = named("model.evil", 5).digest;
    Catalog revoking = catalogWith(p.ours, { named("model.one", 5) }, 2);
    revoking.revoked = { named("model.one", 5).digest };
    const auto older = catalogWith(p.ours, { named("model.one", 4), named("model.one", 5), named("model.one", 1006) });
    return {
        { "package: no catalog was ever accepted", Fault::NoCatalog, [=, &p] { return installAt(p.ours.machine(), claim); } },
        { "package: the catalog has expired", Fault::Frozen, [=, &p] { return installAt(machineWith(p.ours, catalog), claim, kNow + 91 * kDay); } },
        { "package: the root has expired", Fault::Expired, [=, &p] { return installAt(machineWith(p.ours, catalog), claim, kNow + 701 * kDay); } },
        { "package: itself expired", Fault::Expired, [=, &p] { return installAt(machineWith(p.ours, catalog), expired); } },
        { "package: from the future", Fault::NotYetValid, [=, &p] { return installAt(machineWith(p.ours, catalog), future); } },
        { "package: the clock was put back", Fault::ClockBack, [=, &p] { return installAt(machineWith(p.ours, catalog), claim, kNow - 30 * kDay); } },
        { "package: 1970", Fault::ClockBack, [=, &p] { return installAt(machineWith(p.ours, catalog), claim, 0); } },
        { "package: 2099", Fault::Expired, [=, &p] { return installAt(machineWith(p.ours, catalog), claim, k2099); } },
        { "package: not in the catalog", Fault::NotInCatalog, [=, &p] { return installAt(machineWith(p.ours, catalog), renamed); } },
        { "package: a version the catalog does not have", Fault::NotInCatalog, [=, &p] { return installAt(machineWith(p.ours, catalog), otherVersion); } },
        { "package: another content under the same name", Fault::CatalogDiffers, [=, &p] { return installAt(machineWith(p.ours, catalog), otherContent); } },
        { "package: taken back", Fault::Revoked, [=, &p] { return installAt(machineWith(p.ours, revoking), claim); } },
        { "package: taken back, and the next catalog is silent about it", Fault::Revoked,
            [=, &p] {
                TrustState state = machineWith(p.ours, revoking);
                if (!state.acceptCatalog(p.ours.signedCatalog(catalogWith(p.ours, { named("model.one", 5) }, 3)), kNow).ok())
                    qFatal("honest");
                return installAt(state, claim);
            } },
        { "package: older than what was installed", Fault::Rollback,
            [=, &p] {
                TrustState state = machineWith(p.ours, older);
                state.noteInstalled(claimOf(older, 1));
                return installAt(state, claimOf(older, 0));
            } },
        { "package: 1,001 versions ahead", Fault::FastForward,
            [=, &p] {
                TrustState state = machineWith(p.ours, older);
                state.noteInstalled(claimOf(older, 1));
                return installAt(state, claimOf(older, 2));
            } },
    };
}

Attacks policies(const Parties& p)
{
    const auto check = [&p](const std::string& institution, uint64_t version, uint64_t issued, uint64_t expires, uint64_t now) {
        TrustState state = p.ours.machine();
        state.notePolicy(7, kNow - kDay);
        return state.checkPolicy(institution, version, issued, expires, now);
    };
    const std::string name = p.ours.name;
    return {
        { "policy: of another institution", Fault::WrongInstitution, [=] { return check("kr.go.other", 8, kNow, kNow + kDay, kNow); } },
        { "policy: older than the last", Fault::Rollback, [=] { return check(name, 6, kNow, kNow + kDay, kNow); } },
        { "policy: 1,001 versions ahead", Fault::FastForward, [=] { return check(name, 1008, kNow, kNow + kDay, kNow); } },
        { "policy: expired", Fault::Expired, [=] { return check(name, 8, kNow - kDay, kNow - 1, kNow); } },
        { "policy: from the future", Fault::NotYetValid, [=] { return check(name, 8, kNow + 2 * kDay, kNow + 3 * kDay, kNow); } },
        { "policy: the clock was put back", Fault::ClockBack, [=] { return check(name, 8, kNow, kNow + kDay, kNow - 9 * kDay); } },
        { "policy: 1970", Fault::ClockBack, [=] { return check(name, 8, kNow, kNow + kDay, 0); } },
        { "policy: 2099", Fault::Expired, [=] { return check(name, 8, kNow, kNow + kDay, k2099); } },
    };
}

/// A machine that has moved on to a second root with all other keys.
TrustState rotatedMachine(const Parties& p, TrustState state)
{
    Root second = p.ours.rootContent(2);
    second.root = p.theirs.root.role();
    second.release = p.theirs.release.role();
    second.countersign = p.theirs.countersign.role();
    if (!state.acceptRoots({ rotated(second, p.ours.root, p.theirs.root) }, kNow).ok())
        abort();
    return state;
}

/// The same keys in a second root.
TrustState renewedMachine(const Parties& p, TrustState state)
{
    if (!state.acceptRoots({ p.ours.signedRoot(p.ours.rootContent(2)) }, kNow).ok())
        abort();
    return state;
}

Attacks oldKeys(const Parties& p)
{
    const auto moved = [&p] { return rotatedMachine(p, p.ours.machine()); };
    Catalog late = p.ours.catalogContent(2);
    late.rootVersion = 2;
    const Root third = p.ours.rootContent(3);
    Root theirThird = third;
    theirThird.root = p.theirs.root.role();
    return {
        { "rotated: a root of the keys before, for themselves", Fault::BelowThreshold, [=, &p] { return moved().acceptRoots({ p.ours.signedRoot(third) }, kNow); } },
        { "rotated: a root of the keys before, for the new ones", Fault::UnknownKey, [=, &p] { return moved().acceptRoots({ p.ours.signedRoot(theirThird) }, kNow); } },
        { "rotated: the first root again", Fault::NotSuccessor, [=, &p] { return moved().acceptRoots({ p.ours.signedRoot(p.ours.rootContent()) }, kNow); } },
        { "rotated: a catalog of the keys before", Fault::UnknownKey, [=, &p] { return moved().acceptCatalog(p.ours.signedCatalog(late), kNow); } },
        { "rotated: a package of the keys before", Fault::UnknownKey, [=, &p] { return moved().checkPackageSignatures(p.ours.signedManifest(asBytes("{}"))); } },
        { "rotated: publisher new, institution as before", Fault::UnknownKey,
            [=, &p] {
                const auto keys = enough(p.theirs.release) + enough(p.ours.countersign);
                return moved().checkPackageSignatures(signWith(DocumentKind::Manifest, asBytes("{}"), keys));
            } },
        { "rotated: a policy of the keys before", Fault::UnknownKey,
            [=, &p] {
                const TrustState state = moved();
                const auto policy = signWith(DocumentKind::Policy, asBytes("{}"), enough(p.ours.countersign));
                return checkRole(policy, state.root().countersign, state.root().validatedToo);
            } },
        { "rotated: what was taken back stays so", Fault::Revoked,
            [&p] {
                Catalog catalog = catalogWith(p.ours, {});
                catalog.revoked = { named("model.bad", 1).digest };
                return rotatedMachine(p, machineWith(p.ours, catalog)).mayRun(named("model.bad", 1).digest);
            } },
    };
}

Attacks mixed(const Parties& p)
{
    const auto fifth = catalogWith(p.ours, { named("model.one", 5) }, 5);
    Catalog fourth = catalogWith(p.ours, {}, 4);
    fourth.rootVersion = 2;
    Root lower = p.ours.rootContent(2);
    lower.root.threshold = 1;
    Catalog huge = catalogWith(p.ours, { { "model.one", 5, named("model.two", 5).digest } });
    const auto roots = [&p](const std::vector<uint64_t>& versions) {
        std::vector<std::vector<uint8_t>> documents;
        for (const uint64_t version : versions)
            documents.push_back(p.ours.signedRoot(p.ours.rootContent(version)));
        return p.ours.machine().acceptRoots(documents, kNow);
    };
    return {
        { "mixed: roots in the wrong order", Fault::NotSuccessor, [=] { return roots({ 3, 2 }); } },
        { "mixed: roots with one left out", Fault::NotSuccessor, [=] { return roots({ 2, 4 }); } },
        { "mixed: one root twice", Fault::NotSuccessor, [=] { return roots({ 2, 2 }); } },
        { "mixed: a threshold lowered by one signer", Fault::BelowThreshold,
            [=, &p] {
                const auto body = writeRoot(lower).value();
                return acceptRoot(p, writeSignedDocument(signWith(DocumentKind::Root, body, firstOf(p.ours.root, 1))));
            } },
        { "mixed: the old catalog under the new root", Fault::MixedVersions,
            [=, &p] { return renewedMachine(p, machineWith(p.ours, fifth)).acceptCatalog(p.ours.signedCatalog(fifth), kNow); } },
        { "mixed: an older catalog, renewed root, same keys", Fault::Rollback,
            [=, &p] { return renewedMachine(p, machineWith(p.ours, fifth)).acceptCatalog(p.ours.signedCatalog(fourth), kNow); } },
        { "mixed: one package's name for another's content", Fault::CatalogDiffers,
            [=, &p] { return installAt(machineWith(p.ours, huge), claimOf(fifth)); } },
        { "mixed: a package that was installed elsewhere", Fault::NotAccepted,
            [=, &p] { return machineWith(p.ours, fifth).mayRun(fifth.packages[0].digest); } },
        { "mixed: an older policy, renewed root, same keys", Fault::Rollback,
            [&p] {
                TrustState state = p.ours.machine();
                state.notePolicy(7, kNow - kDay);
                return renewedMachine(p, state).checkPolicy(p.ours.name, 6, kNow, kNow + kDay, kNow);
            } },
    };
}

/// A second root that asks for no P-256 any more, signed as if it were so already.
Attacks weaker(const Parties& p)
{
    if (!p.ours.validatedToo)
        return {};
    Root second = p.ours.rootContent(2);
    second.validatedToo = false;
    return { { "root: P-256 given up without its signers", Fault::WeakAlgorithm, [=, &p] {
        const auto keys = firstOf(p.ours.root, p.ours.root.threshold);
        return acceptRoot(p, writeSignedDocument(signWith(DocumentKind::Root, writeRoot(second).value(), keys)));
    } } };
}

} // namespace

Attacks trustAttacks(const Parties& p)
{
    return firstRoots(p) + rotations(p) + catalogs(p) + packages(p) + policies(p) + oldKeys(p) + mixed(p) + weaker(p);
}

} // namespace sillok::test
