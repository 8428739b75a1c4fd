#include "ui/documents/documents_page.h"

#include "app/services/desk.h"
#include "ui/actions/key_map.h"
#include "ui/documents/bench_view.h"
#include "ui/documents/collection_list.h"
#include "ui/documents/document_inspector.h"
#include "ui/documents/document_model.h"
#include "ui/documents/document_table.h"
#include "ui/documents/import_card.h"
#include "ui/help/manual.h"
#include "ui/shell/columns.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/field.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QMimeData>
#include <QStackedWidget>
#include <QUrl>

namespace sillok::ui {

using app::Desk;

namespace {
constexpr int kPauseMs = 200;
}

DocumentsPage::DocumentsPage(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setHelpTopic(this, "documents");
    setAcceptDrops(true);
    m_list = new CollectionList;
    m_inspector = new DocumentInspector;
    m_bench = new BenchView(m_desk);
    m_stack = new QStackedWidget;
    m_stack->addWidget(makeMain());
    m_stack->setFocusProxy(m_main);
    m_stack->addWidget(m_bench);
    m_columns = new Columns({ m_list, m_stack, m_inspector, 276, 324 }, this);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_columns);
    connect(m_list, &CollectionList::chosen, this, &DocumentsPage::open);
    connect(m_list, &CollectionList::createWanted, this, &DocumentsPage::createCollection);
    connect(m_list, &CollectionList::removeWanted, this, &DocumentsPage::askRemoveCollection);
    connect(m_inspector, &DocumentInspector::closeWanted, this, [this] {
        m_columns->setPanelOpen(false);
        m_table->clearSelection();
        m_table->setFocus();
    });
    connect(m_inspector, &DocumentInspector::removeWanted, this, &DocumentsPage::askRemoveDocument);
    connect(m_inspector, &DocumentInspector::workMenuWanted, this, [this](const QPoint& where) {
        const app::DocumentSummary* const document = chosen();
        if (!document)
            return;
        auto* menu = new Menu(this);
        fillWork(*menu, *document);
        menu->popup(where);
    });
    connect(m_inspector, &DocumentInspector::retryWanted, this, [this](app::DocumentId document) { m_desk.retryDocuments(m_collection, { document }); });
    connect(m_inspector, &DocumentInspector::passwordWanted, this, &DocumentsPage::askPassword);
    connect(m_columns, &Columns::rangeChanged, this, [this] {
        m_drawer->setVisible(m_columns->listIsDrawer());
        m_inspector->setReplacesMain(m_columns->range() == Range::Narrow);
        say();
    });
    connect(m_bench, &BenchView::backWanted, this, &DocumentsPage::closeBench);
    connect(m_bench, &BenchView::passagesWanted, this, &DocumentsPage::passagesWanted);
    connectDesk();
    withWords(this, [this] { say(); });
    refresh();
}

void DocumentsPage::openBench()
{
    const app::CollectionSummary* const now = current();
    if (!now)
        return;
    m_columns->setPanelOpen(false);
    m_bench->open(now->id, now->name);
    m_stack->setCurrentWidget(m_bench);
    m_stack->setFocusProxy(m_bench);
    m_bench->setFocus();
}

void DocumentsPage::closeBench()
{
    if (m_stack->currentWidget() != m_bench)
        return;
    m_stack->setCurrentWidget(m_main);
    m_stack->setFocusProxy(m_main);
    m_table->setFocus();
}

