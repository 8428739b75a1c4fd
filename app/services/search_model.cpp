#include "app/services/search_model.h"

#include "app/services/import_service.h"
#include "engine/base/text.h"

#include <QCryptographicHash>

namespace sillok::app {

namespace {

constexpr size_t kMostTextBytes = size_t { 32 } << 10; // more than the longest window of any search model takes

std::string shortened(const std::string& text)
{
    if (text.size() <= kMostTextBytes)
        return text;
    size_t end = kMostTextBytes;
    while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end);
}

/// Of one file, its digest; of several, the digest of their digests.
Result<storage::Sha256> digestOfAll(std::span<const FileDescriptor> files)
{
    QCryptographicHash all(QCryptographicHash::Sha256);
    storage::Sha256 digest {};
    for (const FileDescriptor& file : files) {
        SILLOK_TRY(const FileDigest one, digestOf(file));
        digest = one.sha256;
        all.addData(QByteArray(reinterpret_cast<const char*>(digest.data()), static_cast<qsizetype>(digest.size())));
    }
    if (files.size() > 1)
        std::ranges::copy(all.result(), digest.begin());
    return digest;
}

} // namespace

/// Held while the model computes for somebody.
class SearchModel::Turn {
public:
    enum class Of : uint8_t { Question, Passages };

    /// Whether the turn came; otherwise `stop` did.
    Turn(SearchModel& model, Of whose, std::stop_token stop) : m_model(model)
    {
        const bool asks = whose == Of::Question;
        std::unique_lock lock(model.m_mutex);
        model.m_questions += asks ? 1 : 0;
        if (asks)
            model.m_batch.request_stop();
        m_came = model.m_wake.wait(lock, stop, [&] { return !model.m_busy && (asks || model.m_questions == 0); });
        model.m_questions -= asks ? 1 : 0;
        if (!m_came)
            return;
        model.m_busy = true;
        if (!asks)
            model.m_batch = m_batch;
    }
    ~Turn()
    {
        const std::lock_guard lock(m_model.m_mutex);
        m_model.m_busy = m_model.m_busy && !m_came;
        m_model.m_wake.notify_all();
    }
    bool came() const { return m_came; }
    std::stop_source& batch() { return m_batch; }

private:
    SearchModel& m_model;
    std::stop_source m_batch;
    bool m_came = false;
};

Result<void> SearchModel::loaded(Makes what, std::stop_token stop)
{
    const Error givenUp = fail(ErrorCode::Cancelled, "a model for searching: it was given up");
    if (m_killed) {
        forgetClient();
        return givenUp;
    }
    if (!m_client) {
        SILLOK_TRY(const OpenedModel model, openModel(m_path, m_places));
        SILLOK_TRY(m_identity.sha256, digestOfAll(model.files));
        SILLOK_TRY(EngineClient client, EngineClient::load(m_program, model.files, { .use = protocol::ModelUse::Searching }, stop, {}));
        m_identity.name = client.model().name;
        m_identity.recipe = kPassageRecipe;
        m_identity.width = client.model().vectorWidth;
        m_client = std::make_unique<EngineClient>(std::move(client));
        m_killer.store(m_client->killer());
        m_process = m_client->processId();
    }
    if (m_killed) { // before there was anything to end
        forgetClient();
        return givenUp;
    }
    if (m_client->model().makesScores != (what == Makes::Scores))
        return fail(ErrorCode::Unsupported, what == Makes::Scores ? "model: it makes vectors, not scores" : "model: it makes scores, not vectors");
    return {};
}

void SearchModel::forgetClient()
{
    m_process = -1;
    m_client.reset();
}

Result<void> SearchModel::load(Makes what, std::stop_token stop)
{
    const Turn turn(*this, Turn::Of::Question, stop);
    if (!turn.came())
        return fail(ErrorCode::Cancelled, "loading a model for searching");
    return loaded(what, stop);
}

Result<storage::EmbeddingModel> SearchModel::identity(std::stop_token stop)
{
    const Turn turn(*this, Turn::Of::Question, stop);
    if (!turn.came())
        return fail(ErrorCode::Cancelled, "loading a model for searching");
    SILLOK_CHECK(loaded(Makes::Vectors, stop));
    return m_identity;
}

Result<std::vector<std::vector<float>>> SearchModel::vectors(std::span<const std::string> texts, protocol::TextKind kind, std::stop_token stop)
{
    Turn turn(*this, kind == protocol::TextKind::Question ? Turn::Of::Question : Turn::Of::Passages, stop);
    if (!turn.came())
        return fail(ErrorCode::Cancelled, "making vectors");
    const std::stop_callback onStop(stop, [&turn] { turn.batch().request_stop(); });
    SILLOK_CHECK(loaded(Makes::Vectors, stop));
    std::vector<std::vector<float>> vectors;
    for (size_t at = 0; at < texts.size(); at += protocol::kMostTexts) {
        protocol::Embed request { kind, {} };
        for (const std::string& text : texts.subspan(at, std::min<size_t>(protocol::kMostTexts, texts.size() - at)))
            request.texts.push_back(shortened(text));
        auto made = m_client->embed(request, turn.batch().get_token());
        if (!made.ok()) {
            if (made.error().code == ErrorCode::WorkerDied || made.error().code == ErrorCode::TimedOut || made.error().code == ErrorCode::Damaged)
                forgetClient();
            return made.error();
        }
        std::ranges::move(*made, std::back_inserter(vectors));
    }
    return vectors;
}

Result<std::vector<float>> SearchModel::scores(const std::string& question, std::span<const std::string> texts, std::stop_token stop)
{
    const Turn turn(*this, Turn::Of::Question, stop);
    if (!turn.came())
        return fail(ErrorCode::Cancelled, "scoring passages");
    SILLOK_CHECK(loaded(Makes::Scores, stop));
    protocol::Score request { shortened(question), {} };
    for (const std::string& text : texts)
        request.texts.push_back(shortened(text));
    auto made = m_client->score(request, stop);
    if (!made.ok() && made.error().code != ErrorCode::Cancelled && made.error().code != ErrorCode::Unsafe)
        forgetClient();
    return made;
}

void SearchModel::interrupt()
{
    const std::lock_guard lock(m_mutex);
    m_batch.request_stop();
}

void SearchModel::kill()
{
    m_killed = true;
    if (const auto killer = m_killer.load())
        killer->kill();
}

} // namespace sillok::app
