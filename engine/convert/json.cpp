#include "engine/convert/json.h"

namespace sillok::convert {

namespace {

/// Walks over a text and counts; the parser below it keeps its own stack, so depth costs no recursion.
class Gauge : public nlohmann::json_sax<Json> {
public:
    explicit Gauge(const JsonLimits& limits)
        : m_limits(limits)
    {
    }
    bool exceeded() const { return m_exceeded; }

    bool null() override { return count(); }
    bool boolean(bool) override { return count(); }
    bool number_integer(number_integer_t) override { return count(); }
    bool number_unsigned(number_unsigned_t) override { return count(); }
    bool number_float(number_float_t, const string_t&) override { return count(); }
    bool string(string_t&) override { return count(); }
    bool binary(binary_t&) override { return count(); }
    bool start_object(std::size_t) override { return enter(); }
    bool key(string_t&) override { return count(); }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_array() override { return leave(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    bool count() { return ++m_values <= m_limits.values || exceed(); }
    bool enter() { return (++m_depth <= m_limits.depth || exceed()) && count(); }
    bool leave()
    {
        --m_depth;
        return true;
    }
    bool exceed()
    {
        m_exceeded = true;
        return false;
    }

    const JsonLimits& m_limits;
    size_t m_depth = 0;
    size_t m_values = 0;
    bool m_exceeded = false;
};

} // namespace

Result<Json> parseJson(std::string_view text, const std::string& what, const JsonLimits& limits)
{
    Gauge gauge(limits);
    if (!Json::sax_parse(text.begin(), text.end(), &gauge))
        return gauge.exceeded() ? fail(ErrorCode::Unsafe, what + ": nested too deeply, or too many values")
                                : fail(ErrorCode::Damaged, what + ": not JSON");
    Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (json.is_discarded())
        return fail(ErrorCode::Damaged, what + ": not JSON");
    return json;
}

const Json* member(const Json& object, const std::string& name)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> textIn(const Json& object, const std::string& name)
{
    const Json* found = member(object, name);
    return found && found->is_string() ? std::optional(found->get<std::string>()) : std::nullopt;
}

std::optional<int64_t> integerIn(const Json& object, const std::string& name)
{
    const Json* found = member(object, name);
    if (!found || !found->is_number_integer())
        return std::nullopt;
    if (found->is_number_unsigned() && found->get<uint64_t>() > static_cast<uint64_t>(INT64_MAX))
        return std::nullopt;
    return found->get<int64_t>();
}

std::optional<double> realIn(const Json& object, const std::string& name)
{
    const Json* found = member(object, name);
    return found && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

std::optional<bool> flagIn(const Json& object, const std::string& name)
{
    const Json* found = member(object, name);
    return found && found->is_boolean() ? std::optional(found->get<bool>()) : std::nullopt;
}

} // namespace sillok::convert
