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
    std::vector<NearPassage> found;
    for (const retrieval::NearVector& near : m_index->nearest(question.values, most * retrieval::kLookedAtAgain, wanted)) {
        SILLOK_TRY(const NearPassage exact, lookAgain(near.id, question.values));
        found.push_back(exact);
    }
    std::ranges::stable_sort(found, std::greater(), &NearPassage::score);
    found.resize(std::min(found.size(), most));
    return found;
}

Result<NearPassage> PassageVectors::lookAgain(storage::PassageId passage, std::span<const float> question)
{
    SILLOK_TRY(std::optional<storage::StoredVector> stored, m_repository.ofPassage(m_model, passage));
    if (!stored)
        return fail(ErrorCode::Internal, "the index in memory knows a vector that the vault has not");
    SILLOK_TRY(std::vector<int8_t> rest, m_repository.rest(stored->id));
    if (rest.size() != stored->bytes.size())
        return fail(ErrorCode::Damaged, "a vector whose halves differ in width");
    return NearPassage { passage, retrieval::exactDot(question, { stored->scale, std::move(stored->bytes), std::move(rest) }) };
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
