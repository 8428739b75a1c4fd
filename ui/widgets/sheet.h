// sheet.h - A question or a note over the whole window: a card on a scrim. A child widget, so input methods work in it.
#pragma once

#include <QPointer>
#include <QWidget>

class QVBoxLayout;
class QHBoxLayout;

namespace sillok::ui {

class Button;
class Field;
class Text;

/// Deletes itself when it closes and gives the focus back to where it was. Esc is the safe answer.
class Sheet : public QWidget {
    Q_OBJECT
public:
    Sheet(QWidget* window, const QString& title, const QString& body);

    /// The verb ("영구 삭제"), not "예".
    void addAccept(const QString& words, bool dangerous);
    void addCancel(const QString& words);
    Field* addField(const QString& label, const QString& value);
    void addContent(QWidget* content);
    void setMostWidth(int px);
    void setAcceptEnabled(bool enabled);
    void setMayBeEmpty(bool may) { m_mayBeEmpty = may; }   ///< the field: an empty text is an answer too
    void open();
    void finish();  ///< goes without an answer; closed is not emitted

    void answer() { accept(); }   ///< as if the verb had been pressed

signals:
    void accepted(const QString& fieldText);
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void accept();
    void dismiss();

    QWidget* m_card = nullptr;
    QVBoxLayout* m_column = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    Field* m_field = nullptr;
    bool m_mayBeEmpty = false;
    Button* m_accept = nullptr;
    Button* m_cancel = nullptr;
    QPointer<QWidget> m_focusBefore;
};

} // namespace sillok::ui
