// segments.h - A row of choices of which one is on; arrows move the choice.
#pragma once

#include <QWidget>

namespace sillok::ui {

class SegmentButton;

class Segments : public QWidget {
    Q_OBJECT
public:
    explicit Segments(QWidget* parent = nullptr);

    /// Replaces the words; keeps the choice where the number of segments stays.
    void setSegments(const QStringList& words);
    void setUsable(int index, bool usable);    ///< one that cannot be chosen is drawn faint
    void setWarning(int index, bool warning);  ///< ink that says a person is needed
    int current() const { return m_current; }
    void setCurrent(int index);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void chosen(int index);  ///< by the person, not by setCurrent

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();
    QList<SegmentButton*> m_buttons;
    QList<bool> m_warnings;
    int m_current = 0;
};

} // namespace sillok::ui
