#include "ui/shell/maintenance_sheet.h"

#include "ui/problem_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/text.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace sillok::ui {

using app::Maintenance;
using app::MaintenanceReport;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Maintenance)
public:
    static QString running(Maintenance work);
    static QString title(const MaintenanceReport& report);
    static QString body(const MaintenanceReport& report);
    static QString count(const MaintenanceReport::Count& count);
    static QString salvaged(const MaintenanceReport& report);
    static QString added(const MaintenanceReport& report);
    static QString ok() { return tr("Close"); }
    static QString stop() { return tr("Stop"); }
    static QString preparing() { return tr("Checking the key"); }
    static QString meter() { return tr("Progress"); }
    static QString note(Maintenance work);
};

QString Words::running(Maintenance work)
{
    switch (work) {
    case Maintenance::Backup: return tr("Writing a backup");
    case Maintenance::AddFromBackup: return tr("Adding from the backup");
    case Maintenance::RestoreBackup: return tr("Making a vault of the backup");
    case Maintenance::Snapshot: return tr("Going back to an earlier state");
    case Maintenance::Salvage: return tr("Recovering what can be read");
    case Maintenance::Shred: return tr("Shredding, and encrypting the rest under a new key");
    }
    return {};
}

QString Words::note(Maintenance work)
{
    return work == Maintenance::Shred ? tr("Let it finish: stopped earlier, old pages of the file may still hold what is to be shredded.")
                                      : tr("You can stop at any time; then everything is as it was before.");
}

QString Words::title(const MaintenanceReport& report)
{
    switch (report.work) {
    case Maintenance::Backup: return tr("The backup is written and has been read back");
    case Maintenance::AddFromBackup: return tr("Added what was missing");
    case Maintenance::RestoreBackup: return tr("The backup is your vault now");
    case Maintenance::Snapshot: return tr("The vault is as it was then");
    case Maintenance::Salvage: return report.everything ? tr("Everything was recovered") : tr("What can be read was recovered");
    case Maintenance::Shred: return tr("Shredded for good");
    }
    return {};
}

QString Words::count(const MaintenanceReport::Count& count)
{
    const int n = static_cast<int>(count.good);
    if (count.kind == u"chat")
        return grouped(tr("%n chat(s)", nullptr, n), n);
    if (count.kind == u"message")
        return grouped(tr("%n message(s)", nullptr, n), n);
    if (count.kind == u"document")
        return grouped(tr("%n document(s)", nullptr, n), n);
    if (count.kind == u"collection")
        return grouped(tr("%n collection(s)", nullptr, n), n);
    return {};
}

/// Every kind that people know, with what is missing of it.
QString Words::salvaged(const MaintenanceReport& report)
{
    QStringList lines;
    for (const MaintenanceReport::Count& one : report.counts) {
        QString line = count(one);
        if (line.isEmpty())
            continue;
        if (one.lost > 0)
            line += QStringLiteral(" · ") + tr("%n lost", nullptr, static_cast<int>(one.lost));
        if (one.unknown)
            line += QStringLiteral(" · ") + tr("more may be missing; how many cannot be known");
        lines << line;
    }
    return lines.join(u'\n');
}

QString Words::added(const MaintenanceReport& report)
{
    QStringList parts;
    for (const MaintenanceReport::Count& one : report.counts)
        if (one.good > 0 && !count(one).isEmpty())
            parts << count(one);
    return parts.isEmpty() ? tr("Everything in the backup was here already.") : parts.join(QStringLiteral(" · "));
}

QString Words::body(const MaintenanceReport& report)
{
    switch (report.work) {
    case Maintenance::Backup: return tr("%1\nThe ways that open this vault open the backup.").arg(report.path);
    case Maintenance::AddFromBackup: return added(report) + u'\n' + tr("What was here before is unchanged.");
    case Maintenance::RestoreBackup: return tr("Every byte was checked. Open it with its passphrase.");
    case Maintenance::Snapshot: return tr("What was there until now is kept: %1").arg(report.path);
    case Maintenance::Salvage: return salvaged(report) + u'\n' + tr("The damaged original is kept unchanged: %1").arg(report.path);
    case Maintenance::Shred:
        return tr("The old key and the earlier states are gone; everything that stays is encrypted under a new key. Backups elsewhere are as they were.");
    }
    return {};
}

} // namespace

MaintenanceSheet::MaintenanceSheet(QWidget* window, Maintenance work)
    : Sheet(window, Words::running(work), Words::note(work))
{
    setObjectName(QStringLiteral("maintenanceSheet"));
    m_meter = new Meter(this);
    m_meter->setAccessibleName(Words::meter());
    m_words = new Text(Type::Secondary, Token::TextSecondary, this);
    m_words->setWords(Words::preparing());
    addContent(m_meter);
    addContent(m_words);
    addCancel(Words::stop());
}

void MaintenanceSheet::setProgress(const app::MaintenanceProgress& progress)
{
    const double part = progress.all > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.all) : 0;
    m_meter->setPart(part);
    QString words = QStringLiteral("%1 %").arg(static_cast<int>(part * 100));
    if (progress.secondsLeft >= 0)
        words += QStringLiteral(" · ") + timeLeft(progress.secondsLeft);
    m_words->setWords(words);
    m_meter->setAccessibleDescription(words);
}

void openMaintenanceReport(QWidget* window, const MaintenanceReport& report)
{
    auto* sheet = new Sheet(window, Words::title(report), Words::body(report));
    sheet->setObjectName(QStringLiteral("maintenanceReport"));
    sheet->addAccept(Words::ok(), false);
    sheet->open();
}

void openMaintenanceProblem(QWidget* window, const app::Problem& problem)
{
    const ProblemText words = problemText(problem);
    auto* sheet = new Sheet(window, words.happened, words.safe + (words.next.isEmpty() ? QString() : u' ' + words.next));
    sheet->setObjectName(QStringLiteral("maintenanceProblem"));
    sheet->addAccept(Words::ok(), false);
    sheet->open();
}

} // namespace sillok::ui
