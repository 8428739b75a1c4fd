// audit.cpp - sillokctl audit verify|show|export|take-key
//
// The log holds no content: verify and show need no passphrase. With one (or its key file or recovery key) verify also knows where the log
// must end. export and take-key are recorded themselves, so they open the vault.
#include "app/cli/audit_words.h"
#include "app/cli/json.h"
#include "app/cli/vault_commands.h"
#include "app/export/save_file.h"
#include "app/services/audited_vault.h"
#include "app/services/log_check.h"
#include "app/services/log_export.h"
#include "storage/audit/export.h"
#include "storage/audit/first_key.h"
#include "storage/audit/log_files.h"
#include "storage/crypto/recovery_key.h"
#include "storage/signing/hex.h"

namespace sillok::app::cli {

namespace {

using storage::Fault;

struct Options : VaultOptions {
    std::string firstKey;
    std::vector<std::string> checkpoints;
    std::string output;
    std::string checkpointOut;
    std::string action;
    uint64_t last = 0;
    bool json = false;

    bool presents() const { return passphraseFd >= 0 || !keyFile.empty() || recoveryKey; }
};

/// What whoever can open the vault knows of its log; no first key: it was taken.
Result<LogKnowledge> askVault(const Context& context, const Options& options)
{
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    SILLOK_TRY(storage::ClosedVault vault, storage::ClosedVault::unlock(options.dir, presented.credential()));
    SILLOK_TRY(const storage::Secret key, vault.keys().subkey(storage::Purpose::Audit));
    const std::string dir = storage::auditDir(options.dir);
    LogKnowledge known;
    SILLOK_TRY(storage::KeyStateFile file, storage::KeyStateFile::open(dir, key));
    const storage::KeyState state = file.take();
    known.head = storage::KnownHead { state.log, state.next, state.head };
    const storage::LogHead head { state.profile, state.log, 0, {}, 0, {} };
    if (auto firstKey = storage::readFirstKey(dir, head, key); firstKey.ok())
        known.firstKey = std::move(*firstKey);
    return known;
}

nlohmann::json asJson(const storage::LogReport& report, bool headKnown)
{
    nlohmann::json all { { "good", !report.fault }, { "log", storage::hexOf(report.log) }, { "profile", storage::cryptoProfile(report.profile).name() },
        { "first_sequence", report.firstSequence }, { "records", report.records }, { "sealed_epochs", report.epochs },
        { "unclean_ends", report.uncleanEnds }, { "first_ms", report.firstMs }, { "last_ms", report.lastMs },
        { "every_record_checked", report.macsChecked }, { "head_known", headKnown } };
    if (report.fault)
        all["fault"] = { { "code", static_cast<int>(report.fault->fault) }, { "name", storage::faultName(report.fault->fault) },
            { "sequence", report.fault->sequence }, { "epoch", report.fault->epoch }, { "offset", report.fault->offset } };
    return all;
}

void show(const Context& context, const storage::LogReport& report, bool headKnown)
{
    if (report.fault) {
        printLine(std::string(context.say("감사 기록에 이상이 있습니다: ", "The audit log is not in order: ")) + auditFaultWords(context, report.fault->fault));
        printLine(context.say("처음 자리: 기록 ", "First place: record ") + std::to_string(report.fault->sequence) + context.say(", 기간 ", ", epoch ")
            + std::to_string(report.fault->epoch) + context.say(", 파일의 ", ", byte ") + std::to_string(report.fault->offset) + context.say("번째 바이트", " of the file")
            + " [" + storage::faultName(report.fault->fault) + "]");
    } else {
        printLine(context.say("감사 기록에 이상이 없습니다.", "The audit log is in order."));
    }
    printLine(context.say("확인한 기록 ", "Records checked: ") + std::to_string(report.records) + context.say("개, 봉한 기간 ", ", sealed epochs: ")
        + std::to_string(report.epochs) + context.say("개, 갑자기 끝난 적 ", ", unclean ends: ") + std::to_string(report.uncleanEnds) + context.say("번", ""));
    if (!report.macsChecked)
        printLine(context.say("확인 키 없이 이어짐과 봉인만 보았습니다.", "Without the verification key only the chain and the seals were checked."));
    if (!headKnown)
        printLine(context.say("확인점이나 암호가 없어, 닫힌 뒤 잘려 나간 끝부분은 알 수 없습니다.",
            "Without a checkpoint or passphrase, an end that was cut off after a closing cannot be noticed."));
}

Result<void> verify(Context& context, const Options& options)
{
    const storage::VaultStatus status = storage::Vault::status(options.dir);
    LogKnowledge known;
    if (options.presents()) {
        SILLOK_TRY(known, askVault(context, options));
    }
    if (!options.firstKey.empty()) {
        SILLOK_TRY(known.firstKey, loadFirstKey(options.firstKey));
    }
    for (const std::string& path : options.checkpoints) {
        SILLOK_TRY(storage::ReadCheckpoint checkpoint, loadCheckpoint(path));
        known.checkpoints.push_back(std::move(checkpoint));
    }
    known.inUse = status.inUse;
    SILLOK_TRY(const storage::LogReport report, checkLogFile(logPath(options.dir), known));
    if (report.fault && report.fault->fault == Fault::LogMissing && status.state == storage::VaultStatus::State::Missing)
        return fail(ErrorCode::NotFound, "no vault");
    if (options.json)
        printLine(asJson(report, known.knowsEnd()).dump());
    else
        show(context, report, known.knowsEnd());
    context.exitCode = report.fault ? kRefused : kDone;
    return {};
}

/// The records that can be read, oldest first, each as a line by `write`.
Result<void> eachRecord(const Options& options, const std::function<void(const storage::AuditRecord&)>& use)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, loadLog(logPath(options.dir)));
    SILLOK_TRY(const storage::LogView log, storage::viewLog(bytes));
    const uint64_t unreadable = storage::forEachRecord(log, use);
    return unreadable == 0 ? Result<void>() : storage::refuse(Fault::RecordMalformed, std::to_string(unreadable) + " records cannot be read");
}

