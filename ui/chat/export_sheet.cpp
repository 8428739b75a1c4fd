#include "ui/chat/export_sheet.h"

#include "app/services/desk.h"
#include "ui/chat/text_block.h"
#include "ui/help/manual.h"
#include "ui/shell/leaving_sheets.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/form.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QPlainTextDocumentLayout>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace sillok::ui {

namespace {

constexpr int kAroundForm = 252;       // what the sheet takes of the height besides its form
constexpr int kPreviewHeight = 150;

/// As a file name: nothing that a file system could take for a folder, and not too long.
QString fileNameOf(const QString& title)
{
    QString name;
    for (const QChar c : title.simplified())
        name += c.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(c) ? c : QChar(u' ');
    name = name.simplified().left(60);
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    return name;
}

} // namespace

ExportSheet::ExportSheet(QWidget* page, app::Desk& desk, const app::ExportOrder& order)
    : Sheet(page->window(), order.message == 0 ? tr("Export this chat") : tr("Export this answer"),
            tr("The file is not encrypted. Whoever can open the folder can read it."))
    , m_desk(desk)
    , m_order(order)
    , m_page(page)
{
    setHelpTopic(this, "writing");
    setObjectName(QStringLiteral("exportSheet"));
    addContent(makeForm());
    m_print = new Button(ButtonKind::Quiet, this);
    m_print->setObjectName(QStringLiteral("exportPrint"));
    m_print->setWords(tr("Print…"));
    addContent(m_print);
    connect(m_print, &QAbstractButton::clicked, this, &ExportSheet::askPrint);
    addCancel(tr("Cancel"));
    addAccept(tr("Choose where…"), false);
    connect(this, &Sheet::accepted, this, &ExportSheet::askWhere);
    connect(&m_desk, &app::Desk::exportPreviewed, this, &ExportSheet::show);
    limitFormats();
    for (Segments* one : { m_format, m_paper, m_language, m_numbers })
        connect(one, &Segments::chosen, this, &ExportSheet::preview);
    for (Field* one : { m_title, m_label })
        connect(one, &QLineEdit::textChanged, this, &ExportSheet::preview);
    preview();
}

Segments* ExportSheet::addChoice(QVBoxLayout* column, const char* name, const QString& label, const QStringList& words)
{
    auto* heading = new Text(Type::SecondaryBold, Token::TextPrimary, this);
    heading->setWords(label);
    auto* choice = new Segments(this);
    choice->setObjectName(QString::fromLatin1(name));
    choice->setAccessibleName(label);
    choice->setSegments(words);
    column->addWidget(heading);
    column->addWidget(choice, 0, Qt::AlignLeft);
    column->addSpacing(4);
    return choice;
}

Field* ExportSheet::addLine(QVBoxLayout* column, const char* name, const QString& label)
{
    auto* heading = new Text(Type::SecondaryBold, Token::TextPrimary, this);
    heading->setWords(label);
    auto* field = new Field(34, this);
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(label);
    column->addWidget(heading);
    column->addWidget(field);
    column->addSpacing(4);
    return field;
}

