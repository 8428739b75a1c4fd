// retrieval_eval.h - Measures how well questions find their documents; behind `sillokctl eval retrieval`.
#pragma once

#include "engine/base/result.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace sillok::app {

/// Unit vectors of texts, all of one width; of questions or of passages.
using MakeVectors = std::function<Result<std::vector<std::vector<float>>>(std::span<const std::string> texts, bool questions)>;

struct RetrievalEvalInput {
    std::string corpus;     ///< path: {id, title, text, section} per line
    std::string queries;    ///< path: {id, question, relevant, set, type} per line; empty `relevant`: must be refused
    /// Called once when both files are read and the words are indexed; what it gives makes vectors. Empty: words alone.
    std::function<Result<MakeVectors>()> embedder {};
};

/// One JSON object: overall, per set and per type recall@1/5/10, mrr@10 and refusals; ms p50/p95; build seconds; index bytes.
/// The corpus is indexed in memory, through the same steps as a person's documents; nothing reaches a disk.
/// error  NotFound, Io: a file. Damaged: a line that is not as described (with its number).
Result<std::string> evaluateRetrieval(const RetrievalEvalInput& input);

} // namespace sillok::app
