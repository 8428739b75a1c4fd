#include "ui/chat/scope_picker.h"

#include "app/services/desk.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/choice_list.h"
#include "ui/widgets/field.h"
#include "ui/widgets/form.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/text.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace sillok::ui {

namespace {

constexpr int kDelayMs = 120;
constexpr int kWidth = 460;
constexpr int kMostRows = 9;

class Say {
    Q_DECLARE_TR_FUNCTIONS(Scope)
public:
    static QString documents(int n) { return tr("%n document(s)", nullptr, n); }
};

QString lastPart(const QString& path) { return path.section(u'/', -1); }

QString ownName(const app::Scope& scope)
{
    QStringList parts;
    if (!scope.folder.isEmpty())
        parts.append(lastPart(scope.folder));
    if (!scope.label.isEmpty())
        parts.append(u'#' + scope.label);
    if (scope.documents.size() == 1)
        parts.append(scope.documents.first().name);
    else if (!scope.documents.isEmpty())
        parts.append(Say::documents(static_cast<int>(scope.documents.size())));
    return parts.join(QStringLiteral(" › "));
}

QString iconOf(app::ScopeChoice::Kind kind)
{
    switch (kind) {
    case app::ScopeChoice::Kind::Collection: return QStringLiteral("collection");
    case app::ScopeChoice::Kind::Folder: return QStringLiteral("folder");
    case app::ScopeChoice::Kind::Label: return QStringLiteral("label");
    case app::ScopeChoice::Kind::Document: return QStringLiteral("page");
    }
    return {};
}

} // namespace

QString scopeWords(const app::Scope& scope, const QString& collectionName)
{
    return scope.limited() ? collectionName + QStringLiteral(" › ") + ownName(scope) : collectionName;
}

ScopePicker::ScopePicker(app::Desk& desk, QWidget* page)
    : QWidget(page)
    , m_desk(desk)
{
    setObjectName(QStringLiteral("scopePicker"));
    setAccessibleName(tr("What to ask"));
    m_focusBefore = QApplication::focusWidget();
    m_card = new CardFrame(Token::LineControl, this);
    m_field = new SearchField(QStringLiteral("search"), m_card);
    m_field->setObjectName(QStringLiteral("scopeField"));
    m_field->setPlaceholderText(tr("Collection, label, folder or document"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_model = new QStandardItemModel(this);
    m_list = new ListView(m_card);
    m_list->setObjectName(QStringLiteral("scopeList"));
    m_list->setAccessibleName(tr("What can be asked"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChoiceDelegate(18, m_list));
    setSurface(m_list->viewport(), Token::BgRaised);
    m_nothing = new Text(Type::Ui, Token::TextMuted, m_card);
    m_nothing->setWords(tr("Nothing of that name."));
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(1, 12, 1, 8);
    column->setSpacing(8);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(12, 0, 12, 0);
    top->addWidget(m_field);
    column->addLayout(top);
    auto* nothingRow = new QHBoxLayout;
    nothingRow->setContentsMargins(18, 0, 18, 6);
    nothingRow->addWidget(m_nothing);
    column->addLayout(nothingRow);
    column->addWidget(m_list);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kDelayMs);
    connect(&m_typing, &QTimer::timeout, this, [this] { m_desk.findScopes(m_field->text()); });
    connect(m_field, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_list, &QListView::clicked, this, &ScopePicker::choose);
    connect(m_list, &QListView::activated, this, &ScopePicker::choose);
    connect(&m_desk, &app::Desk::scopesFound, this, &ScopePicker::show);
    m_field->installEventFilter(this);
    m_list->installEventFilter(this);
    page->installEventFilter(this);
}

void ScopePicker::openAbove(const QWidget* anchor)
{
    setGeometry(parentWidget()->rect());
    m_above = anchor->mapTo(parentWidget(), QPoint(0, -6));
    m_desk.findScopes({});
    QWidget::show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void ScopePicker::close()
{
    m_typing.stop();
    m_desk.disconnect(this);
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus();
    deleteLater();
}

/// A choice stays under the same place when the text goes on: the first row is the nearest.
void ScopePicker::show(const QString& text, const QList<app::ScopeChoice>& choices)
{
    if (text != m_field->text())
        return;
    m_model->clear();
    const auto add = [this](const QString& name, const QString& icon, const QString& aside, const app::Scope& scope) {
        appendChoice(*m_model, { name, icon, aside, QVariant::fromValue(scope), scope.folder });
    };
    for (const app::ScopeChoice& choice : choices) {
        const QString count = grouped(tr("%n document(s)", nullptr, choice.documents), choice.documents);
        if (choice.kind == app::ScopeChoice::Kind::Collection)
            add(choice.collectionName, iconOf(choice.kind), count, choice.scope);
        else if (choice.kind == app::ScopeChoice::Kind::Document)
            add(ownName(choice.scope), iconOf(choice.kind), choice.collectionName, choice.scope);
        else
            add(ownName(choice.scope), iconOf(choice.kind), choice.collectionName + QStringLiteral(" · ") + count, choice.scope);
    }
    if (text.isEmpty())
        add(tr("No documents"), QStringLiteral("close"), {}, {});
    m_nothing->setVisible(m_model->rowCount() == 0);
    m_list->setVisible(m_model->rowCount() > 0);
    showChoices(*m_list, kMostRows);
    place();
}

void ScopePicker::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const auto scope = index.data(kChoiceValueRole).value<app::Scope>();
    close();
    emit chosen(scope);
}

/// As wide as wanted and as high as there is room above the place that it belongs to.
void ScopePicker::place()
{
    const int width = qMin(kWidth, this->width() - 24);
    m_card->layout()->activate();
    const int height = qMin(m_card->sizeHint().height(), qMax(120, m_above.y() - 12));
    if (m_list->isVisibleTo(m_card) && m_card->sizeHint().height() > height)
        m_list->setFixedHeight(qMax(choiceRowHeight(), m_list->height() - (m_card->sizeHint().height() - height)));
    const int x = qBound(12, m_above.x(), qMax(12, this->width() - width - 12));
    m_card->setGeometry(x, m_above.y() - height, width, height);
}

void ScopePicker::resizeEvent(QResizeEvent*) { place(); }

void ScopePicker::mousePressEvent(QMouseEvent* event)
{
    if (!m_card->geometry().contains(event->position().toPoint()))
        close();
}

/// The arrows move through the list while the field keeps the focus. Another size of the page has the chip elsewhere: away with the card.
bool ScopePicker::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        close();
    if (event->type() != QEvent::KeyPress || (watched != m_field && watched != m_list))
        return false;
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape) {
        close();
        return true;
    }
    if (watched == m_field && stepChoices(*m_list, key))
        return true;
    if (watched == m_field && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        if (m_typing.isActive()) { // what is listed is not of this text yet
            m_typing.stop();
            m_desk.findScopes(m_field->text());
            return true;
        }
        choose(m_list->currentIndex());
        return true;
    }
    return false;
}

/// Tab stays inside: field and list.
bool ScopePicker::focusNextPrevChild(bool)
{
    QWidget* const other = m_field->hasFocus() && m_list->isVisible() ? static_cast<QWidget*>(m_list) : m_field;
    other->setFocus(Qt::TabFocusReason);
    return true;
}

} // namespace sillok::ui
