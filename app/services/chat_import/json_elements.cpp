#include "app/services/chat_import/json_elements.h"

#include <optional>

namespace sillok::app {

namespace {

using nlohmann::json;

/// Builds one element at a time. The library calls it for every token, without recursion of its own.
class Builder final : public json::json_sax_t {
public:
    using Take = std::function<Result<void>(const json&)>;
    Builder(const JsonLimits& limits, const Take& take, const std::function<void()>& tooLarge)
        : m_limits(limits)
        , m_take(take)
        , m_tooLarge(tooLarge)
    {
    }

    std::optional<Error> problem;

    bool null() override { return value(json(nullptr), 0); }
    bool boolean(bool v) override { return value(json(v), 0); }
    bool number_integer(number_integer_t v) override { return value(json(v), 0); }
    bool number_unsigned(number_unsigned_t v) override { return value(json(v), 0); }
    bool number_float(number_float_t v, const string_t&) override { return value(json(v), 0); }
    bool string(string_t& v) override
    {
        const size_t bytes = v.size();
        return value(json(std::move(v)), bytes);
    }
    bool binary(binary_t&) override { return false; } // not in a text
    bool key(string_t& name) override
    {
        m_key = std::move(name);
        m_bytes += m_key.size();
        return true;
    }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override
    {
        if (m_depth == 0 && !m_isList) { // the outermost list itself is not kept
            m_isList = true;
            ++m_depth;
            return true;
        }
        return open(json::array());
    }
    bool end_array() override
    {
        if (m_depth == 1 && m_isList) {
            --m_depth;
            return true;
        }
        return close();
    }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override
    {
        problem = Error { ErrorCode::Damaged, "no JSON from byte " + std::to_string(position) + " on" };
        return false;
    }

private:
    int base() const { return m_isList ? 1 : 0; }

    bool value(json&& what, size_t bytes)
    {
        m_bytes += bytes;
        ++m_values;
        if (m_depth == base())
            return finish(what);
        if (!fits())
            return true;
        put(std::move(what));
        return true;
    }
    bool open(json&& what)
    {
        if (m_depth >= m_limits.depth) {
            problem = Error { ErrorCode::Unsafe, "JSON deeper than " + std::to_string(m_limits.depth) };
            return false;
        }
        if (m_depth++ == base()) {
            m_root = std::move(what);
            m_path = { &m_root };
            return true;
        }
        ++m_values;
        if (fits())
            m_path.push_back(put(std::move(what)));
        return true;
    }
    bool close()
    {
        if (--m_depth > base()) {
            if (fits())
                m_path.pop_back();
            return true;
        }
        return finish(m_root);
    }
    bool finish(const json& element)
    {
        const bool whole = fits();
        m_bytes = 0;
        m_values = 0;
        Result<void> taken;
        if (whole)
            taken = m_take(element);
        else
            m_tooLarge();
        m_root = nullptr;
        m_path.clear();
        m_dropped = false;
        if (!taken.ok())
            problem = taken.error();
        return taken.ok();
    }
    /// Once an element is too large, what came of it goes, and what still comes is only counted past.
    bool fits()
    {
        if (!m_dropped && (m_bytes > m_limits.elementBytes || m_values > m_limits.elementValues)) {
            m_dropped = true;
            m_root = nullptr;
            m_path.clear();
        }
        return !m_dropped;
    }
    json* put(json&& what)
    {
        json& in = *m_path.back();
        if (in.is_array()) {
            in.push_back(std::move(what));
            return &in.back();
        }
        return &(in[m_key] = std::move(what));
    }

    const JsonLimits& m_limits;
    const Take& m_take;
    const std::function<void()>& m_tooLarge;
    json m_root;
    std::vector<json*> m_path;
    std::string m_key;
    int m_depth = 0;
    bool m_isList = false;
    bool m_dropped = false;
    size_t m_bytes = 0;
    size_t m_values = 0;
};

} // namespace

Result<void> readJsonElements(Bytes text, const JsonLimits& limits, const std::function<Result<void>(const json&)>& take, const std::function<void()>& tooLarge)
{
    Builder builder(limits, take, tooLarge);
    const bool read = json::sax_parse(text.begin(), text.end(), &builder);
    if (builder.problem)
        return *builder.problem;
    if (!read)
        return fail(ErrorCode::Damaged, "no JSON");
    return {};
}

} // namespace sillok::app
