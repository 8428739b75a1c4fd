#include "ui/documents/bench_view.h"

#include "app/services/desk.h"
#include "ui/documents/bench_hit_delegate.h"
#include "ui/documents/bench_models.h"
#include "ui/help/manual.h"
#include "ui/problem_text.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace sillok::ui {

using app::Desk;

namespace {

QList<PlainTable::Column> caseColumns()
{
    QList<PlainTable::Column> columns(BenchCaseModel::ColumnCount);
    columns[BenchCaseModel::Question] = { 0, Type::Ui, Token::TextPrimary };
    columns[BenchCaseModel::Place].hiddenBelow = 560;
    columns[BenchCaseModel::Before] = { 90, Type::Secondary, Token::TextSecondary, Qt::AlignRight, 0 };
    columns[BenchCaseModel::Now] = { 90, Type::Secondary, Token::TextSecondary, Qt::AlignRight, 0 };
    columns[BenchCaseModel::Change].width = 140;
    return columns;
}

} // namespace

BenchView::BenchView(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setHelpTopic(this, "finding");
    setObjectName(QStringLiteral("benchView"));
    setSurface(this, Token::BgCanvas);
    m_back = new Button(ButtonKind::Quiet, this);
    m_back->setObjectName(QStringLiteral("benchBack"));
    m_back->setIconName(QStringLiteral("chevron-left"));
    m_title = new Text(Type::PageTitle, Token::TextPrimary, this);
    m_subtitle = new Text(Type::Ui, Token::TextMuted, this);
    m_subtitle->setElide(Qt::ElideRight);
    m_notice = new NoticeCard(NoticeKind::Error, this);
    m_notice->hide();
    m_toast = new Toast(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 12, 24, 20);
    column->setSpacing(0);
    column->addWidget(m_back, 0, Qt::AlignLeft);
    column->addSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addSpacing(14);
    column->addWidget(m_notice);
    column->addWidget(makeQuestion());
    column->addSpacing(8);
    column->addWidget(makeHits(), 3);
    column->addSpacing(14);
    column->addWidget(makeCases(), 2);
    setFocusProxy(m_question);
    connect(m_back, &QAbstractButton::clicked, this, &BenchView::backWanted);
    connectDesk();
    withWords(this, [this] { say(); });
}

QWidget* BenchView::makeQuestion()
{
    auto* row = new QWidget(this);
    m_question = new Field(36, row);
    m_question->setObjectName(QStringLiteral("benchQuestion"));
    m_ask = new Button(ButtonKind::Primary, row);
    m_ask->setObjectName(QStringLiteral("benchAsk"));
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(10);
    line->addWidget(m_question, 1);
    line->addWidget(m_ask);
    connect(m_question, &QLineEdit::returnPressed, this, &BenchView::ask);
    connect(m_question, &QLineEdit::textChanged, this, [this] { m_ask->setEnabled(!m_question->text().trimmed().isEmpty()); });
    connect(m_ask, &QAbstractButton::clicked, this, &BenchView::ask);
    m_ask->setEnabled(false);
    return row;
}

