#include "ui/main_window.h"

#include "app/services/desk.h"
#include "ui/actions/actions.h"
#include "ui/actions/key_map.h"
#include "ui/actions/key_sheet.h"
#include "ui/actions/window_actions.h"
#include "ui/administration/administration_page.h"
#include "ui/chat/chat_list_panel.h"
#include "ui/chat/chat_page.h"
#include "ui/clipboard.h"
#include "ui/documents/documents_page.h"
#include "ui/models/models_page.h"
#include "ui/search/search_palette.h"
#include "ui/settings/about_section.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/columns.h"
#include "ui/shell/guard_sheet.h"
#include "ui/shell/maintenance_sheet.h"
#include "ui/shell/seal_words.h"
#include "ui/shell/status_strip.h"
#include "ui/stall/stall_recorder.h"
#include "ui/style/focus_ring.h"
#include "ui/style/theme.h"
#include "ui/unlock/first_run_page.h"
#include "ui/unlock/recovery_key_page.h"
#include "ui/unlock/repair_page.h"
#include "ui/unlock/tour.h"
#include "ui/unlock/unlock_page.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/button.h"
#include "ui/widgets/composition.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPixmapCache>
#include <QStackedWidget>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace sillok::ui {

using app::Desk;
using app::VaultState;

namespace {
constexpr int kSealMs = 10000;
}

MainWindow::MainWindow(Desk& desk, const QString& iniFile)
    : m_desk(desk)
    , m_preferences(iniFile)
{
    m_preferences.apply();
    setSurface(this, Token::BgCanvas);
    setMinimumSize(720, 450);
    resize(1440, 900);
    restoreGeometry(m_preferences.geometry());
    m_unlock = new UnlockPage(m_desk, m_preferences);
    m_firstRun = new FirstRunPage(m_desk, m_preferences);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_unlock);
    m_stack->addWidget(m_firstRun);
    m_recovery = new RecoveryKeyPage;
    m_stack->addWidget(m_recovery);
    m_repair = new RepairPage(m_desk);
    m_stack->addWidget(m_repair);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    m_sealPopup = new SealPopup(this);
    new FocusRing(this);
    for (const Urgency urgency : { Urgency::Polite, Urgency::Assertive })
        new Announcer(urgency, this);
    addActions();
    m_stalls = new StallRecorder([this] { return m_actions->last(); }, this);
    connectDesk();
    withWords(this, [this] { say(); });
    showVault(m_desk.vaultState());
    m_seal.setInterval(kSealMs);
    connect(&m_seal, &QTimer::timeout, &m_desk, &Desk::checkSeal);
    m_seal.start();
    m_desk.checkSeal();
    qApp->installEventFilter(this);
    Clipboard::it().setGate([this](const QString& text) { return passCopy(this, m_desk, text); });
}

MainWindow::~MainWindow() { Clipboard::it().setGate({}); }

QWidget* MainWindow::makeSealBand()
{
    m_band = new QWidget(m_workspace);
    setSurface(m_band, Token::DangerTint);
    m_bandWords = new Text(Type::UiBold, Token::Danger, m_band);
    auto* row = new QHBoxLayout(m_band);
    row->setContentsMargins(20, 10, 20, 10);
    row->addWidget(m_bandWords);
    m_band->hide();
    return m_band;
}

QWidget* MainWindow::makeIdleBand()
{
    m_idleBand = new QWidget(m_workspace);
    setSurface(m_idleBand, Token::InfoTint);
    m_idleWords = new Text(Type::UiBold, Token::Info, m_idleBand);
    m_keepWorking = new Button(ButtonKind::Default, m_idleBand);
    m_keepWorking->setObjectName(QStringLiteral("keepWorking"));
    auto* row = new QHBoxLayout(m_idleBand);
    row->setContentsMargins(20, 6, 20, 6);
    row->addWidget(m_idleWords, 1);
    row->addWidget(m_keepWorking);
    connect(m_keepWorking, &QAbstractButton::clicked, this, &MainWindow::keepWorking);
    m_idleBand->hide();
    return m_idleBand;
}

