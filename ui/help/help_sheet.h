// help_sheet.h - Shift+F1: the manual over the window, opened at the topic that belongs to where the person is.
#pragma once

#include "ui/help/manual.h"
#include "ui/widgets/sheet.h"

class QListView;
class QStandardItemModel;

namespace sillok::ui {

class Button;
class ManualView;
class SearchField;
class Text;

class HelpSheet : public Sheet {
    Q_OBJECT
public:
    HelpSheet(QWidget* window, const QString& topic);
    void open();
    void tell(const QString& words);
    QString topic() const;
    SearchField* search() const { return m_search; }
    QListView* list() const { return m_list; }
    ManualView* view() const { return m_view; }
    Button* back() const { return m_back; }
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void actionWanted(const QString& action, const QString& topic);
    void keysWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeBody();
    QWidget* makeFoot();
    void say();
    void find();
    void listTopics();
    void chooseRow();
    void go(const QString& topic);
    void goBack();
    void showTopic(const QString& topic);

    SearchField* m_search = nullptr;
    Button* m_back = nullptr;
    QListView* m_list = nullptr;
    QStandardItemModel* m_rows = nullptr;
    ManualView* m_view = nullptr;
    QWidget* m_body = nullptr;
    Text* m_note = nullptr;
    Button* m_keys = nullptr;
    QStringList m_before;      ///< topics to go back to, the last one first
};

} // namespace sillok::ui
