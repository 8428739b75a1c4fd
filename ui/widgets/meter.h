// meter.h - A 6 px bar; its number is always printed beside it by the owner.
#pragma once

#include <QProgressBar>

namespace sillok::ui {

/// A progress bar to screen readers, 0..1000.
class Meter : public QProgressBar {
    Q_OBJECT
public:
    explicit Meter(QWidget* parent = nullptr);
    void setPart(double part);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace sillok::ui
