// import_card.h - How far reading has come: count, rate, time left, the file being read, and ways to pause and to stop.
#pragma once

#include "app/services/types.h"

#include <QWidget>

namespace sillok::ui {

class Button;
class Meter;
class Text;

class ImportCard : public QWidget {
    Q_OBJECT
public:
    explicit ImportCard(QWidget* parent = nullptr);
    void setProgress(const app::ImportProgress& progress);

signals:
    void cancelWanted();
    void pauseWanted();
    void resumeWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void say();
    app::ImportProgress m_progress;
    Text* m_title = nullptr;
    Text* m_count = nullptr;
    Text* m_rate = nullptr;
    Text* m_left = nullptr;
    Text* m_file = nullptr;
    Text* m_note = nullptr;
    Meter* m_meter = nullptr;
    Button* m_pause = nullptr;
    Button* m_cancel = nullptr;
};

} // namespace sillok::ui
