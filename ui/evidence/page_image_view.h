// page_image_view.h - A page of a document as it is printed, with the passage marked on it.
#pragma once

#include "app/services/types.h"

#include <QImage>
#include <QWidget>

class QScrollArea;

namespace sillok::ui {

class Button;
class PagePicture;
class Text;

/// Asks for the pages that it shows: pageWanted, then setPage.
class PageImageView : public QWidget {
    Q_OBJECT
public:
    explicit PageImageView(QWidget* parent = nullptr);

    /// Begins at `page` with `marked` to be marked.
    void open(app::DocumentId document, int page, const QString& marked);
    void setPage(const app::PageView& view);   ///< another document's is ignored
    void clear();
    int page() const { return m_page; }
    void turn(int by);
    void zoom(int by);                         ///< steps of a quarter, from half to four times the width

signals:
    void pageWanted(sillok::app::DocumentId document, int page, int width, const QString& marked);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void say();
    void ask();
    int wantedWidth() const;

    app::DocumentId m_document = 0;
    int m_page = 0;
    int m_pageCount = 0;
    int m_zoom = 4;                            ///< quarters
    int m_askedWidth = 0;
    bool m_scrollToMark = false;
    QString m_marked;
    QScrollArea* m_area = nullptr;
    PagePicture* m_picture = nullptr;
    Text* m_where = nullptr;
    Button* m_previous = nullptr;
    Button* m_next = nullptr;
    Button* m_smaller = nullptr;
    Button* m_larger = nullptr;
};

} // namespace sillok::ui
