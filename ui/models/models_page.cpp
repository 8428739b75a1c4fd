#include "ui/models/models_page.h"

#include "app/services/desk.h"
#include "ui/administration/install_sheet.h"
#include "ui/help/manual.h"
#include "ui/models/installed_list.h"
#include "ui/models/search_models_section.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/form.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPainter>

#include <algorithm>

namespace sillok::ui {

using app::Desk;
using app::EngineState;

ModelsPage::ModelsPage(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setHelpTopic(this, "models");
    setObjectName(QStringLiteral("modelsPage"));
    setSurface(this, Token::BgCanvas);
    auto* form = new FormColumn(this);
    m_title = new Text(Type::PageTitle, Token::TextPrimary, this);
    m_subtitle = new Text(Type::Ui, Token::TextSecondary, this);
    m_subtitle->setWordWrap(true);
    m_heading = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_problem = new NoticeCard(NoticeKind::Error, this);
    m_noModel = new NoticeCard(NoticeKind::Info, this);
    m_installedHeading = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_installed = new InstalledList(this);
    m_install = new Button(ButtonKind::Default, this);
    m_install->setObjectName(QStringLiteral("installPackage"));
    m_install->setIconName(QStringLiteral("import"));
    setAcceptDrops(true);
    m_testHeading = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_testWords = new Text(Type::Secondary, Token::TextSecondary, this);
    m_testWords->setWordWrap(true);
    m_use = new Button(ButtonKind::Default, this);
    m_use->setObjectName(QStringLiteral("useModelFile"));
    m_use->setIconName(QStringLiteral("folder"));
    m_managed = new Text(Type::Secondary, Token::Info, this);
    m_managed->setObjectName(QStringLiteral("modelFilesManaged"));
    m_managed->setWordWrap(true);
    QVBoxLayout* column = form->column();
    column->addWidget(m_title);
    column->addSpacing(2);
    column->addWidget(m_subtitle);
    column->addSpacing(22);
    column->addWidget(m_heading);
    column->addSpacing(10);
    column->addWidget(makeCard());
    column->addWidget(m_noModel);
    column->addSpacing(10);
    column->addWidget(m_problem);
    column->addWidget(makeContext());
    column->addSpacing(26);
    column->addWidget(m_installedHeading);
    column->addSpacing(10);
    column->addWidget(m_installed);
    column->addSpacing(10);
    column->addWidget(m_install, 0, Qt::AlignLeft);
    column->addSpacing(26);
    column->addWidget(new SearchModelsSection(m_desk, this));
    column->addSpacing(26);
    column->addWidget(m_testHeading);
    column->addSpacing(4);
    column->addWidget(m_testWords);
    column->addSpacing(12);
    column->addWidget(m_use, 0, Qt::AlignLeft);
    column->addSpacing(6);
    column->addWidget(m_managed);
    column->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(form);
    setFocusProxy(m_use);
    connect(m_installed, &InstalledList::chosen, &m_desk, &Desk::useModelFile);
    connect(&m_desk, &Desk::installedModelsListed, m_installed, &InstalledList::setModels);
    connect(m_use, &QAbstractButton::clicked, this, &ModelsPage::chooseFile);
    connect(m_install, &QAbstractButton::clicked, this, [this] {
        if (const auto place = placeToInstall(m_desk.administration().state()))
            chooseAndInstall(this, m_desk.administration(), *place);
    });
    connect(&m_desk.administration(), &app::Administration::looked, this, [this] { sayInstall(); });
    connect(&m_desk.administration(), &app::Administration::installed, &m_desk, &Desk::listInstalledModels);
    connect(&m_desk.administration(), &app::Administration::removed, &m_desk, &Desk::listInstalledModels);
    connect(m_forget, &QAbstractButton::clicked, this, &ModelsPage::askForget);
    connect(&m_desk, &Desk::engineChanged, this, [this] { sayEngine(); });
    connect(&m_desk, &Desk::managedChanged, this, [this] { sayManaged(); });
    connect(&m_desk, &Desk::problem, this, [this](const app::Problem& problem) {
        if (problem.during != app::Problem::During::LoadModel)
            return;
        m_problem->setProblem(problemText(problem));
        m_problem->show();
    });
    withWords(this, [this] { say(); });
}

QWidget* ModelsPage::makeContext()
{
    m_contextSizes = new Segments(this);
    m_contextSizes->setObjectName(QStringLiteral("contextSizes"));
    connect(m_contextSizes, &Segments::chosen, this, [this](int index) { m_desk.setContextTokens(index == 0 ? 0 : app::kContextSizes[index - 1]); });
    m_contextRow = new SettingRow(m_contextSizes, this);
    return m_contextRow;
}

QWidget* ModelsPage::makeCard()
{
    m_card = new CardFrame(Token::LineSubtle, this);
    m_picture = new IconLabel(QStringLiteral("model"), 22, Token::Accent, m_card);
    m_picture->setGround(Token::AccentTint, 9);
    m_name = new Text(Type::PanelTitle, Token::TextPrimary, m_card);
    m_name->setElide(Qt::ElideMiddle);
    m_state = new Text(Type::Secondary, Token::TextSecondary, m_card);
    m_state->setElide(Qt::ElideRight);
    m_context = new Text(Type::Secondary, Token::TextSecondary, m_card);
    m_graphics = new Text(Type::Secondary, Token::Warning, m_card);
    m_graphics->setObjectName(QStringLiteral("graphicsCard"));
    m_graphics->setWordWrap(true);
    m_forget = new Button(ButtonKind::Default, m_card);
    m_forget->setObjectName(QStringLiteral("forgetModel"));
    m_forget->setTall(30);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_name);
    words->addWidget(m_state);
    words->addWidget(m_graphics);
    m_load = new Meter(m_card);
    m_load->setObjectName(QStringLiteral("loadMeter"));
    words->addWidget(m_load);
    auto* row = new QHBoxLayout(m_card);
    row->setContentsMargins(18, 16, 18, 16);
    row->setSpacing(14);
    row->addWidget(m_picture);
    row->addLayout(words, 1);
    row->addWidget(m_context);
    row->addWidget(m_forget);
    return m_card;
}

