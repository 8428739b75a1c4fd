// desk.h - The one object that the window talks to: every request returns at once, every result comes back as a signal.
#pragma once

#include "app/policy/machine_policy.h"
#include "app/services/administration.h"
#include "app/services/bench_types.h"
#include "app/services/chat_import_types.h"
#include "app/services/place_types.h"
#include "app/services/work_types.h"
#include "app/services/writing_types.h"

#include <QObject>

#include <functional>
#include <memory>

namespace sillok::app {

/// Where things are. Everything has a default; tests set their own.
struct DeskPaths {
    QString vaultDir;      ///< default $XDG_DATA_HOME/sillok
    QString workerDir;     ///< holds sillok-engine and sillok-reader; default: beside the program
    QString samplesDir;    ///< the sample documents; empty when not shipped
    QString systemBus {};  ///< address of the login manager's bus; default: the system's
    QString sessionBus {}; ///< address of the desktop's bus; default: the session's
    std::function<qint64()> clockMs {};   ///< never set back, and runs on while the computer sleeps; default: the system's
    QString printDir = QStringLiteral("/usr/bin"); ///< holds lp and lpstat
    qint64 largeVaultBytes = 64 << 20;    ///< a larger vault gets its snapshots while it is open: closing it must not take long
    PolicySource policy {};               ///< default: no institution manages this computer
    QString ownStore {};                  ///< this person's packages; default: there is none
    MakeKeeper storeElsewhere {};         ///< who changes a store that this account may not write; default: nobody
};
DeskPaths defaultPaths();

/// Owns the vault, the workers and the threads behind them. Lives in the thread that made it; its signals arrive there.
/// Requests are carried out in order. A request that needs an open vault while it is closed ends in `problem` with Locked.
class Desk : public QObject {
    Q_OBJECT
public:
    explicit Desk(DeskPaths paths, QObject* parent = nullptr);
    ~Desk() override;

    // -- What is known now, without waiting
    VaultState vaultState() const;
    QString vaultDir() const;
    QString samplesDir() const;
    const QList<ChatSummary>& chats() const;                  ///< newest first; none that is in the trash
    const QList<ChatFolder>& folders() const;                 ///< by name
    const QList<TrashedChat>& trash() const;                  ///< newest first
    bool titlesByModel() const;                               ///< a chat gets its title from the model, once it has an answer
    const QList<CollectionSummary>& collections() const;      ///< by name
    const QList<DocumentSummary>& documents() const;          ///< of the collection asked for last
    CollectionId documentsOf() const;
    const EngineStatus& engine() const;
    const SearchModelNames& searchModels() const;
    int contextTokens() const;                                ///< how much a model may keep in mind; 0: as much as fits
    const SealReport& seal() const;
    const LockSources& lockSources() const;
    int idleMinutes() const;                                  ///< without input for so long, the vault locks
    const ManagedState& managed() const;                      ///< what the institution allows; looked at anew whenever a vault is opened
    Administration& administration();                         ///< stores, trust, policy and audit logs; needs no open vault
    /// Numbers of persons and companies in a text, and what the policy does about them there.
    GuardFinding guard(GuardPlace place, const QString& text) const;
    QString masked(const QString& text) const;                ///< with these numbers covered

    // -- Writing: what goes into a question
    const QList<SavedPrompt>& prompts() const;                ///< by name
    const QList<Preset>& presets() const;                     ///< by name
    QString defaultPreset() const;                            ///< of chats that were given none; empty: none
    bool expertMode() const;                                  ///< sampling, seeds and tokens are shown

