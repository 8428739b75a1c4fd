// audit_trail.h - The services' door to the vault's audit log: what is not recorded is not done.
#pragma once

#include "storage/audit/log_writer.h"
#include "storage/vault/keyring.h"

#include <memory>

namespace sillok::app {

/// How far a log had come, as the database of the vault remembers it: a log that was taken away or set back is noticed by that.
struct AuditNote {
    storage::LogId log {};
    uint64_t next = 0;
};
std::string writeAuditNote(const AuditNote& note);
std::optional<AuditNote> readAuditNote(const std::string& text);

/// Storage thread only. Every error of it is one of the disk, with Fault::NotRecorded.
class AuditTrail {
public:
    enum class Vault : uint8_t { New, Existing };

    /// Goes on with the log beside the vault, or begins one. A log that cannot be continued is kept in another folder, and the first record
    /// of the new one says why. needs the vault's lock
    static Result<std::unique_ptr<AuditTrail>> open(const std::string& vaultDir, const storage::Keyring& keys, Vault vault, const std::optional<AuditNote>& note = {});
    /// The same for a folder that is no vault, under a key of its own. needs what keeps others away from the folder
    static Result<std::unique_ptr<AuditTrail>> open(
        const std::string& folder, storage::ProfileId profile, storage::Secret key, Vault vault, const std::optional<AuditNote>& note = {});
    AuditTrail(const AuditTrail&) = delete;
    AuditTrail& operator=(const AuditTrail&) = delete;
    ~AuditTrail() { close(); }

    /// On the disk when it returns.
    Result<void> record(const storage::AuditAct& act);
    /// The same that `record` takes, for something that has a number or a path.
    storage::AuditAct act(storage::AuditAction action, std::string_view objectKind = {}, std::string_view identity = {}) const;
    /// After the vault's master key has changed.
    Result<void> changeKey(const storage::Keyring& keys);
    /// Says how a begun act ended; when that cannot be written, its end stays open in the log.
    void recordEnd(storage::AuditAct act, const Error* error);
    /// Seals the log; afterwards nothing is recorded. Not to be called for a crash, which is noted by the next opening.
    void close();

    AuditNote note() const { return { m_log.logHead().id, m_log.nextSequence() }; }
    storage::LogWriter& log() { return m_log; }

private:
    AuditTrail(storage::LogWriter log, storage::Secret objectKey);
    void cutOldEpochs();

    storage::LogWriter m_log;
    storage::Secret m_objectKey;
    uint64_t m_epochBeganMs = 0;
    bool m_open = true;
};

/// The account, the boot and both clocks, now.
storage::AuditMoment auditMoment();

/// Does `work` between a record that it begins and one that says how it ended. error NotRecorded: nothing was done
template <typename Work>
auto audited(AuditTrail& trail, storage::AuditAct act, Work work) -> decltype(work())
{
    act.result = storage::AuditResult::Begun;
    SILLOK_CHECK(trail.record(act));
    auto result = work();
    trail.recordEnd(act, result.ok() ? nullptr : &result.error());
    return result;
}

} // namespace sillok::app
