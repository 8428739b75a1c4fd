#include "ui/documents/collection_list.h"

#include "ui/actions/key_map.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>

namespace sillok::ui {

namespace {

constexpr int kIdRole = Qt::UserRole + 1;
constexpr int kStateRole = Qt::UserRole + 2;
constexpr int kPartRole = Qt::UserRole + 3;

class CollectionDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return QSize(100, scaled(54)); }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        paintRowGround(*painter, option);
        const bool selected = option.state & QStyle::State_Selected;
        const QRectF row = QRectF(option.rect).adjusted(18, 0, -18, 0);
        const qreal half = row.height() / 2;
        paintIcon(*painter, QStringLiteral("collection"), QRectF(row.left(), row.top() + 9, 17, 17), color(selected ? Token::Accent : Token::TextSecondary));
        const QString part = index.data(kPartRole).toString();
        const int right = part.isEmpty() ? 0 : textWidth(Type::Secondary, part) + 8;
        paintLine(*painter, QRectF(row.left() + 26, row.top() + 6, row.width() - 26 - right, half - 5),
                  { index.data().toString(), selected ? Type::UiBold : Type::Ui });
        paintLine(*painter, QRectF(row.left() + 26, row.top() + 6, row.width() - 26, half - 5), { part, Type::Secondary, Token::Accent, Qt::AlignRight });
        paintLine(*painter, QRectF(row.left() + 26, row.top() + half, row.width() - 26, half - 6),
                  { index.data(kStateRole).toString(), Type::Secondary, Token::TextMuted });
    }
};

} // namespace

CollectionList::CollectionList(QWidget* parent)
    : QWidget(parent)
{
    setSurface(this, Token::BgList);
    m_title = new Text(Type::ColumnTitle, Token::TextPrimary, this);
    m_add = Button::iconOnly(QStringLiteral("plus"), this);
    m_add->setObjectName(QStringLiteral("newCollection"));
    m_add->setInk(Token::Accent);
    m_nothing = new Text(Type::Secondary, Token::TextMuted, this);
    m_nothing->setWordWrap(true);
    m_model = new QStandardItemModel(this);
    m_list = new ListView(this);
    m_list->setObjectName(QStringLiteral("collectionList"));
    m_list->setModel(m_model);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setItemDelegate(new CollectionDelegate(m_list));
    m_list->installEventFilter(this);
    setFocusProxy(m_list);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(16, 0, 10, 0);
    header->addWidget(m_title, 1);
    header->addWidget(m_add);
    auto* nothingRow = new QHBoxLayout;
    nothingRow->setContentsMargins(18, 8, 18, 8);
    nothingRow->addWidget(m_nothing);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 1, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addSpacing(12);
    column->addLayout(nothingRow);
    column->addWidget(m_list, 1);
    connect(m_add, &QAbstractButton::clicked, this, &CollectionList::createWanted);
    const auto show = [this](const QModelIndex& index) { emit chosen(index.data(kIdRole).toLongLong()); };
    connect(m_list, &QListView::clicked, this, show);
    connect(m_list, &QListView::activated, this, show);
    withWords(this, [this] { say(); });
}

QString CollectionList::stateOf(const app::CollectionSummary& collection) const
{
    if (m_progress.collection == collection.id && !m_progress.finished && m_progress.total > 0)
        return tr("%n file(s)", nullptr, collection.documentCount) + QStringLiteral(" · ") + tr("reading %1").arg(countWords(m_progress.done));
    if (collection.documentCount == 0)
        return tr("Empty");
    const QString count = grouped(tr("%n file(s)", nullptr, collection.documentCount), collection.documentCount);
    if (collection.problemCount > 0)
        return count + QStringLiteral(" · ") + tr("%n need(s) you", nullptr, collection.problemCount);
    return count + QStringLiteral(" · ") + tr("ready");
}

void CollectionList::say()
{
    setAccessibleName(tr("Collections"));
    m_title->setWords(tr("Collections"));
    m_add->setWords(tr("New collection"), keyWords(QStringLiteral("new.here")));
    m_list->setAccessibleName(tr("Collections"));
    m_nothing->setWords(tr("A collection holds the documents that belong to one matter."));
    setCollections(m_collections);
}

void CollectionList::setCollections(const QList<app::CollectionSummary>& collections)
{
    m_collections = collections;
    m_nothing->setVisible(collections.isEmpty());
    m_model->setRowCount(static_cast<int>(collections.size()));
    for (int i = 0; i < collections.size(); ++i) {
        const app::CollectionSummary& one = collections.at(i);
        auto* item = m_model->item(i);
        if (!item) {
            item = new QStandardItem;
            m_model->setItem(i, item);
        }
        const bool reading = m_progress.collection == one.id && !m_progress.finished && m_progress.total > 0;
        item->setText(one.name);
        item->setToolTip(plainToolTip(one.name));
        item->setData(one.id, kIdRole);
        item->setData(stateOf(one), kStateRole);
        item->setData(reading ? QStringLiteral("%1%").arg(100 * m_progress.done / m_progress.total) : QString(), kPartRole);
        item->setData(one.name + u' ' + stateOf(one), Qt::AccessibleTextRole);
    }
    setCurrent(m_current);
}

void CollectionList::setProgress(const app::ImportProgress& progress)
{
    m_progress = progress;
    setCollections(m_collections);
}

void CollectionList::setCurrent(app::CollectionId collection)
{
    m_current = collection;
    for (int i = 0; i < m_collections.size(); ++i)
        if (m_collections.at(i).id == collection) {
            m_list->setCurrentIndex(m_model->index(i, 0));
            return;
        }
    m_list->clearSelection();
}

bool CollectionList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        const auto id = m_list->currentIndex().data(kIdRole).toLongLong();
        if (id != 0)
            emit removeWanted(id);
        return true;
    }
    return false;
}

} // namespace sillok::ui
