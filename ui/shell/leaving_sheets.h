// leaving_sheets.h - What is asked before something leaves the vault: what for, and on which printer.
#pragma once

#include "app/services/work_types.h"

#include <functional>

class QWidget;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

/// Asks what for where the institution wants to know it; elsewhere `go` is called at once with None. `page` goes when the vault is locked.
void askReason(QWidget* page, app::Desk& desk, std::function<void(app::ExportReason)> go);

/// Asks the print system for its printers and the person for one of them. Says so when there is none.
void askPrinter(QWidget* page, app::Desk& desk, std::function<void(const QString& printer)> go);

/// What a reason is called.
QString reasonWords(app::ExportReason reason);

} // namespace sillok::ui
