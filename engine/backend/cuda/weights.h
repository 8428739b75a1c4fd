// weights.h - A model's tensors on the card, found again by their addresses in the mapped file, which is what ops carry.
#pragma once

#include "engine/backend/cuda/card.h"

#include <map>

namespace sillok {

class CardWeights {
public:
    /// What they take on the card, to the byte.
    static uint64_t bytesOf(std::span<const StoredTensor> tensors);

    /// Copies every tensor and takes blocks apart where stored_matrix.h says so.
    /// error  OutOfMemory; Cancelled; as Card::sync()
    Result<void> load(Card& card, std::span<const StoredTensor> tensors, const LoadWatch& watch);

    /// The matrix that begins at `file`. needs an address inside a tensor, at the beginning of a row
    kernels::cuda::StoredMatrix matrix(const void* file, kernels::WeightType type, int64_t rows, int64_t cols) const;
    /// The card's address of floats of the file; what is no address of the file stays as it is. Null stays null.
    const float* floats(const float* address) const;

private:
    struct Placed {
        StoredTensor tensor;
        uint64_t offset; ///< on the card
    };
    const Placed* find(const void* file) const;

    std::unique_ptr<DeviceMemory> m_memory;
    std::map<const std::byte*, Placed> m_tensors; ///< by the address in the file
};

} // namespace sillok
