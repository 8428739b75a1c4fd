// meter.h - A 6 px bar; its number is always printed beside it by the owner.
#pragma once

#include <QWidget>

namespace sillok::ui {

/// A progress bar to screen readers, 0 to 100; at every quarter they say so by themselves.
class Meter : public QWidget {
    Q_OBJECT
public:
    explicit Meter(QWidget* parent = nullptr);
    void setPart(double part);   ///< 0 to 1
    double part() const { return m_part; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_part = 0;
};

} // namespace sillok::ui
