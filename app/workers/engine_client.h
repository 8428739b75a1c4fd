// engine_client.h - A model in its own sealed process: load once, ask many times.
#pragma once

#include "app/workers/protocol.h"
#include "app/workers/worker_process.h"

#include <functional>
#include <span>
#include <stop_token>

namespace sillok::app {

/// Seconds since 1970 as the clock on the wall counts them: the zone is in it.
int64_t wallClockNow();

/// One loaded model. Every call blocks its thread; one thread at a time. When a call returns WorkerDied the object is spent.
class EngineClient {
public:
    /// Starts `program` (the path of sillok-engine) with the descriptors of the model's files, the first part first. `progress` gets 0 to 1.
    /// A worker that opened a graphics card and then dies is started once more, without one. Models for searching never get one.
    /// error  what Model::load says; WorkerDied; Cancelled.
    static Result<EngineClient> load(const std::string& program, std::span<const FileDescriptor> parts, const protocol::LoadModel& options,
        std::stop_token stop, const std::function<void(double)>& progress);

    const protocol::ModelLoaded& model() const { return m_model; }
    pid_t processId() const { return m_worker.processId(); }
    std::shared_ptr<const WorkerKiller> killer() const { return m_worker.killer(); }

    /// The size of a prompt and what of it would not fit; nothing is computed. error as generate
    Result<protocol::Measured> measure(const protocol::Generate& request);

    /// Streams the answer. A stop request ends it with StopReason::Cancelled.
    /// error  Unsafe: the prompt does not fit the context. WorkerDied. TimedOut: silent for five minutes.
    Result<protocol::Generated> generate(
        const protocol::Generate& request, std::stop_token stop, const std::function<void(const protocol::TextWritten&)>& onText);

    // -- What the engine computed of the last answer, in blocks that can be kept and given back later, also to another process. After an error
    //    other than Damaged the object is spent.
    /// error  WorkerDied, TimedOut, Damaged
    Result<protocol::Prefix> prefix();
    /// Its blocks from `firstBlock` on; `prefix` may be cut shorter, by whole blocks. error as prefix
    Result<void> receivePrefix(const protocol::Prefix& prefix, uint32_t firstBlock, const std::function<void(uint32_t index, Bytes block)>& onBlock);
    /// How many tokens the engine can use now. `block` fills one block; false: there come no more. error as prefix
    Result<uint32_t> givePrefix(const protocol::Prefix& prefix, const std::function<bool(uint32_t index, std::span<uint8_t> block)>& block);

    /// Unit vectors of texts, in order. A stop request ends it with Cancelled; the model stays.
    /// error  Unsupported: not a model of vectors. Damaged: what came back is not what was asked for. WorkerDied, TimedOut, Cancelled.
    Result<std::vector<std::vector<float>>> embed(const protocol::Embed& request, std::stop_token stop);
    /// One score for each text, in order. error as embed
    Result<std::vector<float>> score(const protocol::Score& request, std::stop_token stop);

private:
    static Result<EngineClient> loadOnce(const std::string& program, const std::string& argument, std::span<const FileDescriptor> parts,
        const protocol::LoadModel& options, std::stop_token stop, const std::function<void(double)>& progress, bool& opensCard);
    explicit EngineClient(WorkerProcess worker) : m_worker(std::move(worker)) {}
    Error died(const char* doing);
    /// Sends, cancels when `stop` comes, and gives the one frame that answers. error what the engine reports; WorkerDied, TimedOut.
    Result<Frame> answerTo(protocol::Type request, const std::vector<uint8_t>& payload, protocol::Type answer, const char* doing, std::stop_token stop);

    WorkerProcess m_worker;
    protocol::ModelLoaded m_model;
};

} // namespace sillok::app
