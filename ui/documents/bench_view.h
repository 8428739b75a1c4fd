// bench_view.h - Trying out the search of a collection: ask, see what is found and why, keep questions and look for them again.
#pragma once

#include "app/services/bench_types.h"

#include <QWidget>

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class BenchCaseModel;
class BenchHitModel;
class Button;
class Field;
class ListView;
class NoticeCard;
class PlainTable;
class Text;
class Toast;

class BenchView : public QWidget {
    Q_OBJECT
public:
    BenchView(app::Desk& desk, QWidget* parent = nullptr);

    void open(app::CollectionId collection, const QString& name);

signals:
    void backWanted();
    void passagesWanted(const QList<sillok::app::FoundItem>& passages, int index);   ///< to be read where they stand

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeQuestion();
    QWidget* makeHits();
    QWidget* makeCases();
    void connectDesk();
    void say();
    void sayFound();
    void sayCases();
    void ask();
    void keep(bool wholeDocument);
    void showChosen();
    void removeCase();
    const app::BenchHit* chosen() const;

    app::Desk& m_desk;
    app::CollectionId m_collection = 0;
    QString m_name;
    app::BenchResult m_result;
    bool m_searched = false;
    int m_done = 0;                    ///< cases that were looked for
    int m_all = 0;                     ///< while they are looked for; 0: they are not
    Button* m_back = nullptr;
    Text* m_title = nullptr;
    Text* m_subtitle = nullptr;
    NoticeCard* m_notice = nullptr;
    Field* m_question = nullptr;
    Button* m_ask = nullptr;
    Text* m_found = nullptr;
    BenchHitModel* m_hits = nullptr;
    ListView* m_list = nullptr;
    Button* m_show = nullptr;
    Button* m_keepPassage = nullptr;
    Button* m_keepDocument = nullptr;
    Text* m_casesTitle = nullptr;
    Text* m_casesWords = nullptr;
    BenchCaseModel* m_cases = nullptr;
    PlainTable* m_table = nullptr;
    Button* m_run = nullptr;
    Button* m_remove = nullptr;
    Toast* m_toast = nullptr;
};

} // namespace sillok::ui