void ModelsPage::say()
{
    setAccessibleName(tr("Models"));
    m_title->setWords(tr("Models"));
    m_subtitle->setWords(tr("A model runs in a process of its own that cannot reach the network or your files."));
    m_heading->setWords(tr("In use"));
    m_noModel->setWords(tr("No language model is set."),
                        tr("Questions are answered with passages, exactly as they stand in your documents."));
    m_installedHeading->setWords(tr("Installed from signed packages"));
    m_testHeading->setWords(tr("For development and tests"));
    m_testWords->setWords(tr("A GGUF file from this computer can be used without a signature check. Its name is remembered in the vault; the file itself stays where it is."));
    m_use->setWords(tr("Use a GGUF file…"));
    m_forget->setWords(tr("Stop using"));
    m_contextRow->setWords(tr("How much it keeps in mind"), tr("In tokens: a page of Korean is about 700. More takes more memory; the model is loaded again."));
    QStringList sizes { tr("As fits") };
    for (const int tokens : app::kContextSizes)
        sizes.append(countWords(tokens));
    m_contextSizes->setSegments(sizes);
    m_contextSizes->setAccessibleName(tr("How much it keeps in mind"));
    m_load->setAccessibleName(tr("Loading the model"));
    m_install->setWords(tr("Install a package…"));
    sayInstall();
    sayManaged();
    sayEngine();
}

/// What an administrator has installed meanwhile is there when the page is looked at.
void ModelsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_desk.listInstalledModels();
    m_desk.administration().look();
}

void ModelsPage::sayInstall() { m_install->setVisible(placeToInstall(m_desk.administration().state()).has_value()); }

void ModelsPage::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls[0].isLocalFile() && isPackageName(urls[0].toLocalFile()) && placeToInstall(m_desk.administration().state()))
        event->acceptProposedAction();
}