    // -- Vault (a passphrase cannot be copied, so these are no slots)
    void createVault(Passphrase passphrase);                  ///< then open, then recoveryKeyMade. Fails with AlreadyExists over an existing one
    void unlock(Passphrase passphrase);
    void unlockWithRecoveryKey(Passphrase recoveryKey);       ///< as typed. A mistyped one is BadArgument; see wrongRecoveryGroups
    bool takesKeyFile() const;                                ///< one of the ways in is a key file, alone or with a passphrase
    /// An empty passphrase: the file alone. BadArgument: the file cannot be read or cannot be a key.
    void unlockWithKeyFile(const QString& keyFile, Passphrase passphrase);
    // Changes of keys; the vault is open, and who asks proves once more to be its owner. A refusal is a problem during Keys.
    void changePassphrase(Passphrase before, Passphrase now); ///< answers with passphraseChanged
    /// For whoever forgot the passphrase: every earlier one ends. Answers with passphraseChanged.
    void resetPassphrase(Passphrase recoveryKey, Passphrase now);
    void makeRecoveryKey(Passphrase passphrase);              ///< the earlier one ends; answers with recoveryKeyMade
    /// The text of the key that was just made, "XXXXX-XXXXX-...", once: afterwards it is empty, and nobody can have it again.
    Passphrase takeRecoveryKey();
    /// Groups (1 to 13) of a recovery key being typed that do not fit their check character.
    QList<int> wrongRecoveryGroups(const QString& typed) const;
    /// Reads the file of a document that asks for a password again; `forAll`: every file of the collection that does. Until the vault is
    /// locked, the password is tried with what is read after. One that is wrong shows as the document's problem, WrongKey.
    void giveDocumentPassword(CollectionId collection, DocumentId document, Passphrase password, bool forAll);
    int secondsToNextTry() const;                             ///< after wrong passphrases; 0: now

    // -- The vault as a whole. One at a time: maintenanceProgressed, then maintenanceFinished, or a problem during Maintenance
    /// Earlier states, newest first. Needs no key.
    QList<SnapshotInfo> snapshots() const;
    int retentionDays() const;                                ///< until a chat that nobody touches goes to the trash; 0: it stays
    void addFromBackup(const QString& from, Passphrase passphrase);   ///< what the open vault has not; the passphrase is the backup's
    // The vault is closed; afterwards it is Locked and opens as before. What was there is kept, and the report says where.
    void restoreBackup(const QString& from, Passphrase passphrase);   ///< where there is no vault yet
    void returnToSnapshot(const QString& name, Passphrase secret);    ///< a passphrase or a recovery key
    void salvage(Passphrase secret);                          ///< brings over what can be read of a damaged vault

public slots:
    void backUp(const QString& to);                           ///< to a file or folder that is not there yet; read back before it counts
    /// Takes one chat away for good: everything that stays is encrypted under a new key, and the snapshots end. Problems during Shred;
    /// after one other than NotFound it is gone from the vault, but older pages and snapshots may still hold it.
    void shredChat(sillok::app::ChatId chat);
    void shredCollection(sillok::app::CollectionId collection);
    void cancelMaintenance();                                 ///< ends in a problem with Cancelled; nothing has changed then, but see shredChat
    void setRetentionDays(int days);                          ///< no more than the institution gives
    /// Ends answers, imports and the engine, drops keys and texts; at once, whatever runs. aboutToLock comes first, lockFinished when it is done.
    void lock(sillok::app::LockCause cause = sillok::app::LockCause::Person);
    void setIdleMinutes(int minutes);                         ///< 1 to 60 and no more than the institution gives, kept in the vault
    void noteActivity();                                      ///< the person did something in the window
    void keepDrafts(const sillok::app::Drafts& drafts);       ///< replaces what was kept before
    void listWaysToOpen();                                    ///< answers with waysToOpenListed
    void acknowledgeEscrow();                                 ///< escrowOpened does not come again for what has happened so far

    // -- Chats
    void openChat(sillok::app::ChatId chat);                  ///< answers with chatOpened
    /// Stores the prompt, then answers. chat 0 makes a new one (chatOpened follows). Numbers of persons are masked or refused as the policy
    /// says; where it only warns, the window has asked before.
    void send(sillok::app::ChatId chat, const QString& text, const sillok::app::Scope& scope);
    /// Begins a chat that is never written anywhere: it goes when the vault is locked. Its number works like any other chat's.
    void sendInMemory(const QString& text, const sillok::app::Scope& scope);
    /// Collections, folders, labels and documents with `text` in their name; answers with scopesFound.
    void findScopes(const QString& text);
    void stopAnswer(sillok::app::ChatId chat);
    /// Answers again what `message` answers (0: the chat's last prompt), beside the earlier answer.
    void retryAnswer(sillok::app::ChatId chat, sillok::app::MessageId message = 0);
    void renameChat(sillok::app::ChatId chat, const QString& title);
    void trashChat(sillok::app::ChatId chat) { trashChats({ chat }); }
    void restoreChat(sillok::app::ChatId chat) { restoreChats({ chat }); }
    /// How much of the context the chat with `draft` at its end would take; answers with promptMeasured. Says nothing without a ready model.
    /// With documents: as it would be asked from them, passages and all.
    void measurePrompt(sillok::app::ChatId chat, const QString& draft, const sillok::app::Scope& scope = {});
    // Versions and branches. Nothing is erased; each answers with pathChanged
    /// Asks again in other words, beside the prompt that is named; guarded like send.
    void editPrompt(sillok::app::ChatId chat, sillok::app::MessageId prompt, const QString& text, const sillok::app::Scope& scope);
    void showVersion(sillok::app::ChatId chat, sillok::app::MessageId message, int version);   ///< of those in the message's place, from 1
    /// With everything below it; for good only after Retention::kTrashDays. Busy: it is being written.
    void removeMessage(sillok::app::ChatId chat, sillok::app::MessageId message);
    void restoreMessages(sillok::app::ChatId chat);           ///< all that were removed; answers with messagesRestored as well
    void pinMessage(sillok::app::ChatId chat, sillok::app::MessageId message, bool pinned);    ///< pinned: leaves the context last
    /// Takes back the last of these steps in the chat since its last question, or since the vault was opened; with none, does nothing.
    void undoInChat(sillok::app::ChatId chat);
    /// A new chat with what is shown up to this message; answers with chatOpened.
    void branchChat(sillok::app::ChatId chat, sillok::app::MessageId message);
    void describeAnswer(sillok::app::MessageId message);      ///< answers with answerDescribed

