#include "app/services/store_keeper.h"

#include "app/services/answer_record.h"
#include "app/services/package_hashing.h"
#include "app/services/store_trail.h"
#include "engine/backend/backend.h"
#include "storage/db/disk.h"
#include "storage/db/replace_file.h"
#include "storage/vault/clock.h"

#include <unistd.h>

namespace sillok::app {

namespace {

using storage::Fault;
using storage::refuse;

constexpr uint64_t kMostLicenceBytes = 1 << 20;

uint64_t clockS() { return static_cast<uint64_t>(storage::nowMs() / 1000); }

uint64_t machineMemory()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES), size = ::sysconf(_SC_PAGE_SIZE);
    return pages > 0 && size > 0 ? static_cast<uint64_t>(pages) * static_cast<uint64_t>(size) : UINT64_MAX;
}

/// What it says that it needs beside its files, which lie in memory while it works.
Result<void> fits(const storage::Manifest& manifest)
{
    const auto needed = checkedAdd(manifest.totalBytes(), manifest.memoryBytes);
    return needed && *needed <= machineMemory() ? Result<void>() : Result<void>(refuse(Fault::DoesNotFit, manifest.id));
}

Result<storage::PackageReader> openChecked(const storage::TrustState& trust, std::vector<FileDescriptor> files, uint64_t nowS)
{
    SILLOK_TRY(const storage::ProgramVersion program, storage::readProgramVersion(programVersion()));
    SILLOK_TRY(auto source, storage::sourceOfFiles(std::move(files)));
    return storage::openToInstall(trust, std::move(source), nowS, program);
}

std::string nameIn(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }
std::string nameOf(const storage::Manifest& manifest) { return manifest.id + "@" + std::to_string(manifest.version); }

class KeeperHere : public StoreKeeper {
public:
    explicit KeeperHere(StoreSite site) : m_site(std::move(site)), m_store(m_site.folder)
    {
        if (!m_site.nowS)
            m_site.nowS = clockS;
    }

    Result<InstalledNow> install(std::vector<FileDescriptor> files, const storage::Digest& accepted, const StoreWatch& watch) override;
    Result<uint64_t> remove(const std::string& id, uint64_t version) override;
    Result<storage::TrustState> beginTrust(FileDescriptor root, const storage::Digest& told) override;
    Result<storage::TrustState> acceptTrust(std::vector<FileDescriptor> documents) override;
    Result<PolicyDocument> setPolicy(FileDescriptor policy) override;

private:
    bool isMachines() const { return !m_site.policyFile.empty(); }
    /// The machine's store is for administrators; one's own is there where the institution allows it.
    Result<void> mayChange(Action action) const
    {
        return isMachines() ? m_site.managed.permit(action) : ManagedState::allow(m_site.managed.policy.userStore, "user_store");
    }
    Result<void> keepTrust(const storage::TrustState& trust, bool newRoot);

    StoreSite m_site;
    storage::PackageStore m_store;
};

/// One installation and what the log says about it: until the package is known to be good, a refusal has no name to give.
class Installation {
public:
    Installation(AuditTrail& trail, const StoreSite& site, const StoreWatch& watch)
        : m_trail(trail), m_site(site), m_watch(watch), m_act(trail.act(storage::AuditAction::PackageRefused))
    {
    }

    Result<InstalledNow> run(const storage::PackageStore& store, std::vector<FileDescriptor> files, const storage::Digest& accepted)
    {
        const auto done = copy(store, std::move(files), accepted);
        m_trail.recordEnd(m_act, done.ok() ? nullptr : &done.error());
        SILLOK_TRY(const storage::InstalledPackage installed, done);
        return InstalledNow { installed.manifest, installed.digest, m_report, saveReport(store, installed.manifest, m_report).ok() };
    }

private:
    Result<storage::InstalledPackage> copy(const storage::PackageStore& store, std::vector<FileDescriptor> files, const storage::Digest& accepted)
    {
        storage::InstallOrder order;
        order.nowSeconds = m_site.nowS();
        SILLOK_TRY(order.program, storage::readProgramVersion(programVersion()));
        order.stop = m_watch.stop;
        order.approve = [&](const storage::PackageReader& package) { return approve(package, accepted); };
        order.examine = [&](const storage::VerifiedPackage& package) -> Result<void> {
            SILLOK_TRY(m_report, acceptPackage(package, m_site.engineProgram, m_watch.stop, [&](uint32_t done, uint32_t all) { tell(StoreStep::Questions, done, all); }));
            return {};
        };
        order.onCopied = [&](uint64_t done, uint64_t all) { tell(StoreStep::Copying, done, all); };
        order.onChecked = [&](uint64_t done, uint64_t all) { tell(StoreStep::Checking, done, all); };
        order.run = [&](const std::vector<uint64_t>& sizes, const storage::LeafWork& work) { return shareLeaves(sizes, { usableThreads(), {}, m_watch.stop }, work); };
        SILLOK_TRY(auto source, storage::sourceOfFiles(std::move(files)));
        return installPackage(store, std::move(source), order);
    }

