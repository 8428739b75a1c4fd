#include "app/services/administration_private.h"

#include "app/policy/model_rules.h"
#include "app/services/convert.h"
#include "storage/vault/clock.h"

#include <unistd.h>

namespace sillok::app {

namespace {

constexpr std::chrono::milliseconds kTellEvery { 250 };

QDateTime timeOf(uint64_t seconds) { return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds)); }

TrustShown trustOf(const Result<std::optional<storage::TrustState>>& loaded, uint64_t nowS)
{
    TrustShown shown;
    if (!loaded.ok()) {
        shown.problem = toProblem(loaded.error(), Problem::During::Store);
        return shown;
    }
    if (!loaded->has_value())
        return shown;
    const storage::TrustState& trust = **loaded;
    shown.known = true;
    shown.institution = QString::fromStdString(trust.root().institution);
    shown.rootVersion = static_cast<qint64>(trust.root().version);
    shown.rootExpires = timeOf(trust.root().expires);
    shown.rootExpired = trust.root().expires <= nowS;
    if (const storage::Catalog* const catalog = trust.catalog()) {
        shown.catalogVersion = static_cast<qint64>(catalog->version);
        shown.catalogIssued = timeOf(catalog->issued);
        shown.catalogExpires = timeOf(catalog->expires);
        shown.frozen = catalog->expires <= nowS;
        shown.listed = static_cast<int>(catalog->packages.size());
        shown.revoked = static_cast<int>(catalog->revoked.size());
    }
    return shown;
}

PackageShown shownOf(const storage::PackageStore& store, const storage::InstalledPackage& installed, StorePlace place, const ManagedState& managed)
{
    PackageShown shown = packageShown(installed.manifest, place);
    shown.allowed = managed.policy.mayUseModel(installed.manifest.id);
    addReport(shown, loadReport(store, installed.manifest.id, installed.manifest.version));
    if (installed.manifest.kind == storage::PackageKind::Model)
        shown.belowFloor = !mayBeDefault(managed, { store.folder(), {} }, installed.manifest.id + "@" + std::to_string(installed.manifest.version)).ok();
    return shown;
}

QList<PackageShown> packagesOf(const std::string& folder, StorePlace place, const ManagedState& managed, const Result<std::optional<storage::TrustState>>& trust)
{
    QList<PackageShown> all;
    const storage::PackageStore store(folder);
    const auto listing = store.list();
    if (!listing.ok())
        return all; // nothing was ever installed there
    for (const storage::InstalledPackage& installed : listing->packages) {
        PackageShown shown = shownOf(store, installed, place, managed);
        shown.mayRun = trust.ok() && trust->has_value() && (*trust)->mayRun(installed.digest).ok();
        all.append(shown);
    }
    for (const std::string& broken : listing->broken) {
        const QString name = QString::fromStdString(broken);
        PackageShown shown;
        shown.place = place;
        shown.id = name.section(u'/', 0, 0);
        shown.version = name.section(u'/', 1, 1).toLongLong();
        shown.broken = true;
        all.append(shown);
    }
    return all;
}

} // namespace

PackageShown packageShown(const storage::Manifest& manifest, StorePlace place)
{
    PackageShown shown;
    shown.place = place;
    shown.id = QString::fromStdString(manifest.id);
    shown.version = static_cast<qint64>(manifest.version);
    shown.kind = QString::fromLatin1(storage::packageKindName(manifest.kind));
    shown.titleKo = QString::fromStdString(manifest.titleKo);
    shown.titleEn = QString::fromStdString(manifest.titleEn);
    shown.licence = QString::fromStdString(manifest.licence.id);
    shown.commercialUse = manifest.licence.commercialUse;
    shown.sizeBytes = static_cast<qint64>(manifest.totalBytes());
    return shown;
}

void addReport(PackageShown& shown, const std::optional<AcceptanceReport>& report)
{
    if (!report)
        return;
    shown.questions = static_cast<int>(report->questions);
    shown.right = static_cast<int>(report->right);
    shown.tokensPerSecond = report->generatedTokensPerSecond;
}

