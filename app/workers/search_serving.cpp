#include "app/workers/search_serving.h"

#include "app/workers/protocol.h"
#include "engine/embed/embedder.h"

#include <thread>

namespace sillok::app {

namespace {

using protocol::Type;

constexpr std::chrono::hours kForever { 24 * 365 };

std::vector<std::string_view> viewsOf(const std::vector<std::string>& texts) { return { texts.begin(), texts.end() }; }

Result<std::vector<uint8_t>> embed(Embedder& model, const protocol::Embed& request, std::stop_token stop)
{
    const std::vector<std::string_view> texts = viewsOf(request.texts);
    const TextKind kind = request.kind == protocol::TextKind::Question ? TextKind::Query : TextKind::Passage;
    SILLOK_TRY(std::vector<TextVector> made, model.embedTexts(texts, kind, stop));
    protocol::Embedded answer { model.width(), {} };
    for (TextVector& vector : made) {
        normalize(vector.values);
        answer.values.insert(answer.values.end(), vector.values.begin(), vector.values.end());
    }
    return protocol::encode(answer);
}

Result<std::vector<uint8_t>> score(Embedder& model, const protocol::Score& request, std::stop_token stop)
{
    const std::vector<std::string_view> texts = viewsOf(request.texts);
    SILLOK_TRY(const std::vector<PairScore> made, model.scorePairs(request.question, texts, stop));
    protocol::Scored answer;
    for (const PairScore& pair : made)
        answer.scores.push_back(pair.score);
    return protocol::encode(answer);
}

/// One request after another; each in its own thread, so that a Cancel frame is seen while the model computes.
class Asking {
public:
    Asking(const FrameLink& link, Embedder& model) : m_link(link), m_model(model) {}

    template <typename Request>
    void start(Request request, Type answer, Result<std::vector<uint8_t>> (*work)(Embedder&, const Request&, std::stop_token))
    {
        m_thread.request_stop();
        if (m_thread.joinable())
            m_thread.join(); // the model computes one thing at a time
        m_thread = std::jthread([this, asked = std::move(request), answer, work](std::stop_token stop) {
            const auto made = work(m_model, asked, stop);
            const Type type = made.ok() ? answer : Type::Failed;
            ignore(m_link.send(static_cast<uint16_t>(type), made.ok() ? *made : protocol::encode(made.error())),
                "a closed link ends the main loop at its next receive");
        });
    }
    void requestStop() { m_thread.request_stop(); }

private:
    const FrameLink& m_link;
    Embedder& m_model;
    std::jthread m_thread;
};

} // namespace

Result<void> serveSearching(FrameLink& link, MappedFile file, const ModelOptions& options)
{
    SILLOK_TRY(const std::unique_ptr<Embedder> model, Embedder::load(std::move(file), options));
    const bool scores = model->makesScores();
    const protocol::ModelLoaded loaded { model->name(), model->architecture(), model->contextTokens(), model->memoryBytes(), scores ? 0 : model->width(), scores, protocol::CardUse::None, {} };
    SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::ModelLoaded), protocol::encode(loaded)));
    Asking asking(link, *model);
    while (true) {
        SILLOK_TRY(const Frame frame, link.receive(kForever));
        switch (static_cast<Type>(frame.type)) {
        case Type::Embed: {
            SILLOK_TRY(protocol::Embed request, protocol::decodeEmbed(frame.payload));
            asking.start(std::move(request), Type::Embedded, &embed);
            break;
        }
        case Type::Score: {
            SILLOK_TRY(protocol::Score request, protocol::decodeScore(frame.payload));
            asking.start(std::move(request), Type::Scored, &score);
            break;
        }
        case Type::Cancel: asking.requestStop(); break;
        default: return fail(ErrorCode::Damaged, "a frame that a model for searching does not know");
        }
    }
}

} // namespace sillok::app
