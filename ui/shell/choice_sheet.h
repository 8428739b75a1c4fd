// choice_sheet.h - A question with a few answers, one button each.
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace sillok::ui {

/// `go` is called with the number of the answer; never when the person cancels. The sheet's object name is `name`, its buttons' "choice0", "choice1" ...
void openChoiceSheet(QWidget* window, const char* name, const QString& title, const QString& body, const QStringList& answers, std::function<void(int)> go);

} // namespace sillok::ui
