// leaving_file.h - What leaves the vault as a file, under the institution's rules: its grade, its mark, and numbers of persons in it.
#pragma once

#include "app/export/export_document.h"
#include "app/policy/guard.h"
#include "app/policy/machine_policy.h"
#include "app/services/workspace.h"

#include <optional>

namespace sillok::app {

/// The grade that a document's label means: "C", "S", "O", "기밀", "민감", "공개". Other labels mean none.
std::optional<Grade> gradeOfLabel(std::string_view label);
/// "C 기밀"; in English "C Confidential"
std::string gradeWords(Grade grade, bool korean);

/// At least the policy's floor, and as high as the highest document that is cited.
Result<Grade> gradeOfMessages(Workspace& in, const Policy& policy, std::span<const storage::StoredMessage> messages);
Result<Grade> gradeOfDocument(Workspace& in, const Policy& policy, storage::DocumentId document);

/// A chat or an answer ready to be written, and what there is to know about it first.
struct LeavingFile {
    ExportDocument document;
    Grade grade = Grade::Open;
    GuardFinding found;
};

/// With the grade in the banner and the watermark that the policy demands.
LeavingFile prepareLeaving(const Policy& policy, std::span<const storage::StoredMessage> messages, ExportRequest request, Grade grade);

/// error  Refused with NotAllowed: the format, the grade, numbers of persons that must not leave, or no reason given
Result<void> mayLeave(const Policy& policy, const LeavingFile& file, ExportFormat format, ExportReason reason);
/// The same on paper.
Result<void> mayPrint(const Policy& policy, const LeavingFile& file, ExportReason reason);

/// Covers the numbers of persons and companies in every text of the file.
void coverIdentifiers(ExportDocument& document);
/// A text with nothing around it, as `found` in it and the person have it: where the policy warns, `cover` decides. error Refused with NotAllowed
Result<std::string> leavingText(const GuardFinding& found, std::string text, bool cover);

/// Records what a file leaves the vault for. error as AuditTrail::record
Result<void> recordReason(Workspace& in, ExportReason reason, std::string_view objectKind, std::string_view object);
/// Records that the guard spoke, with how much it had found. error as AuditTrail::record
Result<void> recordGuard(Workspace& in, const GuardFinding& found, std::string_view objectKind, std::string_view object);

} // namespace sillok::app
