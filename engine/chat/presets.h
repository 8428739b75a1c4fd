// presets.h - How the makers of each family want their models sampled.
#pragma once

#include "engine/chat/family.h"
#include "engine/sampling/sampler.h"

namespace sillok {

/// What a preset is chosen by.
struct ModelIdentity {
    std::string architecture; ///< general.architecture
    std::string name; ///< general.name
    ChatFamily family = ChatFamily::Plain;
};

/// What the text is for. Documents: quotes and facts, so as little chance as the makers allow.
enum class Purpose : uint8_t { Chat, Documents };

/// The makers' values; where they say nothing, moderate ones. The seed is 0.
/// source  models.md section 7, last paragraph
SamplerOptions makersSampling(const ModelIdentity& model, Purpose purpose, bool thinks);

} // namespace sillok
