#include "app/services/convert.h"

#include "app/services/evidence_service.h"
#include "storage/signing/fault.h"

namespace sillok::app {

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }
QDateTime time(int64_t ms) { return QDateTime::fromMSecsSinceEpoch(ms); }

Role toRole(storage::Role role) { return role == storage::Role::User ? Role::User : Role::Assistant; }

MessageState toState(storage::MessageState state)
{
    switch (state) {
    case storage::MessageState::Writing: return MessageState::Writing;
    case storage::MessageState::Complete: return MessageState::Complete;
    case storage::MessageState::Stopped: return MessageState::Stopped;
    case storage::MessageState::Failed: return MessageState::Failed;
    }
    return MessageState::Failed;
}

AnswerMode toMode(storage::AnswerMode mode)
{
    switch (mode) {
    case storage::AnswerMode::Chat: return AnswerMode::Chat;
    case storage::AnswerMode::Generated: return AnswerMode::Generated;
    case storage::AnswerMode::Evidence: return AnswerMode::Evidence;
    case storage::AnswerMode::Refused: return AnswerMode::Refused;
    }
    return AnswerMode::Chat;
}

DocumentState toState(storage::DocumentState state)
{
    switch (state) {
    case storage::DocumentState::Ready: return DocumentState::Ready;
    case storage::DocumentState::NeedsPassword: return DocumentState::NeedsPassword;
    case storage::DocumentState::NoText: return DocumentState::NoText;
    case storage::DocumentState::Unreadable: return DocumentState::Unreadable;
    }
    return DocumentState::Unreadable;
}

Citation toCitation(const storage::StoredCitation& stored)
{
    Citation citation { stored.number, stored.document, stored.passage, text(stored.documentName), text(stored.headingPath), stored.page,
        stored.pageEstimated, text(stored.passageText), text(stored.quote), stored.startCodePoint, stored.endCodePoint, stored.verified, {} };
    for (const std::string& term : stored.matchedTerms)
        citation.matchedTerms.append(text(term));
    return citation;
}

/// What a proof needs is stored with the answer, so the marks are worked out again and never go stale.
QList<Unproven> unprovenIn(const storage::StoredMessage& message)
{
    QList<Unproven> unproven;
    const bool written = message.mode == storage::AnswerMode::Generated && !message.modelName.empty();
    if (!written || message.state == storage::MessageState::Writing)
        return unproven;
    const std::string_view words = message.text;
    for (const retrieval::Claim& claim : claimsOf(message.text, message.citations)) {
        if (claim.proof != retrieval::Proof::NoSource && claim.proof != retrieval::Proof::NotInSource)
            continue;
        const qsizetype start = text(std::string(words.substr(0, claim.start))).size();
        const qsizetype length = text(std::string(words.substr(claim.start, claim.end - claim.start))).size();
        unproven.append({ start, length, claim.proof == retrieval::Proof::NoSource });
    }
    return unproven;
}

} // namespace

ChatSummary toSummary(const storage::PlacedChat& placed)
{
    const storage::StoredChat& chat = placed.chat;
    return { chat.id, text(chat.title), time(chat.updatedAtMs), false, chat.id >= storage::kFirstMemoryId, placed.folder, placed.pinned, placed.archived, placed.unread };
}

Message toMessage(const storage::StoredMessage& stored)
{
    Message message;
    message.id = stored.id;
    message.parent = stored.parent;
    message.role = toRole(stored.role);
    message.text = text(stored.text);
    message.createdAt = time(stored.createdAtMs);
    message.state = toState(stored.state);
    message.mode = toMode(stored.mode);
    for (const storage::StoredCitation& citation : stored.citations)
        message.citations.append(toCitation(citation));
    message.unproven = unprovenIn(stored);
    message.collection = stored.collection;
    if (!stored.collectionName.starts_with(storage::kOfChat)) // what is attached to a chat has no name that anybody gave
        message.collectionName = text(stored.collectionName);
    message.scope = toScope(stored.scope);
    message.documentsSearched = stored.documentsSearched;
    message.seconds = stored.seconds;
    message.modelName = text(stored.modelName);
    message.tokensPerSecond = stored.tokensPerSecond;
    message.leftOutMessages = stored.leftOutMessages;
    message.thought = text(stored.thought);
    message.version = stored.version;
    message.versions = stored.versions;
    message.pinned = stored.pinned;
    message.promptTokens = stored.promptTokens;
    message.writtenTokens = stored.writtenTokens;
    message.firstWordSeconds = stored.firstWordSeconds;
    if (stored.problem)
        message.problem = { *stored.problem, message.modelName, text(stored.problemDetail), Problem::During::Answer };
    return message;
}

