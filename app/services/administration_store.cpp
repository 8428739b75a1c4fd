// administration_store.cpp - Administration's part about packages, trust and policy.
#include "app/services/administration_private.h"

#include "app/services/convert.h"
#include "app/services/package_hashing.h"
#include "engine/backend/backend.h"

#include <QFileInfo>

namespace sillok::app {

namespace {

QDateTime timeOf(uint64_t seconds) { return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds)); }

SignerShown::Office officeOf(const storage::KeyId& id, const storage::Root& root)
{
    const auto among = [&](const storage::KeyRole& role) {
        return std::ranges::any_of(role.keys, [&](const storage::PublicKey& key) {
            const auto other = storage::keyIdOf(key);
            return other.ok() && *other == id;
        });
    };
    return among(root.release) ? SignerShown::Office::Release : among(root.countersign) ? SignerShown::Office::Institution : SignerShown::Office::Unknown;
}

void describe(PackageLook& look, const storage::PackageReader& package)
{
    const storage::Manifest& manifest = package.manifest();
    look.package = packageShown(manifest, look.place);
    look.grade = QString::fromLatin1(storage::gradeName(manifest.grade));
    look.memoryBytes = static_cast<qint64>(manifest.totalBytes() + manifest.memoryBytes);
    look.issued = timeOf(manifest.issuedSeconds);
    look.expires = timeOf(manifest.expiresSeconds);
    for (const storage::Signature& signature : package.document().signatures)
        look.signers.append({ SignerShown::Office::Unknown, QString::fromStdString(storage::fingerprint(signature.key)) });
}

/// What it says of itself is shown beside the reason of a refusal, and not before its signatures are good.
Result<void> describeSigned(const std::string& path, const storage::TrustState& trust, PackageLook& look)
{
    const storage::Root& root = trust.root();
    SILLOK_TRY(auto source, storage::openPackageSource(path));
    SILLOK_TRY(const storage::PackageReader package, storage::PackageReader::open(std::move(source), { { root.release }, { root.countersign } }));
    SILLOK_CHECK(trust.checkPackageSignatures(package.document()));
    describe(look, package);
    for (qsizetype i = 0; i < look.signers.size(); ++i)
        look.signers[i].office = officeOf(package.document().signatures[static_cast<size_t>(i)].key, root);
    return {};
}

Result<void> readSigned(const std::string& path, const std::string& folder, const ManagedState& managed, const std::function<uint64_t()>& nowS, PackageLook& look)
{
    SILLOK_TRY(auto files, storage::openPackageFiles(path));
    SILLOK_TRY(const auto trust, loadTrust(folder));
    if (trust)
        SILLOK_CHECK(describeSigned(path, *trust, look));
    SILLOK_TRY(const storage::PackageReader package, lookInto(folder, std::move(files), nowS));
    look.package.allowed = managed.policy.mayUseModel(package.manifest().id);
    SILLOK_CHECK(ManagedState::allow(look.package.allowed, "models"));
    SILLOK_TRY(const std::string licence, licenceText(package));
    look.licenceText = QString::fromStdString(licence);
    look.digest = { reinterpret_cast<const char*>(package.digest().data()), static_cast<qsizetype>(package.digest().size()) };
    return {};
}

Result<std::vector<uint8_t>> readDocument(const QString& path)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path.toStdString()));
    return readAll(file, 2 * kMostPolicyBytes);
}

/// As people type what was read to them.
Result<storage::Digest> digestOf(const QString& typed)
{
    QString plain;
    for (const QChar c : typed.toLower())
        if (!c.isSpace() && c != u'-' && c != u':')
            plain += c;
    auto digest = storage::readDigest(plain.toStdString());
    return digest.ok() ? digest : Result<storage::Digest>(fail(ErrorCode::BadArgument, "no digest"));
}

} // namespace

PackageLook Administration::Private::lookAt(const QString& path, StorePlace place) const
{
    PackageLook look;
    look.path = path;
    look.place = place;
    const auto read = readSigned(path.toStdString(), folderOf(place), readManagedState(places.policy), places.policy.nowS, look);
    if (!read.ok())
        look.refusal = toProblem(read.error(), Problem::During::Store, QFileInfo(path).fileName());
    return look;
}

PolicyLook Administration::Private::lookAtPolicy(const QString& path) const
{
    PolicyLook look;
    look.path = path;
    const ManagedState managed = readManagedState(places.policy);
    look.before = managed.policy;
    look.versionBefore = static_cast<qint64>(managed.version);
    const auto read = [&]() -> Result<void> {
        SILLOK_CHECK(managed.permit(Action::VerifyPackage));
        SILLOK_TRY(const std::vector<uint8_t> bytes, readDocument(path));
        SILLOK_TRY(const auto trust, loadTrust(places.policy.storeFolder));
        if (!trust)
            return storage::refuse(storage::Fault::NoRoot, "policy");
        SILLOK_TRY(const PolicyDocument policy, acceptPolicy(bytes, *trust, nowS()));
        SILLOK_TRY(const storage::SignedDocument document, storage::readSignedDocument(bytes, storage::DocumentKind::Policy));
        for (const storage::Signature& signature : document.signatures)
            look.signers.append(QString::fromStdString(storage::fingerprint(signature.key)));
        look.institution = QString::fromStdString(policy.institution);
        look.version = static_cast<qint64>(policy.version);
        look.issued = timeOf(policy.issuedS);
        look.expires = timeOf(policy.expiresS);
        look.after = policy.policy;
        return {};
    };
    if (const auto done = read(); !done.ok())
        look.refusal = toProblem(done.error(), Problem::During::Store, QFileInfo(path).fileName());
    return look;
}

