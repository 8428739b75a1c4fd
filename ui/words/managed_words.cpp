#include "ui/words/managed_words.h"

#include <QCoreApplication>
#include <QDateTime>

namespace sillok::ui {

namespace {

using app::GuardAction;
using app::GuardPlace;

class Words {
    Q_DECLARE_TR_FUNCTIONS(Managed)
public:
    static QString reason(const app::ManagedState& state);
    static QString problem(const Error& error);
    static QString yesNo(bool yes) { return yes ? tr("Allowed") : tr("Off"); }
    static QString names(const app::Names& names);
    static QString action(GuardAction action);
    static QString kind(int kind, int count);
    static QString grade(app::Grade grade);
    static QString refusal(const QString& detail);
    static QList<std::pair<QString, QString>> rules(const app::Policy& policy);
};

QString Words::problem(const Error& error)
{
    // source  storage::Fault: the numbers never change
    switch (error.fault) {
    case 20: case 21: case 22: case 23: case 24: case 26: return tr("its signatures are not good");
    case 40: return tr("this vault belongs to a computer of an institution");
    case 42: return tr("it is older than one that was in force before");
    case 44: return tr("it has expired");
    case 45: return tr("it begins in the future; check the clock");
    case 51: return tr("it is for another institution");
    case 54: return tr("the record of trust on this computer was changed");
    default: return error.code == ErrorCode::NotFound ? tr("there is none") : tr("it is damaged");
    }
}

QString Words::reason(const app::ManagedState& state)
{
    if (!state.managed)
        return {};
    if (state.problem)
        return tr("Managed by your institution. Its policy cannot be used (%1), so the strictest rules hold. Tell your security officer.").arg(problem(*state.problem));
    return tr("Managed by your institution: %1, policy %2.").arg(QString::fromStdString(state.institution)).arg(state.version);
}

QString Words::names(const app::Names& names)
{
    if (names.all)
        return tr("All");
    QStringList all;
    for (const std::string& one : names.some)
        all.append(QString::fromStdString(one));
    return all.isEmpty() ? tr("None") : all.join(QStringLiteral(", "));
}

QString Words::action(GuardAction action)
{
    switch (action) {
    case GuardAction::Off: return tr("Not looked for");
    case GuardAction::Warn: return tr("Pointed out");
    case GuardAction::Mask: return tr("Covered");
    case GuardAction::Block: return tr("Not let through");
    }
    return {};
}

QString Words::kind(int kind, int count)
{
    switch (kind) {
    case 0: return tr("%n resident number(s)", nullptr, count);
    case 1: return tr("%n alien registration number(s)", nullptr, count);
    case 2: return tr("%n passport number(s)", nullptr, count);
    case 3: return tr("%n driver's licence number(s)", nullptr, count);
    case 4: return tr("%n business number(s)", nullptr, count);
    case 5: return tr("%n corporation number(s)", nullptr, count);
    case 6: return tr("%n phone number(s)", nullptr, count);
    case 7: return tr("%n card number(s)", nullptr, count);
    default: return tr("%n account number(s)", nullptr, count);
    }
}

QString Words::grade(app::Grade grade)
{
    switch (grade) {
    case app::Grade::Open: return tr("O Open");
    case app::Grade::Sensitive: return tr("S Sensitive");
    case app::Grade::Confidential: return tr("C Confidential");
    }
    return {};
}

QString Words::refusal(const QString& detail)
{
    const QString key = detail.section(u' ', 1, 1);
    if (detail.startsWith(QLatin1String("role: ")))
        return tr("This account administers or audits, so it has no vault here.");
    if (key == QLatin1String("export_formats"))
        return tr("Your institution does not let files of this format out.");
    if (key == QLatin1String("export_grade"))
        return tr("Your institution does not let files of this grade out.");
    if (key == QLatin1String("export_reason"))
        return tr("Your institution wants to know what a file leaves for. Choose a reason.");
    if (key == QLatin1String("print"))
        return tr("Your institution does not allow printing.");
    if (key == QLatin1String("floor"))
        return tr("This model did too little in its trial, or had none, to be the one that answers here.");
    if (key == QLatin1String("gguf_files"))
        return tr("Your institution allows only models from signed packages.");
    if (key == QLatin1String("import_formats"))
        return tr("Your institution does not let documents of this format in.");
    if (key == QLatin1String("degraded_sandbox"))
        return tr("This computer cannot seal the workers as your institution demands.");
    if (key == QLatin1String("escrow"))
        return tr("Your institution must be able to open this vault before anything new goes in. Ask your security officer to set it up.");
    if (key.startsWith(QLatin1String("guard_")))
        return tr("It holds numbers of persons or companies, and your institution does not let them through.");
    return tr("Your institution does not allow this.");
}

QList<std::pair<QString, QString>> Words::rules(const app::Policy& policy)
{
    return {
        { tr("Lock when away"), tr("after %n minute(s) at the latest", nullptr, policy.idleMinutes) },
        { tr("Copying from answers and documents"), yesNo(policy.clipboard) },
        { tr("Export as"), names(policy.exportFormats) },
        { tr("Highest grade of a file"), grade(policy.exportGrade) },
        { tr("Grade of everything without one"), grade(policy.gradeFloor) },
        { tr("Who, where and when on every file"), policy.watermark ? tr("Always") : tr("No") },
        { tr("A reason for every file"), policy.exportReason ? tr("Demanded") : tr("Not demanded") },
        { tr("Printing"), yesNo(policy.print) },
        { tr("Documents that may come in"), names(policy.importFormats) },
        { tr("Recognition of scans"), yesNo(policy.ocr) },
        { tr("Models"), names(policy.models) },
        { tr("Trial of the model that answers"), policy.floorRight + policy.floorSpeed == 0 ? tr("No floor") : tr("at least %1 % right, %2 tokens a second").arg(policy.floorRight).arg(policy.floorSpeed) },
        { tr("Model files without a package"), yesNo(policy.ggufFiles) },
        { tr("Models of one's own"), yesNo(policy.userStore) },
        { tr("Chats that nobody touches"), policy.retentionDays == 0 ? tr("As you choose") : tr("go after %n day(s) at the latest", nullptr, policy.retentionDays) },
        { tr("Opening by the institution"), policy.escrow ? tr("Demanded") : tr("Not demanded") },
        { tr("Work behind a weaker seal"), yesNo(policy.degradedSandbox) },
        { tr("Numbers of persons: when asking"), action(policy.guardAt(GuardPlace::Save)) },
        { tr("Numbers of persons: in documents"), action(policy.guardAt(GuardPlace::Import)) },
        { tr("Numbers of persons: in files"), action(policy.guardAt(GuardPlace::Export)) },
        { tr("Numbers of persons: when copying"), action(policy.guardAt(GuardPlace::Copy)) },
    };
}

} // namespace

QString managedReason(const app::ManagedState& state) { return Words::reason(state); }

QString managedReason(const app::ManagedState& state, const QString& limit) { return state.managed ? limit + u' ' + Words::reason(state) : QString(); }

QList<std::pair<QString, QString>> managedRules(const app::ManagedState& state) { return Words::rules(state.policy); }

QString refusalWords(const QString& detail) { return Words::refusal(detail); }

QString identifierWords(const app::IdentifierCounts& counts)
{
    QStringList all;
    for (int i = 0; i < app::kIdentifierKinds; ++i)
        if (const int count = counts.byKind[static_cast<size_t>(i)]; count > 0)
            all.append(Words::kind(i, count));
    return all.join(QStringLiteral(", "));
}

QString gradeWords(app::Grade grade) { return Words::grade(grade); }

} // namespace sillok::ui
