// ranking.h - Puts candidates of the index into the order in which a person should read them.
#pragma once

#include "engine/retrieval/query.h"

#include <cstdint>
#include <span>
#include <unordered_map>

namespace sillok::retrieval {

/// How rare terms are.
struct TermStatistics {
    int64_t passages = 0;
    std::unordered_map<std::string, int64_t> passagesWithTerm;

    /// ln(1 + (N - n + 0.5) / (n + 0.5)); source Robertson and Zaragoza 2009, as Lucene smooths it.
    double idf(const std::string& term) const;
};

/// The terms of the question worth asking the index for: rarest first, as long as the work stays bounded; what no passage has is left out.
/// Common terms that are left out still count when candidates are ranked.
std::vector<std::string> selectiveTerms(const Query& query, const TermStatistics& statistics);

/// A passage that the index found. The texts outlive the call.
struct Candidate {
    std::string_view title;
    std::string_view headingPath;
    std::string_view context;
    std::string_view text;
    double score = 0;        ///< of the index; higher is better
    bool exact = false;      ///< found by reference
};

struct Ranked {
    size_t candidate = 0;    ///< index into the candidates
    double score = 0;        ///< comparable inside one question only
    double coverage = 0;     ///< 0 to 1: share of the question's meaning that the passage contains, rare words counting more
    double mass = 0;         ///< how much meaning that is: 1 is one word that stands in a single passage of the whole index
};

/// Best first; every candidate appears once.
std::vector<Ranked> rank(const Query& query, std::span<const Candidate> candidates, const TermStatistics& statistics);

} // namespace sillok::retrieval
