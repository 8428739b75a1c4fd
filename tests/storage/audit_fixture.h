// audit_fixture.h - Audit logs to be tested: a folder that goes, moments, and a long log made in memory.
#pragma once

#include "tests/storage/vault_fixture.h"

#include "storage/audit/log_files.h"
#include "storage/audit/log_writer.h"
#include "storage/audit/first_key.h"
#include "storage/audit/verifier.h"

namespace sillok::test {

inline constexpr uint64_t kSomeDayMs = 1'700'000'000'000;
inline constexpr uint64_t kDayMs = 24ULL * 60 * 60 * 1000;

inline storage::AuditMoment momentAt(uint64_t ms) { return { 1000, { 7, 7, 7 }, ms, kSomeDayMs + ms }; }

inline storage::AuditAct actOf(storage::AuditAction action, uint32_t count = 0)
{
    storage::AuditAct act { .action = action };
    act.counts[0] = count;
    return act;
}
inline const storage::AuditAct kBegun = actOf(storage::AuditAction::LogBegun);

/// A folder for one log, and a key as the vault would give it.
struct AuditFolder {
    QTemporaryDir outside;
    std::string dir = outside.filePath("audit").toStdString();
    storage::Secret key = storage::Secret::random(storage::kKeyBytes).value();

    Result<storage::LogWriter> create(storage::ProfileId profile = storage::ProfileId::Modern, uint64_t atMs = 0) const
    {
        return storage::LogWriter::create(dir, profile, key, kBegun, momentAt(atMs), 1 << 20);
    }
    Result<storage::LogWriter> open(uint64_t atMs = 0) const { return storage::LogWriter::open(dir, key, momentAt(atMs), 1 << 20); }
    std::string path() const { return dir + "/" + storage::kLogName; }
    std::vector<uint8_t> bytes() const { return readAll(openForReading(path()).value(), storage::kMostLogBytes).value(); }
    void write(const std::vector<uint8_t>& bytes) const
    {
        QFile file(QString::fromStdString(path()));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    }
    storage::Secret firstKey() const { return storage::readFirstKey(dir, storage::viewLog(bytes()).value().head, key).value(); }
    storage::LogReport verify(const storage::VerifyDemands& demands = {}) const { return storage::verifyLogFile(path(), demands).value(); }
};

/// "none", or kind and place, for messages and comparison.
inline QString faultText(const storage::LogReport& report)
{
    if (!report.fault)
        return QStringLiteral("none");
    return QString::fromLatin1(storage::faultName(report.fault->fault)) + QStringLiteral(" at ") + QString::number(report.fault->sequence);
}

inline storage::Frame frameOf(Bytes file, uint64_t index)
{
    const storage::LogView log = storage::viewLog(file).value();
    storage::Frame frame {};
    std::copy_n(log.frame(index).begin(), frame.size(), frame.begin());
    return frame;
}

/// A log as a writer makes it, without a disk: sittings that are opened and closed, epochs of many and of no records.
struct LongLog {
    storage::LogHead head;
    std::vector<storage::Frame> frames;
    storage::Secret firstKey;
    std::vector<std::pair<uint64_t, storage::KeyState>> kept; ///< what a thief would have found at these records

    LongLog(storage::ProfileId id, uint64_t records, uint64_t actsPerEpoch, uint64_t keepEvery)
    {
        const storage::CryptoProfile& profile = storage::cryptoProfile(id);
        storage::KeyPair pair = profile.makeSigningKey().value();
        head = { id, { 9 }, kSomeDayMs, pair.publicKey, 0, {} };
        firstKey = profile.randomSecret(storage::kKeyBytes).value();
        storage::KeyState state { id, head.id, 0, 0, storage::originOf(head).value(), head.sealKey, storage::Secret::copyOf(firstKey.bytes()).value(), std::move(pair.secret) };
        const auto act = [&](storage::AuditAction action, uint32_t count = 0) {
            if (state.next % keepEvery == 0)
                kept.emplace_back(state.next, storage::copyOf(state).value());
            frames.push_back(storage::chainAct(state, actOf(action, count), momentAt(state.next)).value());
        };
        const auto seal = [&] { frames.push_back(storage::chainSeal(state, momentAt(state.next)).value()); };
        act(storage::AuditAction::LogBegun);
        while (frames.size() < records) {
            for (uint64_t i = 0; i < actsPerEpoch; ++i)
                act(storage::AuditAction::ChatExported, static_cast<uint32_t>(i));
            if (state.epoch % 5 == 4) {
                act(storage::AuditAction::Closed);
                seal();
                act(storage::AuditAction::Opened);
            } else {
                seal();
            }
            if (state.epoch % 7 == 3)
                seal(); // an epoch without a record
        }
        act(storage::AuditAction::Closed);
        seal();
        known = { head.id, state.next, state.head };
    }

    storage::KnownHead known;

    std::vector<uint8_t> file(uint64_t count) const
    {
        std::vector<uint8_t> bytes = storage::writeLogHead(head);
        for (uint64_t i = 0; i < count; ++i)
            bytes.insert(bytes.end(), frames[i].begin(), frames[i].end());
        return bytes;
    }
};

} // namespace sillok::test