    Result<void> approve(const storage::PackageReader& package, const storage::Digest& accepted)
    {
        const storage::Manifest& manifest = package.manifest();
        SILLOK_CHECK(ManagedState::allow(m_site.managed.policy.mayUseModel(manifest.id), "models"));
        SILLOK_CHECK(fits(manifest));
        if (package.digest() != accepted)
            return refuse(Fault::LicenceNotAccepted, manifest.licence.id);
        storage::AuditAct licence = m_trail.act(storage::AuditAction::LicenceAccepted, "package", nameOf(manifest));
        licence.counts[0] = manifest.licence.commercialUse ? 0 : 1;
        SILLOK_CHECK(m_trail.record(licence));
        m_act = m_trail.act(storage::AuditAction::PackageInstalled, "package", nameOf(manifest));
        m_act.result = storage::AuditResult::Begun;
        return m_trail.record(m_act);
    }

    void tell(StoreStep step, uint64_t done, uint64_t all) const
    {
        if (m_watch.onProgress)
            m_watch.onProgress(step, done, all);
    }

    AuditTrail& m_trail;
    const StoreSite& m_site;
    const StoreWatch& m_watch;
    storage::AuditAct m_act;
    AcceptanceReport m_report;
};

Result<InstalledNow> KeeperHere::install(std::vector<FileDescriptor> files, const storage::Digest& accepted, const StoreWatch& watch)
{
    SILLOK_CHECK(mayChange(Action::InstallPackage));
    SILLOK_CHECK(m_store.prepare());
    SILLOK_TRY(const StoreTrail log, openStoreTrail(m_store));
    return Installation(*log.trail, m_site, watch).run(m_store, std::move(files), accepted);
}

Result<uint64_t> KeeperHere::remove(const std::string& id, uint64_t version)
{
    SILLOK_CHECK(mayChange(Action::RemovePackage));
    SILLOK_TRY(const FileDescriptor lock, m_store.lock());
    SILLOK_TRY(const storage::StoreListing listing, m_store.list());
    for (const storage::InstalledPackage& package : listing.packages)  // the newest version of an id comes first
        if (package.manifest.id == id && version == 0)
            version = package.manifest.version;
    SILLOK_TRY(const StoreTrail log, openStoreTrail(m_store));
    SILLOK_CHECK(audited(*log.trail, log.trail->act(storage::AuditAction::PackageRemoved, "package", id + "@" + std::to_string(version)),
        [&] { return m_store.remove(id, version); }));
    return version;
}

/// Recorded before it counts.
Result<void> KeeperHere::keepTrust(const storage::TrustState& trust, bool newRoot)
{
    SILLOK_TRY(const StoreTrail log, openStoreTrail(m_store));
    storage::AuditAct root = log.trail->act(storage::AuditAction::RootAccepted, "root", trust.root().institution);
    root.counts[0] = static_cast<uint32_t>(trust.root().version);
    if (newRoot)
        SILLOK_CHECK(log.trail->record(root));
    if (trust.catalog()) {
        storage::AuditAct catalog = log.trail->act(storage::AuditAction::CatalogAccepted, "catalog", trust.root().institution);
        catalog.counts[0] = static_cast<uint32_t>(trust.catalog()->version);
        SILLOK_CHECK(log.trail->record(catalog));
    }
    return m_store.trustFile().save(trust);
}

Result<storage::TrustState> KeeperHere::beginTrust(FileDescriptor root, const storage::Digest& told)
{
    SILLOK_CHECK(mayChange(Action::SetPolicy));
    SILLOK_CHECK(m_store.prepare());
    SILLOK_TRY(const FileDescriptor lock, m_store.lock());
    if (const auto present = m_store.trustFile().load(); present.ok() || storage::faultOf(present.error()) != Fault::NoRoot)
        return fail(ErrorCode::AlreadyExists, "trust: this machine trusts an institution already");
    SILLOK_TRY(const auto document, readAll(root, storage::kMostDocumentBytes));
    SILLOK_TRY(storage::TrustState trust, storage::TrustState::begin(document, told, m_site.nowS()));
    SILLOK_CHECK(keepTrust(trust, true));
    return trust;
}