Result<void> showRecords(Context& context, const Options& options)
{
    const auto only = storage::auditActionOf(options.action);
    if (!options.action.empty() && !only)
        return fail(ErrorCode::BadArgument, "no act of this name");
    std::vector<storage::AuditRecord> chosen;
    const Result<void> read = eachRecord(options, [&](const storage::AuditRecord& record) {
        if (!only || (record.kind == storage::RecordKind::Act && record.act.action == *only))
            chosen.push_back(record);
    });
    if (!read.ok() && chosen.empty())
        return read;
    const size_t skipped = options.last > 0 && chosen.size() > options.last ? chosen.size() - options.last : 0;
    for (size_t i = skipped; i < chosen.size(); ++i)
        printLine(options.json ? storage::recordAsJson(chosen[i]) : auditLine(context, chosen[i]));
    return read;
}

Result<void> exportLog(Context& context, const Options& options)
{
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    SILLOK_TRY(storage::ClosedVault vault, storage::ClosedVault::unlock(options.dir, presented.credential()));
    SILLOK_TRY(const std::unique_ptr<AuditTrail> trail, AuditTrail::open(options.dir, vault.keys(), AuditTrail::Vault::Existing));
    SILLOK_TRY(const std::string to, exportLog(*trail, { options.dir, options.output, options.checkpointOut }));
    printLine(context.say("기록과 서명된 확인점을 썼습니다. 확인점은 이 컴퓨터 밖에 두세요: ", "Log and signed checkpoint written. Keep the checkpoint away from this computer: ") + to);
    return {};
}

