#include "ui/evidence/page_image_view.h"

#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

namespace sillok::ui {

namespace {

constexpr int kSmallest = 2;   // quarters of the width that there is
constexpr int kLargest = 16;
constexpr int kWidest = 4096;  // what the reader draws at most
constexpr int kMarkMargin = 2;

} // namespace

/// The picture in the size in which it is shown, and the marks over it like a text marker's: the ink stays readable.
class PagePicture final : public QWidget {
public:
    explicit PagePicture(QWidget* parent)
        : QWidget(parent)
    {
    }

    void set(const app::PageView& view)
    {
        m_image = QImage(reinterpret_cast<const uchar*>(view.pixels.constData()), view.width, view.height, view.width * 4, QImage::Format_RGB32).copy();
        m_boxes = view.marked;
        const qreal ratio = devicePixelRatioF();
        setFixedSize(QSize(qRound(view.width / ratio), qRound(view.height / ratio)));
        update();
    }
    void clear()
    {
        m_image = {};
        m_boxes.clear();
        setFixedSize(0, 0);
    }
    QRect firstMark() const { return m_boxes.isEmpty() ? QRect() : place(m_boxes.first()).toAlignedRect(); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (m_image.isNull())
            return;
        QPainter painter(this);
        painter.drawImage(rect(), m_image);
        painter.setCompositionMode(QPainter::CompositionMode_Multiply);
        for (const app::PageView::Box& box : m_boxes)
            painter.fillRect(place(box).adjusted(-kMarkMargin, -kMarkMargin, kMarkMargin, kMarkMargin), color(Token::PageHighlight));
    }

private:
    QRectF place(const app::PageView::Box& box) const
    {
        return { box.left * width(), box.top * height(), box.width * width(), box.height * height() };
    }

    QImage m_image;
    QList<app::PageView::Box> m_boxes;
};

PageImageView::PageImageView(QWidget* parent)
    : QWidget(parent)
{
    setSurface(this, Token::BgList);
    m_picture = new PagePicture(this);
    m_area = new QScrollArea(this);
    m_area->setObjectName(QStringLiteral("pageArea"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_area->setWidget(m_picture);
    setSurface(m_area->viewport(), Token::BgList);
    m_area->setFocusProxy(this);
    setFocusPolicy(Qt::StrongFocus);
    m_previous = Button::iconOnly(QStringLiteral("chevron-left"), this);
    m_previous->setObjectName(QStringLiteral("previousPage"));
    m_where = new Text(Type::UiBold, Token::TextPrimary, this);
    m_where->setObjectName(QStringLiteral("pageNumber"));
    m_next = Button::iconOnly(QStringLiteral("chevron-right"), this);
    m_next->setObjectName(QStringLiteral("nextPage"));
    m_smaller = Button::iconOnly(QStringLiteral("zoom-out"), this);
    m_larger = Button::iconOnly(QStringLiteral("zoom-in"), this);
    m_larger->setObjectName(QStringLiteral("largerPage"));
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    row->addWidget(m_previous);
    row->addWidget(m_where);
    row->addWidget(m_next);
    row->addStretch(1);
    row->addWidget(m_smaller);
    row->addWidget(m_larger);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_area, 1);
    connect(m_previous, &QAbstractButton::clicked, this, [this] { turn(-1); });
    connect(m_next, &QAbstractButton::clicked, this, [this] { turn(1); });
    connect(m_smaller, &QAbstractButton::clicked, this, [this] { zoom(-1); });
    connect(m_larger, &QAbstractButton::clicked, this, [this] { zoom(1); });
    withWords(this, [this] { say(); });
}

void PageImageView::say()
{
    setAccessibleName(tr("Page as printed"));
    m_previous->setWords(tr("Previous page"), QStringLiteral("Page Up"));
    m_next->setWords(tr("Next page"), QStringLiteral("Page Down"));
    m_smaller->setWords(tr("Smaller"), QStringLiteral("-"));
    m_larger->setWords(tr("Larger"), QStringLiteral("+"));
    m_where->setWords(m_pageCount > 0 ? tr("Page %1 of %2").arg(m_page).arg(m_pageCount) : QString());
    m_previous->setEnabled(m_page > 1);
    m_next->setEnabled(m_page < m_pageCount);
    m_smaller->setEnabled(m_zoom > kSmallest);
    m_larger->setEnabled(m_zoom < kLargest);
    setAccessibleDescription(m_where->text());
}

int PageImageView::wantedWidth() const
{
    const qreal room = (m_area->viewport()->width() - 4) * devicePixelRatioF() * m_zoom / 4.0;
    return qBound(1, static_cast<int>(room), kWidest);
}

void PageImageView::open(app::DocumentId document, int page, const QString& marked)
{
    if (document != m_document)
        m_picture->clear();
    m_document = document;
    m_page = qMax(1, page);
    m_marked = marked;
    m_scrollToMark = true;
    ask();
}

void PageImageView::ask()
{
    if (m_document == 0 || !isVisible())
        return;
    m_askedWidth = wantedWidth();
    emit pageWanted(m_document, m_page, m_askedWidth, m_marked);
}

void PageImageView::setPage(const app::PageView& view)
{
    if (view.document != m_document || view.page != m_page)
        return;
    m_pageCount = view.pageCount;
    m_picture->set(view);
    if (const QRect mark = m_picture->firstMark(); m_scrollToMark && !mark.isNull())
        m_area->ensureVisible(mark.center().x(), mark.center().y(), m_area->viewport()->width() / 3, m_area->viewport()->height() / 3);
    else if (m_scrollToMark)
        m_area->verticalScrollBar()->setValue(0);
    m_scrollToMark = false;
    say();
}

void PageImageView::clear()
{
    m_document = 0;
    m_page = m_pageCount = 0;
    m_marked.clear();
    m_picture->clear();
    say();
}

void PageImageView::turn(int by)
{
    const int wanted = qBound(1, m_page + by, qMax(1, m_pageCount));
    if (wanted == m_page)
        return;
    m_page = wanted;
    m_scrollToMark = true;
    ask();
}

void PageImageView::zoom(int by)
{
    m_zoom = qBound(kSmallest, m_zoom + by, kLargest);
    say();
    ask();
}

/// Drawn anew, so that it is as sharp as the screen; not for every pixel of a width that is being dragged.
void PageImageView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    constexpr int kLeastChange = 16;
    if (qAbs(wantedWidth() - m_askedWidth) >= kLeastChange)
        ask();
}

void PageImageView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_PageUp: return turn(-1);
    case Qt::Key_PageDown: return turn(1);
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom(1);
    case Qt::Key_Minus: return zoom(-1);
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_area->verticalScrollBar()->triggerAction(event->key() == Qt::Key_Up ? QAbstractSlider::SliderSingleStepSub : QAbstractSlider::SliderSingleStepAdd);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace sillok::ui
