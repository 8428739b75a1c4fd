#include "ui/search/search_palette.h"

#include "app/services/desk.h"
#include "ui/help/manual.h"
#include "ui/search/action_list.h"
#include "ui/chat/chat_list_rows.h"
#include "ui/search/found_delegate.h"
#include "ui/search/found_model.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr QChar kCommand = u'>';
constexpr int kSearchDelayMs = 120;
constexpr int kMostWidth = 720;
constexpr int kMostListHeight = 420;
constexpr int kAroundList = 222;   ///< what the card and its margins take of the height besides the list and the filters
constexpr int kFilterGap = 8;
constexpr int kPeriodDays[] = { 0, 7, 30, 365 };   ///< 0: any time

constexpr int kMostOnButton = 9;
enum Kinds { kAll, kChats, kDocuments };

QString shortened(const QString& name) { return name.size() > kMostOnButton ? name.left(kMostOnButton - 1) + u'…' : name; }

class Card final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintBox(painter, rect(), 12, color(Token::BgRaised), color(Token::LineControl));
    }
};

} // namespace

SearchPalette::SearchPalette(app::Desk& desk, const Actions& actions, QWidget* window)
    : QWidget(window)
    , m_desk(desk)
    , m_actions(new ActionList(actions, this))
{
    setHelpTopic(this, "finding");
    setObjectName(QStringLiteral("searchPalette"));
    m_focusBefore = QApplication::focusWidget();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->addStretch(1);
    column->addWidget(makeCard(), 0, Qt::AlignHCenter);
    column->addStretch(2);
    window->installEventFilter(this);
    m_field->installEventFilter(this);
    m_list->installEventFilter(this);

    m_typing.setSingleShot(true);
    m_typing.setInterval(kSearchDelayMs);
    connect(&m_typing, &QTimer::timeout, this, &SearchPalette::ask);
    connect(m_field, &SearchField::typedChanged, this, [this] {
        if (m_field->typed().startsWith(kCommand) || m_commanding)
            ask(); // nothing has to be looked for
        else
            m_typing.start();
    });
    connect(m_kinds, &Segments::chosen, this, &SearchPalette::ask);
    connect(m_period, &Segments::chosen, this, &SearchPalette::ask);
    connect(m_collection, &QAbstractButton::clicked, this, &SearchPalette::chooseCollection);
    connect(m_label, &QAbstractButton::clicked, this, &SearchPalette::chooseLabel);
    connect(m_folder, &QAbstractButton::clicked, this, &SearchPalette::chooseFolder);
    connect(m_byModel, &QAbstractButton::clicked, this, &SearchPalette::chooseModel);
    connect(m_pinned, &QAbstractButton::clicked, this, [this](bool on) {
        m_limits.pinned = on;
        narrowTo(kChats);
    });
    connect(&m_desk, &app::Desk::searchChoicesListed, this, [this](const app::SearchChoices& choices) { m_choices = choices; });
    connect(m_list, &QListView::clicked, this, &SearchPalette::choose);
    connect(m_list, &QListView::activated, this, &SearchPalette::choose);
    connect(&m_desk, &app::Desk::everythingFound, this, &SearchPalette::show);
    withWords(this, [this] { say(); });
}

QWidget* SearchPalette::makeCard()
{
    m_card = new Card(this);
    m_field = new SearchField(QStringLiteral("search"), m_card);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_count = new Text(Type::Secondary, Token::TextMuted, m_card);
    m_model = new FoundModel(this);
    m_list = new ListView(m_card);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setModel(m_model);
    m_foundRows = new FoundDelegate(m_list);
    m_actionRows = new ActionDelegate(m_list);
    m_list->setItemDelegate(m_foundRows);
    setSurface(m_list->viewport(), Token::BgRaised);
    m_nothing = new Text(Type::Ui, Token::TextMuted, m_card);
    m_nothing->setWordWrap(true);
    m_keys = new Text(Type::Secondary, Token::TextMuted, m_card);

    auto* top = new QHBoxLayout;
    top->setContentsMargins(16, 14, 20, 0);
    top->setSpacing(12);
    top->addWidget(m_field, 1);
    top->addWidget(m_count);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(1, 0, 1, 12);
    column->setSpacing(10);
    column->addLayout(top);
    m_filters = makeFilters(m_card);
    column->addWidget(m_filters);
    auto* nothingRow = new QHBoxLayout;
    nothingRow->setContentsMargins(22, 0, 22, 0);
    nothingRow->addWidget(m_nothing);
    column->addLayout(nothingRow);
    column->addWidget(m_list);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(22, 2, 22, 0);
    foot->addWidget(m_keys);
    column->addLayout(foot);
    return m_card;
}

