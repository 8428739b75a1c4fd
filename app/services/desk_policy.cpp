// desk_policy.cpp - Desk's part about what the institution allows.
#include "app/services/desk_private.h"

#include "app/policy/model_rules.h"
#include "app/policy/vault_policy.h"

namespace sillok::app {

const ManagedState& Desk::managed() const { return d->managed; }

GuardFinding Desk::guard(GuardPlace place, const QString& text) const { return guardText(d->managed.policy, place, text.toStdString()); }

QString Desk::masked(const QString& text) const { return QString::fromStdString(maskIdentifiers(text.toStdString())); }

Result<void> Desk::Private::lookAtPolicy()
{
    managed = readManagedState(paths.policy);
    managedNow.store(std::make_shared<const ManagedState>(managed));
    emit desk.managedChanged();
    return managed.permit(Action::UseVault);
}

/// An open vault keeps to its institution's rules as at its opening: it is bound anew.
void Desk::Private::lookAtPolicyAgain()
{
    ignore(lookAtPolicy(), "whether this account may use a vault is asked when one is opened");
    storageQueue.post([this, read = managed](std::stop_token) {
        if (workspace && !hurrying)
            bindPolicy(*workspace, read);
    });
}

/// `before` is what was read for this very opening: an earlier one may still be on its way here.
void Desk::Private::bindPolicy(Workspace& in, const ManagedState& before)
{
    auto bound = bindToVault(in, before);
    if (bound.ok())
        return setManaged(*bound);
    report(bound.error(), Problem::During::Unlock);
    if (!before.managed)
        return;
    ManagedState strict = before;
    distrust(strict, bound.error());
    setManaged(strict);
}

void Desk::Private::setManaged(const ManagedState& state)
{
    managedNow.store(std::make_shared<const ManagedState>(state));
    post([this, state] {
        managed = state;
        emit desk.managedChanged();
    });
}

Result<void> Desk::Private::mayUseWorkers() const
{
    const auto now = managedNow.load();
    return ManagedState::allow(now->policy.mayWork(now->sandboxDegraded), "degraded_sandbox");
}

Result<void> Desk::Private::mayUseModel(const std::string& name) const { return app::mayUseModel(*managedNow.load(), name); }

LibraryPlaces Desk::Private::library() const { return libraryFor(*managedNow.load()); }

} // namespace sillok::app
