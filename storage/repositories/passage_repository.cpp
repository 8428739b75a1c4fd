#include "storage/repositories/passage_repository.h"

#include "storage/db/fts_score.h"
#include "storage/db/term_spread.h"
#include "storage/db/varint.h"

#include <algorithm>
#include <unordered_map>

namespace sillok::storage {

namespace {

constexpr const char* kColumns = "SELECT p.id, p.document_id, d.collection_id, d.name, p.ordinal, p.title, p.heading_path, p.context, p.page, "
                                 "p.page_is_estimated, p.start_code_point, p.end_code_point, p.text";
constexpr int kScoreColumn = 13;
constexpr size_t kMostNamed = 20;     ///< documents with a name that was asked for; the shortest titles come first
constexpr int kMostPlaces = 60;

StoredPassage readRow(const Statement& row)
{
    StoredPassage passage;
    passage.id = row.columnNumber(0);
    passage.document = row.columnNumber(1);
    passage.collection = row.columnNumber(2);
    passage.documentName = row.columnText(3);
    passage.ordinal = static_cast<int>(row.columnNumber(4));
    passage.title = row.columnText(5);
    passage.headingPath = row.columnText(6);
    passage.context = row.columnText(7);
    passage.page = static_cast<int>(row.columnNumber(8));
    passage.pageEstimated = row.columnNumber(9) != 0;
    passage.startCodePoint = row.columnNumber(10);
    passage.endCodePoint = row.columnNumber(11);
    passage.text = row.columnText(12);
    return passage;
}

Result<std::vector<PassageHit>> exactHits(Statement& statement)
{
    std::vector<PassageHit> hits;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return hits;
        hits.push_back({ readRow(statement), 0, true });
    }
}

/// Every passage once, with its best score.
class HitList {
public:
    void add(std::vector<PassageHit> more)
    {
        for (PassageHit& hit : more) {
            const auto [place, isNew] = m_places.emplace(hit.passage.id, m_hits.size());
            if (isNew)
                m_hits.push_back(std::move(hit));
            else
                m_hits[place->second].score = std::max(m_hits[place->second].score, hit.score);
        }
    }
    std::vector<PassageHit> take() { return std::move(m_hits); }

private:
    std::vector<PassageHit> m_hits;
    std::unordered_map<PassageId, size_t> m_places;
};

/// A string of the index's query language; nothing inside it is syntax.
std::string quoted(std::string_view term)
{
    std::string out = "\"";
    for (const char c : term) {
        if (c == '"')
            out += '"';
        if (c != '\0')
            out += c;
    }
    return out + "\"";
}

template <typename Strings>
std::string joined(const Strings& terms, const char* between)
{
    std::string out;
    for (const std::string& term : terms)
        out += (out.empty() ? "" : between) + quoted(term);
    return out;
}

std::string scoped(const std::vector<CollectionId>& collections, const std::string& expression)
{
    if (collections.empty())
        return expression;
    std::vector<std::string> scopes;
    for (const CollectionId id : collections)
        scopes.push_back("c" + std::to_string(id));
    return "scope : (" + joined(scopes, " OR ") + ") AND (" + expression + ")";
}

/// "column IN (1,2,3)" out of numbers of ours; empty: everything.
std::string filter(const std::string& column, const std::vector<int64_t>& numbers)
{
    std::string list;
    for (const int64_t id : numbers)
        list += (list.empty() ? "" : ",") + std::to_string(id);
    return list.empty() ? std::string("1") : column + " IN (" + list + ")";
}

std::string documentFilter(const std::vector<DocumentId>& documents)
{
    return documents.empty() ? std::string() : " AND +rowid IN (SELECT id FROM passage WHERE " + filter("document_id", documents) + ")";
}

} // namespace

Result<std::vector<PassageHit>> PassageRepository::match(const PassageSearch& search)
{
    SILLOK_TRY(const std::vector<CollectionId> scope, scopeOf(search));
    SILLOK_TRY(const std::string rarities, raritiesOf(search, scope.size()));
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string(kColumns)
            + ", found.score FROM (SELECT rowid AS id, known_bm25(passage_index, ?1, ?2) AS score FROM passage_index WHERE passage_index MATCH ?3"
            + documentFilter(search.documents)
            + " ORDER BY score DESC LIMIT ?2) "
              "found JOIN passage p ON p.id = found.id JOIN document d ON d.id = p.document_id ORDER BY found.score DESC, p.id"));
    const Bytes bytes(reinterpret_cast<const uint8_t*>(rarities.data()), rarities.size());
    SILLOK_CHECK(statement.bindAll(bytes, search.limit, scoped(scope, joined(search.terms, " OR "))));
    std::vector<PassageHit> hits;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return hits;
        hits.push_back({ readRow(statement), statement.columnReal(kScoreColumn), false });
    }
}

