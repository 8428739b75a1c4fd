#include "ui/actions/key_sheet.h"

#include "ui/actions/actions.h"
#include "ui/actions/key_button.h"
#include "ui/actions/key_map.h"
#include "ui/help/manual.h"
#include "ui/style/theme.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QGridLayout>
#include <QScrollArea>
#include <QSet>

#include <algorithm>

namespace sillok::ui {

namespace {
constexpr int kAroundRows = 300;   ///< what the sheet takes of the window's height besides the rows
}

KeySheet::KeySheet(QWidget* window, const Actions& actions)
    : Sheet(window, tr("Keys"), {})
    , m_actions(actions)
{
    setHelpTopic(this, "keyboard");
    setObjectName(QStringLiteral("keySheet"));
    m_search = new SearchField(QStringLiteral("search"), this);
    m_search->setObjectName(QStringLiteral("keySearch"));
    m_search->setPlaceholderText(tr("Search actions"));
    m_search->setAccessibleName(tr("Search actions"));
    addContent(m_search);
    m_area = new QScrollArea(this);
    m_area->setObjectName(QStringLiteral("keyRows"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setWidget(makeRows());
    m_area->setFixedHeight(qBound(140, window->height() - kAroundRows, 460));
    addContent(m_area);
    m_note = new Text(Type::Secondary, Token::TextMuted, this);
    m_note->setObjectName(QStringLiteral("keyNote"));
    m_note->setWordWrap(true);
    m_note->setWords(tr("Press an action's keys to change them."));
    addContent(m_note);
    auto* all = new Button(ButtonKind::Quiet, this);
    all->setObjectName(QStringLiteral("resetKeys"));
    all->setWords(tr("Reset all keys"));
    addContent(all);
    addAccept(tr("Close"), false);
    connect(m_search, &QLineEdit::textChanged, this, &KeySheet::filter);
    connect(all, &QAbstractButton::clicked, this, [this] {
        KeyMap::it().resetAll();
        tell(tr("All keys are as they came."), false);
    });
    connect(&KeyMap::it(), &KeyMap::changed, this, &KeySheet::sayKeys);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && m_area->widget()->isAncestorOf(now))
            m_area->ensureWidgetVisible(now, 0, 40);
    });
    sayKeys();
}

void KeySheet::open()
{
    Sheet::open();
    m_search->setFocus(Qt::ShortcutFocusReason);
}

