#include "ui/shell/leaving_sheets.h"

#include "app/services/desk.h"
#include "ui/shell/choice_sheet.h"
#include "ui/words/managed_words.h"

#include <QCoreApplication>
#include <QPointer>
#include <QWidget>

namespace sillok::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Leaving)
public:
    static QString reason(app::ExportReason reason)
    {
        switch (reason) {
        case app::ExportReason::None: return {};
        case app::ExportReason::Duty: return tr("My own work");
        case app::ExportReason::CivilReply: return tr("A reply to a citizen");
        case app::ExportReason::Report: return tr("A report inside the institution");
        case app::ExportReason::Submission: return tr("A submission to another institution");
        case app::ExportReason::Other: return tr("Something else");
        }
        return {};
    }
    static QString reasonTitle() { return tr("What does it leave for?"); }
    static QString reasonBody(const app::ManagedState& state) { return tr("The reason is kept in the audit log; what is in the file is not.") + u' ' + managedReason(state); }
    static QString printerTitle() { return tr("Which printer?"); }
    static QString printerBody() { return tr("The print system keeps a copy, not encrypted, until it is printed."); }
    static QString noPrinter() { return tr("No printer is set up on this computer"); }
    static QString noPrinterBody() { return tr("Nothing was printed. Ask whoever looks after this computer, or export a PDF."); }
};

} // namespace

QString reasonWords(app::ExportReason reason) { return Words::reason(reason); }

void askReason(QWidget* page, app::Desk& desk, std::function<void(app::ExportReason)> go)
{
    if (!desk.managed().policy.exportReason)
        return go(app::ExportReason::None);
    QStringList answers;
    for (int i = 1; i < app::kExportReasons; ++i)
        answers.append(Words::reason(static_cast<app::ExportReason>(i)));
    openChoiceSheet(page->window(), "reasonSheet", Words::reasonTitle(), Words::reasonBody(desk.managed()), answers,
        [page = QPointer(page), go = std::move(go)](int answer) {
            if (page)
                go(static_cast<app::ExportReason>(answer + 1));
        });
}

void askPrinter(QWidget* page, app::Desk& desk, std::function<void(const QString& printer)> go)
{
    auto* const waiting = new QObject(page);  // until there is an answer of one kind or the other
    QObject::connect(&desk, &app::Desk::problem, waiting, [waiting](const app::Problem& problem) {
        if (problem.during == app::Problem::During::Print)
            waiting->deleteLater();
    });
    QObject::connect(&desk, &app::Desk::printersListed, waiting, [waiting, page, go = std::move(go)](const QStringList& printers) {
        waiting->deleteLater();
        if (printers.isEmpty())
            return openChoiceSheet(page->window(), "printerSheet", Words::noPrinter(), Words::noPrinterBody(), {}, {});
        openChoiceSheet(page->window(), "printerSheet", Words::printerTitle(), Words::printerBody(), printers, [page = QPointer(page), go, printers](int answer) {
            if (page)
                go(printers[answer]);
        });
    });
    desk.listPrinters();
}

} // namespace sillok::ui
