// types.h - The values that the window and the command line see; nothing here can reach the vault by itself.
#pragma once

#include "app/policy/guard.h"
#include "engine/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace sillok::app {

using ChatId = qint64;
using FolderId = qint64;
using MessageId = qint64;
using CollectionId = qint64;
using DocumentId = qint64;
using PassageId = qint64;

/// A passphrase on its way to the vault. Wipes its bytes when it goes; cannot be copied.
class Passphrase {
public:
    Passphrase() = default;
    /// Takes the UTF-8 of `text` (NFC) and overwrites `text`.
    static Passphrase take(QString& text);
    static Passphrase fromUtf8(QByteArray&& bytes);
    Passphrase(Passphrase&& other) noexcept;
    Passphrase& operator=(Passphrase&& other) noexcept;
    ~Passphrase();

    bool isEmpty() const { return m_bytes.isEmpty(); }
    std::string_view view() const { return { m_bytes.constData(), static_cast<size_t>(m_bytes.size()) }; }

private:
    void wipe();
    QByteArray m_bytes;
};

/// Something that did not work, for the ui or command line to put into words.
struct Problem {
    ErrorCode code = ErrorCode::Internal;
    QString subject;  ///< file name, collection or model it is about; may be empty
    QString detail;   ///< technical English, shown folded; holds no user text
    /// Which action failed; the words depend on it.
    enum class During : uint8_t { Other, CreateVault, Unlock, Chat, Answer, Import, OpenPassage, OpenPage, LoadModel, Keys, Maintenance, Shred, Label, Export, Whole, Print, Store, Audit, Bench, ImportChats, Attach, Writing } during = During::Other;
    int waitSeconds = 0;  ///< Locked during Unlock or Keys: too many wrong tries, and how long until the next one
    bool managed = false; ///< the institution does not allow it; `detail` names the rule: "policy: ocr", "role: use-vault"
    bool notRecorded = false; ///< refused because the audit log could not be written
    quint16 fault = 0;    ///< storage::Fault: why something signed was refused
};

/// One key slot: something that opens the vault.
struct WayToOpen {
    enum class Kind : uint8_t { Passphrase, RecoveryKey, KeyFile, PassphraseAndKeyFile, Escrow } kind = Kind::Passphrase;
    int id = 0;
    QDateTime madeAt;
    bool openedNow = false;     ///< the vault is open by this one
    QStringList holders;        ///< of escrow: the three people of whom two can open it
};

struct WaysToOpen {
    QList<WayToOpen> ways;
    int escrowOpenings = 0;     ///< how often the institution has opened the vault
    QDateTime escrowOpenedAt;
    bool escrowRequested = false; ///< an opening by the institution has been prepared on this computer
    bool validated = false;     ///< the algorithms of the validated profile
};

/// An earlier state of the vault, kept beside it.
struct SnapshotInfo {
    QString name;
    QDateTime madeAt;
    qint64 sizeBytes = 0;
    bool beforeMigration = false; ///< made because a newer program changed how everything is stored
};

/// Work on the vault as a whole.
enum class Maintenance : uint8_t { Backup, AddFromBackup, RestoreBackup, Snapshot, Salvage, Shred };

struct MaintenanceProgress {
    Maintenance work = Maintenance::Backup;
    qint64 done = 0;
    qint64 all = 0;
    int secondsLeft = -1;       ///< -1: not known yet
};

/// What came of it.
struct MaintenanceReport {
    /// Of one kind of thing ("chat", "message", "document", ...).
    struct Count {
        QString kind;
        qint64 good = 0;        ///< added, or brought over
        qint64 lost = 0;        ///< salvage: known to be missing
        bool unknown = false;   ///< salvage: more is missing, and how much cannot be known
    };
    Maintenance work = Maintenance::Backup;
    QList<Count> counts;
    bool everything = true;     ///< nothing is known to be missing
    QString path;               ///< the backup; or where the file is kept that was there before
};

enum class VaultState : uint8_t { Missing, Locked, Opening, Open, Damaged };

enum class Role : uint8_t { User, Assistant };
enum class AnswerMode : uint8_t { Chat, Generated, Evidence, Refused };
enum class MessageState : uint8_t { Complete, Writing, Stopped, Failed };

