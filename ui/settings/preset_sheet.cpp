#include "ui/settings/preset_sheet.h"

#include "ui/widgets/field.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_box.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QGuiApplication>
#include <QInputMethod>
#include <QPlainTextEdit>

#include <algorithm>

namespace sillok::ui {

namespace {

class Say {
    Q_DECLARE_TR_FUNCTIONS(PresetSheet)
public:
    static QString create() { return tr("New preset"); }
    static QString change() { return tr("Edit preset"); }
    static QString how() { return tr("The instructions are told to the model in front of every chat. The rules for answers from documents go on to hold."); }
    static QString name() { return tr("Name"); }
    static QString instructions() { return tr("Instructions"); }
    static QString temperature() { return tr("Temperature, 0 to 2"); }
    static QString topP() { return tr("Top-p, 0.001 to 1"); }
    static QString longest() { return tr("Longest answer, tokens"); }
    static QString seed() { return tr("Seed, whole number"); }
    static QString empty() { return tr("Empty: as the makers of the model advise, and another seed for every answer."); }
    static QString wrong() { return tr("Another preset has this name, or a number is out of its range."); }
    static QString save() { return tr("Save"); }
    static QString cancel() { return tr("Cancel"); }
};

/// A number, nothing where the field is empty, and whether it may be.
struct Typed {
    std::optional<double> value;
    bool good = true;
};

Typed numberIn(const Field& field, double least, double most, bool whole)
{
    const QString text = field.text().trimmed();
    if (text.isEmpty())
        return {};
    bool good = false;
    const double value = text.toDouble(&good);
    good = good && value >= least && value <= most && (!whole || value == static_cast<double>(static_cast<qint64>(value)));
    return { value, good };
}

/// The four numbers of experts, two by two; in a low window side by side.
struct Numbers {
    Field* temperature;
    Field* topP;
    Field* longest;
    Field* seed;

    Numbers(QWidget* parent, const app::Preset& preset, bool low)
    {
        const int columns = low ? 4 : 2;
        auto* grid = new QGridLayout(parent);
        grid->setContentsMargins(0, 4, 0, 0);
        grid->setHorizontalSpacing(12);
        grid->setVerticalSpacing(4);
        const auto add = [&](int at, const QString& label, const char* name, const QString& value) {
            auto* words = new Text(Type::SecondaryBold, Token::TextPrimary, parent);
            words->setWords(low ? label.section(u',', 0, 0) : label); // without its bounds where four stand beside each other
            words->setElide(Qt::ElideRight);
            auto* field = new Field(34, parent);
            field->setObjectName(QString::fromLatin1(name));
            field->setAccessibleName(label);
            field->setText(value);
            grid->addWidget(words, at / columns * 2, at % columns);
            grid->addWidget(field, at / columns * 2 + 1, at % columns);
            return field;
        };
        temperature = add(0, Say::temperature(), "presetTemperature", preset.temperature ? QString::number(*preset.temperature) : QString());
        topP = add(1, Say::topP(), "presetTopP", preset.topP ? QString::number(*preset.topP) : QString());
        longest = add(2, Say::longest(), "presetLongest", QString::number(preset.longestAnswer));
        seed = add(3, Say::seed(), "presetSeed", preset.seed ? QString::number(*preset.seed) : QString());
        auto* note = new Text(Type::Caption, Token::TextMuted, parent);
        note->setWordWrap(true);
        note->setWords(Say::empty());
        note->setVisible(!low);
        grid->addWidget(note, 4, 0, 1, columns);
    }

    /// False: something cannot be taken, and is marked.
    bool read(app::Preset& into) const
    {
        const Typed heat = numberIn(*temperature, 0, app::kMostTemperature, false);
        const Typed share = numberIn(*topP, 0.001, 1, false);
        const Typed length = numberIn(*longest, app::kShortestAnswer, app::kLongestAnswer, true);
        const Typed start = numberIn(*seed, 0, 4294967295.0, true);
        const std::pair<Field*, bool> all[] = { { temperature, heat.good }, { topP, share.good }, { longest, length.good }, { seed, start.good } };
        for (const auto& [field, good] : all)
            field->setWrong(!good);
        if (!heat.good || !share.good || !length.good || !start.good)
            return false;
        into.temperature = heat.value;
        into.topP = share.value;
        into.longestAnswer = static_cast<int>(length.value.value_or(app::Preset().longestAnswer));
        into.seed = start.value ? std::optional(static_cast<quint32>(*start.value)) : std::nullopt;
        return true;
    }
};

} // namespace

void openPresetSheet(QWidget* window, const app::Preset& preset, const QList<app::Preset>& all, bool expert, std::function<void(const app::Preset&)> save)
{
    const bool low = window->height() < 600;
    auto* sheet = new Sheet(window, preset.id.isEmpty() ? Say::create() : Say::change(), low ? QString() : Say::how());
    sheet->setObjectName(QStringLiteral("presetSheet"));
    Field* const name = sheet->addField(Say::name(), preset.name);
    auto* label = new Text(Type::SecondaryBold, Token::TextPrimary, sheet);
    label->setWords(Say::instructions());
    sheet->addContent(label);
    auto* instructions = new TextBox(low ? 2 : 6, sheet);
    instructions->setName(QStringLiteral("presetInstructions"), Say::instructions());
    instructions->setText(preset.instructions);
    sheet->addContent(instructions);
    std::shared_ptr<Numbers> numbers;
    QList<QLineEdit*> fields { name };
    if (expert) {
        auto* grid = new QWidget(sheet);
        numbers = std::make_shared<Numbers>(grid, preset, low);
        fields << numbers->temperature << numbers->topP << numbers->longest << numbers->seed;
        sheet->addContent(grid);
    }
    auto* wrong = new Text(Type::Secondary, Token::Danger, sheet);
    wrong->setWordWrap(true);
    wrong->setWords(Say::wrong());
    sheet->addContent(wrong);
    sheet->addCancel(Say::cancel());
    sheet->addAccept(Say::save(), false);
    const auto read = [name, instructions, numbers, preset, all](app::Preset& into) {
        into = preset;
        into.name = name->text().simplified().normalized(QString::NormalizationForm_C);
        into.instructions = instructions->text().trimmed();
        const bool taken = std::ranges::any_of(all, [&into](const app::Preset& other) { return other.name == into.name && other.id != into.id; });
        name->setWrong(taken);
        return (!numbers || numbers->read(into)) && !taken;
    };
    const auto complete = [sheet, wrong, read] {
        app::Preset typed;
        const bool good = read(typed);
        wrong->setVisible(!good);
        sheet->setAcceptEnabled(good && !typed.name.isEmpty());
    };
    for (QLineEdit* field : fields)
        QObject::connect(field, &QLineEdit::textChanged, sheet, complete);
    QObject::connect(instructions, &TextBox::submitted, sheet, &Sheet::answer);
    complete();
    QObject::connect(sheet, &Sheet::accepted, sheet, [read, save] {
        QGuiApplication::inputMethod()->commit();
        if (app::Preset typed; read(typed))
            save(typed);
    });
    sheet->open();
}

} // namespace sillok::ui
