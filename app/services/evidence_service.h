// evidence_service.h - A question to the passages that answer it, and to the honest "the documents do not say".
#pragma once

#include "app/services/passage_finding.h"
#include "app/services/shown_passages.h"
#include "app/services/workspace.h"
#include "engine/retrieval/claims.h"

#include <span>

namespace sillok::app {

/// Where to look.
struct SearchScope {
    storage::CollectionId collection = 0;                 ///< 0: all collections
    std::vector<storage::DocumentId> documents {};        ///< these only; empty: all of the collection
    bool limited = false;                                 ///< to the documents, even when there is none of them left
};

/// What the documents say to a question.
struct Evidence {
    bool answerable = false;                              ///< false: refuse; the citations are the nearest passages
    std::string searchedFor;                              ///< the question, with the subject that a follow-up takes from before
    std::vector<storage::StoredCitation> citations;       ///< best first, numbered from 1
    int documentsSearched = 0;
    double seconds = 0;
    std::optional<Error> withoutHelp {};                  ///< why a model that should have helped did not; the search went on without it
};

/// By words alone. Storage thread. `earlier`: questions of the same talk, oldest first. error  as the repositories
Result<Evidence> findEvidence(Workspace& workspace, const SearchScope& scope, const std::string& question, std::span<const std::string> earlier = {});
/// With what models know. Any thread from which `inVault` may be called: the vault is not held up while a model computes.
/// error  as the repositories; Cancelled. A model that fails is done without.
Result<Evidence> findEvidence(const InVault& inVault, const SearchHelp& help, const SearchScope& scope, const std::string& question,
    std::span<const std::string> earlier, std::stop_token stop);

/// The answer of evidence mode: the marked sentences with their numbers, verbatim.
std::string evidenceText(const Evidence& evidence);

/// What a language model is asked.
struct Grounded {
    std::vector<protocol::Turn> turns;
    int hiddenRemoved = 0;     ///< characters that nobody sees, taken out of the passages
    int markersBroken = 0;     ///< control words of chat templates found in them
};

/// Answer from these passages only and cite them. Everything that comes from a document is fenced as data (retrieval/fence.h): no text of a
/// passage can end the fence or begin a turn.
Grounded groundedTurns(const std::string& question, const Evidence& evidence, bool korean);

/// What each sentence of a written answer claims and whether what it cites says so.
std::vector<retrieval::Claim> claimsOf(const std::string& answer, std::span<const storage::StoredCitation> citations);

/// The citations that a written answer really uses, in the order of their numbers. One is verified when every sentence that cites it is
/// proven and the passage's sentence was found in the document.
std::vector<storage::StoredCitation> usedCitations(const std::string& answer, const Evidence& evidence);

} // namespace sillok::app
