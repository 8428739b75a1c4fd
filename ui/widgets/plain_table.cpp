#include "ui/widgets/plain_table.h"

#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace sillok::ui {

namespace {

constexpr int kInset = 10;
constexpr int kRow = 34;
constexpr int kNarrowest = 140; // of a column without a width of its own

class PlainHeader final : public QHeaderView {
public:
    explicit PlainHeader(PlainTable* table)
        : QHeaderView(Qt::Horizontal, table)
        , m_table(table)
    {
        setSectionResizeMode(QHeaderView::Fixed);
        setHighlightSections(false);
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        painter->fillRect(rect, color(Token::BgCanvas));
        paintLine(*painter, QRectF(rect).adjusted(kInset, 0, -kInset, 0),
            { model()->headerData(section, Qt::Horizontal).toString(), Type::Caption, Token::TextMuted, m_table->columns().at(section).align });
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(Token::LineStrong));
    }

private:
    PlainTable* m_table;
};

class PlainDelegate final : public QStyledItemDelegate {
public:
    explicit PlainDelegate(PlainTable* table)
        : QStyledItemDelegate(table)
        , m_table(table)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QRectF cell(option.rect);
        const bool selected = option.state & QStyle::State_Selected;
        painter->fillRect(cell, color(selected ? Token::BgSelected : Token::BgCanvas));
        painter->fillRect(QRectF(cell.left(), cell.bottom() - 1, cell.width(), 1), color(Token::LineSubtle));
        const PlainTable::Column& column = m_table->columns().at(index.column());
        const Token ink = index.data(kWarningRole).toBool() ? Token::Warning : column.ink;
        paintLine(*painter, cell.adjusted(kInset, 0, -kInset, 0), { index.data().toString(), column.type, ink, column.align });
        if (selected && m_table->hasFocus()) { // the row's ring, cell by cell
            painter->fillRect(QRectF(cell.left(), cell.top(), cell.width(), 2), color(Token::Focus));
            painter->fillRect(QRectF(cell.left(), cell.bottom() - 2, cell.width(), 2), color(Token::Focus));
        }
    }

private:
    PlainTable* m_table;
};

} // namespace

PlainTable::PlainTable(QAbstractItemModel* model, QList<Column> columns, QWidget* parent)
    : QTableView(parent)
    , m_columns(std::move(columns))
{
    setModel(model);
    setHorizontalHeader(new PlainHeader(this));
    setSurface(horizontalHeader()->viewport(), Token::BgCanvas);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setItemDelegate(new PlainDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSurface(viewport(), Token::BgCanvas);
    setProperty("ownRing", true);
    const auto rows = [this] {
        verticalHeader()->setDefaultSectionSize(scaled(kRow));
        horizontalHeader()->setFixedHeight(scaled(kRow));
        fitColumns();
    };
    connect(&Theme::it(), &Theme::changed, this, rows);
    rows();
}

void PlainTable::fitColumns()
{
    int rest = viewport()->width();
    int sharing = 0;
    for (int i = 0; i < m_columns.size(); ++i) {
        const Column& column = m_columns.at(i);
        setColumnHidden(i, viewport()->width() < column.hiddenBelow);
        if (isColumnHidden(i))
            continue;
        rest -= scaled(column.width);
        sharing += column.width == 0;
    }
    for (int i = 0; i < m_columns.size(); ++i)
        setColumnWidth(i, m_columns.at(i).width > 0 ? scaled(m_columns.at(i).width) : qMax(kNarrowest, rest / qMax(1, sharing)));
}

void PlainTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void PlainTable::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete && currentIndex().isValid())
        emit removeWanted();
    else
        QTableView::keyPressEvent(event);
}

} // namespace sillok::ui
