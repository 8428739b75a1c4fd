// store_progress.h - How far an installation or a check is: bytes, rate and time left, or questions.
#pragma once

#include "app/services/administration_types.h"

#include <QWidget>

namespace sillok::ui {

class Meter;
class Text;

class StoreProgress : public QWidget {
    Q_OBJECT
public:
    explicit StoreProgress(QWidget* parent = nullptr);

    /// Shows nothing that is not known: before the first progress there are words only.
    void begin();
    void setProgress(const app::InstallProgress& progress);

private:
    static QString stepWords(app::InstallStep step);

    Text* m_step = nullptr;
    Meter* m_meter = nullptr;
    Text* m_words = nullptr;
};

} // namespace sillok::ui
