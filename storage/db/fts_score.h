// fts_score.h - Scores the rows that a word index finds with what is already known of the words.
#pragma once

#include "engine/base/result.h"

#include <span>
#include <string>

struct sqlite3;

namespace sillok::storage {

/// Makes known_bm25(index, rarities, most) known on this connection: BM25 as the index's own bm25(..., 1.0, 0.0) makes it, the last column not
/// counting. Differences: higher is better; how rare each phrase is comes from the caller, where the library's function goes through everything
/// that every phrase finds before the first row; a row that cannot be among the `most` best of its statement gets 0 without its length being read.
/// source  Robertson and Zaragoza 2009, k1 1.2 and b 0.75 as FTS5 has them (sqlite.org/fts5.html, section 5.1.1)
/// error   Internal
Result<void> registerKnownBm25(sqlite3* connection);

/// How rare a phrase is that `rows` of `all` rows have, as FTS5 computes it: never less than a little.
double rarity(int64_t rows, int64_t all);

/// The second argument: one value for each phrase, in the order of the query; 0: the phrase only filters.
std::string rarityBytes(std::span<const double> values);

} // namespace sillok::storage
