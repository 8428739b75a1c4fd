// config.h - config.json of a model, with the several names that one number has among families.
#pragma once

#include "engine/convert/json.h"

#include <initializer_list>
#include <vector>

namespace sillok::convert {

/// Names in order of preference; the first that is there counts.
using Names = std::initializer_list<const char*>;

class Config {
public:
    explicit Config(Json json)
        : m_json(std::move(json))
    {
    }

    const Json& json() const { return m_json; }
    const Json* member(const std::string& name) const { return convert::member(m_json, name); }
    bool has(const std::string& name) const { return member(name) != nullptr; }

    /// error  Damaged: missing, not a whole number, or above 2^31, named
    Result<uint32_t> need(Names names) const;
    uint32_t naturalOr(Names names, uint32_t fallback) const;
    Result<double> needReal(Names names) const;
    double realOr(Names names, double fallback) const;
    bool flagOr(const std::string& name, bool fallback) const;
    std::string textOr(const std::string& name, const std::string& fallback) const;
    std::vector<std::string> textsOr(const std::string& name) const; ///< empty when it is no list of texts

private:
    Json m_json;
};

} // namespace sillok::convert
