// key_sheet.h - F1: every action with its keys, searchable; the keys can be changed here.
#pragma once

#include "ui/widgets/sheet.h"

#include <QKeySequence>

class QGridLayout;
class QScrollArea;

namespace sillok::ui {

class Actions;
struct Action;
class Button;
class KeyButton;
class SearchField;
class Text;

class KeySheet : public Sheet {
    Q_OBJECT
public:
    KeySheet(QWidget* window, const Actions& actions);
    void open();
    KeyButton* keyButton(const QString& action) const;
    SearchField* search() const { return m_search; }
    Text* note() const { return m_note; }

private:
    struct Row {
        QString action;      ///< empty: a heading, or keys that cannot be changed
        QString words;       ///< what a search looks through
        QString group;
        QList<QWidget*> shown;
        KeyButton* keys = nullptr;
        Button* reset = nullptr;
        Text* heading = nullptr;
    };

    QWidget* makeRows();
    void addHeading(QGridLayout& grid, const QString& words);
    void addRow(QGridLayout& grid, const Action& action);
    void addFixed(QGridLayout& grid, const QString& keys, const QString& words);
    void sayKeys();
    void filter(const QString& typed);
    void choose(const QString& action, const QKeySequence& keys);
    void reset(const QString& action);
    void tell(const QString& words, bool wrong);
    QString nameOf(const QString& action) const;

    const Actions& m_actions;
    QList<Row> m_rows;
    SearchField* m_search = nullptr;
    QScrollArea* m_area = nullptr;
    Text* m_note = nullptr;
    Text* m_nothing = nullptr;
};

} // namespace sillok::ui
