#include "storage/repositories/passage_repository.h"

#include <unordered_set>

namespace sillok::storage {

namespace {

constexpr const char* kColumns = "SELECT p.id, p.document_id, d.collection_id, d.name, p.ordinal, p.title, p.heading_path, p.context, p.page, "
                                 "p.page_is_estimated, p.start_code_point, p.end_code_point, p.text";
constexpr int kScoreColumn = 13;

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
    return documents.empty() ? std::string() : " AND rowid IN (SELECT id FROM passage WHERE " + filter("document_id", documents) + ")";
}

} // namespace

Result<std::vector<PassageHit>> PassageRepository::match(const PassageSearch& search, const std::string& expression, bool exact)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string(kColumns)
            + ", found.score FROM (SELECT rowid AS id, rank AS score FROM passage_index WHERE passage_index MATCH ?"
            + documentFilter(search.documents)
            + " ORDER BY rank LIMIT ?) "
              "found JOIN passage p ON p.id = found.id JOIN document d ON d.id = p.document_id ORDER BY found.score, p.id"));
    SILLOK_CHECK(statement.bindAll(scoped(search.collections, expression), search.limit));
    std::vector<PassageHit> hits;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return hits;
        hits.push_back({ readRow(statement), -statement.columnReal(kScoreColumn), exact }); // the index counts better as smaller
    }
}

Result<std::vector<PassageHit>> PassageRepository::search(const PassageSearch& search)
{
    std::vector<PassageHit> hits;
    std::unordered_set<PassageId> seen;
    const auto add = [&](std::vector<PassageHit> more) {
        for (PassageHit& hit : more) {
            if (seen.insert(hit.passage.id).second)
                hits.push_back(std::move(hit));
        }
    };
    for (const ExactLookup& lookup : search.lookups) {
        if (lookup.empty())
            continue;
        SILLOK_TRY(std::vector<PassageHit> found, match(search, "{title heading_path} : (" + joined(lookup, " AND ") + ")", true));
        add(std::move(found));
    }
    if (!search.terms.empty()) {
        SILLOK_TRY(std::vector<PassageHit> found, match(search, joined(search.terms, " OR "), false));
        add(std::move(found));
    }
    return hits;
}

Result<TermCounts> PassageRepository::countTerms(const std::vector<std::string>& terms)
{
    TermCounts counts;
    SILLOK_TRY(Statement all, m_database.prepare("SELECT count(*) FROM passage"));
    SILLOK_TRY(counts.passages, all.number());
    SILLOK_TRY(Statement one, m_database.prepare("SELECT doc FROM passage_term WHERE term = ?"));
    for (const std::string& term : terms) {
        SILLOK_CHECK(one.bindAll(term));
        SILLOK_TRY(const bool there, one.step());
        counts.passagesWithTerm.push_back(there ? one.columnNumber(0) : 0);
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
