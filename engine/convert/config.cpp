#include "engine/convert/config.h"

namespace sillok::convert {

namespace {

Error missing(Names names) { return fail(ErrorCode::Damaged, "config.json: " + std::string(*names.begin()) + " is missing, or no such number"); }

} // namespace

Result<uint32_t> Config::need(Names names) const
{
    for (const char* name : names)
        if (const auto number = integerIn(m_json, name); number && *number >= 0 && *number <= INT32_MAX)
            return static_cast<uint32_t>(*number);
    return missing(names);
}

uint32_t Config::naturalOr(Names names, uint32_t fallback) const
{
    const auto number = need(names);
    return number.ok() ? *number : fallback;
}

Result<double> Config::needReal(Names names) const
{
    for (const char* name : names)
        if (const auto number = realIn(m_json, name))
            return *number;
    return missing(names);
}

double Config::realOr(Names names, double fallback) const
{
    const auto number = needReal(names);
    return number.ok() ? *number : fallback;
}

bool Config::flagOr(const std::string& name, bool fallback) const { return flagIn(m_json, name).value_or(fallback); }

std::string Config::textOr(const std::string& name, const std::string& fallback) const { return textIn(m_json, name).value_or(fallback); }

std::vector<std::string> Config::textsOr(const std::string& name) const
{
    std::vector<std::string> texts;
    const Json* list = member(name);
    if (!list || !list->is_array())
        return {};
    for (const Json& item : *list) {
        if (!item.is_string())
            return {};
        texts.push_back(item.get<std::string>());
    }
    return texts;
}

} // namespace sillok::convert