/// A proven place in a document. `start` and `end` count code points in the document's plain text.
struct Citation {
    int number = 0;             ///< as shown: [1]
    DocumentId document = 0;
    PassageId passage = 0;
    QString documentName;       ///< file name
    QString headingPath;        ///< "제3장 배차와 운행 > 제12조(근무시간 외 사용)"
    int page = 0;               ///< 0: the format has none
    bool pageEstimated = false;
    QString passageText;        ///< the whole passage as in the document
    QString quote;              ///< the sentence that answers best, verbatim part of passageText
    qint64 start = 0;
    qint64 end = 0;
    bool verified = false;      ///< code found the quote in the stored document text
    QStringList matchedTerms;   ///< words of the question found in passageText, verbatim, to be marked
};

/// What a question is asked of. Limits add up: a folder and a label are the documents that are in both.
struct Scope {
    /// Known by number and name together.
    struct Document {
        DocumentId id = 0;
        QString name;
        bool operator==(const Document&) const = default;
    };
    CollectionId collection = 0;    ///< 0: no documents
    QString folder {};              ///< files below this folder only
    QString label {};               ///< documents that carry it only
    QList<Document> documents {};   ///< these only

    bool limited() const { return !folder.isEmpty() || !label.isEmpty() || !documents.isEmpty(); }
    bool operator==(const Scope&) const = default;
};

/// Something that a question can be asked of.
struct ScopeChoice {
    enum class Kind : uint8_t { Collection, Folder, Label, Document } kind = Kind::Collection;
    Scope scope;
    QString collectionName;
    int documents = 0;
};

/// A sentence of a written answer that code could not prove.
struct Unproven {
    qsizetype start = 0;        ///< UTF-16 units of the message's text
    qsizetype length = 0;
    bool noSource = false;      ///< it cites nothing; otherwise what it cites does not say so
};

struct Message {
    MessageId id = 0;
    MessageId parent = 0;       ///< 0: first of the chat
    Role role = Role::User;
    QString text;
    QDateTime createdAt;
    MessageState state = MessageState::Complete;
    AnswerMode mode = AnswerMode::Chat;
    QList<Unproven> unproven;   ///< of a written answer from documents, in order; worked out from text and citations whenever they are read
    QList<Citation> citations;  ///< in evidence mode: the passages that are the answer, best first
    CollectionId collection = 0;
    QString collectionName;
    Scope scope;                ///< of an answer: what it was looked up in
    int documentsSearched = 0;
    double seconds = 0;         ///< search plus generation
    QString modelName;          ///< empty in a Generated one: the program copied it out of documents, no model wrote
    double tokensPerSecond = 0;
    QString thought;            ///< what the model thought before it answered
    int leftOutMessages = 0;    ///< oldest messages of the chat that did not fit the model's context
    int version = 1;            ///< which of the messages in this place, oldest first
    int versions = 1;
    bool pinned = false;        ///< stays in the model's context when older messages leave
    int promptTokens = 0;       ///< that the model read; 0: not known
    int writtenTokens = 0;
    double firstWordSeconds = 0;  ///< from the question to the first word; 0: not known
    int sectionsVisited = 0;    ///< while work on a whole document is under way
    int sectionsTotal = 0;
    Problem problem;            ///< when state is Failed
};

/// What a question would take of the model's context.
struct PromptSize {
    int tokens = 0;
    int limitTokens = 0;        ///< what a prompt may take; the rest of the context is the answer's
    int leftOutMessages = 0;    ///< oldest messages that would not fit
    bool tooLong = false;       ///< the question alone does not fit
};

struct ChatSummary {
    ChatId id = 0;
    QString title;
    QDateTime updatedAt;
    bool answering = false;
    bool memoryOnly = false;    ///< never written anywhere; goes when the vault is locked
    FolderId folder = 0;        ///< 0: in none
    bool pinned = false;
    bool archived = false;
    bool unread = false;        ///< an answer was finished while nobody looked
};

struct ChatHit {
    ChatId chat = 0;
    MessageId message = 0;
    QString chatTitle;
    QString snippet;            ///< one line around the first hit
    QDateTime createdAt;
};

/// What a search over everything looks through.
struct SearchFilter {
    bool chats = true;              ///< titles and messages
    bool documents = true;          ///< names and passages
    CollectionId collection = 0;    ///< documents of this one only; 0: of all
    QString label {};               ///< documents that carry it only
    FolderId folder = 0;            ///< chats in it, and in those below it, only
    bool pinned = false;            ///< pinned chats only
    QString model {};               ///< answers by this one, and chats with one
    QDateTime since {};             ///< null: any time
};

