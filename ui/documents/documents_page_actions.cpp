// documents_page_actions.cpp - What can be done with a document or a collection: asking, labels, whole documents, removing.
#include "ui/documents/documents_page.h"

#include "app/services/desk.h"
#include "ui/documents/document_choice.h"
#include "ui/documents/document_model.h"
#include "ui/documents/document_password_sheet.h"
#include "ui/documents/document_table.h"
#include "ui/shell/columns.h"
#include "ui/shell/guard_sheet.h"
#include "ui/shell/leaving_sheets.h"
#include "ui/style/icons.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/sheet.h"
#include "ui/words/words.h"

#include <QFileInfo>

namespace sillok::ui {

/// For the row that the keyboard or the mouse is on.
void DocumentsPage::popDocumentMenu(const QPoint& where)
{
    const app::DocumentSummary* const found = chosen();
    if (!found)
        return;
    const app::DocumentSummary document = *found;
    auto* menu = new Menu(this);
    menu->setObjectName(QStringLiteral("documentMenu"));
    const auto add = [&](const char* picture, const QString& words, auto act) {
        connect(menu->addAction(icon(QString::fromLatin1(picture)), words), &QAction::triggered, this, act);
    };
    if (document.passageCount > 0)
        add("chat", tr("Ask this document only"), [this, document] { emit askWanted({ m_collection, {}, {}, { { document.id, document.name } } }); });
    for (const QString& label : document.labels)
        add("chat", tr("Ask documents labelled “%1”").arg(label), [this, label] { emit askWanted({ m_collection, {}, label, {} }); });
    if (document.state == app::DocumentState::NeedsPassword)
        add("lock", tr("Enter the password…"), [this, document] { askPassword(document.id); });
    add("label", tr("Labels…"), [this, document] { askLabels(document); });
    menu->addSeparator();
    if (document.passageCount > 0) {
        fillWork(*menu, document);
        menu->addSeparator();
    }
    add("trash", tr("Remove from the collection"), [this, document] { askRemoveDocument(document.id); });
    menu->popup(where);
}

const app::DocumentSummary* DocumentsPage::chosen() const
{
    const QModelIndex row = m_table->currentIndex();
    return row.isValid() ? m_model->at(m_filter->mapToSource(row).row()) : nullptr;
}

/// What looks at all of a document.
void DocumentsPage::fillWork(Menu& menu, const app::DocumentSummary& document)
{
    const auto work = [this, document](app::WholeWork kind, const QString& asked) {
        emit wholeWanted({ kind, document.id, 0, speaksKorean(), asked.arg(document.name) });
    };
    connect(menu.addAction(icon(QStringLiteral("thought")), tr("Summarize")), &QAction::triggered, this,
            [work] { work(app::WholeWork::Summary, tr("Summarize “%1”")); });
    connect(menu.addAction(icon(QStringLiteral("branch")), tr("Compare with another document…")), &QAction::triggered, this,
            [this, document] { askCompare(document); });
    connect(menu.addAction(icon(QStringLiteral("table")), tr("Show its tables")), &QAction::triggered, this,
            [work] { work(app::WholeWork::Tables, tr("Tables of “%1”")); });
    connect(menu.addAction(icon(QStringLiteral("export")), tr("Save its tables as CSV…")), &QAction::triggered, this,
            [this, document] { exportTables(document); });
}

void DocumentsPage::askCompare(const app::DocumentSummary& document)
{
    QList<app::DocumentSummary> others;
    for (int i = 0; i < m_model->rowCount(); ++i)
        if (const app::DocumentSummary* const one = m_model->at(i); one->passageCount > 0 && one->id != document.id)
            others.append(*one);
    auto* sheet = new DocumentChoice(window(), tr("Compare “%1” with").arg(document.name),
                                     tr("Choose the newer document. What changed, came and went since is listed paragraph by paragraph."), others);
    connect(sheet, &DocumentChoice::chosen, this, [this, document](const app::DocumentSummary& later) {
        emit wholeWanted({ app::WholeWork::Comparison, document.id, later.id, speaksKorean(), tr("Compare “%1” with “%2”").arg(document.name, later.name) });
    });
    sheet->open();
}

void DocumentsPage::exportTables(const app::DocumentSummary& document)
{
    const QString ending = QStringLiteral("csv");
    QFileDialog* const dialog = openSaveDialog(this, tr("Save the tables"), QFileInfo(document.name).completeBaseName() + u'.' + ending);
    dialog->setDefaultSuffix(ending);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id = document.id, ending](const QString& path) {
        const bool replace = path.endsWith(u'.' + ending, Qt::CaseInsensitive); // the dialog has asked about that very name
        askReason(this, m_desk, [this, id, path, replace](app::ExportReason reason) { m_desk.exportTables({ id, path, replace, reason }); });
    });
}

