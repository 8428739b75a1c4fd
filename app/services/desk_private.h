// desk_private.h - The inside of Desk: four queues, what the window knows, and what only the storage thread may touch.
#pragma once

#include "app/platform/folder_watch.h"
#include "app/platform/session_watch.h"
#include "app/services/answer_record.h"
#include "app/services/desk.h"
#include "app/services/evidence_service.h"
#include "app/services/folder_scan.h"
#include "app/services/idle_watch.h"
#include "app/services/import_run.h"
#include "app/services/workspace.h"
#include "app/tasks/serial_queue.h"
#include "app/workers/chat_reader.h"
#include "app/workers/engine_client.h"
#include "app/workers/page_reader.h"

#include <QElapsedTimer>

#include <atomic>
#include <map>
#include <mutex>
#include <set>

namespace sillok::app {

/// How one answer is to be made; fixed when it begins.
struct AnswerJob {
    ChatId chat = 0;
    storage::StoredMessage message;           ///< the answer as it was begun
    Evidence evidence;                        ///< empty without a collection
    std::vector<protocol::Turn> turns;
    std::stop_source stop;
    std::optional<storage::AnswerRecord> record {};   ///< once it is complete
    std::optional<storage::StoredPreset> preset {};

    protocol::Generate request() const;
};

/// The models that help to find, for whichever thread asks; each of them is thread safe itself.
struct SearchModels {
    std::shared_ptr<SearchModel> embedder;
    std::shared_ptr<SearchModel> earlier;     ///< its vectors serve until those of `embedder` are complete
    std::shared_ptr<SearchModel> reranker;

    SearchHelp help() const { return { earlier ? earlier.get() : embedder.get(), reranker.get() }; }
};

/// One piece of work on the vault as a whole, while it runs. Called in the storage thread.
struct MaintenanceRun {
    std::function<void(int64_t done, int64_t all)> progress;
    std::stop_token stop;
};

/// A page somebody wants to see.
struct PageRequest {
    DocumentId document = 0;
    int page = 0;
    int width = 0;
    std::string marked;
};

struct Desk::Private {
    Private(Desk& owner, DeskPaths where);
    ~Private();

    // -- Window thread
    Desk& desk;
    DeskPaths paths;
    VaultState vaultState = VaultState::Missing;
    QList<ChatSummary> chats;
    QList<ChatFolder> chatFolders;
    QList<TrashedChat> trash;
    bool titlesByModel = true;
    QList<CollectionSummary> collections;
    QList<DocumentSummary> documents;
    CollectionId documentsOf = 0;
    EngineStatus engine;
    SearchModelNames searchModelNames;
    SealReport seal;
    std::map<ChatId, std::stop_source> answering;
    std::stop_source importing;
    std::stop_source maintaining;
    std::stop_source benching;
    int retentionDays = 0;
    FolderWatch folderWatch;
    IdleWatch idle;
    SessionWatch session;
    LockSources lockSources;
    bool lockWhenOpened = false;              ///< a lock was wanted while the vault was being opened
    QTimer hurry;                             ///< runs while the vault is closing
    QElapsedTimer closingSince;
    Passphrase recoveryKey;                   ///< until it is taken, or the vault is locked
    ManagedState managed;
    struct Attached {
        CollectionId collection = 0;
        QList<Attachment> files;
    };
    QHash<ChatId, Attached> attached;         ///< as it was told last
    QList<SavedPrompt> prompts;
    QList<Preset> presets;
    QString defaultPreset;
    bool expertMode = false;

    std::stop_source importingChats;          ///< looking into an export, or taking it in

    // -- Storage thread
    std::unique_ptr<Workspace> workspace;
    std::map<ChatId, std::vector<storage::TreeStep>> treeSteps;   ///< that can be taken back, since the vault was opened
    std::shared_ptr<const ForeignChats> foreignChats;   ///< what was looked into last
    std::vector<ChatId> importedChats;        ///< by the last import
    std::string presetOfNewChat;              ///< chosen before there was a chat

    // -- Engine thread
    std::unique_ptr<EngineClient> client;
    std::string modelPath;
    OpenedModel openedModel;                  ///< which one runs; its files were handed to the engine
    std::string modelNow;                     ///< which content its files have
    std::set<ChatId> contextsGiven;           ///< chats whose kept context this engine was offered

