#include "app/services/audit_trail.h"

#include "app/services/workspace.h"
#include "storage/audit/log_files.h"
#include "storage/audit/set_aside.h"
#include "storage/audit/verifier.h"
#include "storage/signing/fault.h"
#include "storage/signing/hex.h"
#include "storage/vault/back_off.h"

#include <QByteArray>
#include <QSysInfo>

#include <algorithm>
#include <charconv>
#include <unistd.h>

namespace sillok::app {

namespace {

using storage::AuditAction;
using storage::Fault;

constexpr uint64_t kEpochMs = 60 * 60 * 1000;
/// Old epochs go some at a time, not some every day: each time the file is written anew.
constexpr uint64_t kCutEveryMs = 30ULL * 24 * 60 * 60 * 1000;

Error notRecorded(const Error& error)
{
    return { error.code, "audit log: " + error.doing, static_cast<uint16_t>(Fault::NotRecorded) };
}

template <typename T>
Result<T> orNotRecorded(Result<T> result)
{
    if (!result.ok())
        return notRecorded(result.error());
    return result;
}

storage::AuditAct begun(AuditAction action, Fault fault)
{
    storage::AuditAct act { .action = action };
    act.fault = static_cast<uint16_t>(fault);
    return act;
}

/// The log that is there, when it can go on. error Refused: why it cannot
Result<storage::LogWriter> continued(const std::string& dir, const storage::Secret& key, const std::optional<AuditNote>& note)
{
    SILLOK_TRY(storage::LogWriter log, storage::LogWriter::open(dir, key, auditMoment()));
    if (note && note->log == log.logHead().id && log.nextSequence() <= note->next)
        return storage::refuse(Fault::BelowHead, "audit log"); // both the log and its key state are older than the vault
    return log;
}

} // namespace

std::string writeAuditNote(const AuditNote& note) { return storage::hexOf(note.log) + ":" + std::to_string(note.next); }

std::optional<AuditNote> readAuditNote(const std::string& text)
{
    AuditNote note;
    const size_t colon = text.find(':');
    const auto id = storage::bytesOfHex(std::string_view(text).substr(0, colon));
    if (colon == std::string::npos || !id || id->size() != note.log.size())
        return std::nullopt;
    std::copy(id->begin(), id->end(), note.log.begin());
    const auto read = std::from_chars(text.data() + colon + 1, text.data() + text.size(), note.next);
    return read.ec == std::errc() ? std::optional(note) : std::nullopt;
}

storage::AuditMoment auditMoment()
{
    storage::AuditMoment moment;
    moment.account = static_cast<uint32_t>(::getuid());
    const QByteArray boot = QByteArray::fromHex(QSysInfo::bootUniqueId());
    std::copy_n(boot.begin(), std::min<qsizetype>(boot.size(), static_cast<qsizetype>(moment.boot.size())), moment.boot.begin());
    moment.monotonicMs = storage::bootClockMs();
    moment.wallMs = static_cast<uint64_t>(nowMs());
    return moment;
}

AuditTrail::AuditTrail(storage::LogWriter log, storage::Secret objectKey)
    : m_log(std::move(log))
    , m_objectKey(std::move(objectKey))
    , m_epochBeganMs(storage::bootClockMs())
{
}

Result<std::unique_ptr<AuditTrail>> AuditTrail::open(const std::string& vaultDir, const storage::Keyring& keys, Vault vault, const std::optional<AuditNote>& note)
{
    SILLOK_TRY(storage::Secret key, keys.subkey(storage::Purpose::Audit));
    return open(vaultDir, keys.profile().id(), std::move(key), vault, note);
}

Result<std::unique_ptr<AuditTrail>> AuditTrail::open(
    const std::string& folder, storage::ProfileId profile, storage::Secret key, Vault vault, const std::optional<AuditNote>& note)
{
    const std::string dir = storage::auditDir(folder);
    Result<storage::LogWriter> log = continued(dir, key, note);
    if (!log.ok() && log.error().code != ErrorCode::Refused)
        return notRecorded(log.error());
    if (!log.ok()) {
        const Fault why = storage::faultOf(log.error());
        // A new vault begins a new log, and so does one that never had any.
        const bool expected = vault == Vault::New || (why == Fault::LogMissing && !note);
        SILLOK_CHECK(orNotRecorded(storage::setLogAside(folder, nowMs())));
        log = storage::LogWriter::create(dir, profile, key, expected ? begun(AuditAction::LogBegun, Fault::None) : begun(AuditAction::LogReplaced, why), auditMoment());
    }
    if (!log.ok())
        return notRecorded(log.error());
    std::unique_ptr<AuditTrail> trail(new AuditTrail(std::move(*log), std::move(key)));
    trail->cutOldEpochs();
    return trail;
}

void AuditTrail::cutOldEpochs()
{
    const auto oldest = m_log.oldestMs();
    const storage::AuditMoment moment = auditMoment();
    if (oldest.ok() && *oldest + storage::kLeastRetentionMs + kCutEveryMs < moment.wallMs)
        ignore(m_log.cutOld(storage::kLeastRetentionMs, moment), "they may stay longer; the next opening tries again");
}

Result<void> AuditTrail::record(const storage::AuditAct& act)
{
    const storage::AuditMoment moment = auditMoment();
    if (const uint64_t passed = (moment.monotonicMs - m_epochBeganMs) / kEpochMs; passed > 0) {
        SILLOK_CHECK(orNotRecorded(m_log.seal(passed, moment)));
        m_epochBeganMs += passed * kEpochMs;
    }
    return orNotRecorded(m_log.append(act, moment));
}

storage::AuditAct AuditTrail::act(AuditAction action, std::string_view objectKind, std::string_view identity) const
{
    storage::AuditAct made { .action = action };
    if (objectKind.empty())
        return made;
    const auto object = storage::ObjectHash::of(storage::cryptoProfile(m_log.logHead().profile), m_objectKey, objectKind, identity);
    if (object.ok())
        made.object = *object;
    return made;
}

Result<void> AuditTrail::changeKey(const storage::Keyring& keys)
{
    SILLOK_TRY(storage::Secret key, keys.subkey(storage::Purpose::Audit));
    SILLOK_CHECK(orNotRecorded(m_log.changeKey(key)));
    m_objectKey = std::move(key);
    return {};
}

void AuditTrail::recordEnd(storage::AuditAct act, const Error* error)
{
    act.result = error ? storage::AuditResult::Failed : storage::AuditResult::Done;
    act.error = error ? static_cast<uint8_t>(static_cast<int>(error->code) + 1) : uint8_t { 0 };
    act.fault = error ? error->fault : uint16_t { 0 };
    ignore(record(act), "it was recorded that it began; whatever comes next is refused");
}

void AuditTrail::close()
{
    if (std::exchange(m_open, false))
        ignore(m_log.close(auditMoment()), "the next opening notes an end that was not recorded");
}

} // namespace sillok::app