enum class FoundKind : uint8_t { ChatTitle, Message, DocumentName, Passage };

struct FoundItem {
    /// A part of `snippet` that was searched for, in UTF-16 units.
    struct Mark {
        qsizetype start = 0;
        qsizetype length = 0;
    };
    FoundKind kind = FoundKind::Message;
    ChatId chat = 0;
    MessageId message = 0;
    CollectionId collection = 0;
    DocumentId document = 0;
    PassageId passage = 0;
    QString name;                   ///< title of the chat, or file name of the document
    QString headingPath;
    int page = 0;                   ///< 0: the format has none
    QString snippet;                ///< one line around the first hit
    QList<Mark> marks;
    QDateTime at;                   ///< written, changed or added
    bool archived = false;          ///< the chat is
};

struct FoundList {
    QList<FoundItem> items;         ///< chat titles, messages, document names, passages
    int limitPerKind = 0;           ///< a kind with this many may have more
    double seconds = 0;
};

/// Partial: some pages have no text; the others are found.
enum class DocumentState : uint8_t { Waiting, Reading, Ready, Partial, NeedsPassword, NoText, Unreadable };

struct CollectionSummary {
    CollectionId id = 0;
    QString name;
    int documentCount = 0;
    int pageCount = 0;
    int problemCount = 0;       ///< documents that need a person
    QStringList watchedFolders {};
};

struct DocumentSummary {
    DocumentId id = 0;
    CollectionId collection = 0;
    QString name;
    QString format;
    int pageCount = 0;
    bool pagesEstimated = false;
    qint64 sizeBytes = 0;
    QDateTime addedAt;
    QString sha256;             ///< hex
    DocumentState state = DocumentState::Waiting;
    Problem problem;            ///< why it is not Ready
    int passageCount = 0;
    int hiddenCharactersRemoved = 0;
    int pagesWithoutText = 0;   ///< scans whose text was not recognised
    int pagesRecognised = 0;    ///< whose text was recognised in their picture
    int pagesUnsure = 0;        ///< of these: with little confidence
    int recognitionPercent = 0; ///< mean confidence over the recognised pages
    QStringList labels {};      ///< given by the person
    IdentifierCounts identifiers {};   ///< numbers of persons and companies that the guard saw in it
    bool hadPassword = false;   ///< the file has one, with which it was read
};

struct ImportProgress {
    CollectionId collection = 0;
    int done = 0;
    int total = 0;
    int failed = 0;
    QString currentFile;
    double filesPerSecond = 0;
    int secondsLeft = -1;       ///< -1 until five seconds have passed
    bool finished = false;
    bool cancelled = false;
    bool paused = false;        ///< it waits until it is resumed, also in the next session
    int recognisedPage = 0;     ///< of currentFile: the page whose text is being recognised; 0: none
    int recognisedPages = 0;    ///< how many have to be
    ChatId chat = 0;            ///< files of a chat; 0: of a collection among the others
    int readParts = 0;          ///< of currentFile: pages, sheets or sections that the reader is through with
    int readOf = 0;             ///< 0: not known
};

/// Divides the cells of a table row's text, as the readers write it.
inline constexpr QStringView kCellSeparator = u" | ";

/// A document's text around one passage, for the panel that shows where an answer comes from.
struct PassageView {
    DocumentSummary document;
    QString headingPath;
    int page = 0;
    bool pageEstimated = false;
    struct Paragraph {
        QString text;
        int headingLevel = 0;
        int page = 0;
        bool tableRow = false;
        bool inPassage = false; ///< part of the cited passage
        qint64 start = 0;       ///< code points in the document's plain text
    };
    QList<Paragraph> paragraphs; ///< the section around the passage, in order
    qint64 quoteStart = 0;
    qint64 quoteEnd = 0;
};

/// A page as it is printed, with the places that are marked on it.
struct PageView {
    /// In shares of the page's width and height, from the left top corner.
    struct Box {
        double left = 0;
        double top = 0;
        double width = 0;
        double height = 0;
    };
    DocumentId document = 0;
    int page = 0;               ///< from 1
    int pageCount = 0;
    int width = 0;              ///< of the picture
    int height = 0;
    QByteArray pixels;          ///< rows from the top without gaps; blue, green, red, 255
    QList<Box> marked;          ///< where the words that were asked for stand; empty: not on this page
};

