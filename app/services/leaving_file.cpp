#include "app/services/leaving_file.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <pwd.h>
#include <unistd.h>

namespace sillok::app {

namespace {

struct GradeWord {
    Grade grade;
    const char* ko;
    const char* en;
};
constexpr std::array kGradeWords { GradeWord { Grade::Open, "공개", "Open" }, GradeWord { Grade::Sensitive, "민감", "Sensitive" },
    GradeWord { Grade::Confidential, "기밀", "Confidential" } };

/// "hong@pc-12 · 2026-11-30 12:01"
std::string watermarkNow(int64_t nowMs)
{
    std::array<char, 256> host {};
    const bool named = gethostname(host.data(), host.size() - 1) == 0;
    const passwd* const account = getpwuid(getuid());
    const std::string who = account ? account->pw_name : std::to_string(getuid());
    return who + "@" + (named ? host.data() : "?") + " · " + QDateTime::fromMSecsSinceEpoch(nowMs).toString(QStringLiteral("yyyy-MM-dd HH:mm")).toStdString();
}

/// Every text of a file, for reading or for changing.
template <typename Document, typename See>
void visitTexts(Document& document, const See& see)
{
    see(document.title);
    for (auto& block : document.blocks) {
        see(block.text);
        for (auto& row : block.rows)
            for (auto& cell : row)
                see(cell);
    }
}

} // namespace

std::optional<Grade> gradeOfLabel(std::string_view label)
{
    for (const GradeWord& word : kGradeWords)
        if (label == gradeName(word.grade) || label == word.ko)
            return word.grade;
    return std::nullopt;
}

std::string gradeWords(Grade grade, bool korean)
{
    const GradeWord& word = kGradeWords[static_cast<size_t>(grade)];
    return std::string(gradeName(grade)) + " " + (korean ? word.ko : word.en);
}

Result<Grade> gradeOfDocument(Workspace& in, const Policy& policy, storage::DocumentId document)
{
    Grade highest = policy.gradeFloor;
    const auto stored = in.documents().find(document);
    if (!stored.ok() && stored.error().code != ErrorCode::NotFound)
        return stored.error();
    if (stored.ok())
        for (const std::string& label : stored->labels)
            highest = std::max(highest, gradeOfLabel(label).value_or(Grade::Open));
    return highest;
}

Result<Grade> gradeOfMessages(Workspace& in, const Policy& policy, std::span<const storage::StoredMessage> messages)
{
    Grade highest = policy.gradeFloor;
    for (const storage::StoredMessage& message : messages) {
        for (const storage::StoredCitation& citation : message.citations) {
            SILLOK_TRY(const Grade grade, gradeOfDocument(in, policy, citation.document));
            highest = std::max(highest, grade);
        }
    }
    return highest;
}

LeavingFile prepareLeaving(const Policy& policy, std::span<const storage::StoredMessage> messages, ExportRequest request, Grade grade)
{
    if (grade > Grade::Open)
        request.label = gradeWords(grade, request.korean) + (request.label.empty() ? "" : " · " + request.label);
    if (policy.watermark)
        request.watermark = watermarkNow(request.nowMs);
    LeavingFile file { exportOf(messages, request), grade, { {}, policy.guardAt(GuardPlace::Export) } };
    if (file.found.action != GuardAction::Off)
        visitTexts(file.document, [&](const std::string& text) { file.found.counts += countIdentifiers(text); });
    return file;
}

namespace {

Result<void> mayGo(const Policy& policy, const LeavingFile& file, ExportReason reason)
{
    SILLOK_CHECK(ManagedState::allow(policy.mayExportGrade(file.grade), "export_grade"));
    SILLOK_CHECK(ManagedState::allow(!file.found.speaks() || file.found.action != GuardAction::Block, "guard_export"));
    return ManagedState::allow(!policy.exportReason || reason != ExportReason::None, "export_reason");
}

} // namespace

Result<void> mayLeave(const Policy& policy, const LeavingFile& file, ExportFormat format, ExportReason reason)
{
    SILLOK_CHECK(ManagedState::allow(policy.mayExport(format), "export_formats"));
    return mayGo(policy, file, reason);
}

Result<void> mayPrint(const Policy& policy, const LeavingFile& file, ExportReason reason)
{
    SILLOK_CHECK(ManagedState::allow(policy.print, "print"));
    return mayGo(policy, file, reason);
}

void coverIdentifiers(ExportDocument& document)
{
    visitTexts(document, [](std::string& text) { text = maskIdentifiers(text); });
}

Result<std::string> leavingText(const GuardFinding& found, std::string text, bool cover)
{
    SILLOK_CHECK(ManagedState::allow(!found.speaks() || found.action != GuardAction::Block, "guard_export"));
    const bool covers = found.speaks() && (found.action == GuardAction::Mask || cover);
    return covers ? maskIdentifiers(text) : text;
}

Result<void> recordReason(Workspace& in, ExportReason reason, std::string_view objectKind, std::string_view object)
{
    if (reason == ExportReason::None)
        return {};
    storage::AuditAct act = in.audit().act(storage::AuditAction::ExportReasonGiven, objectKind, object);
    act.counts[0] = static_cast<uint32_t>(reason);
    return in.audit().record(act);
}

Result<void> recordGuard(Workspace& in, const GuardFinding& found, std::string_view objectKind, std::string_view object)
{
    if (!found.speaks())
        return {};
    storage::AuditAct act = in.audit().act(found.action == GuardAction::Block ? storage::AuditAction::GuardBlocked : storage::AuditAction::GuardWarned, objectKind, object);
    act.counts[0] = static_cast<uint32_t>(found.counts.total());
    return in.audit().record(act);
}

} // namespace sillok::app