void ModelsPage::dropEvent(QDropEvent* event)
{
    const auto place = placeToInstall(m_desk.administration().state());
    if (!place)
        return;
    event->acceptProposedAction();
    InstallFlow::begin(this, m_desk.administration(), event->mimeData()->urls().value(0).toLocalFile(), *place);
}

void ModelsPage::sayManaged()
{
    const bool may = m_desk.managed().policy.ggufFiles;
    m_use->setEnabled(may);
    m_managed->setVisible(!may);
    m_managed->setWords(may ? QString() : managedReason(m_desk.managed()));
}

/// Why a graphics card that is there does not compute. Empty: nothing to say.
QString ModelsPage::cardWords() const
{
    switch (m_desk.engine().card) {
    case app::GraphicsCard::None:
    case app::GraphicsCard::Used: return {};
    case app::GraphicsCard::Unusable: return tr("The graphics card is not used: its driver is too old, or this system cannot seal it. The processor answers.");
    case app::GraphicsCard::TooSmall: return tr("The graphics card has too little free memory for this model. The processor answers; a smaller context may fit.");
    case app::GraphicsCard::Broke: return tr("The graphics card stopped answering. The processor goes on and nothing was lost. Load the model again to try the card.");
    }
    return {};
}

void ModelsPage::sayEngine()
{
    const app::EngineStatus& status = m_desk.engine();
    const bool none = status.state == EngineState::NoModel;
    m_noModel->setVisible(none);
    m_card->setVisible(!none);
    m_name->setWords(status.modelName);
    QStringList held;
    if (status.contextTokens > 0)
        held.append(tr("context of %1 tokens").arg(countWords(status.contextTokens)));
    if (status.memoryBytes > 0)
        held.append(tr("%1 of memory").arg(sizeWords(status.memoryBytes)));
    if (status.card == app::GraphicsCard::Used)
        held.append(status.cardName);
    m_context->setWords(held.join(QStringLiteral(" · ")));
    m_graphics->setWords(none ? QString() : cardWords());
    m_graphics->setVisible(!m_graphics->words().isEmpty());
    const bool loading = status.state == EngineState::Loading;
    m_load->setVisible(loading && status.loadedPart > 0);
    m_load->setPart(status.loadedPart);
    m_contextRow->setVisible(!none);
    const auto* size = std::ranges::find(app::kContextSizes, m_desk.contextTokens());
    m_contextSizes->setCurrent(size == std::end(app::kContextSizes) ? 0 : static_cast<int>(size - std::begin(app::kContextSizes)) + 1);
    QString words;
    switch (status.state) {
    case EngineState::NoModel: break;
    case EngineState::Loading: words = status.loadedPart > 0 ? tr("Loading · %1 %").arg(qRound(status.loadedPart * 100)) : tr("Loading"); break;
    case EngineState::Ready: words = tr("Ready to answer"); break;
    case EngineState::Answering: words = tr("Answering"); break;
    case EngineState::Died: words = tr("Stopped; starts again with the next question"); break;
    }
    m_state->setWords(words);
    m_state->setInk(status.state == EngineState::Ready ? Token::Ok : status.state == EngineState::Died ? Token::Warning : Token::TextSecondary);
    const bool failed = status.problem.during == app::Problem::During::LoadModel && (none || status.state == EngineState::Died);
    if (failed)
        m_problem->setProblem(problemText(status.problem));
    m_problem->setVisible(failed);
}

void ModelsPage::chooseFile()
{
    QFileDialog* dialog = openFileDialog(this, tr("Use a GGUF file"), QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Models (*.gguf)"));
    connect(dialog, &QFileDialog::fileSelected, &m_desk, &Desk::useModelFile);
}

void ModelsPage::askForget()
{
    auto* sheet = new Sheet(window(), tr("Stop using %1?").arg(withObject(m_desk.engine().modelName)),
                            tr("From then on questions are answered with passages. The file itself is not deleted."));
    sheet->addCancel(tr("Keep it"));
    sheet->addAccept(tr("Stop using"), false);
    connect(sheet, &Sheet::accepted, &m_desk, &Desk::forgetModel);
    sheet->open();
}

} // namespace sillok::ui