    void searchChats(const QString& text);                    ///< answers with chatsFound
    void searchEverything(const QString& text, const sillok::app::SearchFilter& filter);   ///< answers with everythingFound
    void listSearchChoices();                                 ///< answers with searchChoicesListed

    // -- Places of chats. Whatever changes, chatsChanged tells. A chat in memory lies in no folder and is not archived
    void createFolder(sillok::app::FolderId parent, const QString& name);   ///< answers with folderCreated. BadArgument: too deep
    void renameFolder(sillok::app::FolderId folder, const QString& name);
    void moveFolder(sillok::app::FolderId folder, sillok::app::FolderId parent);   ///< BadArgument: into itself, or too deep
    void removeFolder(sillok::app::FolderId folder);          ///< what is in it moves up; answers with folderRemoved
    void putFolderBack(const sillok::app::RemovedFolder& removed);
    void setFolderOpen(sillok::app::FolderId folder, bool open);
    void moveChats(const QList<sillok::app::ChatId>& chats, sillok::app::FolderId folder);
    void pinChats(const QList<sillok::app::ChatId>& chats, bool pinned);
    void archiveChats(const QList<sillok::app::ChatId>& chats, bool archived);
    void trashChats(const QList<sillok::app::ChatId>& chats);
    void restoreChats(const QList<sillok::app::ChatId>& chats);
    void removeTrashed(const QList<sillok::app::ChatId>& chats);   ///< for good; earlier states of the vault may still have them
    void setChatInSight(sillok::app::ChatId chat);            ///< the person sees it from now on, until another one; 0: none
    void setTitlesByModel(bool by);

    // -- Chats of other programs. Problems during ImportChats
    /// Reads an export of ChatGPT (also in its zip), Open WebUI or LM Studio in the sealed reader; answers with chatImportPreviewed.
    void lookIntoChats(const QString& path);
    /// Takes in what was looked into last, but for what is there already; chatImportProgressed tells, and says when it is finished.
    void importChats();
    void cancelChatImport();                                  ///< the looking or the importing; what was added by then stays
    void undoChatImport();                                    ///< removes for good what the last import added

    void previewExport(const sillok::app::ExportOrder& order);   ///< answers with exportPreviewed
    /// Writes the file, whole or not at all; answers with exported. AlreadyExists: there is one and it was not to be replaced.
    void exportChat(const sillok::app::ExportOrder& order);
    void listPrinters();                                      ///< answers with printersListed
    /// As exportChat, on paper: `path` names the printer. The print system keeps a copy until it is printed. Problems during Print.
    void printChat(const sillok::app::ExportOrder& order);

    // -- Writing. Problems during Attach and Writing
    /// Files that belong to the chat from now on and are read like any others; chat 0 makes a new one (chatOpened follows). Answered with
    /// attachmentsChanged, as often as something changes. Unsupported: the chat is in memory, and files are kept on the disk.
    void attachFiles(sillok::app::ChatId chat, const QStringList& paths);
    void detachFile(sillok::app::ChatId chat, const sillok::app::Attachment& file);
    /// A new one without an id. AlreadyExists: the name is taken. Numbers of persons are masked or refused as the policy says.
    void savePrompt(const sillok::app::SavedPrompt& prompt);
    void removePrompt(const QString& id);                     ///< savePrompt brings it back
    void savePreset(const sillok::app::Preset& preset);       ///< as savePrompt
    void removePreset(const QString& id);                     ///< savePreset brings it back, for the chats that had it too
    void setDefaultPreset(const QString& id);                 ///< empty: none
    /// From the next answer on. Empty: the standard one. kNoPreset: none, whatever the standard is. Chat 0: the next new one.
    void choosePreset(sillok::app::ChatId chat, const QString& id);
    void setExpertMode(bool expert);                          ///< kept in the vault