QWidget* SearchPalette::makeFilters(QWidget* card)
{
    auto* filters = new QWidget(card);
    m_kinds = new Segments(filters);
    m_period = new Segments(filters);
    m_collection = filterButton("paletteCollection", filters);
    m_label = filterButton("paletteLabel", filters);
    m_folder = filterButton("paletteFolder", filters);
    m_byModel = filterButton("paletteModel", filters);
    m_pinned = new Button(ButtonKind::Default, filters);
    m_pinned->setObjectName(QStringLiteral("palettePinned"));
    m_pinned->setTall(30);
    m_pinned->setIconName(QStringLiteral("pin"));
    m_pinned->setCheckable(true);
    auto* rows = new FlowLayout(filters, QMargins(16, 0, 16, 0), kFilterGap);
    for (QWidget* one : QList<QWidget*> { m_kinds, m_period, m_collection, m_label, m_folder, m_byModel, m_pinned })
        rows->addWidget(one);
    return filters;
}

Button* SearchPalette::filterButton(const char* name, QWidget* parent)
{
    auto* button = new Button(ButtonKind::Default, parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setTall(30);
    button->setIconName(QStringLiteral("chevron-down"));
    button->setIconBehind(true);
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return button;
}

void SearchPalette::say()
{
    setAccessibleName(tr("Search everything"));
    m_field->setPlaceholderText(tr("Search chats and documents, or > and an action"));
    m_field->setAccessibleName(tr("Search chats and documents"));
    m_list->setAccessibleName(tr("What was found"));
    m_kinds->setAccessibleName(tr("What to look through"));
    m_kinds->setSegments({ tr("All"), tr("Chats"), tr("Documents") });
    m_period->setAccessibleName(tr("Since when"));
    m_period->setSegments({ tr("Any time"), tr("7 days"), tr("30 days"), tr("1 year") });
    const auto collection = std::ranges::find(m_desk.collections(), m_limits.collection, &app::CollectionSummary::id);
    m_collection->setWords(collection == m_desk.collections().end() ? tr("All collections") : shortened(collection->name));
    m_label->setWords(m_limits.label.isEmpty() ? tr("Any label") : u'#' + shortened(m_limits.label));
    m_folder->setWords(m_limits.folder == 0 ? tr("All folders") : shortened(folderPath(m_desk.folders(), m_limits.folder)));
    m_byModel->setWords(m_limits.model.isEmpty() ? tr("Any model") : shortened(m_limits.model));
    m_pinned->setWords(tr("Pinned"));
    m_keys->setWords(m_commanding ? tr("↑ ↓ choose   Enter do it   Esc close") : tr("↑ ↓ choose   Enter open   Tab filters   > actions   Esc close"));
    fit();
}

void SearchPalette::open(const QString& text)
{
    setGeometry(parentWidget()->rect());
    m_desk.listSearchChoices();
    m_field->setText(text);
    ask();
    QWidget::show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason); // and all of it chosen
    if (text.startsWith(kCommand))
        m_field->end(false); // what is typed stands behind it
}

void SearchPalette::close()
{
    m_typing.stop();
    m_desk.disconnect(this);
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus();
    deleteLater();
}