QWidget* BenchView::makeHits()
{
    auto* part = new QWidget(this);
    m_found = new Text(Type::Secondary, Token::TextSecondary, part);
    m_found->setObjectName(QStringLiteral("benchFound"));
    m_found->setWordWrap(true);
    m_hits = new BenchHitModel(this);
    m_list = new ListView(part);
    m_list->setObjectName(QStringLiteral("benchHits"));
    m_list->setModel(m_hits);
    m_list->setItemDelegate(new BenchHitDelegate(*m_hits, m_list));
    m_show = new Button(ButtonKind::Default, part);
    m_show->setObjectName(QStringLiteral("benchShow"));
    m_keepPassage = new Button(ButtonKind::Default, part);
    m_keepPassage->setObjectName(QStringLiteral("benchKeepPassage"));
    m_keepDocument = new Button(ButtonKind::Default, part);
    m_keepDocument->setObjectName(QStringLiteral("benchKeepDocument"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (Button* button : { m_show, m_keepPassage, m_keepDocument }) {
        button->setTall(30);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_found);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { sayFound(); });
    connect(m_list, &QListView::activated, this, &BenchView::showChosen);
    connect(m_show, &QAbstractButton::clicked, this, &BenchView::showChosen);
    connect(m_keepPassage, &QAbstractButton::clicked, this, [this] { keep(false); });
    connect(m_keepDocument, &QAbstractButton::clicked, this, [this] { keep(true); });
    return part;
}

QWidget* BenchView::makeCases()
{
    auto* part = new QWidget(this);
    m_casesTitle = new Text(Type::PanelTitle, Token::TextPrimary, part);
    m_casesWords = new Text(Type::Secondary, Token::TextSecondary, part);
    m_casesWords->setObjectName(QStringLiteral("benchCasesWords"));
    m_casesWords->setElide(Qt::ElideRight);
    m_run = new Button(ButtonKind::Default, part);
    m_run->setObjectName(QStringLiteral("benchRun"));
    m_run->setTall(30);
    m_remove = new Button(ButtonKind::Default, part);
    m_remove->setObjectName(QStringLiteral("benchRemove"));
    m_remove->setTall(30);
    m_cases = new BenchCaseModel(this);
    m_table = new PlainTable(m_cases, caseColumns(), part);
    m_table->setObjectName(QStringLiteral("benchCases"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_casesTitle);
    head->addWidget(m_casesWords, 1);
    head->addWidget(m_remove);
    head->addWidget(m_run);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    connect(m_run, &QAbstractButton::clicked, this, [this] {
        if (m_all > 0)
            return m_desk.cancelBench();
        m_done = 0;
        m_all = m_cases->rowCount();
        m_desk.runBenchCases(m_collection);
        sayCases();
    });
    connect(m_remove, &QAbstractButton::clicked, this, &BenchView::removeCase);
    connect(m_table, &PlainTable::removeWanted, this, &BenchView::removeCase);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { sayCases(); });
    return part;
}

void BenchView::connectDesk()
{
    connect(&m_desk, &Desk::benchSearched, this, [this](const app::BenchResult& result) {
        if (result.collection != m_collection || result.question != m_question->text().trimmed())
            return; // another one was asked since
        m_result = result;
        m_searched = true;
        m_hits->setHits(result.hits);
        if (!result.hits.isEmpty())
            m_list->setCurrentIndex(m_hits->index(0));
        sayFound();
    });
    connect(&m_desk, &Desk::benchCasesListed, this, [this](app::CollectionId collection, const QList<app::BenchCase>& cases) {
        if (collection != m_collection)
            return;
        m_all = 0;
        m_cases->setCases(cases);
        sayCases();
    });
    connect(&m_desk, &Desk::benchProgressed, this, [this](app::CollectionId collection, int done, int all) {
        if (collection != m_collection)
            return;
        m_done = done;
        m_all = all;
        sayCases();
    });
    connect(&m_desk, &Desk::problem, this, [this](const app::Problem& problem) {
        if (problem.during != app::Problem::During::Bench)
            return;
        m_notice->setProblem(problemText(problem));
        m_notice->show();
    });
}

void BenchView::open(app::CollectionId collection, const QString& name)
{
    m_name = name;
    if (collection != m_collection) {
        m_collection = collection;
        m_result = {};
        m_searched = false;
        m_hits->setHits({});
        m_cases->setCases({});
        m_question->clear();
        m_notice->hide();
    }
    m_desk.listBenchCases(collection);
    say();
}

void BenchView::say()
{
    setAccessibleName(tr("Try the search"));
    m_back->setWords(tr("Back to the collection"), QStringLiteral("Esc"));
    m_title->setWords(tr("Try the search"));
    m_subtitle->setWords(tr("What a question finds in “%1”, and why. Keep questions to see what a change makes better or worse.").arg(m_name));
    m_question->setPlaceholderText(tr("A question, in your own words"));
    m_question->setAccessibleName(tr("Question"));
    m_ask->setWords(tr("Search"));
    m_list->setAccessibleName(tr("Found passages"));
    m_show->setWords(tr("Show in the document"));
    m_keepPassage->setWords(tr("This passage is right"));
    m_keepDocument->setWords(tr("This document is right"));
    m_casesTitle->setWords(tr("Kept questions"));
    m_table->setAccessibleName(tr("Kept questions"));
    m_remove->setWords(tr("Remove"), QStringLiteral("Del"));
    sayFound();
    sayCases();
}

void BenchView::sayFound()
{
    QStringList words;
    if (m_searched) {
        words.append(grouped(tr("%n passage(s)", nullptr, static_cast<int>(m_result.hits.size())), m_result.hits.size()));
        words.append(tr("%1 s").arg(qMax(0.01, m_result.seconds), 0, 'f', 2));
        words.append(m_result.byMeaning ? tr("by words and meaning") : tr("by words"));
        if (m_result.byScore)
            words.append(tr("put into order by a model"));
        if (!m_result.answerable)
            words.append(tr("in a chat this question would be refused"));
    }
    m_found->setWords(words.join(QStringLiteral(" · ")));
    m_found->setInk(m_searched && !m_result.answerable ? Token::Warning : Token::TextSecondary);
    const bool any = chosen() != nullptr;
    for (Button* button : { m_show, m_keepPassage, m_keepDocument })
        button->setEnabled(any);
}

void BenchView::sayCases()
{
    const int cases = m_cases->rowCount();
    int found = 0;
    int worse = 0;
    for (const app::BenchCase& one : m_cases->cases()) {
        found += one.now.value_or(0) > 0;
        worse += one.change == app::BenchCase::Change::Worse;
    }
    const bool running = m_all > 0;
    QString words = tr("None yet. Ask something above and say which place is right.");
    if (running)
        words = tr("%1 / %2 looked for").arg(m_done).arg(m_all);
    else if (cases > 0)
        words = worse > 0 ? tr("%1 of %2 found · %3 worse than before").arg(found).arg(cases).arg(worse) : tr("%1 of %2 found").arg(found).arg(cases);
    m_casesWords->setWords(words);
    m_casesWords->setInk(worse > 0 && !running ? Token::Warning : Token::TextSecondary);
    m_run->setWords(running ? tr("Stop") : tr("Look for all again"));
    m_run->setEnabled(cases > 0);
    m_remove->setEnabled(!running && m_table->currentIndex().isValid());
}

void BenchView::ask()
{
    const QString question = m_question->text().trimmed();
    if (question.isEmpty())
        return;
    m_notice->hide();
    m_desk.benchSearch(m_collection, question);
}

const app::BenchHit* BenchView::chosen() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? &m_hits->hits().at(index.row()) : nullptr;
}

