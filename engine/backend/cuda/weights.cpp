#include "engine/backend/cuda/weights.h"

#include <algorithm>
#include <cassert>

namespace sillok {

namespace cuda = kernels::cuda;

namespace {

constexpr int64_t kPieceBytes = int64_t { 64 } << 20; // of a file, taken apart at once

int64_t blocksOf(const StoredTensor& tensor) { return tensor.rows * tensor.cols / kernels::blockShape(tensor.type).elements; }
uint64_t placedBytes(const StoredTensor& tensor) { return static_cast<uint64_t>(cuda::storedBytes(tensor.type, blocksOf(tensor))); }

/// Room for the pieces of a file on their way; nothing when no tensor is taken apart.
int64_t pieceBytes(std::span<const StoredTensor> tensors)
{
    int64_t most = 0;
    for (const StoredTensor& tensor : tensors)
        if (cuda::planesOf(tensor.type).count > 0)
            most = std::max(most, blocksOf(tensor) * kernels::blockShape(tensor.type).bytes);
    return std::min(most, kPieceBytes);
}

} // namespace

uint64_t CardWeights::bytesOf(std::span<const StoredTensor> tensors)
{
    uint64_t bytes = static_cast<uint64_t>(pieceBytes(tensors));
    for (const StoredTensor& tensor : tensors)
        bytes += placedBytes(tensor);
    return bytes;
}

Result<void> CardWeights::load(Card& card, std::span<const StoredTensor> tensors, const LoadWatch& watch)
{
    const int64_t room = pieceBytes(tensors);
    SILLOK_TRY(const std::unique_ptr<DeviceMemory> piece, card.allocate(static_cast<uint64_t>(room)));
    SILLOK_TRY(m_memory, card.allocate(bytesOf(tensors) - static_cast<uint64_t>(room)));
    const double all = static_cast<double>(m_memory->sizeBytes());
    uint64_t offset = 0;
    for (const StoredTensor& tensor : tensors) {
        const int64_t blocks = blocksOf(tensor), blockBytes = kernels::blockShape(tensor.type).bytes;
        std::byte* to = m_memory->data() + offset;
        const auto* from = static_cast<const std::byte*>(tensor.data);
        const bool apart = cuda::planesOf(tensor.type).count > 0;
        const int64_t step = (apart ? room : kPieceBytes) / blockBytes;
        for (int64_t first = 0; first < blocks; first += step) {
            if (watch.stop.stop_requested())
                return fail(ErrorCode::Cancelled, "loading a model");
            const int64_t count = std::min(step, blocks - first);
            card.copyIn(apart ? piece->data() : to + first * blockBytes, from + first * blockBytes, static_cast<uint64_t>(count * blockBytes));
            if (apart) {
                const cuda::SplitPlanesLaunch launch { reinterpret_cast<const uint8_t*>(piece->data()), reinterpret_cast<uint8_t*>(to), tensor.type, blocks, first, count };
                const SillokCardLaunch one[] = { cardLaunch(cuda::Kernel::SplitPlanes, launch) };
                card.run(one);
            }
            if (watch.onProgress)
                watch.onProgress(static_cast<double>(offset + static_cast<uint64_t>((first + count) * blockBytes)) / all);
        }
        m_tensors.emplace(from, Placed { tensor, offset });
        offset += placedBytes(tensor);
    }
    return card.sync();
}

const CardWeights::Placed* CardWeights::find(const void* file) const
{
    const auto* address = static_cast<const std::byte*>(file);
    auto after = m_tensors.upper_bound(address);
    if (after == m_tensors.begin())
        return nullptr;
    const Placed& placed = std::prev(after)->second;
    const auto size = placed.tensor.rows * kernels::rowBytes(placed.tensor.type, placed.tensor.cols);
    return address < static_cast<const std::byte*>(placed.tensor.data) + size ? &placed : nullptr;
}

cuda::StoredMatrix CardWeights::matrix(const void* file, kernels::WeightType type, int64_t rows, int64_t cols) const
{
    const Placed* placed = find(file);
    assert(placed && placed->tensor.type == type && placed->tensor.cols == cols);
    const auto distance = static_cast<const std::byte*>(file) - static_cast<const std::byte*>(placed->tensor.data);
    assert(distance % kernels::rowBytes(type, cols) == 0);
    return { reinterpret_cast<const uint8_t*>(m_memory->data() + placed->offset), type, blocksOf(placed->tensor), distance / kernels::rowBytes(type, cols), rows, cols };
}

const float* CardWeights::floats(const float* address) const
{
    const Placed* placed = address ? find(address) : nullptr;
    if (!placed)
        return address;
    const auto distance = reinterpret_cast<const std::byte*>(address) - static_cast<const std::byte*>(placed->tensor.data);
    return reinterpret_cast<const float*>(m_memory->data() + placed->offset + distance);
}

} // namespace sillok