app::SearchFilter SearchPalette::filter() const
{
    app::SearchFilter filter = m_limits;
    const bool chatsOnly = filter.folder != 0 || filter.pinned || !filter.model.isEmpty();
    filter.chats = m_kinds->current() != kDocuments;
    filter.documents = m_kinds->current() != kChats && !(chatsOnly && filter.chats);
    if (const int days = kPeriodDays[m_period->current()]; days > 0)
        filter.since = QDateTime::currentDateTime().addDays(-days);
    return filter;
}

void SearchPalette::ask()
{
    const QString text = m_field->typed().trimmed();
    setCommanding(text.startsWith(kCommand));
    if (m_commanding)
        return showActions(text.mid(1));
    if (text.isEmpty())
        return show(text, {});
    m_desk.searchEverything(text, filter());
}

void SearchPalette::setCommanding(bool commanding)
{
    if (m_commanding == commanding)
        return;
    m_commanding = commanding;
    m_typing.stop();
    m_list->setModel(commanding ? static_cast<QAbstractItemModel*>(m_actions) : m_model);
    m_list->setItemDelegate(commanding ? static_cast<QAbstractItemDelegate*>(m_actionRows) : m_foundRows);
    m_filters->setVisible(!commanding);
    say();
}

void SearchPalette::showActions(const QString& typed)
{
    m_actions->find(typed);
    m_list->setCurrentIndex(m_actions->index(0));
    m_list->scrollToTop();
    const int count = m_actions->rowCount();
    m_count->setVisible(count > 0);
    m_count->setWords(tr("%n action(s)", nullptr, count));
    m_list->setVisible(count > 0);
    m_nothing->setVisible(count == 0);
    m_nothing->setWords(tr("No action has this name."));
}

void SearchPalette::show(const QString& text, const app::FoundList& found)
{
    if (text != m_field->typed().trimmed())
        return; // typed on since
    m_model->setFound(found, m_desk.collections());
    m_list->setCurrentIndex(m_model->firstItem());
    m_list->scrollToTop();
    const bool asked = !text.isEmpty();
    const bool any = !found.items.isEmpty();
    m_count->setVisible(any);
    m_count->setWords(tr("%n found", nullptr, static_cast<int>(found.items.size())) + QStringLiteral(" · ")
        + tr("%1 s").arg(qMax(found.seconds, 0.01), 0, 'f', 2));
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
    m_nothing->setWords(asked ? tr("Nothing was found. Try a shorter word, or look through everything.")
                              : tr("Every chat, every document name and every passage of your vault, as you type."));
}

void SearchPalette::choose(const QModelIndex& index)
{
    if (m_commanding) {
        const QString action = index.data(ActionList::IdRole).toString();
        if (action.isEmpty())
            return;
        close();
        return emit actionWanted(action);
    }
    if (const app::FoundItem* const item = m_model->at(index))
        chooseFound(app::FoundItem(*item));
}

void SearchPalette::chooseFound(const app::FoundItem& chosen)
{
    const QList<app::FoundItem> passages = m_model->passages();
    close();
    switch (chosen.kind) {
    case app::FoundKind::ChatTitle: return emit chatWanted(chosen.chat, 0);
    case app::FoundKind::Message: return emit chatWanted(chosen.chat, chosen.message);
    case app::FoundKind::DocumentName: return emit documentWanted(chosen.collection, chosen.document);
    case app::FoundKind::Passage: break;
    }
    for (int i = 0; i < passages.size(); ++i)
        if (passages.at(i).passage == chosen.passage)
            return emit passagesWanted(passages, i);
}

void SearchPalette::narrowTo(int kind)
{
    if (m_kinds->current() != kAll && m_kinds->current() != kind)
        m_kinds->setCurrent(kind);
    say();
    ask();
}

template <typename Value> void SearchPalette::offer(Button* below, const QList<std::pair<Value, QString>>& choices, const std::function<void(const Value&)>& taken)
{
    auto* menu = new Menu(this);
    for (const auto& [value, words] : choices)
        connect(menu->addAction(words), &QAction::triggered, this, [taken, chosen = value] { taken(chosen); });
    menu->popup(below->mapToGlobal(QPoint(0, below->height() + 4)));
}

