#include "ui/chat/folder_sheet.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/field.h"
#include "ui/widgets/list_view.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>

namespace sillok::ui {

namespace {

constexpr int kFolderRole = Qt::UserRole + 1;
constexpr int kIconRole = Qt::UserRole + 2;
constexpr int kRow = 34;
constexpr int kRowsShown = 6;
constexpr app::FolderId kNew = -1;

class FolderDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return QSize(100, scaled(kRow)); }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        paintRowGround(*painter, option);
        const QRectF row = QRectF(option.rect).adjusted(18, 0, -18, 0);
        const qreal size = scaled(16);
        paintIcon(*painter, index.data(kIconRole).toString(), QRectF(row.left(), row.center().y() - size / 2, size, size), color(Token::TextSecondary));
        paintLine(*painter, row.adjusted(size + 8, 0, 0, 0), { index.data().toString(), Type::Ui, Token::TextPrimary, Qt::AlignLeft, Qt::ElideMiddle });
    }
};

} // namespace

FolderSheet::FolderSheet(QWidget* window, const QString& title, const QList<app::ChatFolder>& folders, const std::function<bool(app::FolderId)>& offered)
    : Sheet(window, title, {})
{
    setObjectName(QStringLiteral("folderSheet"));
    if (offered(0))
        m_choices.append({ 0, tr("No folder") });
    for (const app::ChatFolder& folder : folders)
        if (offered(folder.id))
            m_choices.append({ folder.id, folderPath(folders, folder.id) });
    std::ranges::sort(m_choices, [](const Choice& a, const Choice& b) { return a.folder == 0 || (b.folder != 0 && a.words.localeAwareCompare(b.words) < 0); });
    m_typed = addField(tr("Folder"), {});
    m_typed->setPlaceholderText(tr("Type a part of its name, or the name of a new one"));
    setMayBeEmpty(true);
    m_model = new QStandardItemModel(this);
    m_list = new ListView(this);
    m_list->setObjectName(QStringLiteral("folderChoices"));
    m_list->setAccessibleName(tr("Folders"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FolderDelegate(m_list));
    m_list->setFixedHeight(scaled(kRow) * kRowsShown);
    setSurface(m_list->viewport(), Token::BgRaised);
    addContent(m_list);
    addCancel(tr("Cancel"));
    addAccept(tr("Move"), false);
    m_typed->installEventFilter(this);
    connect(m_typed, &QLineEdit::textChanged, this, &FolderSheet::list);
    connect(m_list, &QListView::activated, this, [this] { answer(); });
    connect(m_list, &QListView::doubleClicked, this, [this] { answer(); });
    connect(this, &Sheet::accepted, this, &FolderSheet::choose);
    list({});
}

void FolderSheet::list(const QString& typed)
{
    const QString wanted = typed.simplified();
    m_model->clear();
    const auto add = [this](app::FolderId folder, const QString& words, const QString& icon) {
        auto* item = new QStandardItem(words);
        item->setData(folder, kFolderRole);
        item->setData(icon, kIconRole);
        item->setEditable(false);
        m_model->appendRow(item);
    };
    bool named = wanted.isEmpty();
    for (const Choice& choice : m_choices) {
        named = named || choice.words.compare(wanted, Qt::CaseInsensitive) == 0;
        if (choice.words.contains(wanted, Qt::CaseInsensitive))
            add(choice.folder, choice.words, choice.folder == 0 ? QStringLiteral("close") : QStringLiteral("folder"));
    }
    if (!named)
        add(kNew, tr("New folder “%1”").arg(wanted), QStringLiteral("plus"));
    m_list->setCurrentIndex(m_model->index(0, 0));
    setAcceptEnabled(m_model->rowCount() > 0);
}

void FolderSheet::choose()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const auto folder = index.data(kFolderRole).value<app::FolderId>();
    if (folder == kNew)
        emit newWanted(m_typed->text().simplified());
    else
        emit chosen(folder);
}

/// The arrows move through the list while the field keeps the focus.
bool FolderSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_typed || event->type() != QEvent::KeyPress)
        return Sheet::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Down && key != Qt::Key_Up)
        return false;
    const int row = qBound(0, m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1), m_model->rowCount() - 1);
    m_list->setCurrentIndex(m_model->index(row, 0));
    return true;
}

} // namespace sillok::ui
