#include "tests/fakes/scripted_administration.h"

#include <QHash>

namespace sillok::fakes {

namespace {

QHash<const app::Administration*, Script*>& scripts()
{
    static QHash<const app::Administration*, Script*> all;
    return all;
}

} // namespace

static Script& scriptOf(const app::Administration* administration) { return *scripts().value(administration); }

static bool fits(const app::RecordShown& record, const app::RecordFilter& filter)
{
    return (filter.action == 0 || (!record.seal && record.action == filter.action)) && (filter.account < 0 || record.account == filter.account)
        && (filter.from.isNull() || record.at >= filter.from);
}

void bindAdministration(app::Administration& administration, Script* script)
{
    if (script)
        scripts().insert(&administration, script);
    else
        scripts().remove(&administration);
}

void Script::finishInstall(std::optional<app::Problem> problem)
{
    app::Administration& administration = desk->administration();
    if (problem) {
        emit administration.problem(*problem);
        return;
    }
    for (app::StoreShown& store : stores.stores)
        if (store.place == look.place)
            store.packages.append(look.package);
    administration.look();
    emit administration.installed({ look.package, true });
}

} // namespace sillok::fakes

namespace sillok::app {

using fakes::Script;

struct Administration::Private {};

Administration::Administration(AdministrationPlaces, QObject* parent)
    : QObject(parent)
{
}

Administration::~Administration() { fakes::bindAdministration(*this, nullptr); }

const AdministrationState& Administration::state() const
{
    Script& s = fakes::scriptOf(this);
    s.stores.managed = s.managed;
    return s.stores;
}

bool Administration::busy() const { return false; }

void Administration::look() { emit looked(state()); }

void Administration::inspect(const QString& path, StorePlace place)
{
    Script& s = fakes::scriptOf(this);
    s.calls.append(QStringLiteral("inspect %1 %2").arg(path).arg(static_cast<int>(place)));
    s.look.path = path;
    s.look.place = place;
    emit inspected(s.look);
}

void Administration::install(const QString& path, StorePlace place, const QByteArray& accepted)
{
    fakes::scriptOf(this).calls.append(QStringLiteral("install %1 %2 %3").arg(path).arg(static_cast<int>(place)).arg(QString::fromLatin1(accepted)));
}

void Administration::cancel()
{
    Script& s = fakes::scriptOf(this);
    s.calls.append(QStringLiteral("cancel"));
    Problem stopped;
    stopped.code = ErrorCode::Cancelled;
    stopped.during = Problem::During::Store;
    emit problem(stopped);
}

void Administration::remove(StorePlace place, const QString& id, qint64 version)
{
    Script& s = fakes::scriptOf(this);
    s.calls.append(QStringLiteral("remove %1 %2 %3").arg(static_cast<int>(place)).arg(id).arg(version));
    emit removed(id, version);
}

void Administration::verify(StorePlace, const QString& id, qint64 version)
{
    fakes::scriptOf(this).calls.append(QStringLiteral("verify %1 %2").arg(id).arg(version));
    emit verified(id, version);
}

void Administration::beginTrust(StorePlace, const QString& path, const QString& digest)
{
    fakes::scriptOf(this).calls.append(QStringLiteral("beginTrust %1 %2").arg(path, digest));
}

void Administration::acceptTrust(StorePlace, const QStringList& paths)
{
    fakes::scriptOf(this).calls.append(QStringLiteral("acceptTrust %1").arg(paths.join(u' ')));
}

void Administration::previewPolicy(const QString& path)
{
    Script& s = fakes::scriptOf(this);
    s.policyLook.path = path;
    emit policyPreviewed(s.policyLook);
}

void Administration::setPolicy(const QString& path) { fakes::scriptOf(this).calls.append(QStringLiteral("setPolicy ") + path); }

void Administration::openLog(const LogPlace& place)
{
    Script& s = fakes::scriptOf(this);
    s.calls.append(QStringLiteral("openLog %1 %2").arg(static_cast<int>(place.kind)).arg(place.path));
    LogShown shown { place, s.records.size(), 0, {} };
    for (const RecordShown& record : s.records)
        if (!shown.accounts.contains(record.account))
            shown.accounts.append(record.account);
    emit logOpened(shown);
}

void Administration::listRecords(const RecordFilter& filter, qint64 from, int count)
{
    Script& s = fakes::scriptOf(this);
    s.calls.append(QStringLiteral("listRecords %1 %2").arg(from).arg(count));
    QList<RecordShown> chosen;
    for (const RecordShown& record : s.records)
        if (fakes::fits(record, filter))
            chosen.append(record);
    emit recordsListed({ filter, from, chosen.size(), chosen.mid(from, count) });
}

void Administration::checkLog(const LogCheckOrder& order)
{
    Script& s = fakes::scriptOf(this);
    s.calls.append(QStringLiteral("checkLog %1").arg(static_cast<int>(order.place.kind)));
    emit logProgressed(500, 1000);
    s.verdict.place = order.place;
    emit logChecked(s.verdict);
}

void Administration::exportLog(const LogPlace& place, const QString& output, ExportReason reason)
{
    fakes::scriptOf(this).calls.append(QStringLiteral("exportLog %1 %2 %3").arg(static_cast<int>(place.kind)).arg(output).arg(static_cast<int>(reason)));
}

} // namespace sillok::app
