#include "ui/chat/chat_import_sheet.h"

#include "app/services/desk.h"
#include "ui/problem_text.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace sillok::ui {

namespace {

class Say {
    Q_DECLARE_TR_FUNCTIONS(sillok::ui::ChatImport)
public:
    static QString chats(int n) { return grouped(tr("%n chat(s)", nullptr, n), n); }
    static QString messages(int n) { return grouped(tr("%n message(s)", nullptr, n), n); }
    static QString leftOut(const app::ChatImportPreview::Count& one);
    static QString contents(const app::ChatImportPreview& preview);
    static QString period(const app::ChatImportPreview& preview);
};

QString Say::leftOut(const app::ChatImportPreview::Count& one)
{
    using app::NotImported;
    const int n = one.count;
    switch (one.what) {
    case NotImported::Images: return tr("%n image(s)", nullptr, n);
    case NotImported::Files: return tr("the content of %n attached file(s); their names come along", nullptr, n);
    case NotImported::ToolOutputs: return tr("%n output(s) of tools", nullptr, n);
    case NotImported::UnknownParts: return tr("%n part(s) of a kind that is not known", nullptr, n);
    case NotImported::BrokenLinks: return tr("%n broken link(s) between messages; the messages come along", nullptr, n);
    case NotImported::LongTexts: return tr("the end of %n text(s) over 1 MB", nullptr, n);
    case NotImported::HiddenCharacters: return tr("%n invisible character(s)", nullptr, n);
    case NotImported::LargeChats: return tr("%n chat(s) that are too large", nullptr, n);
    case NotImported::EmptyChats: return tr("%n chat(s) without a message", nullptr, n);
    case NotImported::UnknownEntries: return tr("%n entry(s) that are no chat", nullptr, n);
    }
    return {};
}

QString Say::period(const app::ChatImportPreview& preview)
{
    if (preview.from.isNull() || preview.to.isNull())
        return {};
    return tr("From %1 to %2").arg(preview.from.date().toString(Qt::ISODate), preview.to.date().toString(Qt::ISODate));
}

QString Say::contents(const app::ChatImportPreview& preview)
{
    QStringList lines { chats(preview.chats) + QStringLiteral(" · ") + messages(preview.messages) + QStringLiteral(" · ") + preview.programs.join(QStringLiteral(", ")) };
    if (const QString when = period(preview); !when.isEmpty())
        lines << when;
    if (preview.alreadyThere > 0)
        lines << tr("%n of them are here already and stay as they are.", nullptr, preview.alreadyThere);
    for (const app::ChatImportPreview::Count& one : preview.leftOut)
        lines << tr("Left out: %1").arg(grouped(leftOut(one), one.count));
    return lines.join(u'\n');
}

} // namespace

ChatImport::ChatImport(app::Desk& desk, Toast* toast, QWidget* page)
    : QObject(page)
    , m_desk(desk)
    , m_toast(toast)
    , m_page(page)
{
    connect(&m_desk, &app::Desk::chatImportPreviewed, this, &ChatImport::showPreview);
    connect(&m_desk, &app::Desk::chatImportProgressed, this, &ChatImport::showProgress);
    connect(&m_desk, &app::Desk::problem, this, &ChatImport::showProblem);
}

void ChatImport::chooseFile()
{
    auto* dialog = openFileDialog(m_page, tr("Chats of another program"), QFileDialog::ExistingFile);
    dialog->setNameFilters({ tr("Exports of chats (*.json *.zip)"), tr("All files (*)") });
    connect(dialog, &QFileDialog::fileSelected, this, &ChatImport::look);
}

void ChatImport::look(const QString& path)
{
    openMeter(tr("Looking into the file"), tr("It is read in a sealed process, without network and files."));
    m_meter->hide(); // nobody knows yet how much it is
    m_desk.lookIntoChats(path);
}

void ChatImport::openMeter(const QString& title, const QString& words)
{
    closeMeter();
    m_running = new Sheet(m_page->window(), title, words);
    m_running->setObjectName(QStringLiteral("chatImportRunning"));
    m_meter = new Meter(m_running);
    m_meter->setAccessibleName(tr("Progress"));
    m_words = new Text(Type::Secondary, Token::TextSecondary, m_running);
    m_running->addContent(m_meter);
    m_running->addContent(m_words);
    m_running->addCancel(tr("Stop"));
    connect(m_running, &Sheet::closed, &m_desk, &app::Desk::cancelChatImport);
    m_running->open();
}

void ChatImport::closeMeter()
{
    if (m_running)
        m_running->finish();
    m_running = nullptr;
}

void ChatImport::showPreview(const app::ChatImportPreview& preview)
{
    if (!m_running)
        return; // it was stopped
    closeMeter();
    const int fresh = preview.chats - preview.alreadyThere;
    auto* sheet = new Sheet(m_page->window(), tr("Take in chats from “%1”?").arg(preview.file), Say::contents(preview));
    sheet->setObjectName(QStringLiteral("chatImportPreview"));
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(fresh > 0 ? grouped(tr("Take in %n chat(s)", nullptr, fresh), fresh) : tr("Nothing to take in"), false);
    sheet->setAcceptEnabled(fresh > 0);
    if (m_desk.retentionDays() > 0) {
        auto* note = new Text(Type::Secondary, Token::TextSecondary, sheet);
        note->setWordWrap(true);
        note->setWords(tr("Chats that nobody touched for %n day(s) go to the trash when the vault is opened; older ones of these will.", nullptr, m_desk.retentionDays()));
        sheet->addContent(note);
    }
    connect(sheet, &Sheet::accepted, this, [this] {
        openMeter(tr("Taking in chats"), tr("You can stop at any time and take back what was added."));
        m_desk.importChats();
    });
    sheet->open();
}

void ChatImport::showProgress(const app::ChatImportProgress& progress)
{
    if (progress.finished) {
        closeMeter();
        const QString words = progress.cancelled ? tr("Stopped. %n chat(s) were added by then.", nullptr, progress.added) : tr("%n chat(s) taken in.", nullptr, progress.added);
        if (progress.added > 0)
            m_toast->tell(QStringLiteral("import"), words, tr("Undo"), [this] { m_desk.undoChatImport(); });
        else
            m_toast->tell(QStringLiteral("import"), words);
        return;
    }
    if (!m_running)
        return;
    m_meter->setPart(progress.total > 0 ? double(progress.done) / double(progress.total) : 0);
    QString words = QStringLiteral("%1 / %2").arg(countWords(progress.done), countWords(progress.total));
    if (progress.secondsLeft >= 0)
        words += QStringLiteral(" · ") + timeLeft(progress.secondsLeft);
    m_words->setWords(words);
    m_meter->setAccessibleDescription(words);
}

void ChatImport::showProblem(const app::Problem& problem)
{
    if (problem.during != app::Problem::During::ImportChats)
        return;
    closeMeter();
    const ProblemText words = problemText(problem);
    auto* sheet = new Sheet(m_page->window(), words.happened, words.safe + (words.next.isEmpty() ? QString() : u' ' + words.next));
    sheet->setObjectName(QStringLiteral("chatImportProblem"));
    sheet->addAccept(tr("Close"), false);
    sheet->open();
}

} // namespace sillok::ui
