// toast.h - One line of news at the bottom of the main column, with at most one action. Errors never come here.
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

namespace sillok::ui {

class ToastAction;
class Text;
class IconLabel;

class Toast : public QWidget {
    Q_OBJECT
public:
    explicit Toast(QWidget* parent);

    /// Shows for eight seconds, longer while the mouse or the keyboard is on it. Replaces what was there.
    void tell(const QString& icon, const QString& words, const QString& actionWords = {}, std::function<void()> action = {});
    /// Carries out the action, for Ctrl+Z. False when there is nothing to undo.
    bool act();
    QString words() const;

    void place();  ///< to be called when the parent changed its size

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void slideIn();
    IconLabel* m_icon = nullptr;
    Text* m_text = nullptr;
    ToastAction* m_button = nullptr;
    std::function<void()> m_action;
    QTimer m_timer;
};

} // namespace sillok::ui