QWidget* DocumentsPage::makeHeader()
{
    auto* header = new QWidget(m_main);
    m_drawer = Button::iconOnly(QStringLiteral("sidebar"), header);
    m_drawer->hide();
    m_title = new Text(Type::PageTitle, Token::TextPrimary, header);
    m_title->setElide(Qt::ElideRight);
    m_subtitle = new Text(Type::Ui, Token::TextMuted, header);
    m_subtitle->setElide(Qt::ElideRight);
    m_ask = new Button(ButtonKind::Default, header);
    m_ask->setObjectName(QStringLiteral("askCollection"));
    m_ask->setIconName(QStringLiteral("chat"));
    m_add = new Button(ButtonKind::Primary, header);
    m_add->setObjectName(QStringLiteral("addFiles"));
    m_add->setIconName(QStringLiteral("plus"));
    m_more = Button::iconOnly(QStringLiteral("more"), header);
    m_more->setObjectName(QStringLiteral("collectionMore"));
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_drawer);
    row->addWidget(m_title, 1);
    row->addWidget(m_ask);
    row->addWidget(m_add);
    row->addWidget(m_more);
    auto* rows = new QVBoxLayout(header);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addLayout(row);
    rows->addWidget(m_subtitle);
    connect(m_drawer, &QAbstractButton::clicked, this, [this] { m_columns->toggleDrawer(); });
    connect(m_ask, &QAbstractButton::clicked, this, [this] { emit askWanted({ m_collection }); });
    connect(m_add, &QAbstractButton::clicked, this, &DocumentsPage::chooseFiles);
    connect(m_more, &QAbstractButton::clicked, this, [this] {
        auto* menu = new Menu(this);
        fillFolders(*menu);
        connect(menu->addAction(icon(QStringLiteral("gauge")), tr("Try the search…")), &QAction::triggered, this, &DocumentsPage::openBench);
        connect(menu->addAction(icon(QStringLiteral("trash")), tr("Remove this collection")), &QAction::triggered, this,
                [this] { askRemoveCollection(m_collection); });
        connect(menu->addAction(icon(QStringLiteral("shield")), tr("Shred this collection…")), &QAction::triggered, this,
                [this] { askShredCollection(m_collection); });
        menu->popup(m_more->mapToGlobal(QPoint(m_more->width() - menu->sizeHint().width(), m_more->height() + 4)));
    });
    return header;
}

/// The folders that the collection follows, to be let go, and a way to another one.
void DocumentsPage::fillFolders(Menu& menu)
{
    connect(menu.addAction(icon(QStringLiteral("folder-watch")), tr("Follow a folder …")), &QAction::triggered, this, &DocumentsPage::chooseFolder);
    const app::CollectionSummary* const now = current();
    for (const QString& folder : now ? now->watchedFolders : QStringList()) {
        connect(menu.addAction(icon(QStringLiteral("close")), tr("No longer follow “%1”").arg(QFileInfo(folder).fileName())), &QAction::triggered, this,
                [this, folder] { m_desk.unwatchFolder(m_collection, folder); });
    }
    if (!m_model->needingPerson().isEmpty())
        connect(menu.addAction(icon(QStringLiteral("regenerate")), tr("Try the unread files again")), &QAction::triggered, this,
                [this] { m_desk.retryDocuments(m_collection, m_model->needingPerson()); });
    menu.addSeparator();
}

void DocumentsPage::chooseFolder()
{
    connect(openFileDialog(this, tr("Follow a folder"), QFileDialog::Directory), &QFileDialog::fileSelected, this,
            [this](const QString& folder) { m_desk.watchFolder(m_collection, folder); });
}

QWidget* DocumentsPage::makeTools()
{
    m_tools = new QWidget(m_main);
    m_segments = new Segments(m_tools);
    m_segments->setObjectName(QStringLiteral("documentFilter"));
    m_nameFilter = new SearchField(QStringLiteral("filter"), m_tools);
    m_nameFilter->setMaximumWidth(200);
    auto* row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_segments);
    row->addStretch(1);
    row->addWidget(m_nameFilter);
    connect(m_segments, &Segments::chosen, this, [this](int index) { m_filter->setFilter(static_cast<DocumentFilter>(index)); });
    connect(m_nameFilter, &QLineEdit::textChanged, this, [this](const QString& text) { m_filter->setName(text); });
    return m_tools;
}

