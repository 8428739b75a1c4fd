#include "app/services/passage_embedding.h"

#include "app/services/passage_search.h"
#include "engine/retrieval/byte_vector.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace sillok::app {

namespace {

using Clock = std::chrono::steady_clock;
using storage::WaitingPassage;

constexpr int kFetched = 64;
constexpr size_t kTogether = 8;
constexpr int kRemovedAtOnce = 2000;
constexpr std::chrono::milliseconds kLookAgain { 50 };
constexpr std::chrono::seconds kStoreEvery { 1 };

/// One run over what waits.
class Run {
public:
    Run(TextEmbedder& model, storage::CollectionId collection, const EmbeddingSteps& steps, std::stop_token stop)
        : m_model(model), m_collection(collection), m_steps(steps), m_stop(std::move(stop))
    {
    }

    Result<void> all()
    {
        SILLOK_TRY(const storage::EmbeddingModel identity, m_model.identity(m_stop));
        m_width = static_cast<size_t>(identity.width);
        SILLOK_CHECK(m_steps.withVectors([&](storage::VectorRepository& in) -> Result<void> {
            SILLOK_TRY(m_id, in.note(identity));
            SILLOK_TRY(m_sofar.total, in.countWaiting(m_id, m_collection));
            return {};
        }));
        tell();
        for (;;) {
            SILLOK_TRY(const bool some, nextFew());
            if (!some)
                return {};
        }
    }

private:
    /// False: nothing waits any more.
    Result<bool> nextFew()
    {
        std::vector<WaitingPassage> passages;
        SILLOK_CHECK(m_steps.withVectors([&](storage::VectorRepository& in) -> Result<void> {
            SILLOK_TRY(passages, in.waiting(m_id, m_collection, m_last ? &*m_last : nullptr, kFetched));
            return {};
        }));
        if (passages.empty())
            return false;
        m_last = passages.back();
        std::vector<retrieval::ByteVector> made;
        size_t stored = 0;
        auto lastStored = Clock::now();
        for (size_t at = 0; at < passages.size(); at += kTogether) {
            SILLOK_CHECK(embed(std::span(passages).subspan(at, std::min(kTogether, passages.size() - at)), made));
            if (Clock::now() - lastStored < kStoreEvery && made.size() < passages.size())
                continue;
            SILLOK_CHECK(store(passages, made, stored));
            stored = made.size();
            lastStored = Clock::now();
        }
        return true;
    }

    Result<void> embed(std::span<const WaitingPassage> passages, std::vector<retrieval::ByteVector>& into)
    {
        std::vector<std::string> texts;
        for (const WaitingPassage& passage : passages)
            texts.push_back(textForModels(passage.title, passage.headingPath, passage.context, passage.text));
        const auto keep = [&](const std::vector<std::vector<float>>& vectors) {
            for (const std::vector<float>& vector : vectors)
                into.push_back(retrieval::toByteVector(vector));
        };
        auto together = whenNobodyWaits(texts);
        if (together.ok()) {
            keep(*together);
            return {};
        }
        if (!isAboutText(together.error()))
            return together.error();
        for (const std::string& text : texts) {
            auto one = whenNobodyWaits(std::span(&text, 1));
            if (!one.ok() && !isAboutText(one.error()))
                return one.error();
            if (one.ok())
                keep(*one);
            else
                into.push_back({ 0, std::vector<int8_t>(m_width), std::vector<int8_t>(m_width) });
        }
        return {};
    }

    static bool isAboutText(const Error& error) { return error.code == ErrorCode::BadArgument || error.code == ErrorCode::Unsafe; }

    /// A question that comes ends a batch; it is computed again when nobody waits any more.
    Result<std::vector<std::vector<float>>> whenNobodyWaits(std::span<const std::string> texts)
    {
        std::mutex mutex;
        std::condition_variable_any never;
        for (;;) {
            while (m_steps.mustWait && m_steps.mustWait() && !m_stop.stop_requested()) {
                std::unique_lock lock(mutex);
                never.wait_for(lock, m_stop, kLookAgain, [] { return false; });
            }
            if (m_stop.stop_requested())
                return fail(ErrorCode::Cancelled, "making vectors");
            auto made = m_model.vectors(texts, protocol::TextKind::Passage, m_stop);
            if (made.ok() || made.error().code != ErrorCode::Cancelled || m_stop.stop_requested())
                return made;
        }
    }

    Result<void> store(const std::vector<WaitingPassage>& passages, const std::vector<retrieval::ByteVector>& made, size_t from)
    {
        std::vector<storage::NewVector> vectors;
        for (size_t i = from; i < made.size(); ++i)
            vectors.push_back({ &passages[i], made[i].scale, made[i].bytes, made[i].rest });
        SILLOK_CHECK(m_steps.withVectors([&](storage::VectorRepository& in) { return in.store(m_id, vectors); }));
        m_sofar.done += static_cast<int64_t>(vectors.size());
        m_sofar.total = std::max(m_sofar.total, m_sofar.done);
        tell();
        return {};
    }

    void tell()
    {
        if (m_steps.progress)
            m_steps.progress(m_sofar);
    }

    TextEmbedder& m_model;
    storage::CollectionId m_collection;
    const EmbeddingSteps& m_steps;
    std::stop_token m_stop;
    storage::EmbeddingModelId m_id = 0;
    size_t m_width = 0;
    EmbeddedSoFar m_sofar;
    std::optional<WaitingPassage> m_last;
};

} // namespace

Result<void> embedPassages(TextEmbedder& model, storage::CollectionId collection, const EmbeddingSteps& steps, std::stop_token stop)
{
    return Run(model, collection, steps, std::move(stop)).all();
}

Result<void> removeOtherVectors(TextEmbedder& model, const WithVectors& withVectors, std::stop_token stop)
{
    SILLOK_TRY(const storage::EmbeddingModel identity, model.identity(stop));
    for (bool left = true; left;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "removing vectors of an earlier model");
        SILLOK_CHECK(withVectors([&](storage::VectorRepository& in) -> Result<void> {
            SILLOK_TRY(const storage::EmbeddingModelId stays, in.note(identity));
            SILLOK_TRY(const std::vector<storage::StoredEmbeddingModel> models, in.models());
            left = false;
            for (const storage::StoredEmbeddingModel& other : models) {
                if (other.id == stays)
                    continue;
                SILLOK_TRY(const bool gone, in.removeSome(other.id, kRemovedAtOnce));
                left = left || !gone;
            }
            return {};
        }));
    }
    return {};
}

} // namespace sillok::app
