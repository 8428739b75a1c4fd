// planner.h - Turns ops into launches: chooses kernels, and puts together what follows each other.
#pragma once

#include "engine/backend/cuda/weights.h"

namespace sillok {

/// Memory of the card beside weights, buffers and caches.
struct CardWork {
    std::byte* rounded = nullptr; ///< activations in whole numbers
    std::byte* narrowed = nullptr; ///< activations as bf16
    std::byte* expanded = nullptr; ///< a matrix as bf16
    uint64_t expandedBytes = 0;
    float* partial = nullptr; ///< of split attention
    kernels::cuda::PassPlace* places = nullptr;

    static constexpr size_t kPlaces = 64;
    static constexpr size_t kMostPlacesOfAnOp = 32; ///< attention of a chunk, kMostSplitTokens at a time
    static constexpr uint64_t kMostChunkTokens = kMostPlacesOfAnOp * static_cast<uint64_t>(kernels::cuda::kMostSplitTokens);
    /// With `memory` null only counted.
    static CardWork cut(const WorkSize& size, bool multiplies, std::byte* memory, uint64_t* bytes);
};

/// Ops of one flush. Everything that differs from pass to pass (where the tokens begin) is in places(), so that the same ops give the same launches.
class CardPlanner {
public:
    CardPlanner(const CardWeights& weights, Products products, bool multiplies)
        : m_weights(weights)
        , m_fast(products == Products::Fast)
        , m_multiplies(multiplies)
    {
    }
    void use(const CardWork& work) { m_work = work; }
    /// Where places() belong on the card.
    kernels::cuda::PassPlace* placesOnCard() const { return m_work.places; }
    void begin(Pass pass) { m_pass = pass; }
    void add(const Op& op);
    /// Whether another op might not find a place.
    bool full() const { return m_places.size() + CardWork::kMostPlacesOfAnOp > CardWork::kPlaces; }
    bool empty() const { return m_launches.empty(); }

    std::span<const SillokCardLaunch> launches() const { return m_launches; }
    std::span<const kernels::cuda::PassPlace> places() const { return m_places; }
    /// Forgets them.
    void clear();

private:
    template <typename Launch> void launch(kernels::cuda::Kernel kernel, const Launch& launch);
    /// The last launch, if it is of this kind; its arguments may be changed and put back.
    template <typename Launch> bool last(kernels::cuda::Kernel kernel, Launch& launch) const;
    template <typename Launch> void replaceLast(kernels::cuda::Kernel kernel, const Launch& launch);
    const kernels::cuda::PassPlace* place(int64_t first, int64_t positions);

    void plan(const kernels::MatmulArgs& args);
    void plan(const kernels::MatmulSetArgs& args);
    void plan(const kernels::LookupArgs& args);
    void plan(const kernels::RmsNormArgs& args);
    void plan(const kernels::LayerNormArgs& args);
    void plan(const kernels::RopeArgs& args);
    void plan(const kernels::CacheStoreArgs& args);
    void plan(const kernels::AttentionArgs& args);
    void plan(const kernels::SoftmaxArgs& args);
    void plan(const kernels::SwigluArgs& args);
    void plan(const kernels::GeluArgs& args);
    void plan(const kernels::AddArgs& args);
    void plan(const kernels::ScaleArgs& args);
    void plan(const kernels::CopyRowsArgs& args);

    kernels::cuda::ProductPart partOf(const kernels::MatmulArgs& args) const;
    bool roundable(const kernels::MatmulArgs& args) const;
    void fewTokens(const kernels::MatmulArgs* parts, int count);
    void manyTokens(const kernels::MatmulArgs& args);
    void libraryProduct(const kernels::MatmulArgs& args, bool fine);
    kernels::cuda::RoundedRows roundedInput(const kernels::MatmulArgs& args);
    void splitAttention(const kernels::AttentionArgs& args);
    void activation(const kernels::cuda::ActivateLaunch& args);

    const CardWeights& m_weights;
    bool m_fast;
    bool m_multiplies;
    Pass m_pass = Pass::Prompt;
    CardWork m_work;
    std::vector<SillokCardLaunch> m_launches;
    std::vector<kernels::cuda::PassPlace> m_places;
    /// What work.rounded holds; good until anything but a product is launched.
    struct Rounded {
        const float* x = nullptr;
        int64_t xStride = 0;
        int64_t cols = 0;
        int64_t tokens = 0;
        bool operator==(const Rounded&) const = default;
    } m_rounded;
};

} // namespace sillok