QWidget* DocumentsPage::makeMain()
{
    m_main = new QWidget;
    setSurface(m_main, Token::BgCanvas);
    m_model = new DocumentModel(this);
    m_filter = new DocumentFilterModel(this);
    m_filter->setSourceModel(m_model);
    m_import = new ImportCard(m_main);
    m_import->hide();
    m_notice = new NoticeCard(NoticeKind::Error, m_main);
    m_notice->hide();
    m_table = new DocumentTable(m_filter, m_main);
    m_table->setObjectName(QStringLiteral("documentTable"));
    m_empty = new EmptyState(m_main);
    m_formats = new Text(Type::Secondary, Token::TextMuted, m_empty);
    m_empty->addFoot(m_formats);
    m_toast = new Toast(m_main);
    auto* column = new QVBoxLayout(m_main);
    column->setContentsMargins(12, 18, 12, 24);
    column->setSpacing(0);
    const auto inset = [column](QWidget* widget) { // table rows reach 12 px further than the words
        auto* row = new QHBoxLayout;
        row->setContentsMargins(12, 0, 12, 0);
        row->addWidget(widget);
        column->addLayout(row);
    };
    inset(makeHeader());
    column->addSpacing(14);
    inset(m_import);
    inset(m_notice);
    column->addSpacing(14);
    inset(makeTools());
    column->addSpacing(6);
    column->addWidget(m_table, 1);
    m_empty->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    inset(m_empty);
    m_main->setFocusProxy(m_table);
    connect(m_import, &ImportCard::cancelWanted, &m_desk, &Desk::cancelImport);
    connect(m_import, &ImportCard::pauseWanted, &m_desk, &Desk::pauseImport);
    connect(m_import, &ImportCard::resumeWanted, &m_desk, &Desk::resumeImport);
    connect(m_table, &QAbstractItemView::activated, this, &DocumentsPage::showDocument);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DocumentsPage::showDocument);
    connect(m_table, &QAbstractItemView::clicked, this, &DocumentsPage::showDocument);
    connect(m_table, &DocumentTable::removeWanted, this, [this] {
        const app::DocumentSummary* document = m_model->at(m_filter->mapToSource(m_table->currentIndex()).row());
        if (document)
            askRemoveDocument(document->id);
    });
    connect(m_table, &DocumentTable::menuWanted, this, &DocumentsPage::popDocumentMenu);
    connect(m_empty->quiet(), &QAbstractButton::clicked, this, &DocumentsPage::addSamples);
    connect(m_empty->primary(), &QAbstractButton::clicked, this, [this] {
        if (m_collection == 0)
            createCollection();
        else
            chooseFiles();
    });
    return m_main;
}

void DocumentsPage::connectDesk()
{
    connect(&m_desk, &Desk::collectionsChanged, this, &DocumentsPage::pull);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_stale, false))
            refreshSoon();
    });
    connect(&m_desk, &Desk::collectionCreated, this, [this](app::CollectionId id) {
        open(id);
        if (std::exchange(m_samplesWanted, false))
            m_desk.addFiles(id, { m_desk.samplesDir() });
        else if (!m_pathsWanted.isEmpty())
            m_desk.addFiles(id, std::exchange(m_pathsWanted, {}));
    });
    connect(&m_desk, &Desk::documentsChanged, this, [this](app::CollectionId id) {
        if (id == m_collection)
            refreshSoon();
    });
    connect(&m_desk, &Desk::exported, this, [this](const QString& path) {
        if (isVisible())
            m_toast->tell(QStringLiteral("export"), tr("Saved, not encrypted: %1").arg(QFileInfo(path).fileName()));
    });
    connect(&m_desk, &Desk::tablesWarned, this, &DocumentsPage::warnOfTables);
    connect(&m_desk, &Desk::importProgressed, this, &DocumentsPage::progressed);
    connect(&m_desk, &Desk::problem, this, [this](const app::Problem& problem) {
        using During = app::Problem::During;
        if (problem.during != During::Import && problem.during != During::Label && problem.during != During::Other && !(problem.during == During::Export && isVisible()))
            return;
        m_notice->setProblem(problemText(problem));
        m_notice->show();
    });
}

