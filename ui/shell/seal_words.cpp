#include "ui/shell/seal_words.h"

#include "ui/words/words.h"

#include <QCoreApplication>

namespace sillok::ui {

namespace {

class Say {
    Q_DECLARE_TR_FUNCTIONS(Seal)
public:
    static QString sealed() { return tr("Sealed"); }
    static QString checking() { return tr("Checking"); }
    static QString unknown() { return tr("Could not check"); }
    static QString broken() { return tr("The seal is broken"); }
    static QString sockets(int n) { return tr("%n network socket(s)", nullptr, n); }
    static QString checkedAt(const QString& time) { return tr("checked %1").arg(time); }
    static QString again() { return tr("trying again"); }
    static QString socketsTitle() { return tr("No network socket is open"); }
    static QString filterTitle() { return tr("The system refuses new sockets"); }
    static QString librariesTitle() { return tr("No network library is loaded"); }
    static QString filterOn() { return tr("filter is on"); }
    static QString filterOff() { return tr("filter is off"); }
    static QString none() { return tr("none"); }
    static QString notKnown() { return tr("not known"); }
};

} // namespace

SealState sealState(const app::SealReport& report)
{
    if (!report.checkedAt.isValid())
        return SealState::Checking;
    if (!report.checked)
        return SealState::Unknown;
    return report.sealed ? SealState::Sealed : SealState::Broken;
}

SealWords sealWords(const app::SealReport& report)
{
    const QString time = timeOfDay(report.checkedAt);
    switch (sealState(report)) {
    case SealState::Checking: return { QStringLiteral("clock"), Token::Info, Say::checking(), {} };
    case SealState::Unknown:
        return { QStringLiteral("seal-broken"), Token::Warning, Say::unknown(), time + QStringLiteral(" · ") + Say::again() };
    case SealState::Sealed:
        return { QStringLiteral("seal"), Token::Ok, Say::sealed(),
                 Say::sockets(report.inetSockets) + QStringLiteral(" · ") + Say::checkedAt(time) };
    case SealState::Broken: break;
    }
    return { QStringLiteral("seal-broken"), Token::Danger, Say::broken(),
             Say::sockets(qMax(0, report.inetSockets)) + QStringLiteral(" · ") + Say::checkedAt(time) };
}

QList<SealEvidence> sealEvidence(const app::SealReport& report)
{
    const QString sockets = report.inetSockets < 0 ? Say::notKnown() : Say::sockets(report.inetSockets);
    const QString libraries = !report.checked ? Say::notKnown()
        : report.networkLibraries.isEmpty()   ? Say::none()
                                              : report.networkLibraries.join(QStringLiteral(", "));
    return { { report.checked && report.inetSockets == 0, Say::socketsTitle(), sockets },
             { report.filterActive, Say::filterTitle(), report.filterActive ? Say::filterOn() : Say::filterOff() },
             { report.checked && report.networkLibraries.isEmpty(), Say::librariesTitle(), libraries } };
}

} // namespace sillok::ui
