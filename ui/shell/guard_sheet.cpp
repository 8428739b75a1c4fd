#include "ui/shell/guard_sheet.h"

#include "app/services/desk.h"
#include "ui/clipboard.h"
#include "ui/widgets/button.h"
#include "ui/widgets/sheet.h"
#include "ui/words/managed_words.h"

#include <QCoreApplication>

namespace sillok::ui {

namespace {

using app::GuardAction;

class Words {
    Q_DECLARE_TR_FUNCTIONS(Guard)
public:
    static GuardedAct copying() { return { tr("Numbers of persons are about to be copied"), tr("Copy as it is"), tr("Copy with the numbers covered") }; }
    static QString found(const app::GuardFinding& found) { return tr("It holds %1.").arg(identifierWords(found.counts)); }
    static QString blocked(const app::ManagedState& state) { return tr("They are not let through.") + u' ' + managedReason(state); }
    static QString copyingIsOff() { return tr("Copying is off"); }
    static QString cancel() { return tr("Cancel"); }
    static QString close() { return tr("Close"); }
};

void openRefusal(QWidget* window, const QString& title, const QString& body)
{
    auto* sheet = new Sheet(window, title, body);
    sheet->setObjectName(QStringLiteral("managedSheet"));
    sheet->addCancel(Words::close());
    sheet->open();
}

} // namespace

void openGuardSheet(QWidget* window, app::Desk& desk, const app::GuardFinding& found, const GuardedAct& act, std::function<void(bool mask)> go)
{
    if (found.action == GuardAction::Block)
        return openRefusal(window, act.title, Words::found(found) + u' ' + Words::blocked(desk.managed()));
    auto* sheet = new Sheet(window, act.title, Words::found(found));
    sheet->setObjectName(QStringLiteral("guardSheet"));
    auto* asItIs = new Button(ButtonKind::Quiet, sheet);
    asItIs->setObjectName(QStringLiteral("guardAsItIs"));
    asItIs->setWords(act.asItIs);
    sheet->addContent(asItIs);
    sheet->addCancel(Words::cancel());
    sheet->addAccept(act.covered, false);
    QObject::connect(asItIs, &QAbstractButton::clicked, sheet, [sheet, go] {
        sheet->finish();
        go(false);
    });
    QObject::connect(sheet, &Sheet::accepted, sheet, [go] { go(true); });
    sheet->open();
}

std::optional<QString> passCopy(QWidget* window, app::Desk& desk, const QString& text)
{
    if (!desk.managed().policy.clipboard) {
        openRefusal(window, Words::copyingIsOff(), managedReason(desk.managed()));
        return std::nullopt;
    }
    const app::GuardFinding found = desk.guard(app::GuardPlace::Copy, text);
    if (!found.speaks())
        return text;
    if (found.action == GuardAction::Mask)
        return desk.masked(text);
    openGuardSheet(window, desk, found, Words::copying(), [&desk, text](bool mask) { Clipboard::it().put(mask ? desk.masked(text) : text); });
    return std::nullopt;
}

} // namespace sillok::ui
