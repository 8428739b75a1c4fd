// chat_repository.h - Chats and their messages. Messages form a tree: editing and answering again add branches, nothing is erased.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"
#include "storage/repositories/message_tree.h"

namespace sillok::storage {

// The numbers of these three are stored.
enum class Role : uint8_t { User = 1, Assistant = 2 };
enum class MessageState : uint8_t { Writing = 1, Complete = 2, Stopped = 3, Failed = 4 };
enum class AnswerMode : uint8_t { Chat = 1, Generated = 2, Evidence = 3, Refused = 4 };

/// A place in a document as it was when the answer was given; stays readable after the document was removed.
struct StoredCitation {
    int number = 0;
    DocumentId document = 0;
    PassageId passage = 0;
    std::string documentName;
    std::string headingPath;
    int page = 0;
    bool pageEstimated = false;
    std::string passageText;
    std::string quote;
    int64_t startCodePoint = 0;    ///< in the document's plain text
    int64_t endCodePoint = 0;
    bool verified = false;
    std::vector<std::string> matchedTerms;
};

/// What of a collection an answer is looked up in; nothing but the collection: all of it. Limits add up.
struct AnswerScope {
    /// Known by number and name together: the number alone may have gone to another document since.
    struct Document {
        DocumentId id = 0;
        std::string name;
        bool operator==(const Document&) const = default;
    };
    CollectionId collection = 0;   ///< 0: without documents
    std::string folder {};         ///< files below this one only
    std::string label {};          ///< documents that carry it only
    std::vector<Document> documents {};   ///< these only
    bool operator==(const AnswerScope&) const = default;
};

struct StoredMessage {
    MessageId id = 0;
    ChatId chat = 0;
    MessageId parent = 0;          ///< 0: first of the chat
    Role role = Role::User;
    MessageState state = MessageState::Complete;
    AnswerMode mode = AnswerMode::Chat;
    std::string text;
    int64_t createdAtMs = 0;       ///< since 1970, UTC
    CollectionId collection = 0;   ///< 0: none, or removed since
    std::string collectionName;
    AnswerScope scope {};          ///< of an answer; its collection is the one above
    int documentsSearched = 0;
    std::string modelName;
    double seconds = 0;
    double tokensPerSecond = 0;
    int leftOutMessages = 0;       ///< oldest messages that did not fit the model's context
    std::string thought;           ///< what the model thought before it answered
    std::optional<ErrorCode> problem;
    std::string problemDetail;
    std::vector<StoredCitation> citations;
    bool pinned = false;           ///< stays in the model's context when older messages leave
    int version = 1;               ///< which of those with the same parent, oldest first
    int versions = 1;
    int promptTokens = 0;          ///< that the model read for it; 0: not known
    int writtenTokens = 0;
    double firstWordSeconds = 0;   ///< from the question to the first word; 0: not known
};

struct StoredChat {
    ChatId id = 0;
    std::string title;
    int64_t createdAtMs = 0;
    int64_t updatedAtMs = 0;
    int64_t trashedAtMs = 0;       ///< 0: not in the trash
    MessageId leaf = 0;            ///< end of the branch that is shown; 0: empty chat
};

/// What is known when an answer is finished.
struct FinishedAnswer {
    MessageState state = MessageState::Complete;    ///< not Writing
    AnswerMode mode = AnswerMode::Chat;
    std::string text;
    int documentsSearched = 0;
    std::string modelName;
    double seconds = 0;
    double tokensPerSecond = 0;
    int leftOutMessages = 0;
    std::string thought;
    std::optional<ErrorCode> problem;
    std::string problemDetail;
    std::vector<StoredCitation> citations;
    int promptTokens = 0;
    int writtenTokens = 0;
    double firstWordSeconds = 0;
};

/// Lives as long as one unlocked vault. Storage thread only. What a call returned without an error is on the disk.
class ChatRepository {
public:
    /// Numbers of new chats and messages begin at `firstId`.
    explicit ChatRepository(Database& database, int64_t firstId = 1) : m_database(database), m_firstId(firstId) {}

    Result<ChatId> create(std::string_view title, int64_t nowMs);
    /// error NotFound: no such chat.
    Result<StoredChat> find(ChatId chat);
    /// Newest change first.
    Result<std::vector<StoredChat>> list(bool trashed);
    Result<void> rename(ChatId chat, std::string_view title);
    Result<void> trash(ChatId chat, int64_t nowMs);
    Result<void> restore(ChatId chat);

    /// Adds what the person wrote below `parent` (0: start of the chat) and shows that branch.
    /// `step`: gets what takes it back.
    /// error NotFound: no such chat, or the parent is removed or in another one.
    Result<MessageId> appendPrompt(ChatId chat, MessageId parent, std::string_view text, int64_t nowMs, TreeStep* step = nullptr);
    /// Adds an empty answer in state Writing below a prompt. `step` and errors as above.
    Result<MessageId> beginAnswer(ChatId chat, MessageId prompt, const AnswerScope& scope, int64_t nowMs, TreeStep* step = nullptr);
    /// From all of a collection. `collection` 0: without documents.
    Result<MessageId> beginAnswer(ChatId chat, MessageId prompt, CollectionId collection, int64_t nowMs)
    {
        return beginAnswer(chat, prompt, AnswerScope { collection }, nowMs);
    }
    /// Keeps what has been written so far. error NotFound: not being written.
    Result<void> checkpointAnswer(MessageId answer, std::string_view text);
    /// error NotFound: not being written. BadArgument: state Writing.
    Result<void> finishAnswer(MessageId answer, const FinishedAnswer& finished, int64_t nowMs);

    Result<StoredMessage> message(MessageId message);
    /// The shown branch, first message first; citations included.
    Result<std::vector<StoredMessage>> path(ChatId chat);

private:
    Result<MessageId> addMessage(const StoredMessage& message, TreeStep* step);
    Result<void> addCitations(MessageId message, const std::vector<StoredCitation>& citations);
    Result<std::vector<StoredCitation>> citationsOf(MessageId message);
    Result<void> addScope(MessageId message, const AnswerScope& scope);
    Result<void> readScope(StoredMessage& message);
    Result<void> mustBelong(ChatId chat, MessageId parent);
    Result<void> countVersions(ChatId chat, std::vector<StoredMessage>& path);

    Database& m_database;
    int64_t m_firstId;
};

/// A database for chats that leave no trace: in memory only, gone when it is destroyed. error OutOfMemory.
Result<Database> makeMemoryChats(SplitTerms split);

/// Answers that were being written when the program ended become Stopped; their text stays. Called on every open.
Result<int64_t> stopInterruptedAnswers(Database& database);

} // namespace sillok::storage