QWidget* KeySheet::makeRows()
{
    auto* rows = new QWidget;
    setSurface(rows, Token::BgRaised);
    auto* grid = new QGridLayout(rows);
    grid->setContentsMargins(4, 4, 8, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    for (int group = 0; group < kActionGroups; ++group) {
        addHeading(*grid, groupName(static_cast<ActionGroup>(group)));
        for (const Action& action : m_actions.all())
            if (static_cast<int>(action.group) == group)
                addRow(*grid, action);
    }
    addHeading(*grid, tr("Always the same"));
    addFixed(*grid, QStringLiteral("Enter"), tr("Send the question, open what is chosen"));
    addFixed(*grid, QStringLiteral("Shift+Enter"), tr("New line"));
    addFixed(*grid, QStringLiteral("Esc"), tr("Stop the answer, close what is open"));
    addFixed(*grid, QStringLiteral("Del"), tr("Move what is chosen to the trash"));
    addFixed(*grid, QStringLiteral("Tab"), tr("Next control; arrows move in lists"));
    m_nothing = new Text(Type::Ui, Token::TextMuted, rows);
    m_nothing->setWords(tr("No action has this name."));
    m_nothing->hide();
    grid->addWidget(m_nothing, grid->rowCount(), 0);
    grid->setRowStretch(grid->rowCount(), 1);
    return rows;
}

void KeySheet::addHeading(QGridLayout& grid, const QString& words)
{
    Row row;
    row.group = words;
    row.heading = new Text(Type::SecondaryBold, Token::TextMuted, grid.parentWidget());
    row.heading->setWords(words);
    row.shown = { row.heading };
    grid.addWidget(row.heading, grid.rowCount(), 0, 1, 3);
    m_rows.append(row);
}

void KeySheet::addRow(QGridLayout& grid, const Action& action)
{
    Row row;
    row.action = action.id;
    row.group = m_rows.last().group;
    row.words = action.name() + u' ' + QString::fromUtf8(action.words);
    auto* name = new Text(Type::Ui, Token::TextPrimary, grid.parentWidget());
    name->setWordWrap(true);
    name->setWords(action.name());
    row.keys = new KeyButton(grid.parentWidget());
    row.reset = Button::iconOnly(QStringLiteral("undo"), grid.parentWidget());
    row.reset->setTall(28);
    row.reset->setWords(tr("Reset the keys of “%1”").arg(action.name()));
    row.shown = { name, row.keys };
    const int at = grid.rowCount();
    grid.addWidget(name, at, 0);
    grid.addWidget(row.reset, at, 1);
    grid.addWidget(row.keys, at, 2);
    connect(row.keys, &KeyButton::pressed, this, [this, id = action.id](const QKeySequence& keys) { choose(id, keys); });
    connect(row.keys, &KeyButton::waitingChanged, this, [this](bool waiting) {
        if (waiting)
            tell(tr("Press the new keys. Esc leaves them as they are."), false);
    });
    connect(row.reset, &QAbstractButton::clicked, this, [this, id = action.id] { reset(id); });
    m_rows.append(row);
}

void KeySheet::addFixed(QGridLayout& grid, const QString& keys, const QString& words)
{
    Row row;
    row.group = m_rows.last().group;
    row.words = words + u' ' + keys;
    auto* name = new Text(Type::Ui, Token::TextSecondary, grid.parentWidget());
    name->setWordWrap(true);
    name->setWords(words);
    auto* shown = new Text(Type::SecondaryBold, Token::TextSecondary, grid.parentWidget());
    shown->setAlignment(Qt::AlignHCenter);
    shown->setWords(keys);
    row.shown = { name, shown };
    const int at = grid.rowCount();
    grid.addWidget(name, at, 0);
    grid.addWidget(shown, at, 2);
    m_rows.append(row);
}

KeyButton* KeySheet::keyButton(const QString& action) const
{
    for (const Row& row : m_rows)
        if (row.action == action)
            return row.keys;
    return nullptr;
}

QString KeySheet::nameOf(const QString& action) const
{
    const Action* const found = m_actions.find(action);
    return found ? found->name() : action;
}

void KeySheet::sayKeys()
{
    for (const Row& row : m_rows) {
        if (row.action.isEmpty())
            continue;
        row.keys->setKeys(nameOf(row.action), keyWords(row.action));
        row.reset->setVisible(row.keys->isVisibleTo(this) && KeyMap::it().isChanged(row.action));
    }
}

/// By name in either language, by group, and by the keys themselves.
void KeySheet::filter(const QString& typed)
{
    const QStringList wanted = typed.split(u' ', Qt::SkipEmptyParts);
    QSet<QString> groups;
    for (const Row& row : m_rows) {
        if (row.heading)
            continue;
        const QString all = row.words + u' ' + row.group + u' ' + keyWords(row.action);
        const bool hit = std::ranges::all_of(wanted, [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
        for (QWidget* one : row.shown)
            one->setVisible(hit);
        if (hit)
            groups.insert(row.group);
    }
    for (const Row& row : m_rows)
        if (row.heading)
            row.heading->setVisible(groups.contains(row.group));
    m_nothing->setVisible(groups.isEmpty());
    sayKeys();
}

void KeySheet::choose(const QString& action, const QKeySequence& keys)
{
    const QString shown = keys.toString(QKeySequence::NativeText);
    if (!keys.isEmpty() && !KeyMap::mayBeChosen(keys))
        return tell(tr("%1 is needed for typing and moving around. Hold Ctrl or Alt, or take F1 to F12.").arg(shown), true);
    const QString other = KeyMap::it().choose(action, keys);
    if (!other.isEmpty())
        return tell(tr("%1 already does “%2”. Nothing was changed.").arg(shown, nameOf(other)), true);
    tell(keys.isEmpty() ? tr("“%1” has no keys now. It is still in the list of actions.").arg(nameOf(action))
                        : tr("“%1” now has %2.").arg(nameOf(action), shown), false);
}

void KeySheet::reset(const QString& action)
{
    const QString other = KeyMap::it().reset(action);
    if (!other.isEmpty())
        return tell(tr("%1 already does “%2”. Nothing was changed.").arg(KeyMap::it().standard(action).toString(QKeySequence::NativeText), nameOf(other)), true);
    keyButton(action)->setFocus(Qt::TabFocusReason);
    tell(tr("“%1” now has %2.").arg(nameOf(action), keyWords(action)), false);
}

void KeySheet::tell(const QString& words, bool wrong)
{
    m_note->setInk(wrong ? Token::Danger : Token::TextMuted);
    m_note->setWords(words);
    announce(this, words, wrong ? Urgency::Assertive : Urgency::Polite);
}

} // namespace sillok::ui