/// None where the collections asked for are all that there are: the index then need not be asked where each passage belongs.
Result<std::vector<CollectionId>> PassageRepository::scopeOf(const PassageSearch& search)
{
    if (search.collections.empty())
        return search.collections;
    SILLOK_TRY(Statement others, m_database.prepare("SELECT count(*) FROM collection WHERE NOT " + filter("id", search.collections)));
    SILLOK_TRY(const int64_t count, others.number());
    return count == 0 ? std::vector<CollectionId>() : search.collections;
}

/// In the order of the phrases of match(): what only says where to look does not count.
Result<std::string> PassageRepository::raritiesOf(const PassageSearch& search, size_t inFront)
{
    TermCounts counts { 0, search.passagesWithTerm };
    if (counts.passagesWithTerm.size() == search.terms.size()) {
        SILLOK_TRY(counts.passages, passageCount());
    } else {
        SILLOK_TRY(counts, countTerms(search.terms));
    }
    std::vector<double> rarities(inFront, 0);
    for (const int64_t rows : counts.passagesWithTerm)
        rarities.push_back(rarity(rows, counts.passages));
    return rarityBytes(rarities);
}

Result<std::vector<DocumentId>> PassageRepository::documentsNamed(const PassageSearch& search, const std::string& name)
{
    std::string within;
    if (!search.collections.empty())
        within += " AND +rowid IN (SELECT id FROM document WHERE " + filter("collection_id", search.collections) + ")";
    if (!search.documents.empty())
        within += " AND " + filter("+rowid", search.documents);
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT rowid FROM document_name_index WHERE document_name_index MATCH ?" + within + " ORDER BY rank LIMIT ?"));
    SILLOK_CHECK(statement.bindAll(quoted(name), static_cast<int64_t>(kMostNamed)));
    std::vector<DocumentId> documents;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return documents;
        documents.push_back(statement.columnNumber(0));
    }
}

Result<std::vector<PassageHit>> PassageRepository::numbered(DocumentId document, const std::string& number)
{
    // Passages of a document lie together, so the index is asked for a small part of what it knows about the number.
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string(kColumns)
            + " FROM (SELECT rowid AS id FROM passage_index WHERE passage_index MATCH ?1 "
              "AND rowid BETWEEN (SELECT min(id) FROM passage WHERE document_id = ?2) AND (SELECT max(id) FROM passage WHERE document_id = ?2)) found "
              "JOIN passage p ON p.id = found.id JOIN document d ON d.id = p.document_id WHERE d.id = ?2 ORDER BY p.id LIMIT ?3"));
    SILLOK_CHECK(statement.bindAll("{title heading_path} : " + quoted(number), document, kMostPlaces));
    return exactHits(statement);
}

/// In the order of the index, which costs no more than what is taken.
Result<std::vector<PassageHit>> PassageRepository::placed(const PassageSearch& search, const std::string& expression)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string(kColumns) + " FROM (SELECT rowid AS id FROM passage_index WHERE passage_index MATCH ?"
            + documentFilter(search.documents) + " LIMIT ?) found JOIN passage p ON p.id = found.id JOIN document d ON d.id = p.document_id ORDER BY p.id"));
    SILLOK_CHECK(statement.bindAll(scoped(search.collections, "{title heading_path} : (" + expression + ")"), kMostPlaces));
    return exactHits(statement);
}

Result<std::vector<PassageHit>> PassageRepository::numberedIn(const PassageSearch& search, const std::vector<DocumentId>& documents, const ExactLookup& lookup, const std::string& name)
{
    if (documents.size() == kMostNamed) // and perhaps more: a document for every article, or a word that many titles have
        return placed(search, quoted(lookup.number) + " AND " + quoted(name));
    std::vector<PassageHit> hits;
    for (const DocumentId document : documents) {
        SILLOK_TRY(std::vector<PassageHit> found, numbered(document, lookup.number));
        std::ranges::move(found, std::back_inserter(hits));
    }
    return hits;
}

