// scope_picker.h - What a question is asked of: a field over collections, labels, folders and documents, and the words for the choice.
#pragma once

#include "app/services/types.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QListView;
class QStandardItemModel;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class CardFrame;
class Field;
class Text;

/// "업무 규정 › 2025년", "업무 규정 › 차량 규정.hwpx", "업무 규정 › #감사"
QString scopeWords(const app::Scope& scope, const QString& collectionName);

/// A card over the page, above what it was opened from. Deletes itself when it closes and gives the focus back.
class ScopePicker : public QWidget {
    Q_OBJECT
public:
    ScopePicker(app::Desk& desk, QWidget* page);
    void openAbove(const QWidget* anchor);
    void close();

signals:
    void chosen(const sillok::app::Scope& scope);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void show(const QString& text, const QList<app::ScopeChoice>& choices);
    void choose(const QModelIndex& index);
    void place();

    app::Desk& m_desk;
    CardFrame* m_card = nullptr;
    Field* m_field = nullptr;
    QListView* m_list = nullptr;
    QStandardItemModel* m_model = nullptr;
    Text* m_nothing = nullptr;
    QTimer m_typing;
    QPoint m_above;
    QPointer<QWidget> m_focusBefore;
};

} // namespace sillok::ui