/// What a person can choose as the size of the context, in tokens.
inline constexpr int kContextSizes[] = { 2048, 4096, 8192, 16384, 32768 };

enum class EngineState : uint8_t { NoModel, Loading, Ready, Answering, Died };

/// As protocol::CardUse: whether a graphics card computes, and if not although one is there, why.
enum class GraphicsCard : uint8_t { None, Used, Unusable, TooSmall, Broke };

struct EngineStatus {
    EngineState state = EngineState::NoModel;
    QString modelName;
    qint64 contextTokens = 0;
    Problem problem;
    double loadedPart = 0;      ///< 0 to 1 while it is Loading
    qint64 memoryBytes = 0;     ///< held beside the file
    GraphicsCard card = GraphicsCard::None;
    QString cardName;           ///< of the one that computes
};

/// A language model out of a signed package.
struct InstalledModel {
    QString id;                 ///< "kr.go.example.model"
    qint64 version = 0;
    QString titleKo;
    QString titleEn;
    QString licence;
    bool commercialUse = false;
    qint64 sizeBytes = 0;
    qint64 neededBytes = 0;     ///< of memory, as its makers say; files included
    qint64 freeBytes = 0;       ///< of memory on this computer, when it was listed
    int questions = 0;          ///< asked when it was installed; 0: not known
    int right = 0;
    double tokensPerSecond = 0; ///< written, then and on this machine
    bool allowed = true;        ///< by the institution
    bool belowFloor = false;    ///< its trial was under what the institution asks of the model that answers
};

/// The models that help to find. A search works without them.
struct SearchModelNames {
    QString embedder;           ///< finds by meaning; empty: none
    QString reranker;           ///< puts what was found into a better order; empty: none
};

/// How many passages can be found by meaning already.
struct EmbeddingProgress {
    qint64 done = 0;
    qint64 total = 0;
    double passagesPerSecond = 0;
    int secondsLeft = -1;       ///< -1 until five seconds have passed
    bool finished = false;      ///< every passage has its vector
};

/// Why a vault is locked; said on the page that opens it again.
enum class LockCause : uint8_t { Person, Idle, ScreenLocked, SessionLeft, Sleep };

/// What was typed and not sent. Kept in the vault, so that a lock loses nothing.
struct Drafts {
    ChatId current = 0;                ///< the chat that was open; 0: a new one
    QHash<ChatId, QString> texts;      ///< by chat; 0: a new one

    bool operator==(const Drafts&) const = default;
};

/// Which events of this computer lock the vault: nothing is claimed that nobody would tell us.
struct LockSources {
    bool sleep = false;                ///< the login manager says when the computer is about to sleep
    bool delaysSleep = false;          ///< and waits until the keys are gone
    bool session = false;              ///< it says when another person takes the screen, and when the session is locked
    bool screenSaver = false;          ///< there is a desktop's bus on which a screen lock is announced
};

/// A live check, never a constant: what this process and its workers can reach.
struct SealReport {
    bool checked = false;
    bool sealed = false;        ///< no inet socket open, the filter is on, no network library mapped
    int inetSockets = -1;
    bool filterActive = false;
    QStringList networkLibraries;
    QDateTime checkedAt;
};

} // namespace sillok::app

Q_DECLARE_METATYPE(sillok::app::Message)
Q_DECLARE_METATYPE(sillok::app::PromptSize)
Q_DECLARE_METATYPE(sillok::app::FoundList)
Q_DECLARE_METATYPE(sillok::app::Scope)
Q_DECLARE_METATYPE(sillok::app::ScopeChoice)
Q_DECLARE_METATYPE(sillok::app::Problem)
Q_DECLARE_METATYPE(sillok::app::ImportProgress)
Q_DECLARE_METATYPE(sillok::app::PassageView)
Q_DECLARE_METATYPE(sillok::app::PageView)
Q_DECLARE_METATYPE(sillok::app::EngineStatus)
Q_DECLARE_METATYPE(sillok::app::EmbeddingProgress)
Q_DECLARE_METATYPE(sillok::app::SealReport)
Q_DECLARE_METATYPE(sillok::app::VaultState)
Q_DECLARE_METATYPE(sillok::app::LockCause)
Q_DECLARE_METATYPE(sillok::app::Drafts)
Q_DECLARE_METATYPE(sillok::app::WaysToOpen)
Q_DECLARE_METATYPE(sillok::app::MaintenanceProgress)
Q_DECLARE_METATYPE(sillok::app::MaintenanceReport)
