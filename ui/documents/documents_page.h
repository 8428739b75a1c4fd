// documents_page.h - Collections, their documents, adding files, and what needs a person.
#pragma once

#include "app/services/work_types.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class BenchView;
class Button;
class CollectionList;
class Columns;
class DocumentFilterModel;
class DocumentInspector;
class DocumentModel;
class DocumentTable;
class EmptyState;
class ImportCard;
class Menu;
class NoticeCard;
class SearchField;
class Segments;
class Text;
class Toast;

class DocumentsPage : public QWidget {
    Q_OBJECT
public:
    DocumentsPage(app::Desk& desk, QWidget* parent = nullptr);

    void createCollection();
    void chooseFiles();
    void openDocument(app::CollectionId collection, app::DocumentId document);   ///< chosen in its list, its card beside it
    void addSamples();                        ///< a collection of its own with the shipped samples
    void openBench();                         ///< tries out the search of the collection that is shown
    void pull();                              ///< takes over what the desk knows now
    Columns* columns() const { return m_columns; }
    DocumentTable* table() const { return m_table; }
    DocumentInspector* inspector() const { return m_inspector; }
    ImportCard* importCard() const { return m_import; }
    CollectionList* collectionList() const { return m_list; }

signals:
    void askWanted(const sillok::app::Scope& scope);
    void wholeWanted(const sillok::app::WholeOrder& order);
    void passagesWanted(const QList<sillok::app::FoundItem>& passages, int index);
    void importFinished();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeMain();
    QWidget* makeHeader();
    QWidget* makeTools();
    void connectDesk();
    void say();
    void closeBench();
    void open(app::CollectionId collection);
    void refresh();
    void refreshSoon();
    void showDocument(const QModelIndex& index);
    void addPaths(const QStringList& paths);
    void fillFolders(Menu& menu);
    void chooseFolder();
    void askRemoveCollection(app::CollectionId collection);
    void askShredCollection(app::CollectionId collection);
    void askRemoveDocument(app::DocumentId document);
    void askLabels(const app::DocumentSummary& document);
    void askPassword(app::DocumentId document);
    void popDocumentMenu(const QPoint& where);
    void fillWork(Menu& menu, const app::DocumentSummary& document);
    void askCompare(const app::DocumentSummary& document);
    void exportTables(const app::DocumentSummary& document);
    void warnOfTables(const app::TablesOrder& order, const app::GuardFinding& found);
    const app::DocumentSummary* chosen() const;
    void progressed(const app::ImportProgress& progress);
    const app::CollectionSummary* current() const;

    app::Desk& m_desk;
    app::CollectionId m_collection = 0;
    app::DocumentId m_wanted = 0;             ///< to be chosen once the list is there
    bool m_samplesWanted = false;
    QStringList m_pathsWanted;
    app::ImportProgress m_progress;
    QTimer m_pause;                           ///< lists change at most five times a second
    bool m_stale = false;
    Columns* m_columns = nullptr;
    CollectionList* m_list = nullptr;
    QStackedWidget* m_stack = nullptr;
    BenchView* m_bench = nullptr;
    QWidget* m_main = nullptr;
    Button* m_drawer = nullptr;
    Text* m_title = nullptr;
    Text* m_subtitle = nullptr;
    Button* m_ask = nullptr;
    Button* m_add = nullptr;
    Button* m_more = nullptr;
    ImportCard* m_import = nullptr;
    NoticeCard* m_notice = nullptr;
    QWidget* m_tools = nullptr;
    Segments* m_segments = nullptr;
    SearchField* m_nameFilter = nullptr;
    DocumentModel* m_model = nullptr;
    DocumentFilterModel* m_filter = nullptr;
    DocumentTable* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    Text* m_formats = nullptr;
    DocumentInspector* m_inspector = nullptr;
    Toast* m_toast = nullptr;
};

} // namespace sillok::ui
