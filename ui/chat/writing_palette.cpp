#include "ui/chat/writing_palette.h"

#include "app/services/desk.h"
#include "ui/chat/composer.h"
#include "ui/chat/scope_picker.h"
#include "ui/chat/writing_templates.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/choice_list.h"
#include "ui/widgets/form.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QTextBlock>

namespace sillok::ui {

namespace {

constexpr int kMostRows = 9;
constexpr int kWidest = 560;
constexpr int kMostTyped = 40;   ///< a longer word is no search any more
constexpr int kWhat = Qt::UserRole + 10;
enum What { Prompt, Scope, SaveDraft, Manage };

QString firstLine(const QString& text) { return text.section(u'\n', 0, 0).simplified(); }

QString nameOf(const app::ScopeChoice& choice)
{
    return choice.kind == app::ScopeChoice::Kind::Collection ? choice.collectionName : scopeWords(choice.scope, choice.collectionName);
}

} // namespace

WritingPalette::WritingPalette(app::Desk& desk, Composer& composer)
    : QWidget(composer.parentWidget())
    , m_desk(desk)
    , m_composer(composer)
{
    setObjectName(QStringLiteral("writingPalette"));
    m_card = new CardFrame(Token::LineControl, this);
    m_title = new Text(Type::CaptionBold, Token::TextMuted, m_card);
    m_keys = new Text(Type::Caption, Token::TextMuted, m_card);
    m_model = new QStandardItemModel(this);
    m_list = new ListView(m_card);
    m_list->setObjectName(QStringLiteral("writingList"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChoiceDelegate(14, m_list));
    setSurface(m_list->viewport(), Token::BgRaised);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(14, 0, 14, 0);
    top->addWidget(m_title);
    top->addStretch(1);
    top->addWidget(m_keys);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(1, 10, 1, 6);
    column->setSpacing(6);
    column->addLayout(top);
    column->addWidget(m_list);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_card);
    ComposerEdit* const edit = m_composer.editor();
    connect(edit, &QPlainTextEdit::textChanged, this, &WritingPalette::look);
    connect(edit, &QPlainTextEdit::cursorPositionChanged, this, &WritingPalette::look);
    connect(edit, &ComposerEdit::composing, this, &WritingPalette::look);
    connect(m_list, &QListView::clicked, this, &WritingPalette::choose);
    connect(&m_desk, &app::Desk::scopesFound, this, &WritingPalette::showScopes);
    connect(&m_desk, &app::Desk::promptsChanged, this, [this] {
        if (isVisible() && m_word.sign == u'/')
            showPrompts();
    });
    edit->installEventFilter(this);
    parentWidget()->installEventFilter(this);
    m_composer.installEventFilter(this);
    withWords(this, [this] { say(); });
    hide();
}

void WritingPalette::say()
{
    setAccessibleName(tr("Prompts, templates and documents"));
    m_list->setAccessibleName(accessibleName());
    m_keys->setWords(tr("↑↓ choose · Enter takes · Esc closes"));
}

/// The sign stands at the beginning or behind a space, so that "and/or" and addresses are only text. Half a syllable counts.
WritingPalette::Word WritingPalette::wordAtCursor() const
{
    const QTextCursor cursor = m_composer.editor()->textCursor();
    if (cursor.hasSelection() || m_composer.editor()->isReadOnly())
        return {};
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    qsizetype start = before.size();
    while (start > 0 && !before[start - 1].isSpace() && before.size() - start <= kMostTyped)
        --start;
    if (start == before.size() || (before[start] != u'/' && before[start] != u'@'))
        return {};
    return { static_cast<int>(cursor.block().position() + start), before[start], before.mid(start + 1) + m_composer.editor()->preedit() };
}

void WritingPalette::look()
{
    const Word word = wordAtCursor();
    if (word.start < 0 || word.start != m_dismissed)
        m_dismissed = -1;
    if (word.start < 0 || m_dismissed >= 0 || !m_composer.editor()->hasFocus()) {
        m_word = {};
        m_byButton = m_byButton && word.start >= 0;
        return hide();
    }
    if (word == m_word && isVisible())
        return;
    m_word = word;
    if (word.sign == u'@')
        m_desk.findScopes(word.rest.normalized(QString::NormalizationForm_C));
    else
        showPrompts();
}

void WritingPalette::openPrompts()
{
    ComposerEdit* const edit = m_composer.editor();
    m_composer.commitPreedit();
    edit->setFocus(Qt::OtherFocusReason);
    QTextCursor cursor = edit->textCursor();
    cursor.clearSelection();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    m_byButton = true;
    m_dismissed = -1;
    cursor.insertText(before.isEmpty() || before.back().isSpace() ? QStringLiteral("/") : QStringLiteral(" /"));
    edit->setTextCursor(cursor);
    look();
}

void WritingPalette::addRow(int what, const QString& name, const QString& icon, const QString& aside, const QVariant& value)
{
    appendChoice(*m_model, { name, icon, aside, value });
    m_model->item(m_model->rowCount() - 1)->setData(what, kWhat);
}

/// A person's own come before those of the program; what begins with the word before what only has it.
void WritingPalette::showPrompts()
{
    m_model->clear();
    const auto add = [this](bool beginning) {
        const auto fits = [&](const QString& name) {
            const bool begins = name.startsWith(m_word.rest, Qt::CaseInsensitive);
            return beginning ? begins : !begins && name.contains(m_word.rest, Qt::CaseInsensitive);
        };
        for (const app::SavedPrompt& one : m_desk.prompts())
            if (fits(one.name))
                addRow(Prompt, one.name, QStringLiteral("quote"), firstLine(one.text), one.text);
        for (const WritingTemplate& one : writingTemplates(speaksKorean()))
            if (fits(one.name))
                addRow(Prompt, one.name, QStringLiteral("template"), tr("Template"), one.text);
    };
    add(true);
    add(false);
    if (m_word.rest.isEmpty()) {
        addRow(SaveDraft, tr("Keep what is typed as a prompt"), QStringLiteral("plus"), {}, {});
        addRow(Manage, tr("Manage prompts"), QStringLiteral("edit"), {}, {});
    }
    m_title->setWords(tr("Prompts and templates"));
    present();
}

void WritingPalette::showScopes(const QString& text, const QList<app::ScopeChoice>& choices)
{
    if (m_word.sign != u'@' || text != m_word.rest.normalized(QString::NormalizationForm_C))
        return;
    m_model->clear();
    for (const app::ScopeChoice& choice : choices) {
        using Kind = app::ScopeChoice::Kind;
        const char* icon = choice.kind == Kind::Collection ? "collection" : choice.kind == Kind::Folder ? "folder" : choice.kind == Kind::Label ? "label" : "page";
        const QString count = choice.kind == Kind::Document ? QString() : grouped(tr("%n document(s)", nullptr, choice.documents), choice.documents);
        addRow(Scope, nameOf(choice), QString::fromLatin1(icon), count, QVariant::fromValue(choice.scope));
    }
    m_title->setWords(tr("What to ask"));
    present();
}

void WritingPalette::present()
{
    if (m_model->rowCount() == 0)
        return hide();
    showChoices(*m_list, kMostRows);
    m_list->scrollToTop();
    show();
    raise();
    place();
}

/// As high as there is room above the composer.
void WritingPalette::place()
{
    m_card->layout()->activate();
    const QRect composer = m_composer.geometry();
    const int room = qMax(choiceRowHeight() * 2 + 60, composer.top() - 12);
    const int wanted = m_card->sizeHint().height();
    if (wanted > room)
        m_list->setFixedHeight(qMax(choiceRowHeight(), m_list->height() - (wanted - room)));
    m_card->layout()->activate();
    const int height = m_card->sizeHint().height();
    setGeometry(composer.left(), composer.top() - 6 - height, qMin(kWidest, composer.width()), height);
}

void WritingPalette::takeWordOut()
{
    QTextCursor cursor = m_composer.editor()->textCursor();
    if (m_word.start < 0 || cursor.position() < m_word.start)
        return;
    cursor.setPosition(m_word.start, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    m_composer.editor()->setTextCursor(cursor);
}

void WritingPalette::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const auto what = index.data(kWhat).toInt();
    const QString name = index.data().toString();
    const QVariant value = index.data(kChoiceValueRole);
    m_composer.commitPreedit(); // half a syllable was part of the word
    takeWordOut();
    m_byButton = false;
    m_word = {};
    hide();
    switch (what) {
    case Prompt: return emit promptChosen(name, value.toString());
    case Scope: return emit scopeChosen(value.value<app::Scope>());
    case SaveDraft: return emit saveDraftWanted();
    default: return emit manageWanted();
    }
}

bool WritingPalette::takeKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up: stepChoices(*m_list, key, true); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab: choose(m_list->currentIndex()); return true;
    case Qt::Key_Escape:
        m_dismissed = m_word.start;
        if (std::exchange(m_byButton, false))
            takeWordOut();
        m_word = {};
        hide();
        return true;
    default: return false;
    }
    QAccessibleEvent moved(m_list, QAccessible::Focus);
    moved.setChild(m_list->currentIndex().row());
    QAccessible::updateAccessibility(&moved);
    return true;
}

bool WritingPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (!isVisible())
        return false;
    if (watched == m_composer.editor()) {
        if (event->type() == QEvent::FocusOut)
            hide();
        if (event->type() != QEvent::KeyPress)
            return false;
        auto* key = static_cast<QKeyEvent*>(event);
        return !(key->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier | Qt::AltModifier)) && takeKey(key->key());
    }
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        place();
    return false;
}

} // namespace sillok::ui