void BenchView::keep(bool wholeDocument)
{
    const app::BenchHit* const hit = chosen();
    if (!hit)
        return;
    m_desk.saveBenchCase(m_collection, m_result.question, hit->citation.documentName, wholeDocument ? QString() : hit->citation.quote);
    m_toast->tell(QStringLiteral("check"), tr("Kept."));
}

void BenchView::showChosen()
{
    if (!chosen())
        return;
    QList<app::FoundItem> items;
    for (const app::BenchHit& hit : m_hits->hits()) {
        app::FoundItem item;
        item.kind = app::FoundKind::Passage;
        item.collection = m_collection;
        item.document = hit.citation.document;
        item.passage = hit.citation.passage;
        item.name = hit.citation.documentName;
        item.headingPath = hit.citation.headingPath;
        item.page = hit.citation.page;
        item.snippet = hit.citation.quote;
        items.append(item);
    }
    emit passagesWanted(items, m_list->currentIndex().row());
}

void BenchView::removeCase()
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid() || m_all > 0)
        return;
    const app::BenchCase removed = m_cases->cases().at(index.row());
    m_desk.removeBenchCase(m_collection, removed.id);
    m_toast->tell(QStringLiteral("trash"), tr("Removed."), tr("Undo"), [this, collection = m_collection, removed] {
        m_desk.saveBenchCase(collection, removed.question, removed.documentName, removed.quote);
    });
}

void BenchView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit backWanted();
    else
        QWidget::keyPressEvent(event);
}

void BenchView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_toast->place();
}

} // namespace sillok::ui
