// model_summary.h - A summary that a language model writes: part after part, so that a document of any length is looked at whole.
#pragma once

#include "app/services/whole_document.h"
#include "app/workers/protocol.h"

namespace sillok::app {

/// Writes one short text. error  as the engine; Cancelled.
using WriteText = std::function<Result<std::string>(const std::vector<protocol::Turn>& turns, uint32_t maxTokens)>;

inline constexpr size_t kMostPartCodePoints = 1200;     ///< of the document in one request: fits the smallest context in use
inline constexpr size_t kMostPointsInRequest = 24;

/// The model writes the points of every part from fenced text, then picks, by number, those that say what the document says: a point that
/// was written is never rewritten. Each is cited to the section that proves it, or else to the one it was written from, where it is marked
/// whenever it is read (claims.h). error  Cancelled, and what `write` says.
Result<WholeResult> summarizeWithModel(
    const WholeDocument& document, bool korean, const WriteText& write, const VisitedSections& visited, const std::stop_token& stop);

} // namespace sillok::app