const app::CollectionSummary* DocumentsPage::current() const
{
    for (const app::CollectionSummary& one : m_desk.collections())
        if (one.id == m_collection)
            return &one;
    return nullptr;
}

void DocumentsPage::open(app::CollectionId collection)
{
    m_columns->setDrawerOpen(false);
    if (collection != m_collection) {
        closeBench();
        m_columns->setPanelOpen(false);
        m_nameFilter->clear();
        m_segments->setCurrent(0);
        m_filter->setFilter(DocumentFilter::All);
        m_notice->hide();
    }
    m_collection = collection;
    m_list->setCurrent(collection);
    m_desk.listDocuments(collection);
    refresh();
}

void DocumentsPage::pull()
{
    m_list->setCollections(m_desk.collections());
    if (!current() && !m_desk.collections().isEmpty())
        open(m_desk.collections().first().id);
    else if (!current())
        m_collection = 0;
    refresh();
}

/// The first change shows at once; those that follow closely are taken together.
void DocumentsPage::refreshSoon()
{
    if (m_pause.isActive()) {
        m_stale = true;
        return;
    }
    refresh();
    m_pause.start();
}

void DocumentsPage::openDocument(app::CollectionId collection, app::DocumentId document)
{
    m_wanted = document;
    open(collection);
    m_nameFilter->clear();
    m_segments->setCurrent(0);
    m_filter->setFilter(DocumentFilter::All);
}

void DocumentsPage::refresh()
{
    const bool ours = m_desk.documentsOf() == m_collection && m_collection != 0;
    m_model->setDocuments(ours ? m_desk.documents() : QList<app::DocumentSummary>());
    const app::DocumentId shown = m_inspector->document();
    for (int i = 0; i < m_model->rowCount(); ++i)
        if (m_model->at(i)->id == shown)
            m_inspector->setDocument(*m_model->at(i));
    for (int i = 0; ours && m_wanted != 0 && i < m_model->rowCount(); ++i)
        if (m_model->at(i)->id == m_wanted) {
            const QModelIndex index = m_filter->mapFromSource(m_model->index(i, 0));
            m_table->setCurrentIndex(index);
            showDocument(index);
            m_wanted = 0;
        }
    say();
}

void DocumentsPage::say()
{
    const app::CollectionSummary* now = current();
    const bool reading = m_progress.collection == m_collection && !m_progress.finished && m_progress.total > 0;
    const bool empty = !now || (m_model->rowCount() == 0 && now->documentCount == 0 && !reading);
    const bool narrow = m_columns && m_columns->range() == Range::Narrow;
    m_main->setAccessibleName(tr("Documents"));
    m_table->setAccessibleName(tr("Documents of the collection"));
    m_drawer->setWords(tr("Show the list of collections"), keyWords(QStringLiteral("go.list")));
    m_title->setWords(now ? now->name : tr("Documents"));
    m_ask->setWords(tr("Ask about these"));
    m_add->setWords(tr("Add files"), keyWords(QStringLiteral("documents.add")));
    m_more->setWords(tr("More for this collection"));
    m_ask->setVisible(!empty && !narrow);
    m_add->setVisible(!empty);
    m_more->setVisible(now != nullptr);
    if (now)
        m_subtitle->setWords(grouped(tr("%n document(s)", nullptr, now->documentCount), now->documentCount) + QStringLiteral(" · ")
                             + (now->pageCount > 0 ? grouped(tr("%n page(s)", nullptr, now->pageCount), now->pageCount) + QStringLiteral(" · ") : QString())
                             + tr("kept encrypted in the vault"));
    if (now && !now->watchedFolders.isEmpty())
        m_subtitle->setWords(m_subtitle->words() + QStringLiteral(" · ") + tr("follows %n folder(s)", nullptr, static_cast<int>(now->watchedFolders.size())));
    m_subtitle->setVisible(!empty);
    m_table->setVisible(!empty);
    m_tools->setVisible(!empty);
    m_empty->setVisible(empty);

    int ready = 0;
    int person = 0;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        ready += isFound(m_model->at(i)->state) ? 1 : 0;
        person += needsPerson(m_model->at(i)->state) ? 1 : 0;
    }
    m_segments->setSegments({ tr("All %1").arg(countWords(m_model->rowCount())), tr("Ready %1").arg(countWords(ready)),
                              tr("Needs you %1").arg(countWords(person)) });
    m_segments->setWarning(2, person > 0);
    m_nameFilter->setPlaceholderText(tr("Filter by name"));
    m_nameFilter->setAccessibleName(tr("Filter by name"));
    m_model->retranslate();

    m_empty->setDropTarget(true);
    m_empty->setWords(tr("Put in your first document"),
                      tr("You may also drop files or folders here.\nWhat is read is kept encrypted in the vault; originals are not changed."));
    m_empty->primary()->setWords(now ? tr("Add files") : tr("New collection"));
    m_empty->primary()->setIconName(QStringLiteral("plus"));
    m_empty->primary()->show();
    m_empty->quiet()->setWords(tr("Put in the sample documents"));
    m_empty->quiet()->setVisible(!m_desk.samplesDir().isEmpty());
    m_formats->setWords(tr("The format is told by the content, not by the name"));
}

