// term_spread.h - How many rows of a word index have a word, without reading all of them.
#pragma once

#include "storage/db/database.h"

namespace sillok::storage {

/// exact   for a word whose places fill few pages of the index; otherwise within some percent: one page of each part of the index is counted and
///         stands for the others.
/// needs   a full-text index with its fts5vocab table of kind `row`.
/// cost    a few pages for each word. Counting itself reads every place of it: for a usual pair of syllables of a large collection that
///         is a hundred times as much, and more than the search that it prepares.
/// source  the comments at the head of fts5_index.c (SQLite 3.46): how segments, leaves and the table of first words are laid out
class TermSpread {
public:
    static Result<TermSpread> open(Database& database, const std::string& index, const std::string& vocabulary);

    Result<int64_t> rows(const std::string& term);

private:
    TermSpread(Database& database, std::string index) : m_database(database), m_index(std::move(index)) {}
    Result<std::optional<int64_t>> estimate(const std::string& term);
    Result<std::vector<uint8_t>> leaf(int64_t segment, int64_t page);
    Result<std::optional<int64_t>> rowsOfPage(int64_t segment, int64_t page);
    Result<int64_t> pageOf(Statement& statement, int64_t segment, const std::string& key);

    Database& m_database;
    std::string m_index;
    std::vector<int64_t> m_segments;
    std::vector<Statement> m_statements;
};

} // namespace sillok::storage
