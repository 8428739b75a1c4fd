// retrieval_eval.h - Measures how well questions find their documents; behind `sillokctl eval retrieval`.
#pragma once

#include "engine/base/result.h"

#include <string>

namespace sillok::app {

class TextEmbedder;
class PairScorer;

struct RetrievalEvalInput {
    std::string corpus;     ///< path: {id, title, text, section} per line
    std::string queries;    ///< path: {id, question, relevant, set, type} per line; empty `relevant`: must be refused
    TextEmbedder* embedder = nullptr;    ///< null: words alone
    PairScorer* scorer = nullptr;        ///< null: nothing is put into another order
};

/// One JSON object: overall, per set and per type recall@1/5/10, mrr@10 and refusals; ms p50/p95; build seconds; index bytes.
/// With an embedder: also embed_seconds. ms counts what the models need for a question.
/// The corpus is indexed in memory, through the same steps as a person's documents; nothing reaches a disk.
/// error  as the models; NotFound, Io: a file. Damaged: a line that is not as described (with its number).
Result<std::string> evaluateRetrieval(const RetrievalEvalInput& input);

} // namespace sillok::app
