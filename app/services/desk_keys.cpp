// desk_keys.cpp - Desk's part about keys: ways to open the vault, the recovery key, and what the owner is told about them.
#include "app/services/desk_private.h"

#include "app/services/convert.h"
#include "storage/crypto/recovery_key.h"

namespace sillok::app {

namespace {

/// Openings by the institution that the owner has acknowledged.
constexpr const char* kSeenSetting = "vault.escrow_seen";

QDateTime timeOf(uint64_t ms) { return ms == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(ms)); }

WayToOpen::Kind kindOf(storage::SlotType type)
{
    switch (type) {
    case storage::SlotType::Passphrase: return WayToOpen::Kind::Passphrase;
    case storage::SlotType::RecoveryKey: return WayToOpen::Kind::RecoveryKey;
    case storage::SlotType::KeyFile: return WayToOpen::Kind::KeyFile;
    case storage::SlotType::PassphraseAndKeyFile: return WayToOpen::Kind::PassphraseAndKeyFile;
    case storage::SlotType::Escrow: return WayToOpen::Kind::Escrow;
    }
    return WayToOpen::Kind::Passphrase;
}

WaysToOpen toWays(const storage::Keyring& keys, bool requested)
{
    WaysToOpen all;
    const storage::VaultHeader& header = keys.header();
    for (const storage::KeySlot& slot : header.keySlots) {
        WayToOpen way { kindOf(slot.type), static_cast<int>(slot.id), timeOf(slot.madeAtMs), slot.id == keys.openedBy(), {} };
        for (const storage::Holder& holder : slot.holders)
            way.holders.append(QString::fromStdString(holder.name));
        all.ways.append(way);
    }
    all.escrowOpenings = static_cast<int>(header.escrowOpenings);
    all.escrowOpenedAt = timeOf(header.escrowOpenedAtMs);
    all.escrowRequested = requested;
    all.validated = header.profile == storage::ProfileId::Validated;
    return all;
}

} // namespace

Problem Desk::Private::keyProblem(const Error& error, Problem::During during) const
{
    Problem problem = toProblem(error, during);
    if (error.code == ErrorCode::Locked)
        problem.waitSeconds = desk.secondsToNextTry();
    return problem;
}

void Desk::Private::withKeys(std::function<Result<void>(Workspace&)> work)
{
    storageQueue.post([this, work = std::move(work)](std::stop_token) {
        const Result<void> done = workspace ? work(*workspace) : fail(ErrorCode::Locked, "the vault is not open");
        if (!done.ok())
            post([this, error = done.error()] { emit desk.problem(keyProblem(error, Problem::During::Keys)); });
    });
}

void Desk::Private::publishRecoveryKey(const storage::Secret& text)
{
    const std::string_view view = asText(text.bytes());
    auto shared = std::make_shared<Passphrase>(Passphrase::fromUtf8(QByteArray(view.data(), static_cast<qsizetype>(view.size()))));
    post([this, shared] {
        recoveryKey = std::move(*shared);
        emit desk.recoveryKeyMade();
    });
}

void Desk::Private::announceEscrow(Workspace& in)
{
    const storage::VaultHeader& header = in.vault().keys().header();
    const auto seen = in.settings().get(kSeenSetting);
    const uint32_t acknowledged = seen.ok() && seen->has_value() ? QString::fromStdString(**seen).toUInt() : 0;
    if (header.escrowOpenings > acknowledged)
        postIfOpen([this, times = static_cast<int>(header.escrowOpenings), last = timeOf(header.escrowOpenedAtMs)] { emit desk.escrowOpened(times, last); });
}

void Desk::changePassphrase(Passphrase before, Passphrase now)
{
    auto shared = std::make_shared<std::pair<Passphrase, Passphrase>>(std::move(before), std::move(now));
    d->withKeys([this, shared](Workspace& in) -> Result<void> {
        storage::Keyring& keys = in.vault().keys();
        SILLOK_TRY(const storage::KdfCost cost, storage::calibratedKdfCost(keys.profile()));
        SILLOK_CHECK(audited(in.audit(), in.audit().act(storage::AuditAction::PassphraseChanged), [&] { return keys.replaceSlot(shared->first.view(), shared->second.view(), cost); }));
        d->post([this] { emit passphraseChanged(); });
        return {};
    });
}

void Desk::resetPassphrase(Passphrase recoveryKey, Passphrase now)
{
    auto shared = std::make_shared<std::pair<Passphrase, Passphrase>>(std::move(recoveryKey), std::move(now));
    d->withKeys([this, shared](Workspace& in) -> Result<void> {
        storage::Keyring& keys = in.vault().keys();
        SILLOK_TRY(const storage::Secret key, storage::readRecoveryKey(shared->first.view()));
        SILLOK_TRY(const storage::KdfCost cost, storage::calibratedKdfCost(keys.profile()));
        SILLOK_CHECK(audited(in.audit(), in.audit().act(storage::AuditAction::PassphraseReset),
            [&] { return keys.resetPassphrase(storage::Credential::fromRecoveryKey(key), shared->second.view(), cost); }));
        d->post([this] { emit passphraseChanged(); });
        return {};
    });
}

void Desk::makeRecoveryKey(Passphrase passphrase)
{
    auto shared = std::make_shared<Passphrase>(std::move(passphrase));
    d->withKeys([this, shared](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.vault().keys().prove(shared->view()));
        SILLOK_TRY(const storage::Secret text, renewRecoveryKey(in));
        d->publishRecoveryKey(text);
        return {};
    });
}

Passphrase Desk::takeRecoveryKey() { return std::exchange(d->recoveryKey, {}); }

QList<int> Desk::wrongRecoveryGroups(const QString& typed) const
{
    const Passphrase wiped = Passphrase::fromUtf8(typed.toUtf8());
    const std::vector<int> wrong = storage::wrongRecoveryGroups(wiped.view());
    return QList<int>(wrong.begin(), wrong.end());
}

int Desk::secondsToNextTry() const { return static_cast<int>(storage::BackOff(d->paths.vaultDir.toStdString()).secondsLeft()); }

void Desk::listWaysToOpen()
{
    d->withKeys([this](Workspace& in) -> Result<void> {
        const bool requested = storage::Vault::status(d->paths.vaultDir.toStdString()).escrowRequested;
        d->postIfOpen([this, ways = toWays(in.vault().keys(), requested)] { emit waysToOpenListed(ways); });
        return {};
    });
}

void Desk::acknowledgeEscrow()
{
    d->withWorkspace(Problem::During::Keys, [](Workspace& in) {
        return in.settings().set(kSeenSetting, std::to_string(in.vault().keys().header().escrowOpenings));
    });
}

} // namespace sillok::app
