// tour.h - Three steps for somebody who has just made a vault: documents, answers, keys.
#pragma once

class QWidget;

namespace sillok::ui {

constexpr int kTourSteps = 3;

/// Over the whole window; every step can be skipped together with those after it.
void openTour(QWidget* window, int step = 0);

} // namespace sillok::ui
