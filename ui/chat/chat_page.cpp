#include "ui/chat/chat_page.h"

#include "app/services/desk.h"
#include "ui/actions/key_map.h"
#include "ui/chat/answer_reader.h"
#include "ui/chat/chat_list_actions.h"
#include "ui/chat/chat_list_panel.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation_view.h"
#include "ui/chat/edit_strip.h"
#include "ui/chat/question_helper.h"
#include "ui/evidence/evidence_panel.h"
#include "ui/help/manual.h"
#include "ui/shell/columns.h"
#include "ui/shell/guard_sheet.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"
#include "ui/words/with_words.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPointer>
#include <QStackedLayout>

namespace sillok::ui {

using app::Desk;

/// "↓": back to the end of a conversation that grew below the window.
class JumpButton final : public QAbstractButton {
public:
    explicit JumpButton(QWidget* parent)
        : QAbstractButton(parent)
    {
        setFixedSize(36, 36);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::TabFocus);
        setProperty("radius", 18);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintBox(painter, rect(), 18, color(underMouse() ? Token::BgHover : Token::BgRaised), color(Token::LineControl));
        paintIcon(painter, QStringLiteral("jump-end"), QRectF(9, 9, 18, 18), color(Token::TextSecondary));
    }
};

ChatPage::ChatPage(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setHelpTopic(this, "chat");
    m_list = new ChatListPanel;
    m_evidence = new EvidencePanel;
    m_columns = new Columns({ m_list, makeMain(), m_evidence, 276, 456 }, this);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_columns);
    connectParts();
    new AnswerReader(m_desk, *this);
    connectDesk();
    withWords(this, [this] { say(); });
    newChat();
}

QWidget* ChatPage::makeHeader()
{
    m_header = new QWidget(m_main);
    auto* row = new QHBoxLayout(m_header);
    row->setContentsMargins(24, 0, 18, 0);
    row->setSpacing(8);
    m_drawer = Button::iconOnly(QStringLiteral("sidebar"), m_header);
    m_drawer->setObjectName(QStringLiteral("chatDrawer"));
    m_title = new Text(Type::ColumnTitle, Token::TextPrimary, m_header);
    m_title->setElide(Qt::ElideRight);
    m_panelButton = Button::iconOnly(QStringLiteral("panel"), m_header);
    m_panelButton->setObjectName(QStringLiteral("evidenceToggle"));
    m_panelButton->setCheckable(true);
    m_export = Button::iconOnly(QStringLiteral("export"), m_header);
    m_export->setObjectName(QStringLiteral("exportChat"));
    m_more = Button::iconOnly(QStringLiteral("more"), m_header);
    m_more->setObjectName(QStringLiteral("chatMore"));
    row->addWidget(m_drawer);
    m_temporaryIcon = new IconLabel(QStringLiteral("chat-temporary"), 16, Token::Info, m_header);
    m_temporaryWords = new Text(Type::Secondary, Token::Info, m_header);
    m_temporaryWords->setObjectName(QStringLiteral("temporaryWords"));
    row->addWidget(m_title, 1);
    row->addWidget(m_temporaryIcon);
    row->addWidget(m_temporaryWords);
    row->addWidget(m_export);
    row->addWidget(m_panelButton);
    row->addWidget(m_more);
    m_header->setFixedHeight(55);
    return m_header;
}

