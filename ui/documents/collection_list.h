// collection_list.h - The list column of the documents page.
#pragma once

#include "app/services/types.h"

#include <QWidget>

class QStandardItemModel;

namespace sillok::ui {

class Button;
class ListView;
class Text;

class CollectionList : public QWidget {
    Q_OBJECT
public:
    explicit CollectionList(QWidget* parent = nullptr);
    void setCollections(const QList<app::CollectionSummary>& collections);
    void setProgress(const app::ImportProgress& progress);
    void setCurrent(app::CollectionId collection);
    ListView* list() const { return m_list; }

signals:
    void chosen(sillok::app::CollectionId collection);
    void createWanted();
    void removeWanted(sillok::app::CollectionId collection);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void say();
    QString stateOf(const app::CollectionSummary& collection) const;
    QList<app::CollectionSummary> m_collections;
    app::ImportProgress m_progress;
    app::CollectionId m_current = 0;
    QStandardItemModel* m_model = nullptr;
    ListView* m_list = nullptr;
    Text* m_title = nullptr;
    Text* m_nothing = nullptr;
    Button* m_add = nullptr;
};

} // namespace sillok::ui