QWidget* ExportSheet::makeForm()
{
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(3, 4, 12, 4); // room for the focus ring
    column->setSpacing(4);
    m_format = addChoice(column, "exportFormat", tr("Format"),
                         { QStringLiteral("HWPX"), QStringLiteral("DOCX"), QStringLiteral("PDF"), QStringLiteral("Markdown"), QStringLiteral("HTML") });
    m_paper = addChoice(column, "exportPaper", tr("Paper"), { tr("Plain"), tr("Official letter"), tr("Report"), tr("Press release"), tr("Reply") });
    m_language = addChoice(column, "exportLanguage", tr("Language of the frame"), { QStringLiteral("한국어"), QStringLiteral("English") });
    m_language->setCurrent(speaksKorean() ? 0 : 1);
    m_title = addLine(column, "exportTitle", tr("Title"));
    m_label = addLine(column, "exportLabel", tr("Banner on top (may stay empty)"));
    m_label->setPlaceholderText(tr("Internal use only"));
    m_along = new Text(Type::Secondary, Token::TextSecondary, this);
    m_along->setObjectName(QStringLiteral("exportAlong"));
    m_along->setWordWrap(true);
    column->addWidget(m_along);
    m_managed = new Text(Type::Secondary, Token::Info, this);
    m_managed->setObjectName(QStringLiteral("exportManaged"));
    m_managed->setWordWrap(true);
    m_managed->hide();
    column->addWidget(m_managed);
    m_found = new Text(Type::Secondary, Token::Warning, this);
    m_found->setObjectName(QStringLiteral("exportNumbers"));
    m_found->setWordWrap(true);
    m_found->hide();
    column->addWidget(m_found);
    m_numbers = new Segments(this);
    m_numbers->setObjectName(QStringLiteral("exportNumbersChoice"));
    m_numbers->setAccessibleName(tr("Numbers of persons"));
    m_numbers->setSegments({ tr("Cover them"), tr("Leave them") });
    m_numbers->hide();
    column->addWidget(m_numbers, 0, Qt::AlignLeft);
    m_preview = new QPlainTextEdit(this);
    auto* silent = new SilentDocument(m_preview);
    silent->setDocumentLayout(new QPlainTextDocumentLayout(silent));
    m_preview->setDocument(silent);
    m_preview->setObjectName(QStringLiteral("exportPreview"));
    m_preview->setAccessibleName(tr("Beginning of the file"));
    m_preview->setReadOnly(true);
    m_preview->setTabChangesFocus(true);
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_preview->setFont(sillok::ui::font(Type::Secondary));
    m_preview->setFrameShape(QFrame::NoFrame);
    auto* card = new CardFrame(Token::LineControl, this);
    card->setFixedHeight(kPreviewHeight);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(10, 8, 4, 8);
    inside->addWidget(m_preview);
    column->addWidget(card);

    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    setSurface(form, Token::BgRaised);
    setSurface(scroll->viewport(), Token::BgRaised);
    scroll->setWidget(form);
    const int wanted = form->sizeHint().height() + 2 * lineHeight(Type::Secondary); // what goes along takes lines of its own
    scroll->setFixedHeight(qMin(wanted, qMax(140, parentWidget()->height() - kAroundForm)));
    connect(qApp, &QApplication::focusChanged, scroll, [scroll](QWidget*, QWidget* now) {
        if (now && scroll->isAncestorOf(now))
            scroll->ensureWidgetVisible(now, 0, 24);
    });
    return scroll;
}

void ExportSheet::preview()
{
    m_order.format = static_cast<app::ExportFormat>(m_format->current());
    m_order.paper = static_cast<app::ExportTemplate>(m_paper->current());
    m_order.korean = m_language->current() == 0;
    m_order.title = m_title->text().simplified();
    m_order.label = m_label->text().simplified();
    m_order.maskIdentifiers = m_numbers->current() == 0;
    m_desk.previewExport(m_order);
}

/// The first format that the institution lets out is chosen.
void ExportSheet::limitFormats()
{
    const app::Policy& policy = m_desk.managed().policy;
    int first = -1;
    for (int i = static_cast<int>(app::ExportFormat::Html); i >= 0; --i) {
        const bool may = policy.mayExport(static_cast<app::ExportFormat>(i));
        m_format->setUsable(i, may);
        if (may)
            first = i;
    }
    if (first > 0)
        m_format->setCurrent(first);
}