void StoreTeller::at(InstallStep step, uint64_t done, uint64_t all, Clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    const bool begins = !m_meter || step != m_last.step;
    if (begins)
        m_meter.emplace(0, static_cast<int64_t>(all - std::min(done, all)), now); // what an earlier try has copied is no work of this one
    else if (static_cast<qint64>(done) <= m_last.done)
        return; // told by another thread already
    else
        m_meter->done(0, static_cast<int64_t>(done) - m_last.done, now);
    m_last = { step, static_cast<qint64>(done), static_cast<qint64>(all), 0, -1 };
    if (!begins && done < all && now - m_toldAt < kTellEvery)
        return;
    if (step != InstallStep::Questions) {
        m_last.bytesPerSecond = m_meter->bytesPerSecond(now);
        m_last.secondsLeft = m_meter->secondsLeft(now);
    }
    m_toldAt = now;
    m_tell(m_last);
}

// -- Private

void Administration::Private::post(std::function<void()> work) { QMetaObject::invokeMethod(&administration, std::move(work), Qt::QueuedConnection); }

void Administration::Private::report(const Error& error, Problem::During during, const QString& subject)
{
    post([this, problem = toProblem(error, during, subject)] { emit administration.problem(problem); });
}

void Administration::Private::change(const QString& subject, std::function<Result<void>(const std::stop_token&)> work)
{
    if (changes == 0)
        stop = std::stop_source();
    ++changes;
    changeQueue.post([this, subject, work = std::move(work), token = stop.get_token()](std::stop_token) {
        const Result<void> done = token.stop_requested() ? Result<void>(fail(ErrorCode::Cancelled, "a change of a store")) : work(token);
        const AdministrationState now = lookNow();
        post([this, subject, done, now] {
            --changes;
            state = now;
            emit administration.looked(state);
            if (!done.ok())
                emit administration.problem(toProblem(done.error(), Problem::During::Store, subject));
        });
    });
}

uint64_t Administration::Private::nowS() const
{
    return places.policy.nowS ? places.policy.nowS() : static_cast<uint64_t>(storage::nowMs() / 1000);
}

Result<std::unique_ptr<StoreKeeper>> Administration::Private::keeperOf(StorePlace place, const ManagedState& managed) const
{
    StoreSite site { folderOf(place), place == StorePlace::Machine ? places.policy.policyFile : std::string(), places.engineProgram, managed };
    if (site.folder.empty())
        return fail(ErrorCode::NotFound, "no such store");
    // One's own is made when it is first needed.
    if (place == StorePlace::Own || ::access(site.folder.c_str(), W_OK) == 0)
        return keeperHere(std::move(site));
    std::unique_ptr<StoreKeeper> keeper = places.elsewhere ? places.elsewhere(std::move(site)) : nullptr;
    if (!keeper)
        return storage::refuse(storage::Fault::NotPermitted, "the store of this computer");
    return keeper;
}

AdministrationState Administration::Private::lookNow() const
{
    AdministrationState now;
    now.managed = readManagedState(places.policy);
    const auto add = [&](StorePlace place, bool mayInstall, bool mayRemove, bool mayTrust) {
        const std::string folder = folderOf(place);
        const auto trust = loadTrust(folder);
        now.stores.append({ place, trustOf(trust, nowS()), packagesOf(folder, place, now.managed, trust), mayInstall, mayRemove, mayTrust });
    };
    const std::string& machine = places.policy.storeFolder;
    if (!machine.empty() && (now.managed.managed || ::access(machine.c_str(), F_OK) == 0)) {
        const bool reached = places.elsewhere || ::access(machine.c_str(), W_OK) == 0;
        add(StorePlace::Machine, reached && now.managed.may(Action::InstallPackage), reached && now.managed.may(Action::RemovePackage), reached && now.managed.may(Action::SetPolicy));
    }
    const bool own = !places.ownStore.empty() && now.managed.policy.userStore && now.managed.may(Action::UseVault);
    if (own)
        add(StorePlace::Own, true, true, true);
    return now;
}

// -- Administration

Administration::Administration(AdministrationPlaces places, QObject* parent) : QObject(parent), d(std::make_unique<Private>(*this, std::move(places)))
{
    qRegisterMetaType<StorePlace>();
}

Administration::~Administration() = default;

const AdministrationState& Administration::state() const { return d->state; }
bool Administration::busy() const { return d->changes > 0; }

void Administration::look()
{
    d->auditQueue.post([this](std::stop_token) {
        const AdministrationState now = d->lookNow();
        d->post([this, now] {
            d->state = now;
            emit looked(d->state);
        });
    });
}

void Administration::cancel()
{
    d->stop.request_stop();
    d->checking.request_stop();
}

} // namespace sillok::app
