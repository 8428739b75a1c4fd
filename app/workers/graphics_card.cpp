#include "app/workers/graphics_card.h"

#include "app/platform/landlock.h"
#include "engine/backend/cuda/library.h"
#include "engine/session/session.h"

namespace sillok::app {

protocol::CardUse cardUse(const Error& refusal)
{
    switch (refusal.code) {
    case ErrorCode::NotFound: return protocol::CardUse::None;
    case ErrorCode::OutOfMemory: return protocol::CardUse::TooSmall;
    case ErrorCode::Io: return protocol::CardUse::Broke;
    default: return protocol::CardUse::Unusable;
    }
}

protocol::CardUse cardUse(const Model& model)
{
    if (model.onCard())
        return protocol::CardUse::Used;
    return model.cardRefusal() ? cardUse(*model.cardRefusal()) : protocol::CardUse::None;
}

Result<const SillokCardApi*> cardBeforeTheSeal()
{
    auto card = wakeCard();
    if (card.ok() && landlockVersion() == 0)
        return cardError(ErrorCode::Unsupported, "this system cannot seal a process that uses one");
    return card;
}

} // namespace sillok::app
