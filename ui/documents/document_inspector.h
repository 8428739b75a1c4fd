// document_inspector.h - What is known about the selected document, why it was not read, and what to do next.
#pragma once

#include "app/services/types.h"

#include <QWidget>

namespace sillok::ui {

class Button;
class IconLabel;
class Text;

class DocumentInspector : public QWidget {
    Q_OBJECT
public:
    explicit DocumentInspector(QWidget* parent = nullptr);
    void setDocument(const app::DocumentSummary& document);
    app::DocumentId document() const { return m_document.id; }
    QString reasonWords() const;
    void setReplacesMain(bool replaces);

signals:
    void closeWanted();
    void removeWanted(sillok::app::DocumentId document);
    void retryWanted(sillok::app::DocumentId document);
    void passwordWanted(sillok::app::DocumentId document);
    void workMenuWanted(const QPoint& where);      ///< what can be done with the whole document; in screen coordinates

private:
    QWidget* makeHeader();
    QWidget* makeBody();
    void say();
    void fillFacts();
    app::DocumentSummary m_document;
    Text* m_name = nullptr;
    Button* m_close = nullptr;
    Button* m_back = nullptr;
    IconLabel* m_stateIcon = nullptr;
    Text* m_state = nullptr;
    Text* m_happened = nullptr;
    Text* m_next = nullptr;
    Button* m_password = nullptr;
    Button* m_retry = nullptr;
    Button* m_work = nullptr;
    Button* m_remove = nullptr;
    Text* m_removeNote = nullptr;
    QWidget* m_facts = nullptr;
};

} // namespace sillok::ui
