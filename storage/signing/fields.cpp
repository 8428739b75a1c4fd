#include "storage/signing/fields.h"

#include <nlohmann/json.hpp>

namespace sillok::storage {

using nlohmann::json;

Result<Fields> Fields::of(const json& object, std::string where)
{
    if (!object.is_object())
        return refuse(Fault::WrongType, std::move(where));
    return Fields(object, std::move(where));
}

bool Fields::has(std::string_view key) const { return m_object->contains(std::string(key)); }

Result<std::string> Fields::text(std::string_view key, size_t mostBytes)
{
    SILLOK_TRY(const json* const value, take(key));
    if (!value->is_string())
        return wrong(Fault::WrongType, key);
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() > mostBytes)
        return wrong(Fault::WrongValue, key);
    return text;
}

Result<std::string> Fields::optionalText(std::string_view key, size_t mostBytes)
{
    return has(key) ? text(key, mostBytes) : std::string();
}

Result<uint64_t> Fields::number(std::string_view key, uint64_t least, uint64_t most)
{
    SILLOK_TRY(const json* const value, take(key));
    if (!value->is_number_unsigned())
        return wrong(Fault::WrongType, key);
    const auto number = value->get<uint64_t>();
    if (number < least || number > most)
        return wrong(Fault::WrongValue, key);
    return number;
}

Result<bool> Fields::flag(std::string_view key)
{
    SILLOK_TRY(const json* const value, take(key));
    if (!value->is_boolean())
        return wrong(Fault::WrongType, key);
    return value->get<bool>();
}

Result<std::vector<std::string>> Fields::texts(std::string_view key, size_t mostItems, size_t mostBytesEach)
{
    SILLOK_TRY(const json* const value, take(key));
    if (!value->is_array())
        return wrong(Fault::WrongType, key);
    if (value->size() > mostItems)
        return wrong(Fault::TooLarge, key);
    std::vector<std::string> all;
    for (const json& item : *value) {
        if (!item.is_string())
            return wrong(Fault::WrongType, key);
        all.push_back(item.get<std::string>());
        if (all.back().size() > mostBytesEach)
            return wrong(Fault::WrongValue, key);
    }
    return all;
}

Result<std::vector<const json*>> Fields::objects(std::string_view key, size_t mostItems)
{
    SILLOK_TRY(const json* const value, take(key));
    if (!value->is_array())
        return wrong(Fault::WrongType, key);
    if (value->size() > mostItems)
        return wrong(Fault::TooLarge, key);
    std::vector<const json*> all;
    for (const json& item : *value)
        all.push_back(&item);
    return all;
}

Result<const json*> Fields::object(std::string_view key)
{
    SILLOK_TRY(const json* const value, take(key));
    if (!value->is_object())
        return wrong(Fault::WrongType, key);
    return value;
}

Result<void> Fields::done() const
{
    for (const auto& [key, value] : m_object->items()) {
        if (!m_taken.contains(key))
            return wrong(Fault::UnknownField, key);
    }
    return {};
}

Result<const json*> Fields::take(std::string_view key)
{
    const auto found = m_object->find(std::string(key));
    if (found == m_object->end())
        return wrong(Fault::MissingField, key);
    m_taken.emplace(key);
    return &*found;
}

Error Fields::wrong(Fault fault, std::string_view key) const { return refuse(fault, m_where + "." + std::string(key.substr(0, 64))); }

} // namespace sillok::storage
