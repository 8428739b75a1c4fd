// graphics_card.h - Whether a process that is about to seal itself may use a graphics card.
#pragma once

#include "app/workers/protocol.h"

struct SillokCardApi;

namespace sillok {
class Model;
}

namespace sillok::app {

/// What a person is told about the card.
protocol::CardUse cardUse(const Model& model);
protocol::CardUse cardUse(const Error& refusal);

/// The card, opened once so that its driver has loaded what it needs; for ModelOptions::card, and SandboxProfile::EngineGpu.
/// error  as wakeCard(); Unsupported also for a system without Landlock, where the seal beside a driver would not hold
Result<const SillokCardApi*> cardBeforeTheSeal();

} // namespace sillok::app
