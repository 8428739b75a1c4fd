// desk_export.cpp - Desk's part about what leaves the vault as a file: made in memory, written whole, away from the window's thread.
#include "app/services/desk_private.h"

#include "app/export/save_file.h"
#include "app/export/writers.h"
#include "app/services/convert.h"
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

ExportPreview previewOf(const std::vector<storage::StoredMessage>& messages, const ExportRequest& request)
{
    ExportPreview preview;
    preview.title = QString::fromStdString(request.title);
    for (const storage::StoredMessage& message : messages) {
        if (message.role != storage::Role::Assistant)
            continue;
        ++preview.answers;
        preview.sources += static_cast<int>(message.citations.size());
        preview.unproven += static_cast<int>(toMessage(message).unproven.size());
        preview.modelWrote = preview.modelWrote || !message.modelName.empty();
    }
    preview.lines = linesOf(exportOf(messages, request));
    return preview;
}

} // namespace

void Desk::previewExport(const ExportOrder& order)
{
    d->withWorkspace(Problem::During::Export, [this, order](Workspace& in) -> Result<void> {
        SILLOK_TRY(const storage::StoredChat chat, in.chatsOf(order.chat).find(order.chat));
        SILLOK_TRY(const auto messages, messagesToExport(in.chatsOf(order.chat), order.chat, order.message));
        d->postIfOpen([this, preview = previewOf(messages, requestOf(order, chat))] { emit exportPreviewed(preview); });
        return {};
    });
}

void Desk::exportChat(const ExportOrder& order)
{
    d->withWorkspace(Problem::During::Export, [this, order](Workspace& in) -> Result<void> {
        SILLOK_TRY(const storage::StoredChat chat, in.chatsOf(order.chat).find(order.chat));
        SILLOK_TRY(const auto messages, messagesToExport(in.chatsOf(order.chat), order.chat, order.message));
        const storage::AuditAct act = in.audit().act(storage::AuditAction::ChatExported, "chat", std::to_string(order.chat));
        return d->saveBeside(in, act, order.path, order.replace, [document = exportOf(messages, requestOf(order, chat)), format = order.format] { return exportBytes(document, format); });
    });
}

void Desk::exportTables(DocumentId document, const QString& path, bool replace)
{
    d->withWorkspace(Problem::During::Export, [this, document, path, replace](Workspace& in) -> Result<void> {
        SILLOK_TRY(const WholeDocument whole, loadWhole(in, document));
        const std::vector<ExtractedTable> tables = tablesOf(whole);
        if (tables.empty())
            return fail(ErrorCode::NotFound, "a document without tables");
        const storage::AuditAct act = in.audit().act(storage::AuditAction::TablesExported, "document", std::to_string(document));
        return d->saveBeside(in, act, path, replace, [tables]() -> Result<std::string> {
            std::string all = "\xEF\xBB\xBF"; // spreadsheets take a file without it for another encoding
            for (size_t i = 0; i < tables.size(); ++i)
                all += (i > 0 ? "\r\n" : "") + csvOf(tables[i]);
            return all;
        });
    });
}

/// Storage thread. Recorded before anything leaves, and again when it is known how that ended.
Result<void> Desk::Private::saveBeside(Workspace& in, storage::AuditAct act, const QString& path, bool replace, std::function<Result<std::string>()> bytes)
{
    act.result = storage::AuditResult::Begun;
    SILLOK_CHECK(in.audit().record(act));
    writeQueue.post([this, act, path, replace, bytes = std::move(bytes), stop = lockToken()](std::stop_token) {
        if (stop.stop_requested())
            return;
        const auto save = [&]() -> Result<void> {
            SILLOK_TRY(const std::string made, bytes());
            return saveFile(path.toStdString(), made, replace ? Existing::Replace : Existing::Keep);
        };
        const Result<void> saved = save();
        ignore(inVault([&](Workspace& later) -> Result<void> {
            later.audit().recordEnd(act, saved.ok() ? nullptr : &saved.error());
            return {};
        }), "the vault was locked meanwhile; that it began is recorded");
        if (!saved.ok())
            return report(saved.error(), Problem::During::Export, path);
        postIfOpen([this, path] { emit desk.exported(path); });
    });
    return {};
}

} // namespace sillok::app
