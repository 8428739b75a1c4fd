#include "ui/chat/prompt_sheets.h"

#include "ui/chat/prompt_text.h"
#include "ui/style/theme.h"
#include "ui/widgets/field.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_box.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QInputMethod>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace sillok::ui {

namespace {

constexpr int kAroundFields = 260;  ///< what a sheet takes of the window's height besides its fields
constexpr int kLeastFields = 120;

class Say {
    Q_DECLARE_TR_FUNCTIONS(PromptSheets)
public:
    static QString fill() { return tr("Fill in what you know. What stays empty is left in braces."); }
    static QString use() { return tr("Put into the question"); }
    static QString cancel() { return tr("Cancel"); }
    static QString create() { return tr("New prompt"); }
    static QString change() { return tr("Edit prompt"); }
    static QString how() { return tr("Words in braces, like {subject}, are asked for whenever the prompt is used."); }
    static QString name() { return tr("Name"); }
    static QString text() { return tr("Text"); }
    static QString taken() { return tr("Another prompt has this name."); }
    static QString save() { return tr("Save"); }
};

Text* addLabel(QWidget* parent, QVBoxLayout* column, const QString& words)
{
    auto* label = new Text(Type::SecondaryBold, Token::TextPrimary, parent);
    label->setWords(words);
    column->addWidget(label);
    return label;
}

} // namespace

void openFillSheet(QWidget* window, const QString& name, const QString& text, std::function<void(const QString&)> use)
{
    auto* sheet = new Sheet(window, name, Say::fill());
    sheet->setObjectName(QStringLiteral("fillSheet"));
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(3, 3, 3, 3);
    column->setSpacing(6);
    QList<std::pair<QString, TextBox*>> boxes;
    for (const QString& place : variablesIn(text)) {
        addLabel(inside, column, place);
        auto* box = new TextBox(2, inside);
        box->setName(QStringLiteral("fill%1").arg(boxes.size()), place);
        column->addWidget(box);
        boxes.append({ place, box });
        QObject::connect(box, &TextBox::submitted, sheet, &Sheet::answer);
    }
    auto* scroll = new QScrollArea(sheet);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    setSurface(inside, Token::BgRaised);
    scroll->setWidget(inside);
    scroll->setFixedHeight(qMin(inside->sizeHint().height() + 2, qMax(kLeastFields, window->height() - kAroundFields)));
    for (const auto& [place, box] : boxes)
        QObject::connect(qApp, &QGuiApplication::focusObjectChanged, scroll, [scroll, edit = box->edit()](QObject* now) {
            if (now == edit)
                scroll->ensureWidgetVisible(edit, 0, 30);
        });
    sheet->addContent(scroll);
    sheet->addCancel(Say::cancel());
    sheet->addAccept(Say::use(), false);
    QObject::connect(sheet, &Sheet::accepted, sheet, [boxes, text, use] {
        QGuiApplication::inputMethod()->commit();
        QHash<QString, QString> values;
        for (const auto& [place, box] : boxes)
            values.insert(place, box->text().trimmed());
        use(filledIn(text, values));
    });
    sheet->open();
    if (!boxes.isEmpty())
        boxes.first().second->setFocus(Qt::TabFocusReason);
}

void openPromptSheet(QWidget* window, const app::SavedPrompt& prompt, const QList<app::SavedPrompt>& all, std::function<void(const app::SavedPrompt&)> save)
{
    auto* sheet = new Sheet(window, prompt.id.isEmpty() ? Say::create() : Say::change(), Say::how());
    sheet->setObjectName(QStringLiteral("promptSheet"));
    Field* const name = sheet->addField(Say::name(), prompt.name);
    auto* inside = new QWidget(sheet);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* wrong = new Text(Type::Secondary, Token::Danger, inside);
    wrong->setWords(Say::taken());
    column->addWidget(wrong);
    addLabel(inside, column, Say::text());
    auto* text = new TextBox(window->height() < 600 ? 4 : 9, inside);
    text->setName(QStringLiteral("promptText"), Say::text());
    text->setText(prompt.text);
    column->addWidget(text);
    sheet->addContent(inside);
    sheet->addCancel(Say::cancel());
    sheet->addAccept(Say::save(), false);
    const auto complete = [sheet, name, text, wrong, all, id = prompt.id] {
        const QString typed = name->text().simplified().normalized(QString::NormalizationForm_C);
        const bool taken = std::ranges::any_of(all, [&](const app::SavedPrompt& other) { return other.name == typed && other.id != id; });
        name->setWrong(taken);
        wrong->setVisible(taken);
        sheet->setAcceptEnabled(!taken && !typed.isEmpty() && !text->text().trimmed().isEmpty());
    };
    QObject::connect(name, &QLineEdit::textChanged, sheet, complete);
    QObject::connect(text, &TextBox::changed, sheet, complete);
    QObject::connect(text, &TextBox::submitted, sheet, &Sheet::answer);
    complete();
    QObject::connect(sheet, &Sheet::accepted, sheet, [text, id = prompt.id, save](const QString& named) {
        QGuiApplication::inputMethod()->commit();
        if (!text->text().trimmed().isEmpty())
            save({ id, named, text->text().trimmed() });
    });
    sheet->open();
}

} // namespace sillok::ui