Result<std::vector<PassageHit>> PassageRepository::lookUp(const PassageSearch& search, const ExactLookup& lookup)
{
    std::vector<std::string> noDocuments;
    for (const std::string& name : lookup.names) {
        SILLOK_TRY(const std::vector<DocumentId> documents, documentsNamed(search, name));
        if (documents.empty())
            noDocuments.push_back(name);
        SILLOK_TRY(std::vector<PassageHit> hits, numberedIn(search, documents, lookup, name));
        if (!hits.empty())
            return hits;
    }
    // A collection of rules in one document has their names in its headings.
    if (noDocuments.empty())
        return std::vector<PassageHit>();
    return placed(search, quoted(lookup.number) + " AND (" + joined(noDocuments, " OR ") + ")");
}

Result<std::vector<PassageHit>> PassageRepository::places(const PassageSearch& search)
{
    HitList hits;
    for (const ExactLookup& lookup : search.lookups) {
        SILLOK_TRY(std::vector<PassageHit> found, lookUp(search, lookup));
        if (found.empty())
            return found;
        hits.add(std::move(found));
    }
    return hits.take();
}

Result<std::vector<PassageHit>> PassageRepository::search(const PassageSearch& search)
{
    HitList hits;
    for (const ExactLookup& lookup : search.lookups) {
        SILLOK_TRY(std::vector<PassageHit> found, lookUp(search, lookup));
        if (found.empty()) {
            SILLOK_TRY(found, placed(search, quoted(lookup.number)));
        }
        hits.add(std::move(found));
    }
    if (!search.terms.empty()) {
        SILLOK_TRY(std::vector<PassageHit> found, match(search));
        hits.add(std::move(found));
    }
    return hits.take();
}

/// The index keeps the number of its rows in front of its averages; counting them reads a few hundred pages.
/// source  sqlite.org/fts5.html, the %_data table: row 1 begins with that number as a varint
Result<int64_t> PassageRepository::passageCount()
{
    SILLOK_TRY(Statement averages, m_database.prepare("SELECT block FROM passage_index_data WHERE id = 1"));
    SILLOK_TRY(const bool there, averages.step());
    if (!there)
        return 0;
    const std::vector<uint8_t> block = averages.columnBlob(0);
    size_t at = 0;
    return takeVarint(block, at);
}

Result<TermCounts> PassageRepository::countTerms(const std::vector<std::string>& terms)
{
    TermCounts counts;
    SILLOK_TRY(counts.passages, passageCount());
    SILLOK_TRY(TermSpread spread, TermSpread::open(m_database, "passage_index", "passage_term"));
    for (const std::string& term : terms) {
        SILLOK_TRY(const int64_t rows, spread.rows(term));
        counts.passagesWithTerm.push_back(std::min(rows, counts.passages));
    }
    return counts;
}

Result<StoredPassage> PassageRepository::find(PassageId passage)
{
    SILLOK_TRY(std::vector<StoredPassage> one, findAll({ passage }));
    return std::move(one.front());
}

Result<std::vector<StoredPassage>> PassageRepository::findAll(const std::vector<PassageId>& passages)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string(kColumns) + " FROM passage p JOIN document d ON d.id = p.document_id WHERE p.id = ?"));
    std::vector<StoredPassage> found;
    for (const PassageId passage : passages) {
        SILLOK_CHECK(statement.bindAll(passage));
        SILLOK_TRY(const bool there, statement.step());
        if (!there)
            return fail(ErrorCode::NotFound, "no such passage");
        found.push_back(readRow(statement));
    }
    return found;
}

Result<std::vector<StoredPassage>> PassageRepository::ofDocument(DocumentId document)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare(
            std::string(kColumns) + " FROM passage p JOIN document d ON d.id = p.document_id WHERE p.document_id = ? ORDER BY p.ordinal"));
    SILLOK_CHECK(statement.bindAll(document));
    std::vector<StoredPassage> passages;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return passages;
        passages.push_back(readRow(statement));
    }
}

Result<void> PassageRepository::optimize()
{
    return m_database.execute("INSERT INTO passage_index(passage_index) VALUES('optimize')");
}

Result<int64_t> PassageRepository::searchableDocuments(const std::vector<CollectionId>& collections)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT count(*) FROM document WHERE state = 1 AND " + filter("collection_id", collections)));
    return statement.number();
}

} // namespace sillok::storage