    // -- Embedding thread
    std::shared_ptr<SearchModel> completeModel;   ///< the window knows that its vectors are complete

    // -- Page thread
    std::unique_ptr<PageReader> pages;        ///< of the document looked at last
    storage::Sha256 pagesOf {};               ///< its content: a document that was read again may keep its number

    // -- Any thread
    DocumentPasswords passwords;              ///< of documents; forgotten at the lock
    std::atomic<uint64_t> pageRequests = 0;   ///< older ones are not drawn
    std::atomic<int> contextTokens = 0;       ///< chosen; 0: as much as fits
    std::atomic<ChatId> chatInSight = 0;
    std::atomic<bool> modelChosen = false;    ///< a model loaded once; after its death it is loaded again
    std::atomic<pid_t> engineProcess = -1;
    std::atomic<std::shared_ptr<const ManagedState>> managedNow;   ///< never null
    std::atomic<uint64_t> openNumber = 0;     ///< counts unlocks, so that a late close never closes the next one
    std::atomic<bool> syncWaits = false;      ///< a look at the watched folders has not begun yet
    std::atomic<bool> hurrying = false;       ///< work that has not begun is dropped
    std::atomic<std::shared_ptr<const WorkerKiller>> engineKiller;
    std::atomic<std::shared_ptr<storage::Interrupter>> interrupter;
    std::atomic<bool> embedWaits = false;     ///< a look at passages without vectors has not begun yet
    std::mutex keepingMutex;
    std::stop_source keeping;                 ///< behind the mutex: of the context being kept
    std::mutex titlingMutex;
    std::stop_source titling;                 ///< behind the mutex: of the title being made
    std::mutex searchModelsMutex;
    SearchModels searchModels;                ///< behind the mutex
    std::mutex lockingMutex;
    std::stop_source besideStop;              ///< storage thread: of the snapshot in the background
    std::stop_source locking;                 ///< of the open vault; a new one at each unlock

    static constexpr int kReaders = 2;
    ImportRun importRun;                      ///< reading thread
    SerialQueue storageQueue;
    SerialQueue folderQueue;
    SerialQueue readingQueue;
    SerialQueue engineQueue;
    SerialQueue pageQueue;
    SerialQueue searchQueue;                  ///< questions that models help with
    SerialQueue embedQueue;                   ///< vectors in the background
    SerialQueue writeQueue;                   ///< files that leave the vault, and work on whole documents without a model
    SerialQueue besideQueue;                  ///< copies a large database while it is used
    std::unique_ptr<Administration> administration;   ///< last: it asks the storage thread

    void post(std::function<void()> work);    ///< in the window's thread
    void postIfOpen(std::function<void()> work); ///< the same, dropped when the vault was locked meanwhile
    /// Runs `work` with the open vault in the storage thread; without one, reports Locked.
    void withWorkspace(Problem::During during, std::function<Result<void>(Workspace&)> work);
    void report(const Error& error, Problem::During during, const QString& subject = {});

    // desk_vault.cpp
    void open(std::function<Result<std::unique_ptr<Workspace>>()> how, Problem::During during);
    void setVaultState(VaultState state);
    void publishCollections(Workspace& in);
    void publishDocuments(Workspace& in, CollectionId collection);
    void forgetEverything();

    // desk_policy.cpp
    void lookAtPolicyAgain();                 ///< window thread; when another one was put in place
    Result<void> lookAtPolicy();              ///< window thread. error Refused: this account may not use a vault here
    void bindPolicy(Workspace& in, const ManagedState& before);   ///< storage thread; whenever a vault was opened
    void setManaged(const ManagedState& state);   ///< any thread
    Policy rules() const { return managedNow.load()->policy; }   ///< any thread
    Result<void> mayUseWorkers() const;       ///< any thread. error Refused: not behind a seal as weak as this kernel's
    Result<void> mayUseModel(const std::string& name) const;   ///< any thread. error as model_rules.h
    LibraryPlaces library() const;            ///< any thread