QWidget* ChatPage::makeMain()
{
    m_main = new QWidget;
    setSurface(m_main, Token::BgCanvas);
    m_notice = new NoticeCard(NoticeKind::Error, m_main);
    m_notice->hide();
    m_view = new ConversationView(m_main);
    m_view->setObjectName(QStringLiteral("conversation"));
    m_empty = new EmptyState(m_main);
    m_composer = new Composer(m_main);
    m_composer->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_editStrip = new EditStrip(m_main);
    m_editStrip->hide();
    m_toast = new Toast(m_main);
    m_jump = new JumpButton(m_main);

    auto* column = new QVBoxLayout(m_main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(new Rule(m_main));
    auto* noticeRow = new QHBoxLayout;
    noticeRow->setContentsMargins(32, 0, 32, 0);
    noticeRow->addWidget(m_notice);
    column->addLayout(noticeRow);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
    column->addSpacing(4);
    column->addWidget(m_editStrip, 0, Qt::AlignHCenter);
    column->addWidget(m_composer, 0, Qt::AlignHCenter);
    column->addSpacing(16);
    m_main->setFocusProxy(m_composer->editor());
    m_main->installEventFilter(this);
    m_composer->installEventFilter(this);
    m_editStrip->installEventFilter(this);
    m_composer->editor()->installEventFilter(this);
    return m_main;
}

void ChatPage::connectParts()
{
    connectList();
    connectComposer();
    connectEvidence();
    connectConversation();
    connect(m_view, &ConversationView::endInSightChanged, this, [this](bool inSight) {
        m_jump->setVisible(!inSight && m_view->isVisible());
        placeFloating();
    });
    connect(m_jump, &QAbstractButton::clicked, m_view, &ConversationView::jumpToEnd);
    connect(m_columns, &Columns::panelOpenChanged, this, [this](bool open) {
        m_panelButton->setChecked(open);
        if (!open)
            m_view->setActiveCitation(0, 0);
        placeFloating();
    });
    connect(m_columns, &Columns::rangeChanged, this, [this] {
        m_drawer->setVisible(m_columns->listIsDrawer());
        m_header->setFixedHeight(m_columns->range() == Range::Narrow ? 43 : 55);
        m_evidence->setReplacesMain(m_columns->range() == Range::Narrow);
    });
    m_drawer->hide();
    connect(m_drawer, &QAbstractButton::clicked, m_columns, &Columns::toggleDrawer);
    connect(m_panelButton, &QAbstractButton::clicked, this, [this](bool on) {
        if (on && m_cited.citations.isEmpty())
            stepCitation(1);
        m_columns->setPanelOpen(on && !m_cited.citations.isEmpty());
    });
    connect(m_export, &QAbstractButton::clicked, this, &ChatPage::exportCurrent);
    connect(m_more, &QAbstractButton::clicked, this, &ChatPage::showMore);
    connect(m_empty->primary(), &QAbstractButton::clicked, this, [this] {
        if (m_desk.samplesDir().isEmpty())
            emit documentsWanted();
        else
            emit samplesWanted();
    });
}

void ChatPage::connectDesk()
{
    connect(&m_desk, &Desk::chatsChanged, this, [this] {
        m_listActions->refresh();
        const QString title = titleOf(m_chat);
        if (!title.isEmpty() && title != m_chatTitle) {
            m_chatTitle = title;
            say();
        }
        updateAnswering();
    });
    connect(&m_desk, &Desk::chatOpened, this, [this](app::ChatId chat, const QString& title, const QList<app::Message>& path) {
        if (chat != m_chat && !m_waitingForNew)
            return;
        m_waitingForNew = false;
        m_lastSent.clear();
        m_chat = chat;
        m_chatTitle = title;
        m_cited = {};
        m_evidence->clear();
        m_columns->setPanelOpen(false);
        m_view->setTemporary(m_temporary);
        m_view->setMessages(path);
        m_editing = 0; // the composer has the new chat's draft already
        m_editStrip->hide();
        for (auto it = path.crbegin(); it != path.crend(); ++it)
            if (it->collection != 0) {
                m_composer->setScope(it->scope.collection != 0 ? it->scope : app::Scope { it->collection });
                break;
            }
        m_list->setCurrent(chat);
        showConversation();
        m_view->show(std::exchange(m_wanted, 0));
        updateAnswering();
        say();
    });
    connect(&m_desk, &Desk::messageAdded, this, &ChatPage::takeMessage);
    connect(&m_desk, &Desk::messageChanged, this, [this](app::ChatId chat, const app::Message& message) {
        if (m_view->find(message.id)) // an answer may go on being written in a branch that is not shown
            takeMessage(chat, message);
    });
    connect(&m_desk, &Desk::promptMeasured, this, [this](app::ChatId chat, const app::PromptSize& size) {
        if (chat != m_chat)
            return;
        emit contextMeasured(size);
        if (m_composer->text().trimmed().isEmpty())
            return;
        m_composer->setPromptSize(size);
        m_view->setLeftOut(size.leftOutMessages);
    });
    connect(&m_desk, &Desk::chatsFound, m_list, &ChatListPanel::showHits);
    connect(&m_desk, &Desk::collectionsChanged, this, [this] {
        m_composer->setCollections(m_desk.collections());
        if (m_composer->collection() == 0 && m_chat == 0 && m_desk.collections().size() == 1)
            m_composer->setCollection(m_desk.collections().first().id);
        say();
    });
    connect(&m_desk, &Desk::engineChanged, this, [this] { updateEngine(); });
    connect(&m_desk, &Desk::passageOpened, this, [this](const app::PassageView& view) { m_evidence->setView(view); });
    connect(&m_desk, &Desk::citationChecked, m_evidence, &EvidencePanel::setCheck);
    connect(&m_desk, &Desk::pageOpened, m_evidence, &EvidencePanel::setPage);
    connect(&m_desk, &Desk::exported, this, [this](const QString& path) {
        if (isVisible())
            m_toast->tell(QStringLiteral("export"), tr("Saved, not encrypted: %1").arg(QFileInfo(path).fileName()));
    });
    connect(&m_desk, &Desk::printed, this, [this](const QString& printer) {
        if (isVisible())
            m_toast->tell(QStringLiteral("export"), tr("Handed to the printer “%1”").arg(printer));
    });
    connect(&m_desk, &Desk::problem, this, &ChatPage::showProblem);
    connect(&m_desk, &Desk::draftsRestored, this, &ChatPage::takeDrafts);
    updateEngine();
}

void ChatPage::say()
{
    m_title->setWords(m_chat == 0 ? tr("New chat") : m_chatTitle);
    m_composer->setContinuing(m_chat != 0);
    m_helper->setChat(m_chat, m_temporary);
    m_drawer->setWords(tr("Show the list of chats"), keyWords(QStringLiteral("go.list")));
    m_panelButton->setWords(tr("Show the evidence"), keyWords(QStringLiteral("evidence.toggle")));
    m_more->setWords(tr("More for this chat"));
    m_jump->setAccessibleName(tr("Jump to the end"));
    m_jump->setToolTip(tr("Jump to the end"));
    m_view->setAccessibleName(tr("Conversation"));
    m_main->setAccessibleName(tr("Conversation"));
    m_temporaryWords->setWords(tr("Temporary: not written to the disk, gone when the vault locks"));
    m_temporaryWords->setVisible(m_temporary && m_columns->range() != Range::Narrow);
    m_temporaryIcon->setVisible(m_temporary);
    m_temporaryIcon->setToolTip(m_temporaryWords->text());
    m_export->setWords(tr("Export this chat"), keyWords(QStringLiteral("chat.export")));
    m_export->setVisible(m_chat != 0);
    m_more->setVisible(m_chat != 0);
    m_panelButton->setVisible(m_chat != 0);
    if (m_helper->hasFiles()) {
        m_empty->primary()->setVisible(false);
        m_empty->setWords(tr("What do you want to know of the files?"), tr("They are read first, then your question is answered.\nEvery answer shows where it stands in them."));
        return;
    }
    const bool anyDocuments = !m_desk.collections().isEmpty();
    m_empty->primary()->setVisible(!anyDocuments);
    if (anyDocuments) {
        m_empty->setWords(tr("What shall we look up?"), tr("Choose documents below and ask in your own words.\nEvery answer shows where it stands."));
        return;
    }
    m_empty->setWords(tr("Start with a few documents"), tr("Sillok answers from documents that you put in.\nThey stay encrypted on this computer."));
    m_empty->primary()->setWords(m_desk.samplesDir().isEmpty() ? tr("Go to documents") : tr("Put in the sample documents"));
}

void ChatPage::showConversation()
{
    const bool empty = m_chat == 0 || (m_view->isEmpty() && !m_waitingForNew);
    m_view->setVisible(!empty);
    m_empty->setVisible(empty);
    m_jump->setVisible(!empty && !m_view->atEnd());
    placeFloating();
}

void ChatPage::newTemporaryChat()
{
    newChat();
    m_temporary = true;
    m_composer->setText({}); // the draft of a chat that is kept stays with that
    say();
}

bool ChatPage::isTemporary(app::ChatId chat) const
{
    return std::ranges::any_of(m_desk.chats(), [chat](const app::ChatSummary& one) { return one.id == chat && one.memoryOnly; });
}

void ChatPage::newChat()
{
    keepDraft();
    m_temporary = false;
    m_chat = 0;
    m_waitingForNew = false;
    m_chatTitle.clear();
    m_cited = {};
    m_view->setMessages({});
    m_evidence->clear();
    m_columns->setPanelOpen(false);
    m_columns->setDrawerOpen(false);
    m_list->setCurrent(0);
    m_composer->setText(m_drafts.value(0));
    m_notice->hide();
    showConversation();
    updateAnswering();
    say();
    m_composer->focusEditor();
}

void ChatPage::openMessage(app::ChatId chat, app::MessageId message)
{
    m_columns->setDrawerOpen(false);
    if (chat == m_chat)
        return m_view->show(message);
    m_wanted = message;
    keepDraft();
    m_temporary = isTemporary(chat);
    m_chat = chat;
    m_composer->setText(m_drafts.value(chat));
    m_notice->hide();
    m_desk.openChat(chat);
}

void ChatPage::askAbout(const app::Scope& scope)
{
    newChat();
    m_composer->setScope(scope);
}

void ChatPage::takeMessage(app::ChatId chat, const app::Message& message)
{
    if (chat != m_chat)
        return;
    m_lastSent.clear();
    m_view->put(message);
    if (message.id == m_cited.id)
        m_cited = message;
    updateAnswering();
}

void ChatPage::showProblem(const app::Problem& problem)
{
    using During = app::Problem::During;
    if (problem.during == During::OpenPassage || problem.during == During::OpenPage) {
        m_evidence->setProblem(problem);
        return;
    }
    const bool asked = problem.during == During::Chat || problem.during == During::Answer;
    const bool leaving = problem.during == During::Export || problem.during == During::Print;
    if (!asked && !leaving && problem.during != During::Whole && problem.during != During::Attach && !(problem.during == During::Writing && isVisible()))
        return;
    m_waitingForNew = m_waitingForNew && leaving;
    if (asked && m_composer->text().isEmpty()) // a question that was not stored goes back to where it was typed
        m_composer->setText(std::exchange(m_lastSent, QString()));
    m_notice->setProblem(problemText(problem));
    m_notice->show();
}

QString ChatPage::titleOf(app::ChatId chat) const
{
    for (const app::ChatSummary& one : m_desk.chats())
        if (one.id == chat)
            return one.title;
    return {};
}

void ChatPage::focusSearch()
{
    if (m_columns->listIsDrawer())
        m_columns->setDrawerOpen(true);
    m_list->focusSearch();
}

void ChatPage::pull()
{
    m_listActions->refresh();
    m_composer->setCollections(m_desk.collections());
    updateEngine();
    say();
}

/// Esc stops the answer from wherever the keyboard is on the page.
void ChatPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_composer->answering())
        stopAnswer();
    else
        QWidget::keyPressEvent(event);
}