    // -- Documents
    void createCollection(const QString& name);               ///< answers with collectionCreated
    void removeCollection(sillok::app::CollectionId collection);
    void listDocuments(sillok::app::CollectionId collection);
    void addFiles(sillok::app::CollectionId collection, const QStringList& paths);   ///< files or folders
    // An import is kept in the vault: after a crash or a lock it goes on where it was, without reading anything twice.
    void pauseImport();                                       ///< every import, until resumeImport; outlives the program
    void resumeImport();
    void cancelImport();                                      ///< what is read stays; the rest is not added
    void retryDocuments(sillok::app::CollectionId collection, const QList<sillok::app::DocumentId>& documents);   ///< reads their files again
    /// From now on the collection follows the folder: what is new or changed is read, what is deleted there is gone here at once.
    void watchFolder(sillok::app::CollectionId collection, const QString& folder);
    void unwatchFolder(sillok::app::CollectionId collection, const QString& folder);   ///< its documents stay
    void removeDocument(sillok::app::DocumentId document);
    /// In the place of those that it had. BadArgument: too many, or one is too long.
    void setLabels(sillok::app::DocumentId document, const QStringList& labels);
    void openPassage(sillok::app::PassageId passage, qint64 quoteStart, qint64 quoteEnd);
    void checkCitation(const sillok::app::Citation& citation);   ///< answers with citationChecked
    /// Begins a chat with the work in it: its answer is Writing, with its sections counted, until it is done or stopped like any other.
    /// A ready model writes a summary; without one, and for the rest, the document's own words are shown. Problems during Whole.
    void workOnWhole(const sillok::app::WholeOrder& order);
    /// The document's tables as CSV, one behind the other; answers with exported. Where the policy warns of numbers of persons and the order
    /// does not say what to do with them, with tablesWarned instead. NotFound: there are none.
    void exportTables(const sillok::app::TablesOrder& order);
    /// A page of a PDF, `width` pixels across, with the places of `marked` on it; answers with pageOpened. Of several that were asked for,
    /// the last one is drawn. Problems during OpenPage. NotFound: the file is not there any more, or no longer what was read. Unsupported:
    /// a format without pages of its own.
    void openPage(sillok::app::DocumentId document, int page, int width, const QString& marked);

    // -- Trying out the search. Problems during Bench
    void benchSearch(sillok::app::CollectionId collection, const QString& question);   ///< answers with benchSearched
    void listBenchCases(sillok::app::CollectionId collection);                         ///< answers with benchCasesListed, as the three below do
    /// A question with the place that answers it (an empty quote: anywhere in the document). One that is there already gets the new place.
    void saveBenchCase(sillok::app::CollectionId collection, const QString& question, const QString& documentName, const QString& quote);
    void removeBenchCase(sillok::app::CollectionId collection, qint64 id);
    void runBenchCases(sillok::app::CollectionId collection);   ///< looks for all of them again; benchProgressed tells
    void cancelBench();                                       ///< those that were looked for keep their places

    // -- Model
    void listInstalledModels();                               ///< answers with installedModelsListed
    /// The id of an installed package, or a file without one where that is allowed. Checked when it is opened; problems during LoadModel.
    void useModelFile(const QString& path);
    void forgetModel();
    /// Kept in the vault; a model in use is loaded again. 0: as much as fits, or one of kContextSizes.
    void setContextTokens(int tokens);
    // -- Models that help to find; kept in the vault. A file that is not such a model is a problem during LoadModel, and nothing changes
    /// Passages get their vectors in the background, behind everything that somebody waits for; embeddingProgressed tells. Those of an earlier
    /// model serve until the new ones are complete.
    void useEmbedderFile(const QString& path);
    void forgetEmbedder();                                    ///< the vectors stay and serve when the model comes again
    void useRerankerFile(const QString& path);
    void forgetReranker();

