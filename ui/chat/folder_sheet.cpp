#include "ui/chat/folder_sheet.h"

#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/choice_list.h"
#include "ui/widgets/field.h"
#include "ui/widgets/list_view.h"

#include <QKeyEvent>
#include <QStandardItemModel>

namespace sillok::ui {

namespace {

constexpr int kRowsShown = 6;
constexpr app::FolderId kNew = -1;

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
    m_list->setItemDelegate(new ChoiceDelegate(18, m_list));
    m_list->setFixedHeight(choiceRowHeight() * kRowsShown);
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
        appendChoice(*m_model, { words, icon, {}, QVariant::fromValue(folder) });
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
    const auto folder = index.data(kChoiceValueRole).value<app::FolderId>();
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
    return stepChoices(*m_list, static_cast<QKeyEvent*>(event)->key());
}

} // namespace sillok::ui
