#include "ui/help/help_sheet.h"

#include "ui/help/manual_view.h"
#include "ui/style/theme.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice_list.h"
#include "ui/widgets/field.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QStandardItemModel>

namespace sillok::ui {

namespace {
constexpr int kMostWidth = 1080;
constexpr int kAroundBody = 250;   ///< what the sheet takes of the window's height besides the list and the text
constexpr int kListWidth = 250;

bool isBack(const QKeyEvent& pressed) { return pressed.key() == Qt::Key_Left && pressed.modifiers() == Qt::AltModifier; }
}

HelpSheet::HelpSheet(QWidget* window, const QString& topic)
    : Sheet(window, tr("Help"), {})
{
    setObjectName(QStringLiteral("helpSheet"));
    setMostWidth(kMostWidth);
    addContent(makeHead());
    addContent(makeBody());
    addContent(makeFoot());
    addAccept(tr("Close"), false);
    connect(m_search, &SearchField::typedChanged, this, &HelpSheet::find);
    connect(m_back, &QAbstractButton::clicked, this, &HelpSheet::goBack);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (now.isValid())
            go(now.data(kChoiceValueRole).toString());
    });
    connect(m_list, &QListView::activated, this, [this] { m_view->setFocus(Qt::TabFocusReason); });
    connect(m_view, &ManualView::topicWanted, this, &HelpSheet::go);
    connect(m_view, &ManualView::actionWanted, this, [this](const QString& action) {
        const QString from = this->topic();
        finish();
        emit actionWanted(action, from);
    });
    connect(m_keys, &QAbstractButton::clicked, this, [this] {
        finish();
        emit keysWanted();
    });
    showTopic(topic);
    withWords(this, [this] { say(); });
}

QWidget* HelpSheet::makeHead()
{
    auto* head = new QWidget(this);
    m_back = Button::iconOnly(QStringLiteral("chevron-left"), head);
    m_back->setObjectName(QStringLiteral("helpBack"));
    m_search = new SearchField(QStringLiteral("search"), head);
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->installEventFilter(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 4);
    row->setSpacing(8);
    row->addWidget(m_back);
    row->addWidget(m_search, 1);
    return head;
}

QWidget* HelpSheet::makeBody()
{
    m_body = new QWidget(this);
    m_rows = new QStandardItemModel(this);
    m_list = new ListView(m_body);
    m_list->setObjectName(QStringLiteral("helpTopics"));
    m_list->setModel(m_rows);
    m_list->installEventFilter(this);
    m_list->setItemDelegate(new ChoiceDelegate(16, m_list));
    setSurface(m_list->viewport(), Token::BgRaised);
    m_view = new ManualView(m_body);
    m_view->setObjectName(QStringLiteral("helpText"));
    m_view->installEventFilter(this);
    auto* row = new QHBoxLayout(m_body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_list);
    row->addWidget(m_view, 1);
    return m_body;
}

QWidget* HelpSheet::makeFoot()
{
    auto* foot = new QWidget(this);
    m_note = new Text(Type::Secondary, Token::TextMuted, foot);
    m_note->setObjectName(QStringLiteral("helpNote"));
    m_note->setWordWrap(true);
    m_keys = new Button(ButtonKind::Quiet, foot);
    m_keys->setObjectName(QStringLiteral("helpKeys"));
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 4, 0, 0);
    row->addWidget(m_note, 1);
    row->addWidget(m_keys);
    return foot;
}

void HelpSheet::open()
{
    Sheet::open();
    m_search->setFocus(Qt::ShortcutFocusReason);
}

QString HelpSheet::topic() const { return m_view->topic(); }

void HelpSheet::say()
{
    m_back->setWords(tr("Back"), QKeySequence(Qt::ALT | Qt::Key_Left).toString(QKeySequence::NativeText));
    m_search->setPlaceholderText(tr("Search the manual"));
    m_search->setAccessibleName(tr("Search the manual"));
    m_list->setAccessibleName(tr("Topics"));
    m_keys->setWords(tr("Show and change keys"));
    listTopics();
    showTopic(topic());
}

/// All of them, or those that have what was typed, with how often.
void HelpSheet::listTopics()
{
    const QStringList words = searchedWords(m_search->typed());
    const QSignalBlocker quiet(m_list->selectionModel());
    m_rows->clear();
    for (const Topic& one : manualTopics(Language::it().inUse())) {
        const int hits = hitsIn(one, words);
        if (!words.isEmpty() && hits == 0)
            continue;
        appendChoice(*m_rows, { one.title, QStringLiteral("page"), hits > 0 ? QString::number(hits) : QString(), one.id });
    }
}

void HelpSheet::chooseRow()
{
    const QModelIndexList rows = m_rows->match(m_rows->index(0, 0), kChoiceValueRole, topic(), 1, Qt::MatchExactly);
    m_list->setCurrentIndex(rows.value(0));
}

/// The topic that is read stays where it has the words; otherwise the first that has them is shown.
void HelpSheet::find()
{
    listTopics();
    chooseRow();
    showTopic(m_rows->rowCount() == 0 || m_list->currentIndex().isValid() ? topic() : m_rows->index(0, 0).data(kChoiceValueRole).toString());
    if (m_search->typed().isEmpty())
        m_note->setWords({});
    else
        tell(m_rows->rowCount() == 0 ? tr("No topic has these words.") : tr("%n topic(s) found", nullptr, m_rows->rowCount()));
}

void HelpSheet::go(const QString& topic)
{
    if (topic == this->topic() || !manualTopic(Language::it().inUse(), topic))
        return;
    m_before.append(this->topic());
    showTopic(topic);
}

void HelpSheet::goBack()
{
    if (!m_before.isEmpty())
        showTopic(m_before.takeLast());
}

void HelpSheet::showTopic(const QString& topic)
{
    const Topic* const wanted = manualTopic(Language::it().inUse(), topic);
    if (!wanted)
        return;
    m_view->showTopic(*wanted);
    m_view->setAccessibleName(wanted->title);
    m_view->mark(searchedWords(m_search->typed()));
    m_back->setEnabled(!m_before.isEmpty());
    chooseRow();
}

void HelpSheet::tell(const QString& words)
{
    m_note->setWords(words);
    announce(this, words, Urgency::Polite);
}

/// The arrows of the field go through the list; Enter reads what is chosen. Alt+Left goes back from everywhere.
bool HelpSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || (watched != m_search && watched != m_list && watched != m_view))
        return Sheet::eventFilter(watched, event);
    const auto* pressed = static_cast<QKeyEvent*>(event);
    if (isBack(*pressed)) {
        goBack();
        return true;
    }
    if (watched != m_search)
        return false;
    const bool enter = pressed->key() == Qt::Key_Return || pressed->key() == Qt::Key_Enter;
    if (enter)
        m_view->setFocus(Qt::TabFocusReason);
    return enter || stepChoices(*m_list, pressed->key());
}

void HelpSheet::keyPressEvent(QKeyEvent* event)
{
    if (isBack(*event))
        return goBack();
    Sheet::keyPressEvent(event);
}

void HelpSheet::resizeEvent(QResizeEvent* event)
{
    Sheet::resizeEvent(event);
    m_list->setFixedWidth(qMin(scaled(kListWidth), width() / 3));
    m_body->setFixedHeight(qMax(160, height() - kAroundBody));
}

} // namespace sillok::ui
