#include "storage/signing/canonical_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sillok::storage {

namespace {

using nlohmann::json;

constexpr int kMostDepth = 8;

bool isPlain(const json& value)
{
    if (value.is_structured())
        return std::all_of(value.begin(), value.end(), [](const json& item) { return isPlain(item); });
    return value.is_string() || value.is_boolean() || value.is_number_unsigned();
}

} // namespace

Result<json> readCanonicalJson(Bytes bytes, size_t mostBytes)
{
    if (bytes.size() > mostBytes)
        return refuse(Fault::TooLarge, "signed text");
    bool tooDeep = false;
    const auto withinDepth = [&](int depth, json::parse_event_t, json&) {
        tooDeep = tooDeep || depth > kMostDepth;
        return !tooDeep;  // what is left out is never kept, so the tree stays shallow
    };
    const json value = json::parse(bytes.begin(), bytes.end(), withinDepth, /*allow_exceptions*/ false);
    if (tooDeep || value.is_discarded())
        return refuse(Fault::NotCanonical, "signed text");
    if (!isPlain(value))
        return refuse(Fault::WrongType, "signed text");
    const std::string again = value.dump();
    if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end(), [](char a, uint8_t b) { return static_cast<uint8_t>(a) == b; }))
        return refuse(Fault::NotCanonical, "signed text");
    return value;
}

Result<std::string> writeCanonicalJson(const json& value)
{
    if (!isPlain(value))
        return fail(ErrorCode::BadArgument, "signed text: numbers with a fraction or sign");
    try {
        return value.dump();
    } catch (const json::exception&) {
        return fail(ErrorCode::BadArgument, "signed text: not UTF-8");
    }
}

} // namespace sillok::storage