Result<void> takeFirstKey(Context& context, const Options& options)
{
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    SILLOK_TRY(storage::ClosedVault vault, storage::ClosedVault::unlock(options.dir, presented.credential()));
    SILLOK_TRY(const std::unique_ptr<AuditTrail> trail, AuditTrail::open(options.dir, vault.keys(), AuditTrail::Vault::Existing));
    SILLOK_TRY(const storage::Secret key, vault.keys().subkey(storage::Purpose::Audit));
    const std::string dir = storage::auditDir(options.dir);
    SILLOK_TRY(const storage::Secret firstKey, storage::readFirstKey(dir, trail->log().logHead(), key));
    const auto handOver = [&]() -> Result<void> {
        SILLOK_TRY(const storage::Secret text, storage::writeRecoveryKey(firstKey));
        SILLOK_CHECK(saveFile(options.output, asText(text.bytes()), Existing::Keep));
        return storage::removeFirstKey(dir);
    };
    SILLOK_CHECK(audited(*trail, trail->act(storage::AuditAction::FirstKeyTaken), handOver));
    printLine(context.say("확인 키를 꺼냈습니다. 감사인만 갖고 있어야 하며 여기에는 더 없습니다: ", "The verification key was taken. Only the auditor should have it; it is not here any more: ") + options.output);
    return {};
}

/// A fault of the log in its own words, everything else as other commands on a vault say it.
void reportAudit(Context& context, const Error& error, const Options& options)
{
    if (error.fault == 0)
        return reportOpening(context, error, options.dir);
    report(context, error, options.dir);
}

} // namespace

void addAudit(CLI::App& app, Context& context)
{
    CLI::App* group = app.add_subcommand("audit", context.say("감사 기록", "the audit log"))->require_subcommand(1);
    auto options = std::make_shared<Options>();
    const auto command = [&](const char* name, const char* words, Result<void> (*action)(Context&, const Options&)) {
        CLI::App* made = group->add_subcommand(name, words);
        made->callback([options, &context, action] {
            if (const auto done = action(context, *options); !done.ok())
                reportAudit(context, done.error(), *options);
        });
        return made;
    };
    CLI::App* checking = command("verify", context.say("기록이 그대로인지 확인 (이상이 있으면 3)", "whether nobody changed it (3 when somebody did)"), verify);
    addVaultOptions(*checking, context, *options);
    checking->add_option("--first-key", options->firstKey, context.say("감사인의 확인 키 파일", "the auditor's verification key, a file"));
    checking->add_option("--checkpoint", options->checkpoints, context.say("전에 받아 둔 확인점", "checkpoints from before"));
    checking->add_flag("--json", options->json);
    CLI::App* showing = command("show", context.say("기록 보기", "show the records"), showRecords);
    showing->add_option("--vault", options->dir, context.say("보관함 폴더", "vault folder"))->required();
    showing->add_option("--last", options->last, context.say("마지막 몇 개만", "only the last ones"));
    showing->add_option("--action", options->action, context.say("이 일만 (예: chat-exported)", "only this act, e.g. chat-exported"));
    showing->add_flag("--json", options->json, context.say("줄마다 JSON 하나", "one JSON object a line"));
    CLI::App* exporting = command("export", context.say("JSON 줄과 서명된 확인점으로 내보내기", "write JSON lines and a signed checkpoint"), exportLog);
    addVaultOptions(*exporting, context, *options);
    exporting->add_option("-o,--output", options->output, context.say("저장할 파일", "file to write"))->required();
    exporting->add_option("--checkpoint-out", options->checkpointOut, context.say("확인점 파일 (기본: 뒤에 .checkpoint)", "file for the checkpoint (default: .checkpoint behind)"));
    CLI::App* taking = command("take-key", context.say("감사인을 위해 확인 키 꺼내기 (한 번만)", "take the verification key away for the auditor (once)"), takeFirstKey);
    addVaultOptions(*taking, context, *options);
    taking->add_option("-o,--output", options->output, context.say("저장할 파일", "file to write"))->required();
}

} // namespace sillok::app::cli