void DocumentsPage::warnOfTables(const app::TablesOrder& order, const app::GuardFinding& found)
{
    openGuardSheet(window(), m_desk, found, { tr("Numbers of persons are about to be saved"), tr("Save as it is"), tr("Save with the numbers covered") },
        [page = QPointer(this), ordered = order](bool mask) mutable {
            ordered.maskIdentifiers = mask;
            if (page)
                page->m_desk.exportTables(ordered);
        });
}

void DocumentsPage::askPassword(app::DocumentId document)
{
    int asking = 0;
    const app::DocumentSummary* wanted = nullptr;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const app::DocumentSummary* const one = m_model->at(i);
        asking += one->state == app::DocumentState::NeedsPassword;
        wanted = one->id == document ? one : wanted;
    }
    if (!wanted)
        return;
    auto* sheet = new DocumentPasswordSheet(window(), *wanted, asking);
    connect(sheet, &DocumentPasswordSheet::given, this, [this, document](app::Passphrase& password, bool forAll) {
        m_desk.giveDocumentPassword(m_collection, document, std::move(password), forAll);
    });
    sheet->ask();
}

void DocumentsPage::askLabels(const app::DocumentSummary& document)
{
    auto* sheet = new Sheet(window(), tr("Labels of “%1”").arg(document.name), tr("Separate them by commas. A question can be asked of the documents that carry a label."));
    sheet->addField(tr("Labels"), document.labels.join(QStringLiteral(", ")));
    sheet->setMayBeEmpty(true);
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(tr("Keep"), false);
    connect(sheet, &Sheet::accepted, this, [this, id = document.id](const QString& typed) {
        QStringList labels;
        for (const QString& label : typed.split(u',', Qt::SkipEmptyParts))
            if (!label.trimmed().isEmpty())
                labels.append(label.trimmed());
        m_desk.setLabels(id, labels);
    });
    sheet->open();
}

void DocumentsPage::askRemoveCollection(app::CollectionId collection)
{
    for (const app::CollectionSummary& one : m_desk.collections()) {
        if (one.id != collection)
            continue;
        auto* sheet = new Sheet(window(), tr("Remove the collection “%1”?").arg(one.name),
                                tr("What was read from %n document(s) is deleted. The original files stay, but this cannot be undone.", nullptr,
                                   one.documentCount));
        sheet->addCancel(tr("Cancel"));
        sheet->addAccept(tr("Remove for good"), true);
        connect(sheet, &Sheet::accepted, this, [this, collection] { m_desk.removeCollection(collection); });
        sheet->open();
        return;
    }
}

void DocumentsPage::askShredCollection(app::CollectionId collection)
{
    for (const app::CollectionSummary& one : m_desk.collections()) {
        if (one.id != collection)
            continue;
        auto* sheet = new Sheet(window(), tr("Shred the collection “%1” for good?").arg(one.name),
                                tr("Everything else is encrypted again under a new key, so that not even an old copy of the file opens these documents. "
                                   "Answers lose the passages that they cite from them. The earlier states kept with it end too. The original files stay."));
        sheet->addCancel(tr("Cancel"));
        sheet->addAccept(tr("Shred"), true);
        connect(sheet, &Sheet::accepted, this, [this, collection] { m_desk.shredCollection(collection); });
        sheet->open();
        return;
    }
}

void DocumentsPage::askRemoveDocument(app::DocumentId document)
{
    for (int i = 0; i < m_model->rowCount(); ++i) {
        if (m_model->at(i)->id != document)
            continue;
        auto* sheet = new Sheet(window(), tr("Remove “%1” from the collection?").arg(m_model->at(i)->name),
                                tr("What was read from it is deleted. The original file stays, and you can add it again."));
        sheet->addCancel(tr("Cancel"));
        sheet->addAccept(tr("Remove"), true);
        connect(sheet, &Sheet::accepted, this, [this, document] {
            m_columns->setPanelOpen(false);
            m_desk.removeDocument(document);
        });
        sheet->open();
        return;
    }
}

} // namespace sillok::ui