void ExportSheet::show(const app::ExportPreview& preview)
{
    using app::GuardAction;
    const app::ManagedState& state = m_desk.managed();
    const app::GuardFinding& found = preview.identifiers;
    const bool formatMay = state.policy.mayExport(m_order.format);
    const bool stopped = found.speaks() && found.action == GuardAction::Block;
    setAcceptEnabled(formatMay && preview.gradeMayLeave && !stopped);
    m_print->setEnabled(state.policy.print && preview.gradeMayLeave && !stopped);
    m_print->setToolTip(state.policy.print ? QString() : managedReason(state, tr("Nothing may be printed.")));
    m_managed->setWords(!formatMay                 ? managedReason(state, tr("No file may leave in this format."))
                            : !preview.gradeMayLeave ? managedReason(state, tr("Files of grade %1 may not leave.").arg(gradeWords(preview.grade)))
                            : stopped                ? managedReason(state, tr("Such numbers may not leave."))
                            : !state.policy.print    ? managedReason(state, tr("Nothing may be printed."))
                                                     : QString());
    m_managed->setVisible(!m_managed->words().isEmpty());
    m_found->setWords(tr("It holds %1.").arg(identifierWords(found.counts)) + (found.action == GuardAction::Mask ? u' ' + tr("They are covered.") : QString()));
    m_found->setVisible(found.speaks());
    m_numbers->setVisible(found.speaks() && found.action == GuardAction::Warn);
    m_title->setPlaceholderText(preview.title);
    QStringList along { tr("%n answer(s)", nullptr, preview.answers), tr("%n source(s) with their quotes", nullptr, preview.sources) };
    if (preview.unproven > 0)
        along.append(tr("%n sentence(s) marked as not proven", nullptr, preview.unproven));
    along.append(preview.modelWrote ? tr("a notice that an AI wrote parts of it") : tr("a notice that a program copied it from documents"));
    m_along->setWords(tr("Goes along: %1.").arg(along.join(QStringLiteral(", "))));
    m_preview->setPlainText(preview.lines.join(u'\n'));
}

void ExportSheet::askPrint()
{
    QWidget* const page = m_page;
    app::Desk& desk = m_desk;
    const app::ExportOrder ordered = m_order;
    finish();
    askReason(page, desk, [page, &desk, ordered](app::ExportReason reason) {
        askPrinter(page, desk, [&desk, order = ordered, reason](const QString& printer) mutable {
            order.path = printer;
            order.reason = reason;
            desk.printChat(order);
        });
    });
}

namespace {

/// After the sheet has gone; the dialog and what follows live as long as the page.
void saveTo(QWidget* page, app::Desk& desk, const app::ExportOrder& ordered, const QString& name, const QString& extension)
{
    QFileDialog* const dialog = openSaveDialog(page, ExportSheet::tr("Export"), name + u'.' + extension);
    dialog->setDefaultSuffix(extension);
    QObject::connect(dialog, &QFileDialog::fileSelected, &desk, [&desk, order = ordered, extension](const QString& path) mutable {
        order.path = path;
        order.replace = path.endsWith(u'.' + extension, Qt::CaseInsensitive); // the dialog has asked about that very name
        desk.exportChat(order);
    });
}

} // namespace

void ExportSheet::askWhere()
{
    const QString extension = extensionOf(m_order.format);
    const QString name = fileNameOf(m_order.title.isEmpty() ? m_title->placeholderText() : m_order.title);
    askReason(m_page, m_desk, [page = m_page, &desk = m_desk, order = m_order, name = name.isEmpty() ? tr("Sillok") : name, extension](app::ExportReason reason) mutable {
        order.reason = reason;
        saveTo(page, desk, order, name, extension);
    });
}

QString ExportSheet::extensionOf(app::ExportFormat format)
{
    switch (format) {
    case app::ExportFormat::Hwpx: return QStringLiteral("hwpx");
    case app::ExportFormat::Docx: return QStringLiteral("docx");
    case app::ExportFormat::Pdf: return QStringLiteral("pdf");
    case app::ExportFormat::Markdown: return QStringLiteral("md");
    case app::ExportFormat::Html: return QStringLiteral("html");
    }
    return {};
}

} // namespace sillok::ui
