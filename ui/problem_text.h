// problem_text.h - The one place where a Problem becomes words: what happened, what is safe, what to do.
#pragma once

#include "app/services/types.h"

#include <QString>

namespace sillok::ui {

struct ProblemText {
    QString happened;
    QString safe;
    QString next;
    QString details;  ///< technical, shown folded
};

ProblemText problemText(const app::Problem& problem);

/// The short state of a file that was not read: "암호 필요".
QString documentStateWords(app::DocumentState state);

} // namespace sillok::ui