void MainWindow::makeWorkspace()
{
    m_workspace = new QWidget;
    m_rail = new Rail(m_workspace);
    m_chat = new ChatPage(m_desk);
    m_documents = new DocumentsPage(m_desk);
    m_pages = new QStackedWidget(m_workspace);
    m_pages->addWidget(m_chat);
    m_pages->addWidget(m_documents);
    m_pages->addWidget(new ModelsPage(m_desk));
    m_pages->addWidget(new SettingsPage(m_desk, m_preferences, new AboutSection(*m_stalls, *m_actions)));
    m_pages->addWidget(new AdministrationPage(m_desk));
    m_strip = new StatusStrip(m_workspace);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addWidget(m_pages, 1);
    auto* column = new QVBoxLayout(m_workspace);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeSealBand());
    column->addWidget(makeIdleBand());
    column->addLayout(middle, 1);
    column->addWidget(m_strip);
    m_stack->addWidget(m_workspace);
    connectPages();
    connectWorkspaceToDesk();
    fitWorkspace();
    withWords(m_workspace, [this] { sayWorkspace(); });
}

/// Everything that can hold content goes, together with what lies over it: sheets, menus, file dialogs. It may be one of them that
/// asked for the lock, so they go when its work is done, and are out of sight and out of reach until then.
void MainWindow::dropWorkspace()
{
    m_rail = nullptr;
    m_chat = nullptr;
    m_documents = nullptr;
    m_strip = nullptr;
    m_pages = nullptr;
    m_band = m_idleBand = nullptr;
    m_bandWords = m_idleWords = nullptr;
    m_keepWorking = nullptr;
    m_stack->removeWidget(m_workspace);
    m_workspace->hide();
    m_workspace->deleteLater();
    m_workspace = nullptr;
    for (QWidget* above : lyingOver()) {
        above->hide();
        above->deleteLater();
    }
    m_maintenance = nullptr;
    forgetRecoveryKey();
    QToolTip::hideText();
    QPixmapCache::clear();
    Clipboard::it().forget();
}

/// Sheets and the search palette.
QList<QWidget*> MainWindow::lyingOver() const
{
    QList<QWidget*> all;
    for (Sheet* sheet : findChildren<Sheet*>())
        all << sheet;
    for (SearchPalette* palette : findChildren<SearchPalette*>())
        all << palette;
    return all;
}

/// Before anything is waited for: nothing readable is on the screen any more, and what was typed is on its way into the vault.
void MainWindow::cover(app::LockCause cause)
{
    setLockCause(cause);
    if (m_workspace) {
        Composition::it().commit();
        if (QWidget* const typing = QApplication::focusWidget(); typing && m_workspace->isAncestorOf(typing))
            typing->clearFocus(); // a name that is being changed counts as given
        QCoreApplication::sendPostedEvents(m_chat->list(), QEvent::MetaCall);
        m_desk.keepDrafts(m_chat->drafts());
    }
    m_preferences.setGeometry(saveGeometry());
    for (QWidget* other : QApplication::topLevelWidgets())
        if (other != this && other->isVisible())
            other->hide();
    m_sealPopup->hide();
    for (QWidget* above : lyingOver())
        above->hide();
    if (m_desk.vaultState() != VaultState::Open)
        return;
    m_stack->setCurrentWidget(m_unlock);
    repaint();
}

void MainWindow::setLockCause(app::LockCause cause) { m_unlock->setCause(cause); }

