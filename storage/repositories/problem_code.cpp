#include "storage/repositories/problem_code.h"

namespace sillok::storage {

std::optional<std::string> problemName(const std::optional<ErrorCode>& code)
{
    return code ? std::optional<std::string>(errorCodeName(*code)) : std::nullopt;
}

std::optional<ErrorCode> problemFromName(std::string_view name)
{
    if (name.empty())
        return std::nullopt;
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        if (name == errorCodeName(static_cast<ErrorCode>(i)))
            return static_cast<ErrorCode>(i);
    }
    return ErrorCode::Internal;
}

} // namespace sillok::storage
