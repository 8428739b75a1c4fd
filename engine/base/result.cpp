#include "engine/base/result.h"

namespace sillok {

const char* errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadArgument: return "BadArgument";
    case ErrorCode::NotFound: return "NotFound";
    case ErrorCode::AlreadyExists: return "AlreadyExists";
    case ErrorCode::Damaged: return "Damaged";
    case ErrorCode::Unsupported: return "Unsupported";
    case ErrorCode::Unsafe: return "Unsafe";
    case ErrorCode::NeedsPassword: return "NeedsPassword";
    case ErrorCode::Refused: return "Refused";
    case ErrorCode::Locked: return "Locked";
    case ErrorCode::WrongKey: return "WrongKey";
    case ErrorCode::DiskFull: return "DiskFull";
    case ErrorCode::Io: return "Io";
    case ErrorCode::OutOfMemory: return "OutOfMemory";
    case ErrorCode::Cancelled: return "Cancelled";
    case ErrorCode::TimedOut: return "TimedOut";
    case ErrorCode::WorkerDied: return "WorkerDied";
    case ErrorCode::Busy: return "Busy";
    case ErrorCode::Internal: return "Internal";
    }
    return "Internal";
}

} // namespace sillok