    // desk_lock.cpp
    void startWatching();
    void beginClosing();
    void hurryClosing();
    void endClosing(bool clean);
    void closeWorkspace();
    void requestLock();
    void renewLock();
    std::stop_token lockToken();              ///< any thread
    void setEngineClient(std::unique_ptr<EngineClient> to);   ///< engine thread
    void restoreLockSettings(Workspace& in);

    // desk_keys.cpp
    void publishRecoveryKey(const storage::Secret& text);
    void announceEscrow(Workspace& in);
    /// With the seconds left when there were too many wrong tries.
    Problem keyProblem(const Error& error, Problem::During during) const;
    /// Runs `work` on the open vault's keys in the storage thread.
    void withKeys(std::function<Result<void>(Workspace&)> work);

    // desk_maintenance.cpp
    using Work = std::function<Result<MaintenanceReport>(Workspace&, const MaintenanceRun&)>;
    using ClosedWork = std::function<Result<MaintenanceReport>(const std::string& dir, const MaintenanceRun&)>;
    void maintain(Maintenance work, Work how);                ///< on the open vault
    void maintainClosed(Maintenance work, ClosedWork how);
    MaintenanceRun beginMaintenance(Maintenance work);
    void endMaintenance(Maintenance work, const Result<MaintenanceReport>& result);
    void restoreRetention(Workspace& in);
    void snapshotBeside(Workspace& in);       ///< storage thread
    void endSnapshotBeside();                 ///< storage thread; before the database is closed or gets another key

    // desk_chat.cpp
    struct Question {
        ChatId chat = 0;                      ///< 0: a new one
        MessageId editing = 0;                ///< beside this prompt; 0: at the end of what is shown
        bool memoryOnly = false;
    };
    void ask(const Question& where, const QString& text, const Scope& scope);

    // desk_tree.cpp
    using TreeWork = std::function<Result<storage::TreeStep>(Workspace&, storage::MessageTree&)>;
    void stepInTree(ChatId chat, TreeWork work);
    Result<void> publishPath(Workspace& in, ChatId chat);

    // desk_places.cpp
    using Places = storage::ChatPlaceRepository;
    void changePlaces(std::function<Result<void>(Places&)> work);
    void changePlacesOf(const QList<ChatId>& which, std::function<Result<void>(Places&, std::span<const storage::ChatId>)> work);
    void publishChats(Workspace& in);
    void noteFinished(Workspace& in, ChatId chat, storage::MessageState state);   ///< storage thread; before the chats are published

    // desk_chat_import.cpp
    struct ChatImport;
    std::stop_token beginChatImport();        ///< window thread
    void lookInto(const std::string& path, const std::stop_token& stop);   ///< writing thread
    Result<ChatImportPreview> previewOf(Workspace& in, const ForeignChats& foreign, const std::string& path);
    void importSome(const std::shared_ptr<ChatImport>& import);            ///< storage thread; comes again until all are done

    // desk_title.cpp
    void titleSoon(Workspace& in, ChatId chat);   ///< storage thread
    void makeTitle(ChatId chat, const std::vector<protocol::Turn>& turns, std::stop_token stop);   ///< engine thread
    void interruptTitling();                  ///< any thread: somebody waits
    void restoreTitling(Workspace& in);

    // desk_answer.cpp
    /// `again`: beside an earlier answer, as a step that can be taken back.
    Result<void> answer(
        Workspace& in, ChatId chat, MessageId prompt, const std::string& question, const storage::AnswerScope& scope, bool again = false);
    void findThenAnswer(AnswerJob job, MessageId prompt, const std::string& question, const std::vector<std::string>& earlier,
        const SearchScope& where);
    Result<void> answerFrom(Workspace& in, AnswerJob job, MessageId prompt, const std::string& question, Result<Evidence> evidence);
    Result<void> answerWithoutModel(Workspace& in, const AnswerJob& job);
    void measure(const AnswerJob& job);
    void measureGrounded(AnswerJob job, const std::string& question, const Result<Evidence>& evidence);
    void generate(AnswerJob job, std::stop_token stop);
    /// Engine thread: with the chosen model, loaded when it is not there. A model that died is said to have.
    Result<protocol::Generated> runEngine(const protocol::Generate& request, std::stop_token stop, const std::function<void(const protocol::TextWritten&)>& onText);
    void finish(Workspace& in, const AnswerJob& job, storage::FinishedAnswer finished);
    void publishMessage(ChatId chat, const storage::StoredMessage& message, bool added);

