#include "app/services/retrieval_eval.h"

#include "app/services/document_intake.h"
#include "app/services/passage_embedding.h"
#include "app/services/passage_search.h"
#include "engine/base/file.h"
#include "engine/retrieval/terms.h"
#include "storage/db/migrate.h"
#include "storage/db/transaction.h"
#include "storage/repositories/collection_repository.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

namespace sillok::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kDeepest = 10;
constexpr size_t kStoredAtOnce = 512;
constexpr size_t kPassages = 40;    // several passages may belong to one document

double secondsSince(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Result<std::vector<Json>> readLines(const std::string& path)
{
    SILLOK_TRY(const MappedFile file, MappedFile::open(path));
    std::vector<Json> lines;
    const std::string_view text = asText(file.bytes());
    int number = 0;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        ++number;
        if (end > at) {
            Json line = Json::parse(text.substr(at, end - at), nullptr, false);
            if (!line.is_object() || !line.contains("id") || !line["id"].is_string())
                return fail(ErrorCode::Damaged, path + " line " + std::to_string(number));
            lines.push_back(std::move(line));
        }
        at = end + 1;
    }
    return lines;
}

std::string textOf(const Json& line, const char* key)
{
    const auto found = line.find(key);
    return found != line.end() && found->is_string() ? found->get<std::string>() : std::string();
}

documents::Document documentOf(const Json& line)
{
    documents::Document document;
    document.title = textOf(line, "title");
    document.format = "TXT";
    const std::string text = textOf(line, "text");
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        if (end > at)
            document.blocks.push_back({ documents::BlockKind::Paragraph, text.substr(at, end - at), 0, 0, -1, false });
        at = end + 1;
    }
    return document;
}

struct Index {
    storage::Database database;
    storage::CollectionId collection = 0;
    std::vector<std::string> idOfDocument;    ///< by the number that is the document's name
    double buildSeconds = 0;
};

Result<Index> buildIndex(const std::vector<Json>& corpus)
{
    const auto begin = std::chrono::steady_clock::now();
    SILLOK_TRY(storage::Database database, storage::Database::openInMemory(retrieval::splitTerms<storage::TermPlace>));
    Index index { std::move(database), 0, {}, 0 };
    SILLOK_CHECK(storage::migrate(index.database));
    SILLOK_TRY(index.collection, storage::CollectionRepository(index.database).create("eval", 0));
    storage::DocumentRepository documents(index.database);
    std::optional<storage::Transaction> transaction; // as an import stores: many files at once
    for (const Json& line : corpus) {
        if (index.idOfDocument.size() % kStoredAtOnce == 0) {
            if (transaction) {
                SILLOK_CHECK(transaction->commit());
            }
            SILLOK_TRY(storage::Transaction begun, index.database.begin());
            transaction.emplace(std::move(begun));
        }
        const documents::Document document = documentOf(line);
        // The name must not help: a corpus id may spell the answer.
        storage::NewDocument stored = intake(document, std::to_string(index.idOfDocument.size()));
        stored.title = document.title;
        stored.collection = index.collection;
        if (const std::string section = textOf(line, "section"); !section.empty()) {
            for (storage::NewPassage& passage : stored.passages)
                passage.headingPath = section;
        }
        SILLOK_TRY(const storage::DocumentId id, documents.addWithin(stored, 0));
        static_cast<void>(id);
        index.idOfDocument.push_back(line["id"].get<std::string>());
    }
    if (transaction) {
        SILLOK_CHECK(transaction->commit());
    }
    SILLOK_CHECK(storage::PassageRepository(index.database).optimize());
    index.buildSeconds = secondsSince(begin);
    return index;
}

/// The models of one evaluation, and where they look.
struct Helped {
    explicit Helped(Index& index) : passages(index.database), repository(index.database), vectors(repository) {}

    storage::PassageRepository passages;
    storage::VectorRepository repository;
    PassageVectors vectors;
    TextEmbedder* embedder = nullptr;
    PairScorer* scorer = nullptr;
};

Result<PassageSearchResult> find(Helped& in, const PassageQuestion& question)
{
    std::vector<NearPassage> near;
    if (in.embedder) {
        SILLOK_TRY(const storage::EmbeddingModel model, in.embedder->identity({}));
        SILLOK_TRY(const auto made, in.embedder->vectors(std::span(&question.text, 1), protocol::TextKind::Question, {}));
        SILLOK_TRY(near, in.vectors.nearest({ model, made.at(0) }, question.collections, {}, kNearPassages));
    }
    SILLOK_TRY(PassageSearchResult result, searchPassages(in.passages, question, near));
    if (const std::vector<std::string> texts = textsToScore(result); in.scorer && !texts.empty()) {
        SILLOK_TRY(const std::vector<float> scores, in.scorer->scores(question.text, texts, {}));
        orderByScores(result, scores);
    }
    return result;
}

std::vector<std::string> foundNames(const PassageSearchResult& result)
{
    std::vector<std::string> names;
    for (const FoundPassage& found : result.passages)
        names.push_back(found.passage.documentName);
    return names;
}

