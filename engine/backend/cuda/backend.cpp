// backend.cpp - The CUDA backend: ops are gathered until somebody waits, planned as launches, and played from a recording when they come again.
#include "engine/backend/cuda/planner.h"

#include <algorithm>

namespace sillok {

namespace {

/// Launches that came before, and whether they were worth recording.
class Recordings {
public:
    explicit Recordings(Card& card)
        : m_card(card)
    {
    }
    ~Recordings()
    {
        for (const Known& known : m_known)
            m_card.forget(known.recording);
    }
    Recordings(const Recordings&) = delete;
    Recordings& operator=(const Recordings&) = delete;

    /// Runs them: the second time they come they are recorded, from then on played.
    void run(std::span<const SillokCardLaunch> launches)
    {
        const auto same = [&](const Known& known) {
            return known.launches.size() == launches.size() && std::memcmp(known.launches.data(), launches.data(), launches.size_bytes()) == 0;
        };
        auto known = std::find_if(m_known.begin(), m_known.end(), same);
        if (known == m_known.end()) {
            remember(launches);
            return m_card.run(launches);
        }
        std::rotate(m_known.begin(), known, known + 1); // the last used is the first
        Known& one = m_known.front();
        if (!one.recording && !one.refused) {
            one.recording = m_card.record(launches);
            one.refused = one.recording == nullptr;
        }
        one.recording ? m_card.play(one.recording) : m_card.run(launches);
    }

private:
    static constexpr size_t kMost = 8;
    struct Known {
        std::vector<SillokCardLaunch> launches;
        SillokRecording* recording = nullptr;
        bool refused = false;
    };

    void remember(std::span<const SillokCardLaunch> launches)
    {
        if (m_known.size() == kMost) {
            m_card.forget(m_known.back().recording);
            m_known.pop_back();
        }
        m_known.insert(m_known.begin(), Known { { launches.begin(), launches.end() }, nullptr, false });
    }

    Card& m_card;
    std::vector<Known> m_known;
};

class CudaBackend : public Backend {
public:
    CudaBackend(std::unique_ptr<Card> card, Products products)
        : m_card(std::move(card))
        , m_planner(m_weights, products, m_card->info().multiplies != 0)
        , m_recordings(*m_card)
        , m_device("CUDA " + std::string(m_card->info().name))
    {
    }

    const std::string& device() const override { return m_device; }
    Result<std::unique_ptr<DeviceMemory>> allocate(uint64_t bytes) override { return m_card->allocate(bytes); }

    uint64_t workBytes(const WorkSize& size) const override
    {
        uint64_t bytes = 0;
        CardWork::cut(size, m_card->info().multiplies != 0, nullptr, &bytes);
        return bytes;
    }
    Result<void> reserveWork(const WorkSize& size) override
    {
        if (size.chunkTokens > CardWork::kMostChunkTokens)
            return fail(ErrorCode::Internal, "chunks that are longer than a card's plan has places for");
        SILLOK_TRY(m_work, m_card->allocate(workBytes(size)));
        m_planner.use(CardWork::cut(size, m_card->info().multiplies != 0, m_work->data(), nullptr));
        return {};
    }

    bool hasOwnMemory() const override { return true; }
    Result<uint64_t> freeBytes() override { return m_card->freeBytes(); }
    uint64_t weightBytes(std::span<const StoredTensor> tensors) const override { return CardWeights::bytesOf(tensors); }
    Result<void> loadWeights(std::span<const StoredTensor> tensors, const LoadWatch& watch) override { return m_weights.load(*m_card, tensors, watch); }

    void copyIn(void* to, const void* from, uint64_t bytes) override
    {
        flush(); // ops before it may still read what was there
        m_card->copyIn(to, from, bytes);
    }
    void copyOut(void* to, const void* from, uint64_t bytes) override
    {
        flush();
        m_card->copyOut(to, from, bytes);
    }

    void beginPass(Pass pass) override { m_planner.begin(pass); }
    bool passesDiffer() const override { return true; }

    void run(const Op& op) override
    {
        if (m_planner.full())
            flush();
        m_planner.add(op);
    }
    Result<void> sync() override
    {
        flush();
        return m_card->sync();
    }

private:
    void flush()
    {
        if (m_planner.empty())
            return;
        if (!m_planner.places().empty())
            m_card->copyIn(m_planner.placesOnCard(), m_planner.places().data(), m_planner.places().size_bytes());
        m_recordings.run(m_planner.launches());
        m_planner.clear();
    }

    std::unique_ptr<Card> m_card; // first: everything else lies on it
    CardWeights m_weights;
    CardPlanner m_planner;
    Recordings m_recordings;
    std::string m_device;
    std::unique_ptr<DeviceMemory> m_work;
};

} // namespace

Result<std::unique_ptr<Backend>> makeCudaBackend(const SillokCardApi& api, int32_t card, Products products)
{
    SILLOK_TRY(std::unique_ptr<Card> opened, Card::open(api, card));
    return std::unique_ptr<Backend>(std::make_unique<CudaBackend>(std::move(opened), products));
}

} // namespace sillok
