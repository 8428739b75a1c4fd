#include "ui/chat/question_helper.h"

#include "app/services/desk.h"
#include "ui/chat/attachment_bar.h"
#include "ui/chat/composer.h"
#include "ui/chat/prompt_sheets.h"
#include "ui/chat/prompt_text.h"
#include "ui/chat/writing_palette.h"
#include "ui/style/paint.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/toast.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QPointer>

#include <algorithm>

namespace sillok::ui {

using app::Desk;

namespace {

bool failed(const app::Attachment& file) { return !file.waits() && !file.answers(); }

/// Over the page while files are dragged across it.
class DropHint final : public QWidget {
    Q_OBJECT
public:
    explicit DropHint(QWidget* page)
        : QWidget(page)
    {
        setObjectName(QStringLiteral("dropHint"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        withWords(this, [this] { setAccessibleName(tr("Drop the files here to attach them to this chat")); });
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(12, 12, -12, -12);
        paintBox(painter, box, 12, color(Token::BgRaised));
        painter.setPen(QPen(color(Token::Focus), 2, Qt::DashLine));
        painter.drawRoundedRect(box, 12, 12);
        paintLine(painter, box, { accessibleName(), Type::ColumnTitle, Token::TextPrimary, Qt::AlignHCenter });
    }
};

} // namespace

QuestionHelper::QuestionHelper(Desk& desk, Composer& composer, Toast& toast)
    : QObject(&composer)
    , m_desk(desk)
    , m_composer(composer)
    , m_toast(toast)
{
    QWidget* const page = composer.parentWidget();
    m_palette = new WritingPalette(desk, composer);
    m_dropHint = new DropHint(page);
    page->setAcceptDrops(true);
    page->installEventFilter(this);
    connectComposer();
    connectDesk();
    withWords(&composer, [this] {
        m_composer.setMayAttach(!m_temporary, tr("Files would be kept on the disk, and a temporary chat is not"));
        sayPreset();
        sayWaiting();
    });
}

void QuestionHelper::connectComposer()
{
    connect(&m_composer, &Composer::attachWanted, this, &QuestionHelper::chooseFiles);
    connect(&m_composer, &Composer::filesGiven, this, &QuestionHelper::attach);
    connect(&m_composer, &Composer::promptsWanted, m_palette, &WritingPalette::openPrompts);
    connect(&m_composer, &Composer::presetsWanted, this, &QuestionHelper::choosePreset);
    connect(&m_composer, &Composer::waitingCancelled, this, &QuestionHelper::stopWaiting);
    connect(m_composer.attachments(), &AttachmentBar::removeWanted, this, &QuestionHelper::detach);
    connect(m_composer.attachments(), &AttachmentBar::retryWanted, this,
        [this](const app::Attachment& file) { m_desk.retryDocuments(m_collection, { file.document }); });
    connect(m_palette, &WritingPalette::promptChosen, this, &QuestionHelper::usePrompt);
    connect(m_palette, &WritingPalette::scopeChosen, &m_composer, &Composer::setScope);
    connect(m_palette, &WritingPalette::saveDraftWanted, this, &QuestionHelper::saveDraft);
    connect(m_palette, &WritingPalette::manageWanted, this, &QuestionHelper::manageWanted);
}

void QuestionHelper::connectDesk()
{
    connect(&m_desk, &Desk::attachmentsChanged, this, &QuestionHelper::takeAttachments);
    connect(&m_desk, &Desk::presetsChanged, this, &QuestionHelper::sayPreset);
    connect(&m_desk, &Desk::expertModeChanged, this, &QuestionHelper::sayPreset);
    connect(&m_desk, &Desk::presetChosen, this, [this](app::ChatId chat, const QString& id) {
        if (chat != m_chat)
            return;
        m_preset = id;
        sayPreset();
    });
    connect(&m_desk, &Desk::draftsKept, this, [this](const app::Drafts& drafts) {
        if (!m_temporary && drafts.texts.value(m_chat) == m_composer.text())
            m_composer.setDraftKept(true);
    });
    connect(&m_desk, &Desk::problem, this, [this](const app::Problem& problem) {
        if (problem.during != app::Problem::During::Attach)
            return;
        m_chatComing = m_attaching = false;
        emit filesChanged();
    });
}

void QuestionHelper::setChat(app::ChatId chat, bool temporary)
{
    if (temporary != m_temporary)
        m_composer.setMayAttach(!temporary, tr("Files would be kept on the disk, and a temporary chat is not"));
    m_temporary = temporary;
    if (chat == m_chat)
        return;
    const bool made = std::exchange(m_chatComing, false) && m_chat == 0;
    m_chat = chat;
    if (made) { // what was typed meanwhile goes along
        if (const QStringList later = std::exchange(m_later, {}); !later.isEmpty())
            m_desk.attachFiles(chat, later);
        return;
    }
    stopWaiting();
    m_later.clear();
    m_attaching = false;
    m_collection = 0;
    m_files.clear();
    m_composer.setAttachments(0, {});
    m_preset.clear();
    emit chatChanged();
    if (chat == 0)
        m_desk.choosePreset(0, {});
    sayPreset();
}

void QuestionHelper::chooseFiles()
{
    if (m_temporary)
        return;
    m_composer.commitPreedit();
    connect(openFileDialog(m_composer.window(), tr("Attach files"), QFileDialog::ExistingFiles), &QFileDialog::filesSelected, this, &QuestionHelper::attach);
}

void QuestionHelper::attach(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    if (m_temporary)
        return emit refused(tr("Files cannot be attached to a temporary chat."), tr("They would be kept on the disk. Begin an ordinary chat for them."));
    if (m_chatComing) {
        m_later += paths;
        return;
    }
    m_attaching = true;
    if (m_chat == 0) {
        m_chatComing = true;
        emit newChatComing();
        emit filesChanged();
    }
    m_desk.attachFiles(m_chat, paths);
}

void QuestionHelper::takeAttachments(app::ChatId chat, app::CollectionId collection, const QList<app::Attachment>& files)
{
    if (chat != m_chat)
        return;
    m_collection = collection;
    m_files = files;
    m_composer.setAttachments(collection, files);
    emit filesChanged();
    if (!files.isEmpty() && std::exchange(m_attaching, false))
        m_composer.setScope({ collection });
    goOn();
}

int QuestionHelper::filesToRead() const { return static_cast<int>(std::ranges::count_if(m_files, &app::Attachment::waits)); }

bool QuestionHelper::holds(const QString& text)
{
    const bool asksThem = m_collection == 0 ? m_chatComing || m_attaching : m_composer.scope().collection == m_collection;
    if (!asksThem || (filesToRead() == 0 && !m_chatComing && !m_attaching))
        return false;
    m_holding = true;
    m_failedBefore = static_cast<int>(std::ranges::count_if(m_files, failed));
    m_composer.setText(text);
    sayWaiting();
    return true;
}

/// A file that turned out unreadable is for the person to decide on: nothing is asked without it unseen.
void QuestionHelper::goOn()
{
    if (!m_holding)
        return;
    if (filesToRead() > 0)
        return sayWaiting();
    const int unread = static_cast<int>(std::ranges::count_if(m_files, failed));
    const QString text = m_composer.text();
    stopWaiting();
    if (unread > m_failedBefore)
        return emit refused(tr("%n file(s) could not be read, so nothing was sent.", nullptr, unread),
            tr("What you typed is still there. Remove the file or read it again, or send without it."));
    m_composer.setText({});
    emit askNow(text);
}

void QuestionHelper::sayWaiting()
{
    if (!m_holding)
        return;
    const int all = static_cast<int>(m_files.size());
    m_composer.setWaiting(all == 0 ? tr("Reads the files first, then sends") : tr("Reads %1 of %2 files first, then sends").arg(filesToRead()).arg(all));
}

void QuestionHelper::stopWaiting()
{
    if (!std::exchange(m_holding, false))
        return;
    m_composer.setWaiting({});
    m_composer.focusEditor();
}

void QuestionHelper::detach(const app::Attachment& file)
{
    m_desk.detachFile(m_chat, file);
    if (file.path.isEmpty())
        return m_toast.tell(QStringLiteral("trash"), tr("Removed %1").arg(withObject(file.name)));
    m_toast.tell(QStringLiteral("trash"), tr("Removed %1").arg(withObject(file.name)), tr("Undo"), [this, chat = m_chat, path = file.path] {
        if (chat == m_chat)
            attach({ path });
        else
            m_desk.attachFiles(chat, { path });
    });
}

void QuestionHelper::usePrompt(const QString& name, const QString& text)
{
    if (variablesIn(text).isEmpty())
        return insert(text);
    openFillSheet(m_composer.window(), name, text, [helper = QPointer(this)](const QString& filled) {
        if (helper)
            helper->insert(filled);
    });
}

void QuestionHelper::insert(const QString& text)
{
    m_composer.editor()->insertPlainText(text); // one step to undo
    m_composer.editor()->ensureCursorVisible();
    m_composer.focusEditor();
}

void QuestionHelper::saveDraft()
{
    openPromptSheet(m_composer.window(), { {}, {}, m_composer.text().trimmed() }, m_desk.prompts(), [this, self = QPointer(this)](const app::SavedPrompt& prompt) {
        if (!self)
            return;
        connect(&m_desk, &Desk::promptSaved, this, [this, name = prompt.name] { m_toast.tell(QStringLiteral("check"), tr("“%1” is among your prompts").arg(name)); },
            Qt::SingleShotConnection);
        m_desk.savePrompt(prompt);
    });
}

void QuestionHelper::sayPreset()
{
    const QString id = m_preset.isEmpty() ? m_desk.defaultPreset() : m_preset;
    QString name;
    for (const app::Preset& one : m_desk.presets())
        if (one.id == id)
            name = one.name;
    m_composer.setPreset(name, !m_desk.presets().isEmpty());
}

void QuestionHelper::choosePreset()
{
    m_composer.commitPreedit();
    auto* menu = new Menu(m_composer.window());
    menu->setObjectName(QStringLiteral("presetMenu"));
    const auto add = [this, menu](const QString& words, const QString& id) {
        QAction* const action = menu->addAction(words);
        action->setCheckable(true);
        action->setChecked(m_preset == id);
        connect(action, &QAction::triggered, this, [this, id] { m_desk.choosePreset(m_chat, id); });
    };
    add(tr("The standard one"), {});
    add(tr("No preset"), app::kNoPreset);
    for (const app::Preset& one : m_desk.presets())
        add(one.name, one.id);
    QWidget* const chip = m_composer.presetChip();
    menu->popup(chip->mapToGlobal(QPoint(0, -menu->sizeHint().height() - 4)));
}

/// Files that are dragged over the page.
bool QuestionHelper::eventFilter(QObject* watched, QEvent* event)
{
    auto* page = static_cast<QWidget*>(watched);
    switch (event->type()) {
    case QEvent::DragEnter: {
        auto* drag = static_cast<QDragEnterEvent*>(event);
        if (filesIn(*drag->mimeData()).isEmpty())
            return false;
        drag->acceptProposedAction();
        m_dropHint->setGeometry(page->rect());
        m_dropHint->show();
        m_dropHint->raise();
        return true;
    }
    case QEvent::DragLeave: m_dropHint->hide(); return false;
    case QEvent::Drop: {
        auto* drop = static_cast<QDropEvent*>(event);
        m_dropHint->hide();
        drop->acceptProposedAction();
        attach(filesIn(*drop->mimeData()));
        return true;
    }
    default: return false;
    }
}

} // namespace sillok::ui

#include "question_helper.moc"