Result<InstallOutcome> Administration::Private::installNow(const QString& path, StorePlace place, const QByteArray& accepted, const std::stop_token& token)
{
    storage::Digest digest {};
    if (accepted.size() != static_cast<qsizetype>(digest.size()))
        return storage::refuse(storage::Fault::LicenceNotAccepted, "nothing was accepted");
    std::copy(accepted.begin(), accepted.end(), digest.begin());
    SILLOK_TRY(const auto keeper, keeperOf(place, readManagedState(places.policy)));
    SILLOK_TRY(auto files, storage::openPackageFiles(path.toStdString()));
    StoreTeller teller([this](const InstallProgress& progress) { post([this, progress] { emit administration.progressed(progress); }); });
    SILLOK_TRY(const InstalledNow now, keeper->install(std::move(files), digest,
        { [&](StoreStep step, uint64_t done, uint64_t all) { teller.at(static_cast<InstallStep>(step), done, all); }, token }));
    InstallOutcome outcome { packageShown(now.manifest, place), now.reported };
    addReport(outcome.package, now.report);
    return outcome;
}

Result<void> Administration::Private::verifyNow(StorePlace place, const QString& id, qint64 version, const std::stop_token& token)
{
    const storage::PackageStore store(folderOf(place));
    SILLOK_TRY(const storage::TrustState trust, store.trustFile().load());
    SILLOK_TRY(const auto package, storage::VerifiedPackage::open(store, id.toStdString(), static_cast<uint64_t>(version), trust));
    StoreTeller teller([this](const InstallProgress& progress) { post([this, progress] { emit administration.progressed(progress); }); });
    const HashingOptions options { usableThreads(), [&](uint64_t done, uint64_t all) { teller.at(InstallStep::Checking, done, all); }, token };
    return storage::checkWhole(
        package, [&](const std::vector<uint64_t>& sizes, const storage::LeafWork& work) { return shareLeaves(sizes, options, work); }, {}, token);
}

void Administration::inspect(const QString& path, StorePlace place)
{
    d->auditQueue.post([this, path, place](std::stop_token) {
        const PackageLook look = d->lookAt(path, place);
        d->post([this, look] { emit inspected(look); });
    });
}

void Administration::install(const QString& path, StorePlace place, const QByteArray& accepted)
{
    d->change(QFileInfo(path).fileName(), [this, path, place, accepted](const std::stop_token& token) -> Result<void> {
        SILLOK_TRY(const InstallOutcome outcome, d->installNow(path, place, accepted, token));
        d->post([this, outcome] { emit installed(outcome); });
        return {};
    });
}

void Administration::remove(StorePlace place, const QString& id, qint64 version)
{
    d->change(id, [this, place, id, version](const std::stop_token&) -> Result<void> {
        SILLOK_TRY(const auto keeper, d->keeperOf(place, readManagedState(d->places.policy)));
        SILLOK_TRY(const uint64_t gone, keeper->remove(id.toStdString(), static_cast<uint64_t>(version)));
        d->post([this, id, gone] { emit removed(id, static_cast<qint64>(gone)); });
        return {};
    });
}

void Administration::verify(StorePlace place, const QString& id, qint64 version)
{
    d->change(id, [this, place, id, version](const std::stop_token& token) -> Result<void> {
        SILLOK_CHECK(readManagedState(d->places.policy).permit(Action::VerifyPackage));
        SILLOK_CHECK(d->verifyNow(place, id, version, token));
        d->post([this, id, version] { emit verified(id, version); });
        return {};
    });
}

void Administration::beginTrust(StorePlace place, const QString& path, const QString& digest)
{
    d->change(QFileInfo(path).fileName(), [this, place, path, digest](const std::stop_token&) -> Result<void> {
        SILLOK_TRY(const storage::Digest told, digestOf(digest));
        SILLOK_TRY(const auto keeper, d->keeperOf(place, readManagedState(d->places.policy)));
        SILLOK_TRY(FileDescriptor root, openForReading(path.toStdString()));
        SILLOK_CHECK(keeper->beginTrust(std::move(root), told));
        d->post([this, place] { emit trustChanged(place); });
        return {};
    });
}

void Administration::acceptTrust(StorePlace place, const QStringList& paths)
{
    d->change(paths.isEmpty() ? QString() : QFileInfo(paths.front()).fileName(), [this, place, paths](const std::stop_token&) -> Result<void> {
        SILLOK_TRY(const auto keeper, d->keeperOf(place, readManagedState(d->places.policy)));
        std::vector<FileDescriptor> documents;
        for (const QString& path : paths) {
            SILLOK_TRY(FileDescriptor document, openForReading(path.toStdString()));
            documents.push_back(std::move(document));
        }
        SILLOK_CHECK(keeper->acceptTrust(std::move(documents)));
        d->post([this, place] { emit trustChanged(place); });
        return {};
    });
}

void Administration::previewPolicy(const QString& path)
{
    d->auditQueue.post([this, path](std::stop_token) {
        const PolicyLook look = d->lookAtPolicy(path);
        d->post([this, look] { emit policyPreviewed(look); });
    });
}

void Administration::setPolicy(const QString& path)
{
    d->change(QFileInfo(path).fileName(), [this, path](const std::stop_token&) -> Result<void> {
        SILLOK_TRY(const auto keeper, d->keeperOf(StorePlace::Machine, readManagedState(d->places.policy)));
        SILLOK_TRY(FileDescriptor file, openForReading(path.toStdString()));
        SILLOK_TRY(const PolicyDocument policy, keeper->setPolicy(std::move(file)));
        d->post([this, version = policy.version] { emit policySet(static_cast<qint64>(version)); });
        return {};
    });
}

} // namespace sillok::app
