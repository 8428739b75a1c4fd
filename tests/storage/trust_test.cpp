// trust_test.cpp - What a machine that is never online accepts: each way to push something old, other, unknown or late past it, and the refusal's name.
#include "tests/support/institution.h"

#include "storage/trust/trust_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

/// One institution for all cases: making keys is the slow part.
const Institution& ours()
{
    static const Institution institution;
    return institution;
}

/// Another one, with other keys.
const Institution& theirs()
{
    static const Institution institution;
    return institution;
}

PackageClaim claimOf(const Catalog& catalog, size_t index = 0) { return { catalog.packages.at(index), kNow - 6 * kDay, kNow + 300 * kDay }; }

PackageName named(const std::string& id, uint64_t version)
{
    return { id, version, manifestDigest(asBytes(id + std::to_string(version))).value() };
}

Catalog catalogWith(std::vector<PackageName> packages, uint64_t version = 1)
{
    Catalog catalog = ours().catalogContent(version);
    catalog.packages = std::move(packages);
    return catalog;
}

TrustState machineWith(const Catalog& catalog)
{
    TrustState state = ours().machine();
    if (!state.acceptCatalog(ours().signedCatalog(catalog), kNow).ok())
        qFatal("the honest catalog was refused");
    return state;
}

/// A root signed by the first keys of the old root role and of its own.
std::vector<uint8_t> rotated(const Root& content, const Signers& before, const Signers& after)
{
    const auto body = writeRoot(content).value();
    auto keys = firstOf(before, before.threshold);
    if (&before != &after)
        keys = keys + firstOf(after, after.threshold);
    return writeSignedDocument(signWith(DocumentKind::Root, body, keys));
}

using Attack = std::function<Result<void>()>;

struct Case {
    const char* name;
    Fault fault;
    Attack attack;
};

Result<void> installAt(const TrustState& state, const PackageClaim& claim, uint64_t now = kNow) { return state.checkPackage(claim, now); }

Result<void> begin(const Root& content, uint64_t now = kNow)
{
    const auto document = ours().signedRoot(content);
    const auto state = TrustState::begin(document, rootDigest(document).value(), now);
    return state.ok() ? Result<void>() : Result<void>(state.error());
}

Result<void> acceptRoot(const std::vector<uint8_t>& document, uint64_t now = kNow) { return ours().machine().acceptRoots({ document }, now); }

Result<void> acceptCatalog(const Catalog& content, uint64_t now = kNow) { return ours().machine().acceptCatalog(ours().signedCatalog(content), now); }

