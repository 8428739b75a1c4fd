// chat_export.cpp - sillokctl chat export: a chat or one of its answers as a file.
#include "app/cli/open_vault.h"
#include "app/export/save_file.h"
#include "app/export/writers.h"
#include "app/services/leaving_file.h"

#include <map>

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    int64_t chat = 0;
    int64_t message = 0;
    std::string format = "hwpx";
    std::string paper = "plain";
    std::string label;
    std::string title;
    std::string output;
    bool replace = false;
    bool allowIdentifiers = false;
    bool maskIdentifiers = false;
    std::string reason;
};

const std::map<std::string, ExportFormat> kFormats { { "hwpx", ExportFormat::Hwpx }, { "docx", ExportFormat::Docx }, { "pdf", ExportFormat::Pdf },
    { "md", ExportFormat::Markdown }, { "html", ExportFormat::Html } };
const std::map<std::string, ExportTemplate> kPapers { { "plain", ExportTemplate::Plain }, { "letter", ExportTemplate::OfficialLetter },
    { "report", ExportTemplate::Report }, { "press", ExportTemplate::PressRelease }, { "reply", ExportTemplate::CivilReply } };

std::map<std::string, ExportReason> allReasons()
{
    std::map<std::string, ExportReason> reasons;
    for (int i = 1; i < kExportReasons; ++i)
        reasons.emplace(exportReasonName(static_cast<ExportReason>(i)), static_cast<ExportReason>(i));
    return reasons;
}
const std::map<std::string, ExportReason> kReasons = allReasons();

/// Where an institution leaves it to the person, numbers of persons go out only when that is said; where nobody manages the computer they are pointed out.
Result<void> settleIdentifiers(const Context& context, const Options& options, LeavingFile& file)
{
    if (!file.found.speaks())
        return {};
    const bool covers = file.found.action == GuardAction::Mask || options.maskIdentifiers;
    if (covers)
        coverIdentifiers(file.document);
    std::fprintf(stderr, "%s%s\n", context.say("개인이나 법인을 알 수 있는 번호: ", "Numbers that name persons or companies: "), writeCounts(file.found.counts).c_str());
    return covers || options.allowIdentifiers || !context.managed.managed ? Result<void>() : fail(ErrorCode::Refused, "--allow-identifiers or --mask-identifiers is needed");
}

void exportChat(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const Policy& rules = context.managed.policy;
    const auto work = [&]() -> Result<void> {
        SILLOK_TRY(const storage::StoredChat chat, workspace->chats().find(options.chat));
        SILLOK_TRY(const auto messages, messagesToExport(workspace->chats(), options.chat, options.message));
        SILLOK_TRY(const Grade grade, gradeOfMessages(*workspace, rules, messages));
        const ExportRequest request { options.title.empty() ? chat.title : options.title, options.label, kPapers.at(options.paper), context.korean, nowMs() };
        LeavingFile file = prepareLeaving(rules, messages, request, grade);
        const ExportReason reason = options.reason.empty() ? ExportReason::None : kReasons.at(options.reason);
        const std::string chatName = std::to_string(options.chat);
        SILLOK_CHECK(recordGuard(*workspace, file.found, "chat", chatName));
        SILLOK_CHECK(mayLeave(rules, file, kFormats.at(options.format), reason));
        SILLOK_CHECK(settleIdentifiers(context, options, file));
        SILLOK_CHECK(recordReason(*workspace, reason, "chat", chatName));
        return audited(workspace->audit(), workspace->audit().act(storage::AuditAction::ChatExported, "chat", chatName), [&]() -> Result<void> {
            SILLOK_TRY(const std::string bytes, exportBytes(file.document, kFormats.at(options.format)));
            return saveFile(options.output, bytes, options.replace ? Existing::Replace : Existing::Keep);
        });
    };
    if (const auto done = work(); !done.ok())
        return report(context, done.error(), options.output);
    printLine(context.say("저장했습니다. 암호화되지 않은 파일입니다: ", "Saved. This file is not encrypted: ") + options.output);
}

template <typename Map>
std::vector<std::string> namesOf(const Map& map)
{
    std::vector<std::string> names;
    for (const auto& entry : map)
        names.push_back(entry.first);
    return names;
}

} // namespace

void addChatExport(CLI::App& group, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("export", context.say("대화나 답을 파일로", "write a chat or an answer to a file"));
    addVaultOptions(*command, context, *options);
    command->add_option("CHAT", options->chat)->required();
    command->add_option("--message", options->message, context.say("이 답만", "this answer only"));
    command->add_option("--format", options->format)->check(CLI::IsMember(namesOf(kFormats)));
    command->add_option("--template", options->paper, context.say("시행문 letter, 보고서 report, 보도자료 press, 민원 회신 reply", "official letter, report, press release, reply"))
        ->check(CLI::IsMember(namesOf(kPapers)));
    command->add_option("--reason", options->reason, context.say("내보내는 까닭: 업무 duty, 민원 회신 reply, 보고 report, 제출 submission, 기타 other", "what for: duty, reply, report, submission, other"))
        ->check(CLI::IsMember(namesOf(kReasons)));
    command->add_option("--label", options->label, context.say("위에 붙일 표시(예: 대외비)", "banner on top"));
    command->add_option("--title", options->title);
    command->add_option("-o,--output", options->output, context.say("저장할 파일", "file to write"))->required();
    command->add_flag("--replace", options->replace, context.say("있는 파일을 바꿉니다", "replace an existing file"));
    command->add_flag("--allow-identifiers", options->allowIdentifiers, context.say("번호가 들어 있어도 저장", "write it although such numbers are in it"));
    command->add_flag("--mask-identifiers", options->maskIdentifiers, context.say("번호를 가리고 저장", "write it with such numbers covered"))->excludes("--allow-identifiers");
    command->callback([options, &context] { exportChat(context, *options); });
}

} // namespace sillok::app::cli