void MainWindow::connectPages()
{
    connect(m_rail, &Rail::placeChosen, this, &MainWindow::goTo);
    connect(m_rail, &Rail::lockWanted, this, &MainWindow::lock);
    connect(m_rail, &Rail::helpWanted, this, &MainWindow::showHelp);
    connect(m_chat, &ChatPage::modelsWanted, this, [this] { goTo(Place::Models); });
    connect(m_chat, &ChatPage::documentsWanted, this, [this] { goTo(Place::Documents); });
    connect(m_chat, &ChatPage::contextMeasured, m_strip, &StatusStrip::setContext);
    connect(m_chat, &ChatPage::settingsWanted, this, [this] { goTo(Place::Settings); });
    connect(m_chat, &ChatPage::samplesWanted, this, [this] {
        goTo(Place::Documents);
        m_documents->addSamples();
    });
    connect(m_documents, &DocumentsPage::askWanted, this, [this](const app::Scope& scope) {
        goTo(Place::Chat);
        m_chat->askAbout(scope);
    });
    connect(m_documents, &DocumentsPage::passagesWanted, this, [this](const QList<app::FoundItem>& passages, int index) {
        goTo(Place::Chat);
        m_chat->showPassages(passages, index);
    });
    connect(m_documents, &DocumentsPage::wholeWanted, this, [this](const app::WholeOrder& order) {
        goTo(Place::Chat);
        m_chat->beginWhole(order);
    });
    connect(m_documents, &DocumentsPage::importFinished, this, [this] { m_rail->setNews(Place::Documents, m_place != Place::Documents); });
    connect(m_strip, &StatusStrip::modelsWanted, this, [this] { goTo(Place::Models); });
    connect(m_strip, &StatusStrip::documentsWanted, this, [this] { goTo(Place::Documents); });
    connect(m_strip, &StatusStrip::sealWanted, this, &MainWindow::showSealEvidence);
}

void MainWindow::connectDesk()
{
    connect(&m_desk, &Desk::vaultStateChanged, this, &MainWindow::showVault);
    connect(&m_desk, &Desk::aboutToLock, this, &MainWindow::cover);
    connect(&m_desk, &Desk::managedChanged, this, &MainWindow::leaveOffice);
    connect(&m_desk, &Desk::recoveryKeyMade, this, [this] {
        m_recovery->setKey(m_desk.takeRecoveryKey());
        m_recoveryWaits = true;
        if (m_workspace)
            showRecoveryKey();
    });
    connect(&m_desk, &Desk::escrowOpened, this, &MainWindow::showEscrowOpening);
    connect(m_recovery, &RecoveryKeyPage::confirmed, this, [this] {
        m_recoveryWaits = false;
        m_stack->setCurrentWidget(m_workspace);
        goTo(m_place);
        if (std::exchange(m_newHere, false))
            openTour(this);
    });
    connect(&m_desk, &Desk::sealChecked, this, [this] { showSeal(); });
    connectMaintenance();
    connect(m_unlock, &UnlockPage::repairWanted, this, &MainWindow::showRepair);
    connect(m_firstRun, &FirstRunPage::restoreWanted, this, &MainWindow::showRepair);
    connect(m_repair, &RepairPage::backWanted, this, [this] { showVault(m_desk.vaultState()); });
    connect(m_sealPopup, &SealPopup::checkWanted, &m_desk, &Desk::checkSeal);
}

/// Whoever began it, it is shown over the whole window: meanwhile nothing else can be asked of the vault.
void MainWindow::connectMaintenance()
{
    connect(&m_desk, &Desk::maintenanceStarted, this, [this](app::Maintenance work) {
        m_maintenance = new MaintenanceSheet(this, work);
        connect(m_maintenance, &Sheet::closed, &m_desk, &Desk::cancelMaintenance);
        m_maintenance->open();
    });
    connect(&m_desk, &Desk::maintenanceProgressed, this, [this](const app::MaintenanceProgress& progress) {
        if (m_maintenance)
            m_maintenance->setProgress(progress);
    });
    connect(&m_desk, &Desk::maintenanceFinished, this, [this](const app::MaintenanceReport& report) {
        if (endMaintenance())
            openMaintenanceReport(this, report);
    });
    connect(&m_desk, &Desk::problem, this, [this](const app::Problem& problem) {
        using During = app::Problem::During;
        if ((problem.during == During::Maintenance || problem.during == During::Shred) && endMaintenance())
            openMaintenanceProblem(this, problem);
    });
}

/// False when a lock has taken it away already: the page that opens the vault says why.
bool MainWindow::endMaintenance()
{
    if (!m_maintenance)
        return false;
    m_maintenance->finish();
    m_maintenance = nullptr;
    return true;
}