QList<Message> toMessages(const std::vector<storage::StoredMessage>& messages)
{
    QList<Message> shown;
    for (const storage::StoredMessage& message : messages)
        shown.append(toMessage(message));
    return shown;
}

CollectionSummary toSummary(const storage::StoredCollection& collection)
{
    CollectionSummary summary { collection.id, text(collection.name), collection.documentCount, collection.pageCount, collection.problemCount, {} };
    for (const std::string& folder : collection.watchedFolders)
        summary.watchedFolders.append(text(folder));
    return summary;
}

DocumentSummary toSummary(const storage::StoredDocument& stored)
{
    DocumentSummary document;
    document.id = stored.id;
    document.collection = stored.collection;
    document.name = text(stored.name);
    document.format = text(stored.format);
    document.pageCount = stored.pageCount;
    document.pagesEstimated = stored.pagesEstimated;
    document.sizeBytes = stored.sizeBytes;
    document.addedAt = time(stored.addedAtMs);
    document.sha256 = QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(stored.sha256.data()), 32).toHex());
    document.state = toState(stored.state);
    if (stored.problem)
        document.problem = toProblem({ *stored.problem, stored.problemDetail }, Problem::During::Import, document.name);
    document.passageCount = stored.passageCount;
    document.hiddenCharactersRemoved = stored.hiddenCharactersRemoved;
    document.pagesWithoutText = stored.recognition.pagesWithoutText;
    document.pagesRecognised = stored.recognition.pagesRecognised;
    document.pagesUnsure = stored.recognition.pagesUnsure;
    document.recognitionPercent = stored.recognition.confidence;
    if (document.state == DocumentState::Ready && document.pagesWithoutText > 0)
        document.state = DocumentState::Partial;
    for (const std::string& label : stored.labels)
        document.labels.append(text(label));
    document.identifiers = readCounts(stored.identifiers);
    document.hadPassword = stored.hadPassword;
    return document;
}

storage::AnswerScope toStored(const Scope& scope)
{
    storage::AnswerScope stored { scope.collection, scope.folder.toStdString(), scope.label.toStdString(), {} };
    for (const Scope::Document& document : scope.documents)
        stored.documents.push_back({ document.id, document.name.toStdString() });
    return stored;
}

Scope toScope(const storage::AnswerScope& stored)
{
    Scope scope { stored.collection, text(stored.folder), text(stored.label), {} };
    for (const storage::AnswerScope::Document& document : stored.documents)
        scope.documents.append({ document.id, text(document.name) });
    return scope;
}

ChatHit toHit(const storage::FoundItem& item) { return { item.chat, item.message, text(item.name), text(item.snippet), time(item.atMs) }; }

FoundItem toFound(const storage::FoundItem& item)
{
    FoundItem found { static_cast<FoundKind>(item.kind), item.chat, item.message, item.collection, item.document, item.passage,
        text(item.name), text(item.headingPath), item.page, text(item.snippet), {}, time(item.atMs), item.archived };
    static_assert(static_cast<int>(FoundKind::Passage) == static_cast<int>(storage::FoundKind::Passage));
    const std::string_view bytes = item.snippet;
    for (const storage::FoundMark& mark : item.marks) {
        const qsizetype start = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(mark.start)).size();
        const qsizetype length = QString::fromUtf8(bytes.data() + mark.start, static_cast<qsizetype>(mark.end - mark.start)).size();
        found.marks.append({ start, length });
    }
    return found;
}

/// The vault keeps the words of a refusal and not its fault.
static bool isOfPolicy(const Error& error)
{
    return error.code == ErrorCode::Refused && (error.doing.starts_with("policy: ") || error.doing.starts_with("role: "));
}

Problem toProblem(const Error& error, Problem::During during, const QString& subject)
{
    return { error.code, subject, QString::fromStdString(error.doing), during, 0, isOfPolicy(error), storage::faultOf(error) == storage::Fault::NotRecorded, error.fault };
}

std::string titleFrom(const std::string& question)
{
    constexpr int kMostCharacters = 40;
    const QString line = QString::fromStdString(question).simplified();
    return (line.size() > kMostCharacters ? line.left(kMostCharacters - 1).trimmed() + QStringLiteral("…") : line).toStdString();
}

} // namespace sillok::app
