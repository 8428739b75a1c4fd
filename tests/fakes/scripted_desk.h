// scripted_desk.h - A Desk without vault or workers: the window's test double. Link sillok_fakes instead of sillok_app.
#pragma once

#include "app/services/desk.h"

namespace sillok::fakes {

/// How the next question is answered.
enum class Answering {
    Hold,      ///< stays in Writing until the test goes on
    Generate,  ///< writes `answerText` at once, with `answerCitations`
    Evidence,  ///< passages only
    Refuse,    ///< nothing found, `answerCitations` are the nearest
    Die        ///< some text, then the engine dies
};

/// What the double does, and what it was asked. One per Desk; found by it.
struct Script {
    app::VaultState vault = app::VaultState::Open;
    QString passphrase = QStringLiteral("correct horse 12");
    QString recoveryKey = QStringLiteral("ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC-DEFGH-JKMNP-QRSTV-WXYZ0-12345-6789A");
    bool recoveryKeyWaits = false;  ///< made and not yet taken
    int secondsToNextTry = 0;
    app::WaysToOpen ways;
    bool takesKeyFile = false;
    QList<app::SnapshotInfo> snapshots;
    int retentionDays = 0;
    bool holdMaintenance = false;   ///< work on the vault as a whole goes on until finishMaintenance or cancelMaintenance
    app::MaintenanceReport maintenanceReport;   ///< what the next work comes to
    bool refuseSend = false;        ///< send ends in a problem: the disk is full
    bool holdOpening = false;       ///< unlock and create stay at Opening until finishOpening()

    QList<app::ChatSummary> chats;
    QHash<app::ChatId, QList<app::Message>> messages;
    QList<app::CollectionSummary> collections;
    QHash<app::CollectionId, QList<app::DocumentSummary>> documents;
    app::EngineStatus engine;
    app::SearchModelNames searchModels;
    int contextTokens = 0;
    QList<app::InstalledModel> installedModels;
    app::SealReport seal;
    app::LockSources lockSources { true, true, true, true };
    int idleMinutes = 10;
    int activities = 0;             ///< how often the window said that the person did something
    app::ManagedState managed;      ///< what the institution allows
    app::IdentifierCounts identifiers;   ///< what the guard sees in every text
    app::Drafts drafts;             ///< as the window handed them over last
    app::PassageView passage;
    app::PageView page;             ///< drawn for every page that is asked for
    QList<app::FoundItem> found;    ///< what a search over everything finds, filters applied
    app::ExportPreview preview;      ///< of whatever is to be exported
    QStringList printers { QStringLiteral("office") };
    app::CitationCheck check;        ///< of whatever citation is checked
    QList<app::ScopeChoice> scopes;  ///< what a question can be asked of; found by their name
    QString samplesDir;
    app::AdministrationState stores;   ///< what administrators see; `managed` above goes along
    app::PackageLook look;             ///< of every package that is looked into
    app::PolicyLook policyLook;        ///< of every policy
    QList<app::RecordShown> records;   ///< of every audit log, the newest first
    app::LogVerdict verdict;           ///< of every check of one

    Answering answering = Answering::Generate;
    QString answerText;
    QList<app::Citation> answerCitations;
    QList<app::Unproven> answerUnproven;
    app::PromptSize promptSize;
    app::BenchResult bench;          ///< of every question that tries out the search
    QList<app::BenchCase> benchCases;   ///< kept questions
    app::AnswerDetails details;     ///< of whatever answer is asked about
    QList<app::Message> beforeRemoval;   ///< what the last removal took from
    QHash<app::ChatId, QList<app::Attachment>> attached;
    QList<app::SavedPrompt> prompts;
    QList<app::Preset> presets;
    QString defaultPreset;
    bool expertMode = false;
    bool holdDrafts = false;        ///< drafts are not on the disk yet: the test says when
    QStringList calls;              ///< "send 0 text 3", in order

    // -- What a test lets happen
    void attach(app::ChatId chat, const QList<app::Attachment>& files);   ///< from now on these are attached to it
    void finishOpening();
    void writeMore(const QString& text);      ///< streams into the answer being written
    void finishAnswer();
    void killEngine();
    void progress(const app::ImportProgress& progress);
    void maintain(app::Maintenance work, const app::Passphrase* secret);
    void finishMaintenance();
    void fail(app::Problem::During during, ErrorCode code, const QString& subject = {});
    void breakSeal();
    void finishInstall(std::optional<app::Problem> problem = {});   ///< what the window has begun
    void announce();                          ///< tells the window about everything that was put in

    app::Desk* desk = nullptr;
    app::ChatId writingChat = 0;
    app::MessageId writingMessage = 0;
    app::MessageId nextId = 1000;
    app::CollectionId listed = 0;
    app::Passphrase waiting;
    app::DocumentId lastDocument = 500;
    QList<app::TrashedChat> trashed;
    QList<app::ChatFolder> folders;
    bool titlesByModel = true;
    app::ChatId chatInSight = 0;
    app::ChatImportPreview chatImport;   ///< of every export; without a file name none is shown
    app::SearchChoices searchChoices;
    app::SearchFilter searched;      ///< of the last search over everything

    static QString textOf(const app::Passphrase& passphrase);
    app::Message* find(app::ChatId chat, app::MessageId message);
};

/// With a chat's number added: the collection of its files.
inline constexpr app::CollectionId kAttachedTo = 90'000;

/// " folder F label L document N name", as far as there are limits.
QString limitsOf(const app::Scope& scope);

Script& scriptOf(app::Desk& desk);

/// Chats, collections, documents and a passage, all invented, in Korean.
void fillWithSamples(Script& script);

} // namespace sillok::fakes
