// details_sheet.h - About one answer: which model wrote it, how fast, from how much, and what is needed to make it again.
#pragma once

#include "app/services/work_types.h"

class QWidget;

namespace sillok::ui {

void openDetailsSheet(QWidget* window, const app::Message& message, const app::AnswerDetails& details);

} // namespace sillok::ui
