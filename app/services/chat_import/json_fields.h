// json_fields.h - Fields of a JSON object that may have any shape: what is not as wanted reads as empty.
#pragma once

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>

namespace sillok::app {

inline const nlohmann::json& fieldOf(const nlohmann::json& object, const char* name)
{
    static const nlohmann::json kNone;
    if (!object.is_object())
        return kNone;
    const auto found = object.find(name);
    return found == object.end() ? kNone : *found;
}

inline std::string textOf(const nlohmann::json& object, const char* name)
{
    const nlohmann::json& field = fieldOf(object, name);
    return field.is_string() ? field.get<std::string>() : std::string();
}

inline bool flagOf(const nlohmann::json& object, const char* name)
{
    const nlohmann::json& field = fieldOf(object, name);
    return field.is_boolean() && field.get<bool>();
}

/// Milliseconds since 1970 of a number of seconds, milliseconds or finer: which of them it is shows in its size. 0: none, or no time from
/// 1990 to 2100.
inline int64_t timeOf(const nlohmann::json& object, const char* name)
{
    const nlohmann::json& field = fieldOf(object, name);
    if (!field.is_number())
        return 0;
    constexpr double kFirst = 631'152'000'000, kLast = 4'102'444'800'000;
    double ms = field.get<double>() * 1000; // as seconds
    for (int i = 0; i < 3 && std::isfinite(ms) && ms > kLast; ++i)
        ms /= 1000;
    return std::isfinite(ms) && ms >= kFirst && ms <= kLast ? static_cast<int64_t>(ms) : 0;
}

} // namespace sillok::app
