// scripted_work.cpp - The double's part about scopes, labels, files that leave the vault, and work on whole documents.
#include "tests/fakes/scripted_desk.h"

namespace sillok::app {

using fakes::Script;

void Desk::previewExport(const ExportOrder& order)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("previewExport %1 %2 %3 %4").arg(order.chat).arg(order.message).arg(static_cast<int>(order.paper)).arg(order.label));
    emit exportPreviewed(fakes::scriptOf(*this).preview);
}

void Desk::exportChat(const ExportOrder& order)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("exportChat %1 %2 %3 %4").arg(order.chat).arg(order.message).arg(static_cast<int>(order.format)).arg(order.path));
    emit exported(order.path);
}

void Desk::exportTables(const TablesOrder& order)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("exportTables %1 %2 %3 %4").arg(order.document).arg(order.path).arg(order.replace).arg(static_cast<int>(order.reason)));
    if (s.preview.identifiers.speaks() && !order.maskIdentifiers)
        return emit tablesWarned(order, s.preview.identifiers);
    emit exported(order.path);
}

void Desk::listPrinters() { emit printersListed(fakes::scriptOf(*this).printers); }

void Desk::printChat(const ExportOrder& order)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("printChat %1 %2 %3").arg(order.chat).arg(order.path).arg(static_cast<int>(order.reason)));
    emit printed(order.path);
}

void Desk::checkCitation(const Citation& citation)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("checkCitation %1").arg(citation.number));
    CitationCheck check = fakes::scriptOf(*this).check;
    check.passage = citation.passage;
    check.number = citation.number;
    emit citationChecked(check);
}

void Desk::workOnWhole(const WholeOrder& order)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("workOnWhole %1 %2 %3").arg(static_cast<int>(order.work)).arg(order.document).arg(order.later));
    send(0, order.asked, { fakes::scriptOf(*this).documents[fakes::scriptOf(*this).listed].value(0).collection, {}, {}, { { order.document, {} } } });
}

void Desk::findScopes(const QString& text)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("findScopes %1").arg(text));
    QList<ScopeChoice> found;
    for (const ScopeChoice& choice : fakes::scriptOf(*this).scopes)
        if (choice.collectionName.contains(text) || fakes::limitsOf(choice.scope).contains(text))
            found.append(choice);
    emit scopesFound(text, found);
}

void Desk::setLabels(DocumentId document, const QStringList& labels)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("setLabels %1 %2").arg(document).arg(labels.join(u'|')));
    for (DocumentSummary& one : s.documents[s.listed])
        if (one.id == document)
            one.labels = labels;
    emit documentsChanged(s.listed);
}

} // namespace sillok::app
