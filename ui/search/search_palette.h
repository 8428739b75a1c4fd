// search_palette.h - Ctrl+K: one field over everything in the vault; what it finds is opened with Enter. After ">", over everything that can be done.
#pragma once

#include "app/services/place_types.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QListView;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class ActionDelegate;
class ActionList;
class Actions;
class Button;
class FoundDelegate;
class FoundModel;
class SearchField;
class Segments;
class Text;

/// A card on a scrim over the whole window. Deletes itself when it closes: no snippet stays behind a lock.
class SearchPalette : public QWidget {
    Q_OBJECT
public:
    SearchPalette(app::Desk& desk, const Actions& actions, QWidget* window);
    void open(const QString& text = {});
    void close();
    SearchField* field() const { return m_field; }
    QListView* list() const { return m_list; }
    Segments* kinds() const { return m_kinds; }

signals:
    void chatWanted(sillok::app::ChatId chat, sillok::app::MessageId message);   ///< message 0: the chat as it is
    void documentWanted(sillok::app::CollectionId collection, sillok::app::DocumentId document);
    void actionWanted(const QString& action);
    void passagesWanted(const QList<sillok::app::FoundItem>& passages, int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    QWidget* makeCard();
    QWidget* makeFilters(QWidget* card);
    void say();
    void ask();
    void show(const QString& text, const app::FoundList& found);
    void choose(const QModelIndex& index);
    void chooseFound(const app::FoundItem& chosen);
    void showActions(const QString& typed);
    void setCommanding(bool commanding);
    void step(int by);
    void fit();
    void chooseCollection();
    void chooseLabel();
    void chooseFolder();
    void chooseModel();
    template <typename Value> void offer(Button* below, const QList<std::pair<Value, QString>>& choices, const std::function<void(const Value&)>& taken);
    Button* filterButton(const char* name, QWidget* parent);
    void narrowTo(int kind);       ///< what was chosen limits this kind: the others are not looked through alone
    app::SearchFilter filter() const;

    app::Desk& m_desk;
    QWidget* m_card = nullptr;
    SearchField* m_field = nullptr;
    Text* m_count = nullptr;
    Segments* m_kinds = nullptr;
    Segments* m_period = nullptr;
    Button* m_collection = nullptr;
    Button* m_label = nullptr;
    Button* m_folder = nullptr;
    Button* m_byModel = nullptr;
    Button* m_pinned = nullptr;
    FoundModel* m_model = nullptr;
    FoundDelegate* m_foundRows = nullptr;
    ActionList* m_actions = nullptr;
    ActionDelegate* m_actionRows = nullptr;
    QWidget* m_filters = nullptr;
    bool m_commanding = false;                ///< ">" was typed
    QListView* m_list = nullptr;
    Text* m_nothing = nullptr;
    Text* m_keys = nullptr;
    QTimer m_typing;
    app::SearchFilter m_limits;    ///< beside kinds and time
    app::SearchChoices m_choices;
    QPointer<QWidget> m_focusBefore;
};

} // namespace sillok::ui