std::vector<Case> firstRoots()
{
    Root expired = ours().rootContent();
    expired.expires = kNow - 1;
    Root future = ours().rootContent();
    future.issued = kNow + 2 * kDay;
    Root validated = ours().rootContent();
    validated.validatedToo = true;
    return {
        { "first root: another digest than was told", Fault::WrongValue,
            [] {
                const auto state = TrustState::begin(ours().signedRoot(ours().rootContent()), Digest {}, kNow);
                return Result<void>(state.error());
            } },
        { "first root: expired", Fault::Expired, [=] { return begin(expired); } },
        { "first root: from the future", Fault::NotYetValid, [=] { return begin(future); } },
        { "first root: the clock says 1970", Fault::NotYetValid, [] { return begin(ours().rootContent(), 0); } },
        { "first root: the clock says 2099", Fault::Expired, [] { return begin(ours().rootContent(), 4'070'908'800); } },
        { "first root: ECDSA demanded, none signed", Fault::WeakAlgorithm, [=] { return begin(validated); } },
        { "first root: one signature of two", Fault::BelowThreshold,
            [] {
                const auto document = writeSignedDocument(signWith(DocumentKind::Root, writeRoot(ours().rootContent()).value(), firstOf(ours().root, 1)));
                return Result<void>(TrustState::begin(document, rootDigest(document).value(), kNow).error());
            } },
        { "first root: signed as a catalog", Fault::WrongKind,
            [] {
                const auto document = writeSignedDocument(signWith(DocumentKind::Catalog, writeRoot(ours().rootContent()).value(), firstOf(ours().root, 2)));
                return Result<void>(TrustState::begin(document, Digest {}, kNow).error());
            } },
    };
}

std::vector<Case> rotations()
{
    Root second = ours().rootContent(2);
    Root other = second;
    other.institution = "kr.go.other";
    Root skipped = ours().rootContent(3);
    Root same = ours().rootContent(1);
    Root expired = second;
    expired.expires = kNow - 1;
    Root future = second;
    future.issued = kNow + 2 * kDay;
    Root newKeys = second;
    newKeys.root = theirs().root.role();
    return {
        { "root: of another institution", Fault::WrongInstitution, [=] { return acceptRoot(ours().signedRoot(other)); } },
        { "root: a version left out", Fault::NotSuccessor, [=] { return acceptRoot(ours().signedRoot(skipped)); } },
        { "root: the same version again", Fault::NotSuccessor, [=] { return acceptRoot(ours().signedRoot(same)); } },
        { "root: none at all", Fault::NotSuccessor, [] { return ours().machine().acceptRoots({}, kNow); } },
        { "root: expired", Fault::Expired, [=] { return acceptRoot(ours().signedRoot(expired)); } },
        { "root: from the future", Fault::NotYetValid, [=] { return acceptRoot(ours().signedRoot(future)); } },
        { "root: signed by the new keys alone", Fault::BelowThreshold, [=] { return acceptRoot(rotated(newKeys, theirs().root, theirs().root)); } },
        { "root: signed by the old keys alone", Fault::BelowThreshold, [=] { return acceptRoot(rotated(newKeys, ours().root, ours().root)); } },
        { "root: signed by the release keys", Fault::UnknownKey, [=] { return acceptRoot(rotated(second, ours().release, ours().release)); } },
        { "root: the clock was put back", Fault::ClockBack, [=] { return acceptRoot(ours().signedRoot(second), kNow - 30 * kDay); } },
    };
}

std::vector<Case> catalogs()
{
    Catalog expired = ours().catalogContent();
    expired.expires = kNow - 1;
    Catalog future = ours().catalogContent();
    future.issued = kNow + 2 * kDay;
    Catalog other = ours().catalogContent();
    other.institution = "kr.go.other";
    Catalog laterRoot = ours().catalogContent();
    laterRoot.rootVersion = 2;
    const auto fifth = catalogWith({}, 5);
    return {
        { "catalog: expired", Fault::Expired, [=] { return acceptCatalog(expired); } },
        { "catalog: from the future", Fault::NotYetValid, [=] { return acceptCatalog(future); } },
        { "catalog: of another institution", Fault::WrongInstitution, [=] { return acceptCatalog(other); } },
        { "catalog: published under another root", Fault::MixedVersions, [=] { return acceptCatalog(laterRoot); } },
        { "catalog: older than the last", Fault::Rollback, [=] { return machineWith(fifth).acceptCatalog(ours().signedCatalog(catalogWith({}, 4)), kNow); } },
        { "catalog: 1,001 versions ahead", Fault::FastForward,
            [=] { return machineWith(fifth).acceptCatalog(ours().signedCatalog(catalogWith({}, 1006)), kNow); } },
        { "catalog: the same version with another content", Fault::CatalogDiffers,
            [=] { return machineWith(fifth).acceptCatalog(ours().signedCatalog(catalogWith({ named("a.b", 1) }, 5)), kNow); } },
        { "catalog: the clock was put back", Fault::ClockBack, [=] { return machineWith(fifth).acceptCatalog(ours().signedCatalog(fifth), kNow - 30 * kDay); } },
        { "catalog: 1970", Fault::ClockBack, [] { return acceptCatalog(ours().catalogContent(), 0); } },
        { "catalog: 2099", Fault::Expired, [] { return acceptCatalog(ours().catalogContent(), 4'070'908'800); } },
        { "catalog: signed by the root keys", Fault::UnknownKey,
            [] {
                const auto body = writeCatalog(ours().catalogContent()).value();
                return ours().machine().acceptCatalog(writeSignedDocument(signWith(DocumentKind::Catalog, body, firstOf(ours().root, 2))), kNow);
            } },
        { "catalog: signed by the institution alone", Fault::BelowThreshold,
            [] {
                const auto body = writeCatalog(ours().catalogContent()).value();
                return ours().machine().acceptCatalog(writeSignedDocument(signWith(DocumentKind::Catalog, body, firstOf(ours().countersign, 2))), kNow);
            } },
        { "catalog: signed by strangers", Fault::UnknownKey, [] { return ours().machine().acceptCatalog(theirs().signedCatalog(theirs().catalogContent()), kNow); } },
        { "catalog: a policy handed in as one", Fault::WrongKind,
            [] {
                const auto body = writeCatalog(ours().catalogContent()).value();
                return ours().machine().acceptCatalog(writeSignedDocument(signWith(DocumentKind::Policy, body, firstOf(ours().release, 2))), kNow);
            } },
    };
}

std::vector<Case> packages()
{
    const auto catalog = catalogWith({ named("model.one", 5) });
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
    Catalog revoking = catalogWith({ named("model.one", 5) }, 2);
    revoking.revoked = { named("model.one", 5).digest };
    const auto older = catalogWith({ named("model.one", 4), named("model.one", 5), named("model.one", 1006) });
    return {
        { "package: no catalog was ever accepted", Fault::Frozen, [=] { return installAt(ours().machine(), claim); } },
        { "package: the catalog has expired", Fault::Frozen, [=] { return installAt(machineWith(catalog), claim, kNow + 91 * kDay); } },
        { "package: the root has expired", Fault::Expired, [=] { return installAt(machineWith(catalog), claim, kNow + 701 * kDay); } },
        { "package: itself expired", Fault::Expired, [=] { return installAt(machineWith(catalog), expired); } },
        { "package: from the future", Fault::NotYetValid, [=] { return installAt(machineWith(catalog), future); } },
        { "package: the clock was put back", Fault::ClockBack, [=] { return installAt(machineWith(catalog), claim, kNow - 30 * kDay); } },
        { "package: not in the catalog", Fault::NotInCatalog, [=] { return installAt(machineWith(catalog), renamed); } },
        { "package: a version the catalog does not have", Fault::NotInCatalog, [=] { return installAt(machineWith(catalog), otherVersion); } },
        { "package: another content under the same name", Fault::CatalogDiffers, [=] { return installAt(machineWith(catalog), otherContent); } },
        { "package: taken back", Fault::Revoked, [=] { return installAt(machineWith(revoking), claim); } },
        { "package: taken back, and the next catalog is silent about it", Fault::Revoked,
            [=] {
                TrustState state = machineWith(revoking);
                if (!state.acceptCatalog(ours().signedCatalog(catalogWith({ named("model.one", 5) }, 3)), kNow).ok())
                    qFatal("honest");
                return installAt(state, claim);
            } },
        { "package: older than what was installed", Fault::Rollback,
            [=] {
                TrustState state = machineWith(older);
                state.noteInstalled(claimOf(older, 1));
                return installAt(state, claimOf(older, 0));
            } },
        { "package: 1,001 versions ahead", Fault::FastForward,
            [=] {
                TrustState state = machineWith(older);
                state.noteInstalled(claimOf(older, 1));
                return installAt(state, claimOf(older, 2));
            } },
    };
}

Result<void> manifestSigned(const std::vector<const SigningKey*>& keys)
{
    return ours().machine().checkPackageSignatures(signWith(DocumentKind::Manifest, asBytes("{}"), keys));
}

std::vector<Case> signatures()
{
    return {
        { "manifest: nobody signed", Fault::BelowThreshold, [] { return manifestSigned({}); } },
        { "manifest: one release key of two", Fault::BelowThreshold, [] { return manifestSigned(firstOf(ours().release, 1) + firstOf(ours().countersign, 1)); } },
        { "manifest: no countersignature", Fault::NotCountersigned, [] { return manifestSigned(firstOf(ours().release, 2)); } },
        { "manifest: three release keys, no countersignature", Fault::NotCountersigned, [] { return manifestSigned(firstOf(ours().release, 3)); } },
        { "manifest: a stranger beside", Fault::UnknownKey,
            [] { return manifestSigned(firstOf(ours().release, 2) + firstOf(ours().countersign, 1) + firstOf(theirs().release, 1)); } },
        { "manifest: a root key does not count", Fault::UnknownKey, [] { return manifestSigned(firstOf(ours().release, 1) + firstOf(ours().root, 1)); } },
        { "manifest: one key twice", Fault::KeyTwice,
            [] {
                SignedDocument document = signWith(DocumentKind::Manifest, asBytes("{}"), firstOf(ours().release, 1));
                document.signatures.push_back(document.signatures[0]);
                return ours().machine().checkPackageSignatures(document);
            } },
        { "manifest: one signature under two key ids", Fault::BadSignature,
            [] {
                SignedDocument document = signWith(DocumentKind::Manifest, asBytes("{}"), firstOf(ours().release, 2));
                document.signatures[1].bytes = document.signatures[0].bytes;
                return ours().machine().checkPackageSignatures(document);
            } },
        { "manifest: signatures of another manifest", Fault::BadSignature,
            [] {
                SignedDocument document = ours().signedManifest(asBytes("{}"));
                document.body.push_back(' ');
                return ours().machine().checkPackageSignatures(document);
            } },
    };
}

std::vector<Case> policies()
{
    const auto check = [](const std::string& institution, uint64_t version, uint64_t issued, uint64_t expires, uint64_t now) {
        TrustState state = ours().machine();
        state.notePolicy(7, kNow - kDay);
        return state.checkPolicy(institution, version, issued, expires, now);
    };
    const std::string name = ours().name;
    return {
        { "policy: of another institution", Fault::WrongInstitution, [=] { return check("kr.go.other", 8, kNow, kNow + kDay, kNow); } },
        { "policy: older than the last", Fault::Rollback, [=] { return check(name, 6, kNow, kNow + kDay, kNow); } },
        { "policy: 1,001 versions ahead", Fault::FastForward, [=] { return check(name, 1008, kNow, kNow + kDay, kNow); } },
        { "policy: expired", Fault::Expired, [=] { return check(name, 8, kNow - kDay, kNow - 1, kNow); } },
        { "policy: from the future", Fault::NotYetValid, [=] { return check(name, 8, kNow + 2 * kDay, kNow + 3 * kDay, kNow); } },
        { "policy: the clock was put back", Fault::ClockBack, [=] { return check(name, 8, kNow, kNow + kDay, kNow - 9 * kDay); } },
    };
}

std::vector<Case> allCases()
{
    std::vector<Case> all;
    for (auto part : { firstRoots(), rotations(), catalogs(), packages(), signatures(), policies() })
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

class TrustTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsHonestIsAccepted();
    void everyAttackIsRefusedByName_data();
    void everyAttackIsRefusedByName();
    void aRefusalChangesNothing();
    void rootsMayFollowEachOtherInOneStep();
    void otherReleaseKeysForgetWhatTheOldOnesPushedAhead();
    void bothAlgorithmsCanBeDemanded();
    void anInstalledModelRunsUnderAnExpiredCatalog();
    void theStateComesBackFromItsFile();
    void aChangedStateFileIsNotBelieved();
    void rolesStayApart();
};

void TrustTest::whatIsHonestIsAccepted()
{
    const auto catalog = catalogWith({ named("model.one", 5) });
    TrustState state = machineWith(catalog);
    QVERIFY(state.checkPackageSignatures(ours().signedManifest(asBytes("{}"))).ok());
    QVERIFY(state.checkPackage(claimOf(catalog), kNow).ok());
    state.noteInstalled(claimOf(catalog));
    QVERIFY(state.checkPackage(claimOf(catalog), kNow).ok());  // again: a repair
    QVERIFY(state.acceptCatalog(ours().signedCatalog(catalog), kNow).ok());
    QVERIFY(state.checkPackage(claimOf(catalog), kNow - kClockTolerance / 2).ok());
    QVERIFY(state.checkPolicy(ours().name, 1, kNow, kNow + kDay, kNow).ok());
}

void TrustTest::everyAttackIsRefusedByName_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Case& one : allCases())
        QTest::newRow(one.name) << index++;
}

void TrustTest::everyAttackIsRefusedByName()
{
    QFETCH(int, index);
    static const std::vector<Case> all = allCases();
    const Case& one = all.at(static_cast<size_t>(index));
    const auto result = one.attack();
    QVERIFY(!result.ok());
    QCOMPARE(faultName(faultOf(result.error())), faultName(one.fault));
    QCOMPARE(int(result.error().code), int(ErrorCode::Refused));
}

void TrustTest::aRefusalChangesNothing()
{
    TrustState state = machineWith(catalogWith({ named("model.one", 5) }, 5));
    const auto before = TrustFile::write(state);
    Root skipped = ours().rootContent(3);
    QVERIFY(!state.acceptRoots({ ours().signedRoot(ours().rootContent(2)), ours().signedRoot(ours().rootContent(4)) }, kNow).ok());
    QVERIFY(!state.acceptRoots({ ours().signedRoot(skipped) }, kNow).ok());
    QVERIFY(!state.acceptCatalog(ours().signedCatalog(catalogWith({}, 4)), kNow).ok());
    QVERIFY(!state.acceptCatalog(ours().signedCatalog(catalogWith({}, 6)), kNow + 1000 * kDay).ok());
    QVERIFY(TrustFile::write(state) == before);
}

void TrustTest::rootsMayFollowEachOtherInOneStep()
{
    Root second = ours().rootContent(2);
    second.expires = kNow - kDay;  // one in the middle may have expired
    const Root third = ours().rootContent(3);
    TrustState state = ours().machine();
    QVERIFY(state.acceptRoots({ ours().signedRoot(second), ours().signedRoot(third) }, kNow).ok());
    QCOMPARE(state.root().version, 3U);
}

void TrustTest::otherReleaseKeysForgetWhatTheOldOnesPushedAhead()
{
    TrustState state = machineWith(catalogWith({ named("model.one", 900) }, 900));
    PackageClaim pushed = claimOf(*state.catalog());
    state.noteInstalled(pushed);
    Root second = ours().rootContent(2);
    second.release = theirs().release.role();
    QVERIFY(state.acceptRoots({ ours().signedRoot(second) }, kNow).ok());
    QVERIFY(!state.catalog());
    Catalog fresh = catalogWith({ named("model.one", 6) });
    fresh.rootVersion = 2;
    const auto body = writeCatalog(fresh).value();
    QVERIFY(state.acceptCatalog(writeSignedDocument(signWith(DocumentKind::Catalog, body, firstOf(theirs().release, 2))), kNow).ok());
    QVERIFY(state.checkPackage(claimOf(fresh), kNow).ok());
    QVERIFY(!state.acceptCatalog(ours().signedCatalog(fresh), kNow).ok());  // the stolen keys sign nothing any more
}

void TrustTest::bothAlgorithmsCanBeDemanded()
{
    const Signers modern = makeSigners(2, 2);
    const Signers validated = makeSigners(2, 2, ProfileId::Validated);
    Root content = ours().rootContent();
    content.validatedToo = true;
    content.root.keys = modern.role().keys;
    for (const SigningKey& key : validated.keys)
        content.root.keys.push_back(key.publicKey);
    const auto body = writeRoot(content).value();
    const auto both = writeSignedDocument(signWith(DocumentKind::Root, body, firstOf(modern, 2) + firstOf(validated, 2)));
    QVERIFY(TrustState::begin(both, rootDigest(both).value(), kNow).ok());
    const auto one = writeSignedDocument(signWith(DocumentKind::Root, body, firstOf(modern, 2) + firstOf(validated, 1)));
    const auto refused = TrustState::begin(one, rootDigest(one).value(), kNow);
    QCOMPARE(faultName(faultOf(refused.error())), "weak-algorithm");
}

void TrustTest::anInstalledModelRunsUnderAnExpiredCatalog()
{
    const auto catalog = catalogWith({ named("model.one", 5) });
    TrustState state = machineWith(catalog);
    QCOMPARE(faultName(faultOf(state.mayRun(catalog.packages[0].digest).error())), "not-accepted");
    state.noteInstalled(claimOf(catalog));
    QVERIFY(!state.checkPackage(claimOf(catalog), kNow + 91 * kDay).ok());
    QVERIFY(state.mayRun(catalog.packages[0].digest).ok());
}

void TrustTest::theStateComesBackFromItsFile()
{
    QTemporaryDir folder;
    const TrustFile file(folder.path().toStdString());
    QCOMPARE(faultName(faultOf(file.load().error())), "no-root");
    Catalog catalog = catalogWith({ named("model.one", 5), named("model.two", 3) }, 9);
    catalog.revoked = { named("model.bad", 1).digest };
    TrustState state = machineWith(catalog);
    state.noteInstalled(claimOf(catalog));
    state.notePolicy(4, kNow);
    QVERIFY(file.save(state).ok());
    const auto again = file.load();
    QVERIFY(again.ok());
    QVERIFY(TrustFile::write(*again) == TrustFile::write(state));
    QCOMPARE(again->root().version, state.root().version);
    QCOMPARE(again->timeFloor(), kNow);
    QCOMPARE(again->policyVersion(), 4U);
    QCOMPARE(faultName(faultOf(again->mayRun(named("model.bad", 1).digest).error())), "revoked");
    QVERIFY(again->checkPackage(claimOf(catalog), kNow).ok());
}

void TrustTest::aChangedStateFileIsNotBelieved()
{
    TrustState state = machineWith(catalogWith({ named("model.one", 5) }));
    const auto good = TrustFile::write(state);
    QVERIFY(TrustFile::read(good).ok());
    for (size_t at = 0; at < good.size(); at += 7) {
        auto bad = good;
        bad[at] = static_cast<uint8_t>(bad[at] ^ 1);
        QCOMPARE(faultName(faultOf(TrustFile::read(bad).error())), "state-damaged");
    }
    for (size_t length = 0; length < good.size(); length += 11)
        QCOMPARE(faultName(faultOf(TrustFile::read(Bytes(good).first(length)).error())), "state-damaged");
}

void TrustTest::rolesStayApart()
{
    Root content = ours().rootContent();
    content.release.keys[0] = content.root.keys[0];
    QCOMPARE(faultName(faultOf(readRoot(writeRoot(content).value()).error())), "key-twice");
    content = ours().rootContent();
    content.root.keys[1] = content.root.keys[0];
    QCOMPARE(faultName(faultOf(readRoot(writeRoot(content).value()).error())), "key-twice");
    content = ours().rootContent();
    content.root.threshold = 4;
    QCOMPARE(faultName(faultOf(readRoot(writeRoot(content).value()).error())), "wrong-value");
    content.root.threshold = 0;
    QCOMPARE(faultName(faultOf(readRoot(writeRoot(content).value()).error())), "wrong-value");
}

QTEST_GUILESS_MAIN(TrustTest)
#include "trust_test.moc"
