#include "engine/session/usage.h"

namespace sillok {

const char* stopReasonName(StopReason reason)
{
    switch (reason) {
    case StopReason::EndOfTurn:
        return "end";
    case StopReason::MaxTokens:
        return "length";
    case StopReason::ContextFull:
        return "context";
    case StopReason::Cancelled:
        return "cancelled";
    }
    return "";
}

} // namespace sillok
