// source_view.h - A document's text around a passage, on paper: passage underlined, quote filled, table rows as rows.
#pragma once

#include "app/services/types.h"

#include <QTextEdit>

namespace sillok::ui {

/// Read-only, selectable, readable line by line. Scrolls to the quote when a view is set.
class SourceView : public QTextEdit {
    Q_OBJECT
public:
    explicit SourceView(QWidget* parent = nullptr);
    void setView(const app::PassageView& view);
    void clearView();
    /// The marked words, for tests and for copying.
    QString markedText() const { return m_marked; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();
    void writeParagraph(QTextCursor& cursor, const app::PassageView::Paragraph& paragraph, bool first);
    void writeRow(QTextCursor& cursor, const QList<app::PassageView::Paragraph>& rows);
    void insertMarked(QTextCursor& cursor, const app::PassageView::Paragraph& paragraph, const QTextCharFormat& plain);
    void scrollToMark();

    app::PassageView m_view;
    QString m_marked;
    int m_markAt = -1;
};

} // namespace sillok::ui