    // desk_context.cpp
    void giveKeptContext(const AnswerJob& job, std::stop_token stop);   ///< engine thread, as the next
    void keepContextOf(const AnswerJob& job, std::stop_token stop);
    void interruptKeeping();                  ///< any thread: somebody waits

    // desk_export.cpp
    Result<void> saveBeside(Workspace& in, storage::AuditAct act, const QString& path, bool replace, std::function<Result<std::string>()> bytes);
    /// Storage thread; `go` runs in the writing one. Recorded before anything leaves, and again when it is known how that ended.
    Result<void> leave(Workspace& in, storage::AuditAct act, std::function<Result<void>(const std::stop_token&)> go, Problem::During during, const QString& subject);

    // desk_bench.cpp
    Result<void> publishCases(Workspace& in, CollectionId collection);   ///< storage thread

    // desk_whole.cpp
    struct WholeJob;
    Result<void> beginWhole(Workspace& in, const WholeOrder& order);
    void runWhole(const WholeJob& job, std::stop_token stop);
    void showVisited(const WholeJob& job, size_t sections, size_t total);
    std::string modelName() const;            ///< engine thread

    // desk_intake.cpp
    class ImportTeller;
    void goOnImporting();
    std::stop_token importToken();
    Result<void> inVault(const std::function<Result<void>(Workspace&)>& work);
    void changeImports(std::function<Result<void>(Workspace&, const storage::ImportJob&, ImportProgress&)> change);
    void runImports(std::stop_token stop);
    Result<void> runImport(const storage::ImportJob& job, std::stop_token stop);
    void showImport(const ImportProgress& progress);
    void refreshLists(Workspace& in, CollectionId collection);
    void syncFolders();
    bool updateFolder(CollectionId collection, const FolderScan& scan, const std::string& folder);

    // desk_attach.cpp
    void publishAttachments(Workspace& in, ChatId chat);
    bool publishIfOfChat(Workspace& in, CollectionId collection);
    void showAttachedReading(const ImportProgress& progress);

    // desk_writing.cpp
    void restoreWriting(Workspace& in);       ///< storage thread; whenever a vault was opened
    void forgetWriting();                     ///< window thread
    void publishPrompts(Workspace& in);
    void publishPresets(Workspace& in);
    void publishChosenPreset(Workspace& in, ChatId chat);
    Result<void> adoptNewChat(Workspace& in, ChatId chat);   ///< it gets what was chosen before it was there
    Result<std::optional<storage::StoredPreset>> presetFor(Workspace& in, ChatId chat);
    Result<std::string> passed(Workspace& in, const QString& text);   ///< by the guard. error as its policy

    // desk_page.cpp
    Result<void> openPages(storage::CollectionId collection, const std::vector<storage::SourceFile>& files, const storage::Sha256& sha256, std::stop_token stop);
    Result<PageReader> openWithPasswords(storage::CollectionId collection, const std::string& path, const FileDescriptor& file, const std::stop_token& stop);
    Result<PageView> drawPage(const PageRequest& wanted, std::stop_token stop);
    void closePages();                        ///< page thread

    // desk_model.cpp
    Result<void> loadModel(std::stop_token stop);
    void publishEngine(EngineState state, const Problem& problem = {}, double loadedPart = 0);

    void restoreContext(Workspace& in);

    // desk_search_models.cpp
    SearchModels modelsForSearch();           ///< any thread
    void changeSearchModels(const std::function<void(SearchModels&)>& change);   ///< any thread
    void useSearchModel(const QString& path, SearchModel::Makes what);
    void restoreSearchModels(Workspace& in);
    void endSearchModels();                   ///< any thread: their processes end at once
    void interruptEmbedding();                ///< any thread: somebody waits
    void embedSoon();                         ///< any thread
    void embedWhatWaits(std::stop_token stop);
    void publishEmbedding(const EmbeddingProgress& progress);
};

} // namespace sillok::app
