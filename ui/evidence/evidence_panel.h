// evidence_panel.h - The side panel: what an answer is based on, and where that stands in the document.
#pragma once

#include "app/services/work_types.h"

#include <QWidget>

class QScrollArea;

namespace sillok::ui {

class Button;
class EvidenceCards;
class NoticeCard;
class PageImageView;
class ProofChecks;
class SourceView;
class Text;

class EvidencePanel : public QWidget {
    Q_OBJECT
public:
    explicit EvidencePanel(QWidget* parent = nullptr);

    void setCitations(const QList<app::Citation>& citations, int active, const QString& answer = {});   ///< `answer`: that cites them, if written
    void setActive(int index);
    int active() const { return m_active; }
    void step(int by);                              ///< F8 and Shift+F8
    void setView(const app::PassageView& view);
    void setPage(const app::PageView& view);
    void setCheck(const app::CitationCheck& check);
    void setProblem(const app::Problem& problem);
    void setReplacesMain(bool replaces);            ///< narrow window: a way back instead of a cross
    void clear();
    ProofChecks* checks() const { return m_checks; }
    SourceView* source() const { return m_source; }
    PageImageView* page() const { return m_page; }

signals:
    void citationChosen(int index);
    void pageWanted(sillok::app::DocumentId document, int page, int width, const QString& marked);
    void checkWanted(const sillok::app::Citation& citation);
    void closeWanted();
    void copied();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makePlaceBar();
    void sayWords();
    void fitCards();
    void showPage(bool asPrinted);

    QList<app::Citation> m_citations;
    int m_active = -1;
    Text* m_title = nullptr;
    Text* m_count = nullptr;
    Button* m_close = nullptr;
    Button* m_back = nullptr;
    QScrollArea* m_cardArea = nullptr;
    EvidenceCards* m_cards = nullptr;
    QWidget* m_placeBar = nullptr;
    Text* m_place = nullptr;
    Text* m_position = nullptr;
    Button* m_previous = nullptr;
    Button* m_next = nullptr;
    Button* m_copy = nullptr;
    NoticeCard* m_problem = nullptr;
    SourceView* m_source = nullptr;
    PageImageView* m_page = nullptr;
    ProofChecks* m_checks = nullptr;
    QString m_answer;
    Button* m_asPrinted = nullptr;
    app::PassageView m_view;
};

} // namespace sillok::ui
