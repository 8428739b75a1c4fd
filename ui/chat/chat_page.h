// chat_page.h - Chats, the conversation, the composer and the evidence beside it.
#pragma once

#include "app/services/work_types.h"
#include "ui/chat/parts.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class ChatListActions;
class ChatListPanel;
class Columns;
class Composer;
class ConversationView;
class EditStrip;
class EmptyState;
class EvidencePanel;
class IconLabel;
class JumpButton;
class NoticeCard;
class QuestionHelper;
class Text;
class Toast;

class ChatPage : public QWidget {
    Q_OBJECT
public:
    ChatPage(app::Desk& desk, QWidget* parent = nullptr);

    void newChat();
    void newTemporaryChat();                       ///< never written anywhere; goes when the vault is locked
    void openChat(app::ChatId chat) { openMessage(chat, 0); }
    void openMessage(app::ChatId chat, app::MessageId message);   ///< brought into sight, where the shown branch has it
    void showPassages(const QList<app::FoundItem>& passages, int index);   ///< found by a search, in the evidence panel
    void askAbout(const app::Scope& scope);        ///< new chat about a collection, or a part of it
    void beginWhole(const app::WholeOrder& order); ///< work on a document, in a new chat
    void exportCurrent();
    void stepCitation(int by);
    void renameCurrent();
    void trashCurrent();
    void act(Target::Kind kind);                   ///< with the last answer, or the last question where it is about that
    bool mayAct(Target::Kind kind) const;
    void restoreMessages();                        ///< all that were removed from this chat
    void stopAnswer();
    void focusSearch();
    void attachFiles();
    void pull();                                   ///< takes over what the desk knows now
    app::Drafts drafts() const;                    ///< everything that was typed and not sent
    void undo();
    Columns* columns() const { return m_columns; }
    Composer* composer() const { return m_composer; }
    ConversationView* conversation() const { return m_view; }
    EvidencePanel* evidence() const { return m_evidence; }
    ChatListPanel* list() const { return m_list; }
    Toast* toast() const { return m_toast; }
    app::ChatId current() const { return m_chat; }

signals:
    void modelsWanted();
    void documentsWanted();
    void samplesWanted();
    void settingsWanted();
    void contextMeasured(const sillok::app::PromptSize& size);   ///< of the chat that is shown; nothing: not known

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeMain();
    QWidget* makeHeader();
    void connectDesk();
    void connectParts();
    void connectList();
    void connectComposer();
    void connectEvidence();
    void connectConversation();
    void say();
    void showConversation();
    void takeMessage(app::ChatId chat, const app::Message& message);
    void takePath(app::ChatId chat, const QList<app::Message>& path);
    void beginEdit(const app::Message& question);
    void endEdit();
    bool sendEdited(const QString& text);
    const app::Message* lastFor(Target::Kind kind) const;
    QString draftText() const;
    void quote(const QString& words);
    void removeMessage(const app::Message& message);
    void showCitation(const app::Message& message, int index);
    void openCitation(int index);
    void showProblem(const app::Problem& problem);
    void chooseScope();
    void openExport(app::ChatId chat, app::MessageId message);
    void ask(const QString& text);
    void send(const QString& text);
    bool isTemporary(app::ChatId chat) const;   ///< as the list of chats knows
    void keepDraft();
    void updateAnswering();
    void updateEngine();
    void placeFloating();
    void takeDrafts(const app::Drafts& drafts);
    void showMore();
    QString titleOf(app::ChatId chat) const;

    app::Desk& m_desk;
    Columns* m_columns = nullptr;
    ChatListPanel* m_list = nullptr;
    ChatListActions* m_listActions = nullptr;
    EvidencePanel* m_evidence = nullptr;
    QWidget* m_main = nullptr;
    QWidget* m_header = nullptr;
    Button* m_drawer = nullptr;
    Text* m_title = nullptr;
    Button* m_panelButton = nullptr;
    Button* m_export = nullptr;
    Button* m_more = nullptr;
    NoticeCard* m_notice = nullptr;
    IconLabel* m_temporaryIcon = nullptr;
    Text* m_temporaryWords = nullptr;
    ConversationView* m_view = nullptr;
    EmptyState* m_empty = nullptr;
    EditStrip* m_editStrip = nullptr;
    Composer* m_composer = nullptr;
    JumpButton* m_jump = nullptr;
    Toast* m_toast = nullptr;
    QuestionHelper* m_helper = nullptr;
    app::ChatId m_chat = 0;
    app::MessageId m_wanted = 0;  ///< to be brought into sight once the chat is there
    bool m_waitingForNew = false;
    bool m_temporary = false;     ///< the chat that is shown, or the new one, is never written anywhere
    QString m_lastSent;  ///< until the desk says that it is stored
    QString m_chatTitle;
    app::Message m_cited;
    app::Message m_about;         ///< whose details were asked for
    app::MessageId m_editing = 0; ///< the question that is being asked in other words
    QString m_beforeEdit;         ///< what stood in the composer before
    QHash<app::ChatId, QString> m_drafts;
    QTimer m_draftPause;
};

} // namespace sillok::ui