void MainWindow::connectWorkspaceToDesk()
{
    connect(&m_desk, &Desk::engineChanged, m_strip, [this](const app::EngineStatus& status) { m_strip->setEngine(status); });
    connect(&m_desk, &Desk::importProgressed, m_strip, [this](const app::ImportProgress& progress) { m_strip->setImport(progress); });
    connect(&m_desk, &Desk::idleWarning, m_idleBand, [this](int secondsLeft) { showIdleWarning(secondsLeft); });
    for (const auto busy : { &Desk::messageAdded, &Desk::messageChanged })
        connect(&m_desk, busy, m_stalls, &StallRecorder::note);
    connect(&m_desk, &Desk::importProgressed, m_stalls, &StallRecorder::note);
    m_strip->setEngine(m_desk.engine());
    showSeal();
}

void MainWindow::showRepair()
{
    m_stack->setCurrentWidget(m_repair);
    m_repair->takeFocus();
}

void MainWindow::showRecoveryKey()
{
    m_stack->setCurrentWidget(m_recovery);
    m_recovery->takeFocus();
}

/// Said at once and until it is acknowledged: nobody opens a vault behind its owner's back.
void MainWindow::showEscrowOpening(int times, const QDateTime& last)
{
    auto* sheet = new Sheet(this, tr("Your institution has opened this vault"),
        tr("It has done so %n time(s), last on %1. Two of the holders did it together. Ask your security officer about it.", nullptr, times).arg(dateAndTime(last)));
    sheet->addAccept(tr("I have read this"), false);
    connect(sheet, &Sheet::accepted, &m_desk, &Desk::acknowledgeEscrow);
    sheet->open();
}

void MainWindow::forgetRecoveryKey()
{
    m_recoveryWaits = false;
    m_recovery->forget();
}

void MainWindow::showIdleWarning(int secondsLeft)
{
    m_idleBand->setVisible(secondsLeft > 0);
    if (secondsLeft > 0)
        m_idleWords->setWords(tr("Nobody has used this window for a while. The vault locks in %n second(s).", nullptr, secondsLeft));
}

void MainWindow::showSeal()
{
    const app::SealReport& report = m_desk.seal();
    m_sealPopup->setReport(report);
    if (!m_workspace)
        return;
    m_strip->setSeal(report);
    m_band->setVisible(sealState(report) == SealState::Broken);
}

void MainWindow::showVault(VaultState state)
{
    if (state == VaultState::Open) {
        if (!m_workspace)
            makeWorkspace();
        m_chat->pull();
        m_documents->pull();
        m_stack->setCurrentWidget(m_workspace);
        goTo(Place::Chat);
        if (m_recoveryWaits)
            showRecoveryKey();
        return;
    }
    if (m_workspace)
        dropWorkspace();
    if (state == VaultState::Opening)
        return; // whoever asked for it says so
    if (!m_desk.managed().may(app::Action::UseVault))
        return showOffice();
    m_newHere = state == VaultState::Missing;
    QWidget* page = m_newHere ? static_cast<QWidget*>(m_firstRun) : m_unlock;
    m_stack->setCurrentWidget(page);
    m_sealPopup->hide();
    if (page == m_unlock)
        m_unlock->takeFocus();
    else
        m_firstRun->takeFocus();
}

void MainWindow::goTo(Place place)
{
    if (!m_workspace)
        return;
    Composition::it().commit();
    m_place = place;
    m_rail->setPlace(place);
    m_rail->setNews(place, false);
    m_pages->setCurrentIndex(static_cast<int>(place));
    m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
    if (Columns* now = columns())
        now->regions().value(1, now)->setFocus(Qt::OtherFocusReason);
}

Columns* MainWindow::columns() const
{
    if (m_place == Place::Chat)
        return m_chat->columns();
    return m_place == Place::Documents ? m_documents->columns() : nullptr;
}

void MainWindow::lock()
{
    if (m_desk.vaultState() == VaultState::Open)
        m_desk.lock(app::LockCause::Person);
}

