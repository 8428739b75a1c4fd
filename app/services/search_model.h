// search_model.h - The models that help to find: one makes vectors of texts, one scores texts beside a question.
#pragma once

#include "app/services/model_library.h"
#include "app/workers/engine_client.h"
#include "storage/repositories/vector_repository.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace sillok::app {

/// Thread: any, unless said otherwise.
class TextEmbedder {
public:
    virtual ~TextEmbedder() = default;
    /// Which model it is. error as what loads it; Unsupported: it makes no vectors.
    virtual Result<storage::EmbeddingModel> identity(std::stop_token stop) = 0;
    /// Unit vectors, in order. error  Cancelled: `stop`, or a question came while these were passages: try again.
    virtual Result<std::vector<std::vector<float>>> vectors(std::span<const std::string> texts, protocol::TextKind kind, std::stop_token stop) = 0;
};

class PairScorer {
public:
    virtual ~PairScorer() = default;
    /// One for each text, larger is better. error  Unsupported: the model makes no scores.
    virtual Result<std::vector<float>> scores(const std::string& question, std::span<const std::string> texts, std::stop_token stop) = 0;
};

/// How a passage's text is put before a model (textForModels). Another number: every vector is made again.
inline constexpr int64_t kPassageRecipe = 1;

/// A model file in a sealed process of its own, loaded when it is first needed and again after its process died. A question goes before
/// passages: it ends their batch at once.
class SearchModel final : public TextEmbedder, public PairScorer {
public:
    /// `program`: the path of sillok-engine. `path`: as openModel takes it; without places it is a file
    SearchModel(std::string program, std::string path, LibraryPlaces places = {})
        : m_program(std::move(program)), m_path(std::move(path)), m_places(std::move(places))
    {
    }

    Result<storage::EmbeddingModel> identity(std::stop_token stop) override;
    Result<std::vector<std::vector<float>>> vectors(std::span<const std::string> texts, protocol::TextKind kind, std::stop_token stop) override;
    Result<std::vector<float>> scores(const std::string& question, std::span<const std::string> texts, std::stop_token stop) override;

    /// Loads it when it is not there. error  as EngineClient::load; Unsupported: not a model of vectors, or of scores.
    enum class Makes : uint8_t { Vectors, Scores };
    Result<void> load(Makes what, std::stop_token stop);
    /// Ends a batch of passages that runs; whoever waits for an answer calls it.
    void interrupt();
    /// Ends the process, whatever it does; it is not started again.
    void kill();
    const std::string& path() const { return m_path; }
    pid_t processId() const { return m_process; }    ///< -1: none runs

private:
    class Turn;
    Result<void> loaded(Makes what, std::stop_token stop);
    void forgetClient();

    std::string m_program;
    std::string m_path;
    LibraryPlaces m_places;
    std::mutex m_mutex;                       ///< of the next three
    std::condition_variable_any m_wake;
    bool m_busy = false;
    int m_questions = 0;                      ///< waiting
    std::stop_source m_batch;                 ///< of the passages that are being computed
    std::unique_ptr<EngineClient> m_client;   ///< whose turn it is
    storage::EmbeddingModel m_identity;       ///< with the client
    std::atomic<std::shared_ptr<const WorkerKiller>> m_killer;
    std::atomic<pid_t> m_process = -1;
    std::atomic<bool> m_killed = false;
};

} // namespace sillok::app