    void checkSeal();                                         ///< answers with sealChecked

signals:
    void vaultStateChanged(sillok::app::VaultState state);
    void managedChanged();
    void aboutToLock(sillok::app::LockCause cause);           ///< the last moment to cover the screen and to hand over drafts
    /// Keys, texts and the engine are gone. `clean`: everything ended by itself; otherwise something still runs and the process must end.
    void lockFinished(bool clean);
    void idleWarning(int secondsLeft);                        ///< the vault will lock soon; 0: no longer
    void draftsRestored(const sillok::app::Drafts& drafts);   ///< after an unlock, when there are any
    void lockSettingsChanged();                               ///< idleMinutes or lockSources
    void recoveryKeyMade();                                   ///< takeRecoveryKey has it
    void passphraseChanged();
    void waysToOpenListed(const sillok::app::WaysToOpen& ways);
    void maintenanceStarted(sillok::app::Maintenance work);
    void maintenanceProgressed(const sillok::app::MaintenanceProgress& progress);
    void maintenanceFinished(const sillok::app::MaintenanceReport& report);
    void retentionChanged();
    void escrowOpened(int times, const QDateTime& last);      ///< after an unlock: the institution has opened this vault
    void chatsChanged();                                      ///< chats, folders or trash
    void chatImportPreviewed(const sillok::app::ChatImportPreview& preview);
    void chatImportProgressed(const sillok::app::ChatImportProgress& progress);
    void folderCreated(sillok::app::FolderId folder);
    void folderRemoved(const sillok::app::RemovedFolder& removed);
    void titlesByModelChanged();
    void chatOpened(sillok::app::ChatId chat, const QString& title, const QList<sillok::app::Message>& path);
    void pathChanged(sillok::app::ChatId chat, const QList<sillok::app::Message>& path);       ///< another branch is shown, or something in it changed
    void messagesRestored(sillok::app::ChatId chat, int messages);
    void answerDescribed(const sillok::app::AnswerDetails& details);
    void messageAdded(sillok::app::ChatId chat, const sillok::app::Message& message);    ///< it is on disk
    void messageChanged(sillok::app::ChatId chat, const sillok::app::Message& message);  ///< at most 30 times a second while writing
    void attachmentsChanged(sillok::app::ChatId chat, sillok::app::CollectionId collection, const QList<sillok::app::Attachment>& files);
    void promptsChanged();
    void promptSaved(const QString& id);
    void presetsChanged();                                    ///< presets or defaultPreset
    void presetChosen(sillok::app::ChatId chat, const QString& id);   ///< also when a chat is opened
    void expertModeChanged(bool expert);
    void draftsKept(const sillok::app::Drafts& drafts);       ///< these are on the disk
    void promptMeasured(sillok::app::ChatId chat, const sillok::app::PromptSize& size);
    void scopesFound(const QString& text, const QList<sillok::app::ScopeChoice>& choices);
    void chatsFound(const QString& text, const QList<sillok::app::ChatHit>& hits);
    void searchChoicesListed(const sillok::app::SearchChoices& choices);
    void everythingFound(const QString& text, const sillok::app::FoundList& found);
    void exportPreviewed(const sillok::app::ExportPreview& preview);
    void exported(const QString& path);
    void printersListed(const QStringList& printers);         ///< the standard one first; empty: none is set up
    void printed(const QString& printer);                     ///< the print system has taken it
    void tablesWarned(const sillok::app::TablesOrder& order, const sillok::app::GuardFinding& found);
    void citationChecked(const sillok::app::CitationCheck& check);
    void benchSearched(const sillok::app::BenchResult& result);
    void benchProgressed(sillok::app::CollectionId collection, int done, int all);
    void benchCasesListed(sillok::app::CollectionId collection, const QList<sillok::app::BenchCase>& cases);
    void collectionsChanged();
    void collectionCreated(sillok::app::CollectionId collection);
    void documentsChanged(sillok::app::CollectionId collection);
    void importProgressed(const sillok::app::ImportProgress& progress);
    void pageOpened(const sillok::app::PageView& view);
    void passageOpened(const sillok::app::PassageView& view);
    void engineChanged(const sillok::app::EngineStatus& status);
    void installedModelsListed(const QList<sillok::app::InstalledModel>& models);
    void searchModelsChanged(const sillok::app::SearchModelNames& names);
    void embeddingProgressed(const sillok::app::EmbeddingProgress& progress);
    void sealChecked(const sillok::app::SealReport& report);
    void problem(const sillok::app::Problem& problem);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sillok::app
