// trust_test.cpp - What a machine that is never online accepts, and what it remembers; each way to get past it is a row of the attack table.
#include "tests/storage/attacks/attack.h"

#include "storage/trust/trust_file.h"

#include <QTemporaryDir>
#include <QTest>

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

} // namespace

class TrustTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsHonestIsAccepted();
    void aRefusalChangesNothing();
    void rootsMayFollowEachOtherInOneStep();
    void otherReleaseKeysForgetWhatTheOldOnesPushedAhead();
    void anInstalledModelRunsUnderAnExpiredCatalog();
    void theStateComesBackFromItsFile();
    void aChangedStateFileIsNotBelieved();
};

void TrustTest::whatIsHonestIsAccepted()
{
    const auto catalog = catalogWith(ours(), { named("model.one", 5) });
    TrustState state = machineWith(ours(), catalog);
    QVERIFY(state.checkPackageSignatures(ours().signedManifest(asBytes("{}"))).ok());
    QVERIFY(state.checkPackage(claimOf(catalog), kNow).ok());
    state.noteInstalled(claimOf(catalog));
    QVERIFY(state.checkPackage(claimOf(catalog), kNow).ok());  // again: a repair
    QVERIFY(state.acceptCatalog(ours().signedCatalog(catalog), kNow).ok());
    QVERIFY(state.checkPackage(claimOf(catalog), kNow - kClockTolerance / 2).ok());
    QVERIFY(state.checkPolicy(ours().name, 1, kNow, kNow + kDay, kNow).ok());
}

void TrustTest::aRefusalChangesNothing()
{
    TrustState state = machineWith(ours(), catalogWith(ours(), { named("model.one", 5) }, 5));
    const auto before = TrustFile::write(state);
    Root skipped = ours().rootContent(3);
    QVERIFY(!state.acceptRoots({ ours().signedRoot(ours().rootContent(2)), ours().signedRoot(ours().rootContent(4)) }, kNow).ok());
    QVERIFY(!state.acceptRoots({ ours().signedRoot(skipped) }, kNow).ok());
    QVERIFY(!state.acceptCatalog(ours().signedCatalog(catalogWith(ours(), {}, 4)), kNow).ok());
    QVERIFY(!state.acceptCatalog(ours().signedCatalog(catalogWith(ours(), {}, 6)), kNow + 1000 * kDay).ok());
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
    TrustState state = machineWith(ours(), catalogWith(ours(), { named("model.one", 900) }, 900));
    PackageClaim pushed = claimOf(*state.catalog());
    state.noteInstalled(pushed);
    Root second = ours().rootContent(2);
    second.release = theirs().release.role();
    QVERIFY(state.acceptRoots({ ours().signedRoot(second) }, kNow).ok());
    QVERIFY(!state.catalog());
    Catalog fresh = catalogWith(ours(), { named("model.one", 6) });
    fresh.rootVersion = 2;
    const auto body = writeCatalog(fresh).value();
    QVERIFY(state.acceptCatalog(writeSignedDocument(signWith(DocumentKind::Catalog, body, firstOf(theirs().release, 2))), kNow).ok());
    QVERIFY(state.checkPackage(claimOf(fresh), kNow).ok());
    QVERIFY(!state.acceptCatalog(ours().signedCatalog(fresh), kNow).ok());  // the stolen keys sign nothing any more
}

void TrustTest::anInstalledModelRunsUnderAnExpiredCatalog()
{
    const auto catalog = catalogWith(ours(), { named("model.one", 5) });
    TrustState state = machineWith(ours(), catalog);
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
    Catalog catalog = catalogWith(ours(), { named("model.one", 5), named("model.two", 3) }, 9);
    catalog.revoked = { named("model.bad", 1).digest };
    TrustState state = machineWith(ours(), catalog);
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
    TrustState state = machineWith(ours(), catalogWith(ours(), { named("model.one", 5) }));
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

QTEST_GUILESS_MAIN(TrustTest)
#include "trust_test.moc"
