#include "ui/administration/record_table.h"

#include "ui/administration/record_model.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace sillok::ui {

namespace {

constexpr int kInset = 10;
constexpr int kRow = 34;

class RecordHeader final : public QHeaderView {
public:
    explicit RecordHeader(QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionResizeMode(QHeaderView::Fixed);
        setHighlightSections(false);
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        painter->fillRect(rect, color(Token::BgCanvas));
        paintLine(*painter, QRectF(rect).adjusted(kInset, 0, -kInset, 0), { model()->headerData(section, Qt::Horizontal).toString(), Type::Caption, Token::TextMuted });
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(Token::LineStrong));
    }
};

class RecordDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QRectF cell(option.rect);
        const bool selected = option.state & QStyle::State_Selected;
        painter->fillRect(cell, color(selected ? Token::BgSelected : Token::BgCanvas));
        painter->fillRect(QRectF(cell.left(), cell.bottom() - 1, cell.width(), 1), color(Token::LineSubtle));
        const int column = index.column();
        const bool failed = column == RecordModel::Outcome && index.data(RecordModel::FailedRole).toBool();
        const Type type = column == RecordModel::About ? Type::Mono : column == RecordModel::What ? Type::Ui : Type::Secondary;
        const Token ink = failed ? Token::Warning : column == RecordModel::What ? Token::TextPrimary : Token::TextSecondary;
        paintLine(*painter, cell.adjusted(kInset, 0, -kInset, 0), { index.data().toString(), type, ink });
        const auto* const table = qobject_cast<const QTableView*>(option.widget);
        if (selected && table && table->hasFocus()) { // the row's ring, cell by cell
            painter->fillRect(QRectF(cell.left(), cell.top(), cell.width(), 2), color(Token::Focus));
            painter->fillRect(QRectF(cell.left(), cell.bottom() - 2, cell.width(), 2), color(Token::Focus));
        }
    }
};

} // namespace

RecordTable::RecordTable(RecordModel* model, QWidget* parent)
    : QTableView(parent)
{
    setObjectName(QStringLiteral("auditTable"));
    setModel(model);
    setHorizontalHeader(new RecordHeader(this));
    setSurface(horizontalHeader()->viewport(), Token::BgCanvas);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setItemDelegate(new RecordDelegate(this));
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

void RecordTable::fitColumns()
{
    const bool tight = viewport()->width() < 760;
    setColumnHidden(RecordModel::About, tight);
    setColumnHidden(RecordModel::Account, viewport()->width() < 560);
    const int number = scaled(90), when = scaled(170), account = scaled(80), outcome = scaled(150), about = scaled(220);
    const int rest = viewport()->width() - number - when - outcome - (isColumnHidden(RecordModel::Account) ? 0 : account) - (tight ? 0 : about);
    setColumnWidth(RecordModel::Number, number);
    setColumnWidth(RecordModel::When, when);
    setColumnWidth(RecordModel::Account, account);
    setColumnWidth(RecordModel::What, qMax(140, rest));
    setColumnWidth(RecordModel::Outcome, outcome);
    setColumnWidth(RecordModel::About, about);
}

void RecordTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

} // namespace sillok::ui