/// rail, list, main, panel, strip
void MainWindow::nextRegion(int by)
{
    QList<QWidget*> regions { m_rail };
    if (Columns* now = columns())
        regions += now->regions();
    else
        regions += m_pages->currentWidget();
    regions += m_strip;
    QWidget* focused = QApplication::focusWidget();
    int at = 0;
    for (int i = 0; i < regions.size(); ++i)
        if (focused && (regions[i] == focused || regions[i]->isAncestorOf(focused)))
            at = i;
    const auto count = static_cast<int>(regions.size());
    for (int tried = 1; tried <= count; ++tried) {
        QWidget* region = regions[(at + by * tried + count * count) % count];
        QWidget* target = region->focusProxy() ? region->focusProxy() : region;
        if (!(target->focusPolicy() & Qt::TabFocus) || !target->isVisible()) {
            target = nullptr;
            for (QWidget* child : region->findChildren<QWidget*>())
                if (!target && child->isVisible() && child->isEnabled() && child->focusPolicy() & Qt::TabFocus)
                    target = child;
        }
        if (target) {
            target->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

void MainWindow::addActions()
{
    m_actions = new Actions(this, [this] {
        const QList<QWidget*> above = lyingOver();
        const bool covered = std::ranges::any_of(above, [this](const QWidget* one) { return one->isVisibleTo(this); });
        return m_desk.vaultState() == VaultState::Open && !covered && !m_recoveryWaits;
    });
    addMovingActions(*m_actions, *this);
    addChatActions(*m_actions, *this);
    addMessageActions(*m_actions, *this);
    addDocumentActions(*m_actions, *this);
    addKeepingActions(*m_actions, *this);
    KeyMap::it().setChosen(m_preferences.keys());
    connect(&KeyMap::it(), &KeyMap::changed, this, [this] { m_preferences.setKeys(KeyMap::it().chosen()); });
}

bool MainWindow::hasSamples() const { return !m_desk.samplesDir().isEmpty(); }

QWidget* MainWindow::page(Place place) const { return m_pages ? m_pages->widget(static_cast<int>(place)) : nullptr; }

void MainWindow::keepWorking() { m_desk.noteActivity(); }

void MainWindow::showSealEvidence()
{
    m_sealPopup->setReport(m_desk.seal());
    m_sealPopup->openAbove(m_strip->sealItem());
}

void MainWindow::openSearch(const QString& text)
{
    for (const SearchPalette* open : findChildren<SearchPalette*>())
        if (open->isVisibleTo(this)) // one that was closed may not be gone yet
            return;
    Composition::it().commit();
    auto* palette = new SearchPalette(m_desk, *m_actions, this);
    connect(palette, &SearchPalette::chatWanted, this, [this](app::ChatId chat, app::MessageId message) {
        goTo(Place::Chat);
        m_chat->openMessage(chat, message);
    });
    connect(palette, &SearchPalette::documentWanted, this, [this](app::CollectionId collection, app::DocumentId document) {
        goTo(Place::Documents);
        m_documents->openDocument(collection, document);
    });
    connect(palette, &SearchPalette::passagesWanted, this, [this](const QList<app::FoundItem>& passages, int index) {
        goTo(Place::Chat);
        m_chat->showPassages(passages, index);
    });
    connect(palette, &SearchPalette::actionWanted, m_actions, &Actions::run);
    palette->open(text);
}

void MainWindow::say()
{
    setWindowTitle(tr("Sillok"));
}

void MainWindow::sayWorkspace()
{
    if (!m_workspace)
        return; // on its way out
    m_keepWorking->setWords(tr("Keep working"));
    m_bandWords->setWords(tr("The seal is broken: this program can reach a network. Stop work with sensitive documents and call your security officer."));
}

void MainWindow::resizeEvent(QResizeEvent*)
{
    fitWorkspace();
}

void MainWindow::fitWorkspace()
{
    if (!m_workspace)
        return;
    m_rail->setNarrow(rangeOf(width()) != Range::Wide);
    m_strip->setShort(height() < kLowWindow);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_preferences.setGeometry(saveGeometry());
    if (m_desk.vaultState() != VaultState::Open) {
        event->accept();
        return;
    }
    m_closing = true; // the draft and the end of the vault take a moment; then this comes again
    event->ignore();
    hide();
    m_desk.lock(app::LockCause::Person);
}

/// Whatever a person does to any of our widgets counts as being there, and is a moment in which waiting would be felt.
bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
        if (watched->isWidgetType())
            m_desk.noteActivity();
        m_stalls->note();
        break;
    default: break;
    }
    return false;
}

} // namespace sillok::ui
