#include "ui/documents/document_choice.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/field.h"
#include "ui/widgets/list_view.h"

#include <QKeyEvent>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

namespace sillok::ui {

namespace {

constexpr int kRow = 34;
constexpr int kRows = 6;
constexpr int kPlaceRole = Qt::UserRole + 1;

class NameDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return QSize(100, scaled(kRow)); }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        paintRowGround(*painter, option);
        const QRectF row = QRectF(option.rect).adjusted(16, 0, -16, 0);
        paintIcon(*painter, QStringLiteral("page"), QRectF(row.left(), row.center().y() - 8, 16, 16), color(Token::TextSecondary));
        paintLine(*painter, row.adjusted(26, 0, 0, 0), { index.data().toString(), Type::Ui, Token::TextPrimary, Qt::AlignLeft, Qt::ElideMiddle });
    }
};

} // namespace

DocumentChoice::DocumentChoice(QWidget* window, const QString& title, const QString& body, const QList<app::DocumentSummary>& documents)
    : Sheet(window, title, body)
    , m_documents(documents)
{
    setObjectName(QStringLiteral("documentChoice"));
    auto* names = new QStandardItemModel(this);
    for (qsizetype i = 0; i < documents.size(); ++i) {
        auto* item = new QStandardItem(documents.at(i).name);
        item->setData(static_cast<int>(i), kPlaceRole);
        names->appendRow(item);
    }
    m_shown = new QSortFilterProxyModel(this);
    m_shown->setSourceModel(names);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    Field* const field = addField(tr("Name"), {});
    setMayBeEmpty(true);
    m_list = new ListView;
    m_list->setObjectName(QStringLiteral("documentChoices"));
    m_list->setAccessibleName(tr("Documents of the collection"));
    m_list->setModel(m_shown);
    m_list->setItemDelegate(new NameDelegate(m_list));
    m_list->setFixedHeight(scaled(kRow) * kRows);
    setSurface(m_list->viewport(), Token::BgRaised);
    addContent(m_list);
    addCancel(tr("Cancel"));
    addAccept(tr("Compare"), false);
    const auto first = [this] {
        m_list->setCurrentIndex(m_shown->index(0, 0));
        setAcceptEnabled(m_shown->rowCount() > 0);
    };
    first();
    connect(field, &QLineEdit::textChanged, this, [this, first](const QString& part) {
        m_shown->setFilterFixedString(part.trimmed());
        first();
    });
    connect(this, &Sheet::accepted, this, &DocumentChoice::choose);
    connect(m_list, &QListView::activated, this, [this] { answer(); });
    field->installEventFilter(this);
}

void DocumentChoice::choose()
{
    if (const QModelIndex index = m_list->currentIndex(); index.isValid())
        emit chosen(m_documents.at(index.data(kPlaceRole).toInt()));
}

/// The arrows move through the list while the field keeps the focus.
bool DocumentChoice::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && watched != parentWidget()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = qBound(0, m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1), qMax(0, m_shown->rowCount() - 1));
            m_list->setCurrentIndex(m_shown->index(row, 0));
            return true;
        }
    }
    return Sheet::eventFilter(watched, event);
}

} // namespace sillok::ui
