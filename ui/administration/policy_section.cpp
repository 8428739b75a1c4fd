#include "ui/administration/policy_section.h"

#include "app/services/administration.h"
#include "ui/problem_text.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"
#include "ui/words/words.h"

#include <QGridLayout>

namespace sillok::ui {

namespace {

constexpr int kAroundForm = 230;

QList<std::pair<QString, QString>> rulesOf(const app::Policy& policy)
{
    app::ManagedState state;
    state.policy = policy;
    return managedRules(state);
}

/// Three columns with a line below each row.
class RuleGrid final : public QWidget {
public:
    RuleGrid(const QStringList& heads, QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
    {
        m_grid->setContentsMargins(0, 4, 0, 4);
        m_grid->setHorizontalSpacing(16);
        m_grid->setVerticalSpacing(6);
        for (int column = 0; column < heads.size(); ++column)
            m_grid->setColumnStretch(column, 1);
        add(heads, { Type::Secondary, Type::Secondary, Type::Secondary }, Token::TextMuted);
    }
    void add(const QStringList& cells, const QList<Type>& types, Token ink)
    {
        const int row = m_grid->rowCount();
        for (int column = 0; column < cells.size(); ++column) {
            auto* text = new Text(types[column], ink, this);
            text->setWordWrap(true);
            text->setWords(cells[column]);
            m_grid->addWidget(text, row, column, Qt::AlignTop);
        }
        m_grid->addWidget(new Rule(this), row + 1, 0, 1, static_cast<int>(cells.size()));
    }

private:
    QGridLayout* m_grid;
};

} // namespace

QList<PolicyChange> policyChanges(const app::Policy& before, const app::Policy& after)
{
    QList<PolicyChange> changes;
    const auto then = rulesOf(before), now = rulesOf(after);
    for (qsizetype i = 0; i < now.size(); ++i)
        if (then[i].second != now[i].second)
            changes.append({ now[i].first, then[i].second, now[i].second });
    return changes;
}

PolicySection::PolicySection(app::Administration& administration, QWidget* parent)
    : Section(administration, parent)
{
    connect(&m_administration, &app::Administration::policyPreviewed, this, &PolicySection::ask);
}

void PolicySection::say()
{
    clear();
    const app::ManagedState& managed = m_administration.state().managed;
    const app::StoreShown* const machine = m_administration.state().find(app::StorePlace::Machine);
    if (!managed.managed) {
        addText(Type::Ui, Token::TextSecondary, tr("No institution manages this computer, so there is no policy: what holds is your own choice."))->setObjectName(QStringLiteral("noPolicy"));
        column()->addStretch(1);
        return;
    }
    addText(Type::Secondary, managed.problem ? Token::Danger : Token::Info, managedReason(managed))->setObjectName(QStringLiteral("policyReason"));
    if (managed.version > 0)
        addText(Type::Secondary, Token::TextSecondary, tr("Good until %1.").arg(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(managed.expiresS)).date().toString(Qt::ISODate)));
    if (machine && machine->mayTrust) {
        auto* put = new Button(ButtonKind::Primary, widget());
        put->setObjectName(QStringLiteral("putPolicy"));
        put->setIconName(QStringLiteral("import"));
        put->setWords(tr("Put a signed policy in place…"));
        column()->addWidget(put, 0, Qt::AlignLeft);
        connect(put, &QAbstractButton::clicked, this, &PolicySection::choose);
    }
    addRules(managed);
    addText(Type::Secondary, Token::TextSecondary, tr("Values cannot be changed here: your security officer signs a new policy, and it is put in place as a whole."));
    column()->addStretch(1);
}

void PolicySection::addRules(const app::ManagedState& managed)
{
    auto* grid = new RuleGrid({ tr("Rule"), tr("Now"), tr("Without a policy") }, widget());
    grid->setObjectName(QStringLiteral("policyRules"));
    const auto now = rulesOf(managed.policy), strict = rulesOf(app::Policy {});
    for (qsizetype i = 0; i < now.size(); ++i)
        grid->add({ now[i].first, now[i].second, now[i].second == strict[i].second ? tr("the same") : strict[i].second }, { Type::Ui, Type::UiBold, Type::Secondary }, Token::TextPrimary);
    column()->addWidget(grid);
}

void PolicySection::choose()
{
    QFileDialog* dialog = openFileDialog(this, tr("A signed policy"), QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &m_administration, &app::Administration::previewPolicy);
}

void PolicySection::ask(const app::PolicyLook& look)
{
    auto* sheet = new PolicySheet(window(), look);
    if (!look.refusal)
        connect(sheet, &Sheet::accepted, this, [this, look] { m_administration.setPolicy(look.path); });
    sheet->open();
}

PolicySheet::PolicySheet(QWidget* window, const app::PolicyLook& look)
    : Sheet(window, look.refusal ? tr("This policy is not put in place") : tr("Policy %1 of %2").arg(countWords(look.version), look.institution),
          look.refusal ? QString()
                       : tr("Good until %1. %2").arg(look.expires.date().toString(Qt::ISODate), look.versionBefore > 0 ? tr("Until now: policy %1.").arg(countWords(look.versionBefore)) : tr("Until now none holds, so the strictest rules do.")))
{
    setObjectName(QStringLiteral("policySheet"));
    if (look.refusal) {
        const ProblemText words = problemText(*look.refusal);
        auto* why = new Text(Type::Ui, Token::Danger, this);
        why->setObjectName(QStringLiteral("refusal"));
        why->setWordWrap(true);
        why->setWords((words.happened + u' ' + words.safe + u' ' + words.next).trimmed());
        addContent(why);
        addAccept(tr("Close"), false);
        return;
    }
    const QList<PolicyChange> changes = policyChanges(look.before, look.after);
    auto* grid = new RuleGrid({ tr("Rule"), tr("Now"), tr("Then") }, nullptr);
    grid->setObjectName(QStringLiteral("policyChanges"));
    for (const PolicyChange& change : changes)
        grid->add({ change.name, change.before, change.after }, { Type::Secondary, Type::Secondary, Type::SecondaryBold }, Token::TextPrimary);
    if (changes.isEmpty())
        grid->add({ tr("No rule changes."), {}, {} }, { Type::Secondary, Type::Secondary, Type::Secondary }, Token::TextPrimary);
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSurface(grid, Token::BgRaised);
    area->setWidget(grid);
    area->setMinimumHeight(qMax(120, qMin(grid->sizeHint().height() + 60, window->height() - kAroundForm)));
    addContent(area);
    auto* signers = new Text(Type::Mono, Token::TextSecondary, this);
    signers->setWordWrap(true);
    signers->setWords(tr("Signed: %1").arg(look.signers.join(QStringLiteral(", "))));
    addContent(signers);
    addCancel(tr("Cancel"));
    addAccept(tr("Put in place"), false);
}

} // namespace sillok::ui
