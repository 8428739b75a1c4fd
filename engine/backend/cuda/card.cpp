#include "engine/backend/cuda/card.h"

#include "engine/backend/cuda/library.h"

namespace sillok {

namespace {

Error errorOf(const SillokCardStatus& status)
{
    const std::string words = status.text;
    switch (status.error) {
    case SillokCardNoDriver: return cardError(ErrorCode::Unsupported, "no driver that works (" + words + ")");
    case SillokCardOldDriver: return cardError(ErrorCode::Unsupported, "its driver is older than this program needs (" + words + ")");
    case SillokCardNone: return cardError(ErrorCode::Unsupported, "none that this program has code for (" + words + ")");
    case SillokCardOutOfMemory: return cardError(ErrorCode::OutOfMemory, words);
    default: return cardError(ErrorCode::Io, words);
    }
}

} // namespace

CardMemory::CardMemory(const SillokCardApi& api, SillokCard* card, void* data, uint64_t size)
    : m_api(api)
    , m_card(card)
    , m_data(static_cast<std::byte*>(data))
    , m_size(size)
{
}
CardMemory::~CardMemory() { m_api.release(m_card, m_data); }

Card::Card(const SillokCardApi& api, SillokCard* card)
    : m_api(api)
    , m_card(card)
{
}
Card::~Card() { m_api.close(m_card); }

Result<std::unique_ptr<Card>> Card::open(const SillokCardApi& api, int32_t index)
{
    if (api.version != kSillokCardVersion)
        return cardError(ErrorCode::Unsupported, "its library belongs to another version of this program");
    SillokCardStatus status {};
    SillokCard* opened = nullptr;
    api.open(index, &opened, &status);
    if (!opened)
        return errorOf(status);
    std::unique_ptr<Card> card(new Card(api, opened));
    api.info(opened, &card->m_info, &status);
    if (status.error != SillokCardOk)
        return errorOf(status);
    return card;
}

Result<uint64_t> Card::freeBytes()
{
    SillokCardStatus status {};
    SillokCardInfo info {};
    m_api.info(m_card, &info, &status);
    if (status.error != SillokCardOk)
        return errorOf(status);
    return info.freeBytes;
}

Result<std::unique_ptr<DeviceMemory>> Card::allocate(uint64_t bytes)
{
    SillokCardStatus status {};
    void* data = nullptr;
    m_api.allocate(m_card, bytes, &data, &status);
    if (!data)
        return errorOf(status);
    return std::unique_ptr<DeviceMemory>(std::make_unique<CardMemory>(m_api, m_card, data, bytes));
}

void Card::keep(const SillokCardStatus& status)
{
    if (m_first.error == SillokCardOk)
        m_first = status;
}

void Card::copyIn(void* to, const void* from, uint64_t bytes)
{
    if (m_first.error != SillokCardOk)
        return;
    SillokCardStatus status {};
    m_api.copyIn(m_card, to, from, bytes, &status);
    keep(status);
}

void Card::copyOut(void* to, const void* from, uint64_t bytes)
{
    SillokCardStatus status {};
    if (m_first.error == SillokCardOk)
        m_api.copyOut(m_card, to, from, bytes, &status);
    keep(status);
    if (m_first.error != SillokCardOk)
        std::memset(to, 0, bytes); // sync() says so; until then nobody reads what was there before
}

void Card::run(std::span<const SillokCardLaunch> launches)
{
    if (m_first.error != SillokCardOk || launches.empty())
        return;
    SillokCardStatus status {};
    m_api.run(m_card, launches.data(), static_cast<uint32_t>(launches.size()), &status);
    keep(status);
}

SillokRecording* Card::record(std::span<const SillokCardLaunch> launches)
{
    SillokCardStatus status {};
    SillokRecording* recording = nullptr;
    if (m_first.error == SillokCardOk)
        m_api.record(m_card, launches.data(), static_cast<uint32_t>(launches.size()), &recording, &status);
    return recording;
}

void Card::play(SillokRecording* recording)
{
    if (m_first.error != SillokCardOk)
        return;
    SillokCardStatus status {};
    m_api.play(m_card, recording, &status);
    keep(status);
}

void Card::forget(SillokRecording* recording) { m_api.forget(m_card, recording); }

Result<void> Card::sync()
{
    if (m_first.error == SillokCardOk) {
        SillokCardStatus status {};
        m_api.sync(m_card, &status);
        keep(status);
    }
    if (m_first.error != SillokCardOk)
        return errorOf(m_first);
    return {};
}

} // namespace sillok
