// guard_sheet.h - Says which numbers of persons are about to go somewhere, and lets the person choose where the policy does.
#pragma once

#include "app/policy/guard.h"

#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

/// What the person was about to do, in words.
struct GuardedAct {
    QString title;
    QString asItIs;      ///< "Send as it is"
    QString covered;     ///< "Send with the numbers covered"
};

/// needs a finding that speaks with Warn or Block. `go` is called with `mask` when the person goes on; under Block there is no going on.
void openGuardSheet(QWidget* window, app::Desk& desk, const app::GuardFinding& found, const GuardedAct& act, std::function<void(bool mask)> go);

/// What may be copied now; otherwise a sheet over the window says why not, or asks.
std::optional<QString> passCopy(QWidget* window, app::Desk& desk, const QString& text);

} // namespace sillok::ui
