// text_box.h - A field of several lines: plain text, Tab goes on to the next control, Ctrl+Enter is done.
#pragma once

#include <QWidget>

class QPlainTextEdit;

namespace sillok::ui {

class TextBox : public QWidget {
    Q_OBJECT
public:
    explicit TextBox(int lines, QWidget* parent = nullptr);
    QString text() const;
    void setText(const QString& text);
    void setName(const QString& objectName, const QString& accessibleName);
    QPlainTextEdit* edit() const { return m_edit; }

signals:
    void changed();
    void submitted();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyStyle();

    QPlainTextEdit* m_edit = nullptr;
    int m_lines;
};

} // namespace sillok::ui