void DocumentsPage::showDocument(const QModelIndex& index)
{
    const app::DocumentSummary* document = index.isValid() ? m_model->at(m_filter->mapToSource(index).row()) : nullptr;
    if (!document)
        return;
    m_inspector->setDocument(*document);
    m_columns->setPanelOpen(true);
}

void DocumentsPage::progressed(const app::ImportProgress& progress)
{
    const bool wasRunning = m_progress.total > 0 && !m_progress.finished;
    m_progress = progress;
    m_import->setProgress(progress);
    m_import->setVisible(!progress.finished);
    m_list->setProgress(progress);
    say();
    if (!progress.finished || !wasRunning)
        return;
    emit importFinished();
    if (progress.cancelled)
        m_toast->tell(QStringLiteral("documents"), tr("Stopped. %n file(s) read so far were kept.", nullptr, progress.done - progress.failed));
    else if (progress.failed > 0)
        m_toast->tell(QStringLiteral("documents"), tr("Finished. %n file(s) need you.", nullptr, progress.failed), tr("Show"), [this] {
            m_segments->setCurrent(static_cast<int>(DocumentFilter::NeedsPerson));
            m_filter->setFilter(DocumentFilter::NeedsPerson);
        });
    else
        m_toast->tell(QStringLiteral("check"), tr("%n file(s) are ready.", nullptr, progress.done));
}

void DocumentsPage::createCollection()
{
    auto* sheet = new Sheet(window(), tr("New collection"), tr("A collection holds the documents that belong to one matter."));
    sheet->addField(tr("Name"), {});
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(tr("Create"), false);
    connect(sheet, &Sheet::accepted, this, [this](const QString& name) { m_desk.createCollection(name); });
    sheet->open();
}

void DocumentsPage::addSamples()
{
    if (current() && current()->documentCount == 0) {
        m_desk.addFiles(m_collection, { m_desk.samplesDir() });
        return;
    }
    m_samplesWanted = true;
    m_desk.createCollection(tr("Sample documents"));
}

void DocumentsPage::chooseFiles()
{
    connect(openFileDialog(this, tr("Add files"), QFileDialog::ExistingFiles), &QFileDialog::filesSelected, this, &DocumentsPage::addPaths);
}

void DocumentsPage::addPaths(const QStringList& paths)
{
    m_notice->hide();
    if (m_collection != 0) {
        m_desk.addFiles(m_collection, paths);
        return;
    }
    m_pathsWanted = paths;
    m_desk.createCollection(tr("New collection"));
}

void DocumentsPage::dragEnterEvent(QDragEnterEvent* event)
{
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) {
            event->acceptProposedAction();
            return;
        }
}

void DocumentsPage::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    addPaths(paths);
}

} // namespace sillok::ui
