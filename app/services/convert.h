// convert.h - Stored rows as the values that the window sees.
#pragma once

#include "app/services/types.h"
#include "app/services/workspace.h"

namespace sillok::app {

ChatSummary toSummary(const storage::PlacedChat& placed);
Message toMessage(const storage::StoredMessage& message);
QList<Message> toMessages(const std::vector<storage::StoredMessage>& messages);
CollectionSummary toSummary(const storage::StoredCollection& collection);
DocumentSummary toSummary(const storage::StoredDocument& document);
storage::AnswerScope toStored(const Scope& scope);
Scope toScope(const storage::AnswerScope& stored);
ChatHit toHit(const storage::FoundItem& item);
FoundItem toFound(const storage::FoundItem& item);
Problem toProblem(const Error& error, Problem::During during, const QString& subject = {});

/// A title from the first words of a question: one line, at most 40 characters.
std::string titleFrom(const std::string& question);

} // namespace sillok::app
