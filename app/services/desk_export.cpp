// desk_export.cpp - Desk's part about what leaves the vault as a file: made in memory, written whole, away from the window's thread.
#include "app/services/desk_private.h"

#include "app/export/save_file.h"
#include "app/export/writers.h"
#include "app/platform/printer.h"
#include "app/services/convert.h"
#include "app/services/leaving_file.h"
#include "app/services/whole_document.h"

namespace sillok::app {

namespace {

constexpr qsizetype kPreviewLines = 60;

ExportRequest requestOf(const ExportOrder& order, const storage::StoredChat& chat)
{
    return { order.title.isEmpty() ? chat.title : order.title.toStdString(), order.label.toStdString(), order.paper, order.korean, nowMs() };
}

QStringList linesOf(const ExportDocument& document)
{
    using Kind = ExportBlock::Kind;
    QStringList lines;
    for (const ExportBlock& block : document.blocks) {
        if (lines.size() >= kPreviewLines)
            break;
        const QString text = QString::fromStdString(block.text);
        if (block.kind == Kind::Table) {
            for (const auto& row : block.rows) {
                QStringList cells;
                for (const std::string& cell : row)
                    cells.append(QString::fromStdString(cell));
                lines.append(cells.join(kCellSeparator.toString()));
            }
        } else {
            lines.append(block.kind == Kind::Bullet ? QStringLiteral("· ") + text : block.kind == Kind::Quote ? u'“' + text + u'”' : text);
        }
    }
    return lines.mid(0, kPreviewLines);
}

/// The chat as it is ordered, under the rules of now.
struct Ordered {
    ExportRequest request;
    std::vector<storage::StoredMessage> messages;
    LeavingFile file;
};

Result<Ordered> ordered(Workspace& in, const ExportOrder& order, const Policy& rules)
{
    SILLOK_TRY(const storage::StoredChat chat, in.chatsOf(order.chat).find(order.chat));
    SILLOK_TRY(auto messages, messagesToExport(in.chatsOf(order.chat), order.chat, order.message));
    SILLOK_TRY(const Grade grade, gradeOfMessages(in, rules, messages));
    const ExportRequest request = requestOf(order, chat);
    LeavingFile file = prepareLeaving(rules, messages, request, grade);
    if (file.found.speaks() && (file.found.action == GuardAction::Mask || (file.found.action == GuardAction::Warn && order.maskIdentifiers)))
        coverIdentifiers(file.document);
    return Ordered { request, std::move(messages), std::move(file) };
}

ExportPreview previewOf(const Ordered& made, const Policy& rules)
{
    ExportPreview preview;
    preview.title = QString::fromStdString(made.request.title);
    preview.identifiers = made.file.found;
    preview.grade = made.file.grade;
    preview.gradeMayLeave = rules.mayExportGrade(made.file.grade);
    for (const storage::StoredMessage& message : made.messages) {
        if (message.role != storage::Role::Assistant)
            continue;
        ++preview.answers;
        preview.sources += static_cast<int>(message.citations.size());
        preview.unproven += static_cast<int>(toMessage(message).unproven.size());
        preview.modelWrote = preview.modelWrote || !message.modelName.empty();
    }
    preview.lines = linesOf(made.file.document);
    return preview;
}

PrintPrograms programsIn(const QString& folder) { return { folder.toStdString() + "/lp", folder.toStdString() + "/lpstat" }; }

/// What the guard saw and what the person gave as a reason is in the log, whether it may leave or not.
Result<void> noteLeaving(Workspace& in, const GuardFinding& found, const Result<void>& may, ExportReason reason, std::string_view kind, qint64 object)
{
    SILLOK_CHECK(recordGuard(in, found, kind, std::to_string(object)));
    SILLOK_CHECK(may);
    return recordReason(in, reason, kind, std::to_string(object));
}

} // namespace

void Desk::previewExport(const ExportOrder& order)
{
    d->withWorkspace(Problem::During::Export, [this, order](Workspace& in) -> Result<void> {
        const Policy rules = d->rules();
        SILLOK_TRY(const Ordered made, ordered(in, order, rules));
        d->postIfOpen([this, preview = previewOf(made, rules)] { emit exportPreviewed(preview); });
        return {};
    });
}

void Desk::exportChat(const ExportOrder& order)
{
    d->withWorkspace(Problem::During::Export, [this, order](Workspace& in) -> Result<void> {
        const Policy rules = d->rules();
        SILLOK_TRY(Ordered made, ordered(in, order, rules));
        SILLOK_CHECK(noteLeaving(in, made.file.found, mayLeave(rules, made.file, order.format, order.reason), order.reason, "chat", order.chat));
        const storage::AuditAct act = in.audit().act(storage::AuditAction::ChatExported, "chat", std::to_string(order.chat));
        return d->saveBeside(in, act, order.path, order.replace, [document = std::move(made.file.document), format = order.format] { return exportBytes(document, format); });
    });
}

void Desk::listPrinters()
{
    d->writeQueue.post([this](std::stop_token) {
        const auto names = printerNames(programsIn(d->paths.printDir));
        if (!names.ok())
            return d->report(names.error(), Problem::During::Print);
        QStringList printers;
        for (const std::string& name : *names)
            printers.append(QString::fromStdString(name));
        d->postIfOpen([this, printers] { emit printersListed(printers); });
    });
}

void Desk::printChat(const ExportOrder& order)
{
    d->withWorkspace(Problem::During::Print, [this, order](Workspace& in) -> Result<void> {
        const Policy rules = d->rules();
        SILLOK_TRY(Ordered made, ordered(in, order, rules));
        SILLOK_CHECK(noteLeaving(in, made.file.found, mayPrint(rules, made.file, order.reason), order.reason, "chat", order.chat));
        const storage::AuditAct act = in.audit().act(storage::AuditAction::ChatPrinted, "chat", std::to_string(order.chat));
        return d->leave(in, act, [this, document = std::move(made.file.document), printer = order.path](const std::stop_token& stop) -> Result<void> {
            SILLOK_TRY(const std::string pdf, exportBytes(document, ExportFormat::Pdf));
            SILLOK_CHECK(printPdf(pdf, printer.toStdString(), "Sillok", stop, programsIn(d->paths.printDir))); // a queue's list is no place for a title
            d->postIfOpen([this, printer] { emit printed(printer); });
            return {};
        }, Problem::During::Print, order.path);
    });
}

void Desk::exportTables(const TablesOrder& order)
{
    d->withWorkspace(Problem::During::Export, [this, order](Workspace& in) -> Result<void> {
        const Policy rules = d->rules();
        SILLOK_CHECK(ManagedState::allow(rules.mayExportTables(), "export_formats"));
        SILLOK_TRY(const Grade grade, gradeOfDocument(in, rules, order.document));
        SILLOK_CHECK(ManagedState::allow(rules.mayExportGrade(grade), "export_grade"));
        SILLOK_CHECK(ManagedState::allow(!rules.exportReason || order.reason != ExportReason::None, "export_reason"));
        SILLOK_TRY(const WholeDocument whole, loadWhole(in, order.document));
        const std::vector<ExtractedTable> tables = tablesOf(whole);
        if (tables.empty())
            return fail(ErrorCode::NotFound, "a document without tables");
        std::string all = "\xEF\xBB\xBF"; // spreadsheets take a file without it for another encoding
        for (size_t i = 0; i < tables.size(); ++i)
            all += (i > 0 ? "\r\n" : "") + csvOf(tables[i]);
        const GuardFinding found = guardText(rules, GuardPlace::Export, all);
        if (found.speaks() && found.action == GuardAction::Warn && !order.maskIdentifiers) {
            d->postIfOpen([this, order, found] { emit tablesWarned(order, found); });
            return {};
        }
        auto text = leavingText(found, std::move(all), order.maskIdentifiers.value_or(false));
        SILLOK_CHECK(noteLeaving(in, found, text.ok() ? Result<void>() : text.error(), order.reason, "document", order.document));
        const storage::AuditAct act = in.audit().act(storage::AuditAction::TablesExported, "document", std::to_string(order.document));
        return d->saveBeside(in, act, order.path, order.replace, [text = std::move(text).value()]() -> Result<std::string> { return text; });
    });
}

/// Storage thread.
Result<void> Desk::Private::saveBeside(Workspace& in, storage::AuditAct act, const QString& path, bool replace, std::function<Result<std::string>()> bytes)
{
    return leave(in, act, [this, path, replace, bytes = std::move(bytes)](const std::stop_token&) -> Result<void> {
        SILLOK_TRY(const std::string made, bytes());
        SILLOK_CHECK(saveFile(path.toStdString(), made, replace ? Existing::Replace : Existing::Keep));
        postIfOpen([this, path] { emit desk.exported(path); });
        return {};
    }, Problem::During::Export, path);
}

Result<void> Desk::Private::leave(Workspace& in, storage::AuditAct act, std::function<Result<void>(const std::stop_token&)> go, Problem::During during, const QString& subject)
{
    act.result = storage::AuditResult::Begun;
    SILLOK_CHECK(in.audit().record(act));
    writeQueue.post([this, act, go = std::move(go), during, subject, stop = lockToken()](std::stop_token) {
        if (stop.stop_requested())
            return;
        const Result<void> gone = go(stop);
        ignore(inVault([&](Workspace& later) -> Result<void> {
            later.audit().recordEnd(act, gone.ok() ? nullptr : &gone.error());
            return {};
        }), "the vault was locked meanwhile; that it began is recorded");
        if (!gone.ok())
            report(gone.error(), during, subject);
    });
    return {};
}

} // namespace sillok::app
