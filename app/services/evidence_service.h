// evidence_service.h - A question to the passages that answer it, and to the honest "the documents do not say".
#pragma once

#include "app/services/workspace.h"
#include "app/workers/protocol.h"

namespace sillok::app {

/// What the documents say to a question.
struct Evidence {
    bool answerable = false;                              ///< false: refuse; the citations are the nearest passages
    std::vector<storage::StoredCitation> citations;       ///< best first, numbered from 1
    int documentsSearched = 0;
    double seconds = 0;
};

inline constexpr int kShownPassages = 5;
inline constexpr int kMostPerDocument = 3;

/// Searches one collection. error  as the repositories
Result<Evidence> findEvidence(Workspace& workspace, storage::CollectionId collection, const std::string& question);

/// The answer of evidence mode: the marked sentences with their numbers, verbatim.
std::string evidenceText(const Evidence& evidence);

/// What a language model is asked: answer from these passages only and cite them. Document text is fenced as data.
std::vector<protocol::Turn> groundedTurns(const std::string& question, const Evidence& evidence, bool korean);

/// The citations that a written answer really uses, in the order of their numbers. One is verified when every number in the
/// sentence that cites it stands in the passage and the passage's sentence was found in the document.
std::vector<storage::StoredCitation> usedCitations(const std::string& answer, const Evidence& evidence);

} // namespace sillok::app