Result<storage::TrustState> KeeperHere::acceptTrust(std::vector<FileDescriptor> documents)
{
    SILLOK_CHECK(mayChange(Action::SetPolicy));
    SILLOK_CHECK(m_store.prepare());
    SILLOK_TRY(const FileDescriptor lock, m_store.lock());  // what is read now is what is written below
    SILLOK_TRY(storage::TrustState trust, m_store.trustFile().load());
    const uint64_t before = trust.root().version;
    std::vector<std::vector<uint8_t>> roots;
    std::vector<std::vector<uint8_t>> catalogs;
    for (const FileDescriptor& file : documents) {
        SILLOK_TRY(auto document, readAll(file, storage::kMostDocumentBytes));
        const auto asRoot = storage::readSignedDocument(document, storage::DocumentKind::Root);
        if (!asRoot.ok() && storage::faultOf(asRoot.error()) != Fault::WrongKind)
            return asRoot.error();
        (asRoot.ok() ? roots : catalogs).push_back(std::move(document));
    }
    if (!roots.empty())
        SILLOK_CHECK(trust.acceptRoots(roots, m_site.nowS()));
    for (const auto& catalog : catalogs)
        SILLOK_CHECK(trust.acceptCatalog(catalog, m_site.nowS()));
    SILLOK_CHECK(keepTrust(trust, trust.root().version != before));
    return trust;
}

Result<PolicyDocument> KeeperHere::setPolicy(FileDescriptor policy)
{
    if (!isMachines())
        return fail(ErrorCode::BadArgument, "policy: a person's own store has none");
    SILLOK_CHECK(mayChange(Action::SetPolicy));
    SILLOK_CHECK(m_store.prepare());
    SILLOK_TRY(const FileDescriptor lock, m_store.lock());
    SILLOK_TRY(storage::TrustState trust, m_store.trustFile().load());
    SILLOK_TRY(const StoreTrail log, openStoreTrail(m_store));
    SILLOK_TRY(const auto bytes, readAll(policy, 2 * kMostPolicyBytes));
    const auto document = acceptPolicy(bytes, trust, m_site.nowS());
    storage::AuditAct act = log.trail->act(document.ok() ? storage::AuditAction::PolicyAccepted : storage::AuditAction::PolicyRefused, "policy", trust.root().institution);
    if (!document.ok()) {
        log.trail->recordEnd(act, &document.error());
        return document.error();
    }
    act.counts[0] = static_cast<uint32_t>(document->version);
    // The file first: interrupted behind it, the newer policy holds already, and nothing is remembered that would refuse it.
    const auto put = audited(*log.trail, act, [&]() -> Result<void> {
        SILLOK_CHECK(storage::replaceFile(storage::folderOf(m_site.policyFile), nameIn(m_site.policyFile), bytes, 0644));
        trust.notePolicy(document->version, document->issuedS);
        return m_store.trustFile().save(trust);
    });
    return put.ok() ? document : Result<PolicyDocument>(put.error());
}

} // namespace

std::unique_ptr<StoreKeeper> keeperHere(StoreSite site) { return std::make_unique<KeeperHere>(std::move(site)); }

Result<storage::PackageReader> lookInto(const std::string& storeFolder, std::vector<FileDescriptor> files, const std::function<uint64_t()>& nowS)
{
    SILLOK_TRY(const storage::TrustState trust, storage::TrustFile(storeFolder).load());
    SILLOK_TRY(storage::PackageReader package, openChecked(trust, std::move(files), nowS ? nowS() : clockS()));
    SILLOK_CHECK(fits(package.manifest()));
    return package;
}

Result<std::string> licenceText(const storage::PackageReader& package)
{
    const auto& files = package.manifest().files;
    std::string text;
    for (size_t i = 0; i < files.size(); ++i) {
        if (files[i].path != package.manifest().licence.textPath)
            continue;
        if (files[i].sizeBytes > kMostLicenceBytes)
            return refuse(Fault::TooLarge, "licence");
        storage::LeafBuffer buffer;
        SILLOK_TRY(const Bytes leaf, package.leaf(i, 0, buffer));
        text += asText(leaf);
    }
    return text;
}

} // namespace sillok::app
