// The message that brings a model: how it is to be loaded, sampled and ended.
#include "app/workers/protocol.h"

#include "app/workers/wire.h"
#include "engine/base/text.h"
#include "engine/gguf/reader.h"

namespace sillok::app::protocol {

namespace {

constexpr uint32_t kMostPresets = 16;
constexpr uint32_t kMostStops = 64;

/// False: more than a manifest may hold.
bool readPresets(WireReader& in, std::vector<SamplingPreset>& presets)
{
    const auto count = in.number<uint32_t>();
    if (count > kMostPresets)
        return false;
    for (uint32_t i = 0; i < count; ++i) {
        SamplingPreset preset;
        const auto purpose = in.number<uint8_t>();
        preset.purpose = static_cast<Purpose>(purpose);
        for (uint32_t* const value : { &preset.temperatureMilli, &preset.topPMilli, &preset.minPMilli, &preset.topK, &preset.repetitionMilli, &preset.presenceMilli }) {
            *value = in.number<uint32_t>();
            if (*value > kMostPresetMilli)
                return false;
        }
        if (purpose > static_cast<uint8_t>(Purpose::Documents))
            return false;
        presets.push_back(preset);
    }
    return true;
}

bool readStops(WireReader& in, std::vector<std::string>& stops)
{
    const auto count = in.number<uint32_t>();
    if (count > kMostStops)
        return false;
    for (uint32_t i = 0; i < count; ++i) {
        stops.push_back(in.text());
        if (stops.back().empty() || !isValidUtf8(stops.back()))
            return false;
    }
    return true;
}

} // namespace

std::vector<uint8_t> encode(const LoadModel& message)
{
    WireWriter out;
    out.number(message.threads);
    out.number(message.contextTokens);
    out.number(message.parts);
    out.number(static_cast<uint8_t>(message.use));
    out.text(message.chatTemplate);
    out.number(static_cast<uint32_t>(message.presets.size()));
    for (const SamplingPreset& preset : message.presets) {
        out.number(static_cast<uint8_t>(preset.purpose));
        for (const uint32_t value : { preset.temperatureMilli, preset.topPMilli, preset.minPMilli, preset.topK, preset.repetitionMilli, preset.presenceMilli })
            out.number(value);
    }
    out.number(static_cast<uint32_t>(message.stops.size()));
    for (const std::string& stop : message.stops)
        out.text(stop);
    return out.take();
}

Result<LoadModel> decodeLoadModel(Bytes payload)
{
    WireReader in(payload);
    LoadModel message;
    message.threads = in.number<uint32_t>();
    message.contextTokens = in.number<uint32_t>();
    message.parts = in.number<uint32_t>();
    const auto use = in.number<uint8_t>();
    message.use = static_cast<ModelUse>(use);
    message.chatTemplate = in.text();
    const bool listsAreSane = readPresets(in, message.presets) && readStops(in, message.stops);
    const bool sane = listsAreSane && use <= static_cast<uint8_t>(ModelUse::Searching) && isValidUtf8(message.chatTemplate) && message.threads <= 1024 && message.parts >= 1 && message.parts <= gguf::kMaxParts;
    return finished(in, std::move(message), sane);
}

} // namespace sillok::app::protocol
