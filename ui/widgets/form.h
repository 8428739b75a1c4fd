// form.h - A centred, scrolling column for pages that are read from top to bottom, and the plain card.
#pragma once

#include "ui/style/tokens.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace sillok::ui {

class Text;

class FormColumn : public QScrollArea {
    Q_OBJECT
public:
    explicit FormColumn(QWidget* parent = nullptr);
    QVBoxLayout* column() const { return m_column; }

private:
    QVBoxLayout* m_column = nullptr;
};

class CardFrame : public QWidget {
    Q_OBJECT
public:
    explicit CardFrame(Token line, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Token m_line;
};

/// "Name, what it does            control", closed by a line.
class SettingRow : public QWidget {
    Q_OBJECT
public:
    SettingRow(QWidget* control, QWidget* parent = nullptr);
    void setWords(const QString& name, const QString& note);
    /// "Managed by your institution" with the reason below the control's name; empty: the person's own choice.
    void setManaged(const QString& reason);

private:
    Text* m_name = nullptr;
    Text* m_note = nullptr;
    QWidget* m_managed = nullptr;
    Text* m_reason = nullptr;
    QWidget* m_control = nullptr;
};

} // namespace sillok::ui
