// card.h - One graphics card behind the entry points of kernels/cuda/card.h, with errors as results.
#pragma once

#include "engine/backend/backend.h"
#include "kernels/cuda/card.h"
#include "kernels/cuda/launches.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace sillok {

/// A kernel with its arguments, ready to be sent.
template <typename Launch> SillokCardLaunch cardLaunch(kernels::cuda::Kernel kernel, const Launch& launch)
{
    static_assert(sizeof(Launch) <= sizeof(SillokCardLaunch::args));
    const kernels::cuda::Shape shape = kernels::cuda::shapeOf(launch);
    SillokCardLaunch out {};
    out.kernel = static_cast<uint32_t>(kernel);
    std::copy(std::begin(shape.grid), std::end(shape.grid), out.grid);
    out.threads = shape.threads;
    out.sharedBytes = shape.sharedBytes;
    out.argsBytes = sizeof(Launch);
    Launch same = launch;
#if defined(__has_builtin)
#if __has_builtin(__builtin_clear_padding)
    __builtin_clear_padding(&same); // equal launches are compared byte by byte
#endif
#endif
    std::memcpy(out.args, &same, sizeof(Launch));
    return out;
}

/// Memory of the card, freed with the object.
class CardMemory : public DeviceMemory {
public:
    CardMemory(const SillokCardApi& api, SillokCard* card, void* data, uint64_t size);
    ~CardMemory() override;
    CardMemory(const CardMemory&) = delete;
    CardMemory& operator=(const CardMemory&) = delete;
    std::byte* data() const override { return m_data; } ///< an address of the card: never read it here
    uint64_t sizeBytes() const override { return m_size; }

private:
    const SillokCardApi& m_api;
    SillokCard* m_card;
    std::byte* m_data;
    uint64_t m_size;
};

/// After the first failure that the card does not forgive nothing is sent any more, and every sync() says what it was.
class Card {
public:
    /// error  Unsupported: no driver, one that is too old, no card, or a library of another version. OutOfMemory. Io: anything else.
    static Result<std::unique_ptr<Card>> open(const SillokCardApi& api, int32_t index);
    ~Card();
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;

    const SillokCardInfo& info() const { return m_info; }
    /// Free at the moment; other programs take from it too. error as sync()
    Result<uint64_t> freeBytes();
    Result<std::unique_ptr<DeviceMemory>> allocate(uint64_t bytes);
    void copyIn(void* to, const void* from, uint64_t bytes);
    void copyOut(void* to, const void* from, uint64_t bytes);
    void run(std::span<const SillokCardLaunch> launches);
    /// A recording that play() takes; null where the card could not make one.
    SillokRecording* record(std::span<const SillokCardLaunch> launches);
    void play(SillokRecording* recording);
    void forget(SillokRecording* recording);
    /// Waits until all is done. error Io: the card broke off, with the driver's words; OutOfMemory
    Result<void> sync();

private:
    Card(const SillokCardApi& api, SillokCard* card);
    void keep(const SillokCardStatus& status);

    const SillokCardApi& m_api;
    SillokCard* m_card;
    SillokCardInfo m_info {};
    SillokCardStatus m_first {}; ///< the failure that stays
};

} // namespace sillok
