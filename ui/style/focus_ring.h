// focus_ring.h - The 2 px ring around the control that the keyboard has; drawn over the window so that nothing clips it.
#pragma once

#include <QPointer>
#include <QWidget>

namespace sillok::ui {

/// Make one per window. A widget with the property "ownRing" paints its focus itself.
/// The property "ringTarget" (a QWidget*) moves the ring to another widget, such as the frame around an editor.
class FocusRing final : public QWidget {
    Q_OBJECT
public:
    explicit FocusRing(QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void follow(QWidget* focused, bool byKeyboard);
    void place();

    QPointer<QWidget> m_target;
};

} // namespace sillok::ui
