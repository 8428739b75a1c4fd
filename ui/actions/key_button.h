// key_button.h - Shows the keys of one action; pressed, it waits for others.
#pragma once

#include <QAbstractButton>
#include <QKeySequence>

namespace sillok::ui {

/// While it waits, every key belongs to it: no shortcut of the window acts. Esc gives up, Backspace takes the keys away.
class KeyButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit KeyButton(QWidget* parent = nullptr);
    void setKeys(const QString& action, const QString& keys);   ///< as people read them
    bool waiting() const { return m_waiting; }
    QSize sizeHint() const override;

signals:
    void waitingChanged(bool waiting);
    void pressed(const QKeySequence& keys);   ///< empty: none from now on

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    void wait(bool waiting);
    void say();

    QString m_action;
    QString m_keys;
    bool m_waiting = false;
};

} // namespace sillok::ui
