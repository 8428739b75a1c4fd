#include "app/services/passage_vectors.h"

#include "engine/retrieval/byte_vector.h"

#include <algorithm>

namespace sillok::app {

namespace {

constexpr int kRowsAtOnce = 2000;

} // namespace

Result<std::vector<NearPassage>> PassageVectors::nearest(const QuestionVector& question, std::span<const storage::CollectionId> collections,
    std::span<const storage::DocumentId> documents, size_t most)
{
    SILLOK_TRY(const std::optional<storage::EmbeddingModelId> model, m_repository.find(question.model));
    const size_t width = question.values.size();
    if (!model || width == 0 || width > static_cast<size_t>(kernels::kMostByteDotCols))
        return std::vector<NearPassage> {};
    SILLOK_CHECK(catchUp(*model, width));
    retrieval::VectorIndex::Wanted wanted;
    if (!documents.empty())
        wanted = [&](const retrieval::VectorKey& key) { return std::ranges::find(documents, key.document) != documents.end(); };
    else if (!collections.empty())
        wanted = [&](const retrieval::VectorKey& key) { return std::ranges::find(collections, key.collection) != collections.end(); };
    std::vector<storage::PassageId> candidates;
    for (const retrieval::NearVector& near : m_index->nearest(question.values, most * retrieval::kLookedAtAgain, wanted))
        candidates.push_back(near.id);
    SILLOK_TRY(std::vector<storage::WholeVector> whole, m_repository.wholeOnes(m_model, candidates));
    std::vector<NearPassage> found;
    for (storage::WholeVector& vector : whole) {
        if (vector.rest.size() != width || vector.bytes.size() != width)
            return fail(ErrorCode::Damaged, "a vector whose halves differ in width");
        found.push_back({ vector.passage, retrieval::exactDot(question.values, { vector.scale, std::move(vector.bytes), std::move(vector.rest) }) });
    }
    std::ranges::stable_sort(found, std::greater(), &NearPassage::score);
    found.resize(std::min(found.size(), most));
    return found;
}

/// Another connection, model or width begins anew.
Result<void> PassageVectors::catchUp(storage::EmbeddingModelId model, size_t width)
{
    SILLOK_TRY(const storage::VectorChanges changes, m_repository.takeChanges());
    if (changes.unknown || !m_index || m_model != model || m_index->width() != width)
        return readAll(model, width);
    for (const storage::PassageId passage : changes.passages) {
        m_index->remove(passage);
        auto stored = m_repository.ofPassage(model, passage);
        if (!stored.ok()) {
            m_index.reset(); // the note of the change is gone: only a new reading is true again
            return stored.error();
        }
        if (*stored)
            add(**stored);
    }
    return {};
}

Result<void> PassageVectors::readAll(storage::EmbeddingModelId model, size_t width)
{
    m_model = model;
    m_index.emplace(width, *kernels::chooseCpuTable(nullptr).table);
    for (int64_t after = 0;;) {
        auto rows = m_repository.rows(model, after, kRowsAtOnce);
        if (!rows.ok()) {
            m_index.reset(); // half an index would look like a whole one
            return rows.error();
        }
        if (rows->empty())
            return {};
        for (const storage::StoredVector& row : *rows)
            add(row);
        after = rows->back().id;
    }
}

void PassageVectors::add(const storage::StoredVector& vector)
{
    if (vector.bytes.size() == m_index->width())
        m_index->add({ vector.passage, vector.document, vector.collection }, vector.scale, vector.bytes);
}

} // namespace sillok::app