void SearchPalette::chooseCollection()
{
    QList<std::pair<app::CollectionId, QString>> choices { { 0, tr("All collections") } };
    for (const app::CollectionSummary& collection : m_desk.collections())
        choices.append({ collection.id, collection.name });
    offer<app::CollectionId>(m_collection, choices, [this](const app::CollectionId& chosen) {
        m_limits.collection = chosen;
        narrowTo(chosen != 0 ? kDocuments : m_kinds->current());
    });
}

void SearchPalette::chooseLabel()
{
    QList<std::pair<QString, QString>> choices { { {}, tr("Any label") } };
    for (const QString& label : m_choices.labels)
        choices.append({ label, u'#' + label });
    offer<QString>(m_label, choices, [this](const QString& chosen) {
        m_limits.label = chosen;
        narrowTo(chosen.isEmpty() ? m_kinds->current() : kDocuments);
    });
}

void SearchPalette::chooseFolder()
{
    QList<std::pair<app::FolderId, QString>> choices { { 0, tr("All folders") } };
    for (const app::ChatFolder& folder : m_desk.folders())
        choices.append({ folder.id, folderPath(m_desk.folders(), folder.id) });
    offer<app::FolderId>(m_folder, choices, [this](const app::FolderId& chosen) {
        m_limits.folder = chosen;
        narrowTo(chosen != 0 ? kChats : m_kinds->current());
    });
}

void SearchPalette::chooseModel()
{
    QList<std::pair<QString, QString>> choices { { {}, tr("Any model") } };
    for (const QString& model : m_choices.models)
        choices.append({ model, model });
    offer<QString>(m_byModel, choices, [this](const QString& chosen) {
        m_limits.model = chosen;
        narrowTo(chosen.isEmpty() ? m_kinds->current() : kChats);
    });
}

void SearchPalette::resizeEvent(QResizeEvent*) { fit(); }

/// The list gives way to filters that take another row.
void SearchPalette::fit()
{
    m_card->setFixedWidth(qMin(kMostWidth, width() - 32));
    m_filters->setFixedHeight(m_filters->heightForWidth(m_card->width()));
    const int filters = m_commanding ? 0 : m_filters->height();
    m_list->setFixedHeight(qBound(120, height() - kAroundList - filters, kMostListHeight));
}

void SearchPalette::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), color(Token::Scrim)); }

void SearchPalette::mousePressEvent(QMouseEvent* event)
{
    if (!m_card->geometry().contains(event->position().toPoint()))
        close();
}

/// The arrows move through the list while the field keeps the focus.
bool SearchPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    if (event->type() != QEvent::KeyPress || (watched != m_field && watched != m_list))
        return false;
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape) {
        close();
        return true;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        step(key == Qt::Key_Down ? 1 : -1);
        return true;
    }
    if (watched == m_field && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        choose(m_list->currentIndex());
        return true;
    }
    return false;
}

void SearchPalette::step(int by)
{
    const QModelIndex from = m_list->currentIndex();
    if (m_commanding)
        m_list->setCurrentIndex(m_actions->index(qBound(0, from.row() + by, qMax(0, m_actions->rowCount() - 1))));
    else
        m_list->setCurrentIndex(m_model->step(from, by));
}

/// Tab stays inside: field, filters, list.
bool SearchPalette::focusNextPrevChild(bool next)
{
    QList<QWidget*> order { m_field };
    for (QWidget* child : m_card->findChildren<QWidget*>())
        if (child != m_field && child->isVisible() && child->focusPolicy() & Qt::TabFocus && !m_field->isAncestorOf(child))
            order.append(child);
    const auto count = order.size();
    const auto at = qMax<qsizetype>(0, order.indexOf(QApplication::focusWidget()));
    order.at((at + (next ? 1 : count - 1)) % count)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace sillok::ui
