#include "ui/settings/writing_section.h"

#include "app/services/desk.h"
#include "ui/chat/prompt_sheets.h"
#include "ui/chat/writing_templates.h"
#include "ui/help/manual.h"
#include "ui/settings/preset_sheet.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/form.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QPointer>

namespace sillok::ui {

using app::Desk;

namespace {

QVBoxLayout* plainColumn(QWidget* parent)
{
    auto* column = new QVBoxLayout(parent);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

/// Takes the rows out; returns the name of the button that had the focus.
QString empty(QVBoxLayout* list)
{
    QString focused;
    while (QLayoutItem* item = list->takeAt(0)) {
        for (QAbstractButton* button : item->widget()->findChildren<QAbstractButton*>())
            if (button->hasFocus())
                focused = button->objectName();
        item->widget()->hide();
        item->widget()->setParent(nullptr);
        item->widget()->deleteLater(); // one of its buttons may have asked for it
        delete item;
    }
    return focused;
}

/// The keyboard stays where it was, or goes to `instead` when that is gone.
void focusAgain(QWidget* inside, const QString& name, QWidget* instead)
{
    if (name.isEmpty())
        return;
    QWidget* const again = inside->findChild<QAbstractButton*>(name);
    (again ? again : instead)->setFocus(Qt::TabFocusReason);
}

/// "Rules (copy)", "Rules (copy 2)": a name that nothing in `all` has.
template <typename T>
QString freeName(const QList<T>& all, const QString& first, const std::function<QString(int)>& next)
{
    QString name = first;
    for (int i = 2; std::ranges::any_of(all, [&name](const T& one) { return one.name == name; }); ++i)
        name = next(i);
    return name;
}

} // namespace

WritingSection::WritingSection(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setHelpTopic(this, "writing");
    m_title = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_mode = new Segments(this);
    m_mode->setObjectName(QStringLiteral("modeChoice"));
    m_modeRow = new SettingRow(m_mode, this);
    m_newPreset = new Button(ButtonKind::Default, this);
    m_newPreset->setObjectName(QStringLiteral("newPreset"));
    m_presetRow = new SettingRow(m_newPreset, this);
    m_newPrompt = new Button(ButtonKind::Default, this);
    m_newPrompt->setObjectName(QStringLiteral("newPrompt"));
    m_promptRow = new SettingRow(m_newPrompt, this);
    m_find = new SearchField(QStringLiteral("search"), this);
    m_find->setObjectName(QStringLiteral("findPrompt"));
    auto* presets = new QWidget(this);
    m_presets = plainColumn(presets);
    auto* prompts = new QWidget(this);
    m_prompts = plainColumn(prompts);
    QVBoxLayout* column = plainColumn(this);
    for (QWidget* row : std::initializer_list<QWidget*> { m_title, m_modeRow, m_presetRow, presets, m_promptRow, m_find, prompts })
        column->addWidget(row);
    connect(m_mode, &Segments::chosen, this, [this](int i) { m_desk.setExpertMode(i == 1); });
    connect(m_newPreset, &QAbstractButton::clicked, this, [this] { edit(app::Preset()); });
    connect(m_newPrompt, &QAbstractButton::clicked, this, [this] { edit(app::SavedPrompt()); });
    connect(m_find, &QLineEdit::textChanged, this, &WritingSection::showPrompts);
    connect(&m_desk, &Desk::expertModeChanged, this, &WritingSection::sayMode);
    connect(&m_desk, &Desk::presetsChanged, this, &WritingSection::showPresets);
    connect(&m_desk, &Desk::promptsChanged, this, &WritingSection::showPrompts);
    withWords(this, [this] { say(); });
}

void WritingSection::say()
{
    m_title->setWords(tr("Writing"));
    m_mode->setSegments({ tr("Simple"), tr("Expert") });
    m_modeRow->setWords(tr("Details"), tr("Expert shows how answers were made: model, speed, tokens and seed, and the numbers of a preset."));
    m_newPreset->setWords(tr("New preset"));
    m_presetRow->setWords(tr("Presets"), tr("How answers are asked for. Choose one for a chat below the question; the standard is for all others."));
    m_newPrompt->setWords(tr("New prompt"));
    m_promptRow->setWords(tr("Prompts"), tr("Texts to ask with again. Type / in a question to use one."));
    m_find->setPlaceholderText(tr("Find a prompt"));
    m_find->setAccessibleName(m_find->placeholderText());
    sayMode();
    showPresets();
    showPrompts();
}

void WritingSection::sayMode() { m_mode->setCurrent(m_desk.expertMode() ? 1 : 0); }

void WritingSection::addRow(QVBoxLayout* list, const QString& objectName, const QString& name, const QString& note, const QList<Act>& acts)
{
    auto* buttons = new QWidget;
    auto* line = new QHBoxLayout(buttons);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    for (const Act& act : acts) {
        Button* const button = Button::iconOnly(act.icon, buttons);
        button->setObjectName(objectName + u'-' + act.icon);
        button->setWords(act.words);
        connect(button, &QAbstractButton::clicked, this, act.go);
        line->addWidget(button);
    }
    auto* row = new SettingRow(buttons, this);
    row->setWords(name, note.section(u'\n', 0, 0).left(120));
    row->setAccessibleName(name);
    list->addWidget(row);
    row->show();
}

void WritingSection::showPresets()
{
    const QString focused = empty(m_presets);
    for (const app::Preset& one : m_desk.presets()) {
        const bool standard = one.id == m_desk.defaultPreset();
        const auto copy = [this, one] {
            app::Preset made = one;
            made.id.clear();
            made.name = freeName(m_desk.presets(), tr("%1 (copy)").arg(one.name), [&one](int i) { return tr("%1 (copy %2)").arg(one.name).arg(i); });
            m_desk.savePreset(made);
        };
        addRow(m_presets, QStringLiteral("preset ") + one.name, standard ? tr("%1 · standard").arg(one.name) : one.name, one.instructions,
            { { QStringLiteral("check"), standard ? tr("No standard any more") : tr("Make “%1” the standard").arg(one.name),
                  [this, id = standard ? QString() : one.id] { m_desk.setDefaultPreset(id); } },
                { QStringLiteral("edit"), tr("Edit “%1”").arg(one.name), [this, one] { edit(one); } },
                { QStringLiteral("copy"), tr("Copy “%1”").arg(one.name), copy },
                { QStringLiteral("trash"), tr("Remove “%1”").arg(one.name), [this, one] { remove(one); } } });
    }
    focusAgain(this, focused, m_newPreset);
}

void WritingSection::showPrompts()
{
    const QString focused = empty(m_prompts);
    const auto wanted = [this](const QString& name, const QString& text) {
        return name.contains(m_find->text(), Qt::CaseInsensitive) || text.contains(m_find->text(), Qt::CaseInsensitive);
    };
    for (const app::SavedPrompt& one : m_desk.prompts())
        if (wanted(one.name, one.text))
            addRow(m_prompts, QStringLiteral("prompt ") + one.name, one.name, one.text,
                { { QStringLiteral("edit"), tr("Edit “%1”").arg(one.name), [this, one] { edit(one); } },
                    { QStringLiteral("trash"), tr("Remove “%1”").arg(one.name), [this, one] { remove(one); } } });
    for (const WritingTemplate& one : writingTemplates(speaksKorean()))
        if (wanted(one.name, one.text))
            addRow(m_prompts, QStringLiteral("template ") + one.id, one.name, tr("Template that comes with the program"),
                { { QStringLiteral("copy"), tr("Copy “%1” to your prompts").arg(one.name), [this, one] {
                       m_desk.savePrompt({ {}, freeName(m_desk.prompts(), one.name, [&one](int i) { return tr("%1 (copy %2)").arg(one.name).arg(i); }), one.text });
                   } } });
    focusAgain(this, focused, m_newPrompt);
}

void WritingSection::edit(const app::Preset& preset)
{
    openPresetSheet(window(), preset, m_desk.presets(), m_desk.expertMode(), [self = QPointer(this)](const app::Preset& now) {
        if (self)
            self->m_desk.savePreset(now);
    });
}

void WritingSection::edit(const app::SavedPrompt& prompt)
{
    openPromptSheet(window(), prompt, m_desk.prompts(), [self = QPointer(this)](const app::SavedPrompt& now) {
        if (self)
            self->m_desk.savePrompt(now);
    });
}

void WritingSection::remove(const app::Preset& preset)
{
    const bool standard = preset.id == m_desk.defaultPreset();
    m_desk.removePreset(preset.id);
    toast().tell(QStringLiteral("trash"), tr("Removed “%1”").arg(preset.name), tr("Undo"), [this, preset, standard] {
        m_desk.savePreset(preset);
        if (standard)
            m_desk.setDefaultPreset(preset.id);
    });
}

void WritingSection::remove(const app::SavedPrompt& prompt)
{
    m_desk.removePrompt(prompt.id);
    toast().tell(QStringLiteral("trash"), tr("Removed “%1”").arg(prompt.name), tr("Undo"), [this, prompt] { m_desk.savePrompt(prompt); });
}

/// At the bottom of the page, wherever the section has been scrolled to.
Toast& WritingSection::toast()
{
    if (!m_toast) {
        QWidget* page = this;
        while (page->parentWidget() && !page->inherits("sillok::ui::SettingsPage"))
            page = page->parentWidget();
        m_toast = new Toast(page);
        m_toast->setObjectName(QStringLiteral("writingToast"));
    }
    return *m_toast;
}

bool WritingSection::undo() { return m_toast && m_toast->act(); }

} // namespace sillok::ui