/// Ids of documents, best passage first.
std::vector<std::string> rankedDocuments(const std::vector<std::string>& names, const Index& index)
{
    std::vector<std::string> ids;
    for (const std::string& name : names) {
        const std::string& id = index.idOfDocument[std::stoul(name)];
        if (ids.size() < kDeepest && std::ranges::find(ids, id) == ids.end())
            ids.push_back(id);
    }
    return ids;
}

class Score {
public:
    void add(const std::vector<std::string>& found, const std::vector<std::string>& relevant, bool answerable)
    {
        if (relevant.empty()) {
            ++m_unanswerable;
            m_refusedRightly += answerable ? 0 : 1;
            return;
        }
        ++m_answerable;
        m_refusedWrongly += answerable ? 0 : 1;
        for (size_t d = 0; d < std::size(kDepths); ++d) {
            const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(found.size(), kDepths[d]));
            const auto hits = std::count_if(relevant.begin(), relevant.end(), [&](const auto& id) { return std::find(found.begin(), end, id) != end; });
            m_recall[d] += static_cast<double>(hits) / static_cast<double>(relevant.size());
        }
        for (size_t i = 0; i < found.size(); ++i) {
            if (std::ranges::find(relevant, found[i]) != relevant.end()) {
                m_reciprocal += 1.0 / static_cast<double>(i + 1);
                break;
            }
        }
    }

    Json json() const
    {
        Json out;
        out["queries"] = m_answerable + m_unanswerable;
        if (m_answerable) {
            const double n = static_cast<double>(m_answerable);
            out["recall@1"] = m_recall[0] / n;
            out["recall@5"] = m_recall[1] / n;
            out["recall@10"] = m_recall[2] / n;
            out["mrr@10"] = m_reciprocal / n;
            out["refused_wrongly"] = static_cast<double>(m_refusedWrongly) / n;
        }
        if (m_unanswerable)
            out["refused_rightly"] = static_cast<double>(m_refusedRightly) / static_cast<double>(m_unanswerable);
        return out;
    }

private:
    static constexpr size_t kDepths[] = { 1, 5, 10 };
    double m_recall[3] = {};
    double m_reciprocal = 0;
    int64_t m_answerable = 0, m_unanswerable = 0, m_refusedRightly = 0, m_refusedWrongly = 0;
};

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

struct Scores {
    Score overall;
    std::map<std::string, Score> bySet, byType;
    std::vector<double> milliseconds;
};

Result<void> askOne(Helped& in, const Index& index, const Json& query, Scores& scores)
{
    const auto begin = std::chrono::steady_clock::now();
    SILLOK_TRY(const PassageSearchResult result, find(in, { { index.collection }, textOf(query, "question"), kPassages }));
    const std::vector<std::string> names = foundNames(result);
    scores.milliseconds.push_back(secondsSince(begin) * 1000);
    std::vector<std::string> relevant;
    if (const auto found = query.find("relevant"); found != query.end() && found->is_array()) {
        for (const Json& id : *found) {
            if (id.is_string())
                relevant.push_back(id.get<std::string>());
        }
    }
    const std::vector<std::string> found = rankedDocuments(names, index);
    for (Score* score : { &scores.overall, &scores.bySet[textOf(query, "set")], &scores.byType[textOf(query, "type")] })
        score->add(found, relevant, result.verdict.answerable);
    return {};
}

Json jsonOf(const std::map<std::string, Score>& scores)
{
    Json out = Json::object();
    for (const auto& [name, score] : scores)
        out[name] = score.json();
    return out;
}

} // namespace

Result<std::string> evaluateRetrieval(const RetrievalEvalInput& input)
{
    SILLOK_TRY(const std::vector<Json> corpus, readLines(input.corpus));
    SILLOK_TRY(const std::vector<Json> queries, readLines(input.queries));
    SILLOK_TRY(Index index, buildIndex(corpus));
    Helped in(index);
    in.embedder = input.embedder;
    in.scorer = input.scorer;
    const auto begin = std::chrono::steady_clock::now();
    if (input.embedder) {
        const EmbeddingSteps steps { [&](const std::function<Result<void>(storage::VectorRepository&)>& work) { return work(in.repository); }, {}, {} };
        SILLOK_CHECK(embedPassages(*input.embedder, 0, steps, {}));
    }
    const double embedSeconds = secondsSince(begin);
    Scores scores;
    for (const Json& query : queries)
        SILLOK_CHECK(askOne(in, index, query, scores));
    Json out;
    out["documents"] = corpus.size();
    out["overall"] = scores.overall.json();
    out["sets"] = jsonOf(scores.bySet);
    out["types"] = jsonOf(scores.byType);
    out["ms_p50"] = percentile(scores.milliseconds, 0.5);
    out["ms_p95"] = percentile(scores.milliseconds, 0.95);
    out["build_seconds"] = index.buildSeconds;
    SILLOK_TRY(out["index_bytes"], index.database.sizeBytes());
    if (input.embedder)
        out["embed_seconds"] = embedSeconds;
    return out.dump(2);
}

} // namespace sillok::app
