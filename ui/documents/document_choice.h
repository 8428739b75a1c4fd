// document_choice.h - One document of a collection, found by its name.
#pragma once

#include "app/services/types.h"
#include "ui/widgets/sheet.h"

class QListView;
class QSortFilterProxyModel;

namespace sillok::ui {

class DocumentChoice : public Sheet {
    Q_OBJECT
public:
    DocumentChoice(QWidget* window, const QString& title, const QString& body, const QList<app::DocumentSummary>& documents);

signals:
    void chosen(const sillok::app::DocumentSummary& document);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose();

    QList<app::DocumentSummary> m_documents;
    QSortFilterProxyModel* m_shown = nullptr;
    QListView* m_list = nullptr;
};

} // namespace sillok::ui