bool ChatPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_composer->editor() && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Up
        && m_composer->text().isEmpty() && m_chat != 0) {
        act(Target::Kind::Edit);
        return true;
    }
    const bool below = watched == m_composer || watched == m_editStrip; // the button stands above both
    if (below && (event->type() == QEvent::Move || event->type() == QEvent::Resize || event->type() == QEvent::Show || event->type() == QEvent::Hide))
        placeFloating();
    if (watched == m_main && event->type() == QEvent::Resize) {
        m_composer->setFixedWidth(ConversationView::measure(m_main->width()));
        m_editStrip->setFixedWidth(m_composer->width());
        m_composer->setMaxLines(window()->height() < kLowWindow ? 3 : 8);
        placeFloating();
    }
    return false;
}

void ChatPage::placeFloating()
{
    const int gutter = (m_main->width() - m_composer->width()) / 2;
    const int beside = m_main->width() - m_jump->width() - 20; // in the gutter where it is wide enough, so that it covers no words
    const int x = gutter >= m_jump->width() + 40 ? beside : m_main->width() - gutter - m_jump->width();
    m_jump->move(x, (m_editStrip->isHidden() ? m_composer->y() : m_editStrip->y()) - m_jump->height() - 8);
    m_jump->raise();
}

} // namespace sillok::ui
