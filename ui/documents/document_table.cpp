#include "ui/documents/document_table.h"

#include "ui/documents/document_model.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace sillok::ui {

namespace {

constexpr int kInset = 12;

class Header final : public QHeaderView {
public:
    explicit Header(QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionResizeMode(QHeaderView::Fixed);
        setHighlightSections(false);
        setFixedHeight(scaled(36));
        setSurface(viewport(), Token::BgCanvas);
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        painter->fillRect(rect, color(Token::BgCanvas));
        const QString words = model()->headerData(section, Qt::Horizontal).toString();
        const bool number = section == DocumentModel::Pages;
        paintLine(*painter, QRectF(rect).adjusted(kInset, 0, number ? -20 : -kInset, 0),
                  { words, Type::Secondary, Token::TextMuted, number ? Qt::AlignRight : Qt::AlignLeft });
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(Token::LineStrong));
    }
};

class CellDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto* table = qobject_cast<const QTableView*>(option.widget);
        const bool selected = option.state & QStyle::State_Selected;
        const bool hovered = table && table->property("hoverRow").toInt() == index.row();
        const QRectF cell(option.rect);
        painter->fillRect(cell, color(selected ? Token::BgSelected : hovered ? Token::BgHover : Token::BgCanvas));
        painter->fillRect(QRectF(cell.left(), cell.bottom() - 1, cell.width(), 1), color(Token::LineSubtle));
        const auto state = static_cast<app::DocumentState>(index.data(DocumentModel::StateRole).toInt());
        const QString words = index.data().toString();
        const QRectF inner = cell.adjusted(kInset, 0, -kInset, 0);
        switch (index.column()) {
        case DocumentModel::Name: paintName(*painter, inner, words, state, selected); break;
        case DocumentModel::State: paintState(*painter, inner, words, state); break;
        case DocumentModel::Pages:
            paintLine(*painter, inner.adjusted(0, 0, -8, 0), { words, Type::Ui, Token::TextPrimary, Qt::AlignRight });
            break;
        default: paintLine(*painter, inner, { words, Type::Secondary, Token::TextSecondary }); break;
        }
        if (table && table->hasFocus() && table->property("keyboard").toBool() && table->currentIndex().row() == index.row())
            paintFocus(*painter, cell, index.column());
    }

private:
    static void paintName(QPainter& painter, const QRectF& inner, const QString& words, app::DocumentState state, bool selected)
    {
        QString icon = QStringLiteral("page");
        if (state == app::DocumentState::NeedsPassword)
            icon = QStringLiteral("page-locked");
        else if (state == app::DocumentState::NoText || state == app::DocumentState::Partial)
            icon = QStringLiteral("scan");
        else if (words.endsWith(QStringLiteral(".xlsx")) || words.endsWith(QStringLiteral(".csv")))
            icon = QStringLiteral("table");
        paintIcon(painter, icon, QRectF(inner.left(), inner.center().y() - 8, 16, 16), color(Token::TextSecondary));
        paintLine(painter, inner.adjusted(26, 0, 0, 0),
                  { words, selected ? Type::UiBold : Type::Ui, Token::TextPrimary, Qt::AlignLeft, Qt::ElideMiddle });
    }

    static void paintState(QPainter& painter, const QRectF& inner, const QString& words, app::DocumentState state)
    {
        const StateLook look = stateLook(state);
        paintIcon(painter, look.icon, QRectF(inner.left(), inner.center().y() - 8, 16, 16), color(look.ink));
        paintLine(painter, inner.adjusted(22, 0, 0, 0), { words, Type::Secondary, look.ink });
    }

    static void paintFocus(QPainter& painter, const QRectF& cell, int column)
    {
        const QColor ring = color(Token::Focus);
        painter.fillRect(QRectF(cell.left(), cell.top(), cell.width(), 2), ring);
        painter.fillRect(QRectF(cell.left(), cell.bottom() - 2, cell.width(), 2), ring);
        if (column == 0)
            painter.fillRect(QRectF(cell.left(), cell.top(), 2, cell.height()), ring);
        if (column == DocumentModel::ColumnCount - 1)
            painter.fillRect(QRectF(cell.right() - 2, cell.top(), 2, cell.height()), ring);
    }
};

} // namespace

StateLook stateLook(app::DocumentState state)
{
    switch (state) {
    case app::DocumentState::Waiting: return { QStringLiteral("more"), Token::TextMuted };
    case app::DocumentState::Reading: return { QStringLiteral("clock"), Token::Info };
    case app::DocumentState::Ready: return { QStringLiteral("check"), Token::Ok };
    case app::DocumentState::Partial: return { QStringLiteral("scan"), Token::Warning };
    case app::DocumentState::NeedsPassword: return { QStringLiteral("lock"), Token::Warning };
    case app::DocumentState::NoText: return { QStringLiteral("scan"), Token::Warning };
    case app::DocumentState::Unreadable: return { QStringLiteral("error"), Token::Danger };
    }
    return { QStringLiteral("page"), Token::TextMuted };
}

DocumentTable::DocumentTable(DocumentFilterModel* model, QWidget* parent)
    : QTableView(parent)
{
    setModel(model);
    setHorizontalHeader(new Header(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setCornerButtonEnabled(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSurface(viewport(), Token::BgCanvas);
    setProperty("ownRing", true);
    setProperty("hoverRow", -1);
    const auto rows = [this] {
        verticalHeader()->setDefaultSectionSize(scaled(44));
        horizontalHeader()->setFixedHeight(scaled(36));
        fitColumns();
    };
    connect(&Theme::it(), &Theme::changed, this, rows);
    rows();
}

void DocumentTable::fitColumns()
{
    const int format = scaled(72);
    const int pages = scaled(84);
    const int state = scaled(170);
    const int added = scaled(84);
    const bool tight = viewport()->width() < 620;
    setColumnHidden(DocumentModel::Added, tight);
    setColumnHidden(DocumentModel::Format, viewport()->width() < 520);
    const int rest = viewport()->width() - pages - state - (tight ? 0 : added) - (isColumnHidden(DocumentModel::Format) ? 0 : format);
    setColumnWidth(DocumentModel::Name, qMax(160, rest));
    setColumnWidth(DocumentModel::Format, format);
    setColumnWidth(DocumentModel::Pages, pages);
    setColumnWidth(DocumentModel::State, state);
    setColumnWidth(DocumentModel::Added, added);
}

void DocumentTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void DocumentTable::keyPressEvent(QKeyEvent* event)
{
    setProperty("keyboard", true);
    if (event->key() == Qt::Key_Delete) {
        emit removeWanted();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        emit activated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
    viewport()->update();
}

/// By the right button, the menu key or Shift+F10.
void DocumentTable::contextMenuEvent(QContextMenuEvent* event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex row = keyboard ? currentIndex() : indexAt(viewport()->mapFrom(this, event->pos()));
    if (!row.isValid())
        return;
    setCurrentIndex(row);
    emit menuWanted(keyboard ? viewport()->mapToGlobal(visualRect(row).bottomLeft() + QPoint(38, 0)) : event->globalPos());
}

void DocumentTable::mouseMoveEvent(QMouseEvent* event)
{
    setProperty("keyboard", false);
    setProperty("hoverRow", indexAt(event->pos()).row());
    viewport()->update();
    QTableView::mouseMoveEvent(event);
}

void DocumentTable::leaveEvent(QEvent* event)
{
    setProperty("hoverRow", -1);
    viewport()->update();
    QTableView::leaveEvent(event);
}

} // namespace sillok::ui
