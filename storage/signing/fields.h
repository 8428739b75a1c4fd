// fields.h - The members of a signed object, taken one by one: a missing, an unknown and a wrong one are refused.
#pragma once

#include "storage/signing/canonical_json.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::storage {

/// Borrows the object. All errors: Refused with MissingField, UnknownField, WrongType or WrongValue, naming `where` and the field.
class Fields {
public:
    /// error WrongType: not an object
    static Result<Fields> of(const nlohmann::json& object, std::string where);

    bool has(std::string_view key) const;
    Result<std::string> text(std::string_view key, size_t mostBytes);
    /// Not there: empty.
    Result<std::string> optionalText(std::string_view key, size_t mostBytes);
    Result<uint64_t> number(std::string_view key, uint64_t least, uint64_t most);
    Result<bool> flag(std::string_view key);
    Result<std::vector<std::string>> texts(std::string_view key, size_t mostItems, size_t mostBytesEach);
    /// The items of a list, as objects to be read by their own Fields.
    Result<std::vector<const nlohmann::json*>> objects(std::string_view key, size_t mostItems);
    Result<const nlohmann::json*> object(std::string_view key);
    /// After the last one. error UnknownField: a member that nobody asked for
    Result<void> done() const;

    const std::string& where() const { return m_where; }

private:
    Fields(const nlohmann::json& object, std::string where) : m_object(&object), m_where(std::move(where)) {}
    Result<const nlohmann::json*> take(std::string_view key);
    Error wrong(Fault fault, std::string_view key) const;

    const nlohmann::json* m_object;
    std::string m_where;
    std::set<std::string, std::less<>> m_taken;
};

} // namespace sillok::storage
