#include "engine/sampling/schema_view.h"

#include "engine/base/text.h"

#include <algorithm>
#include <array>

namespace sillok::schema {

namespace {

constexpr size_t kMaxComparisons = 20'000; ///< of alternatives of oneOf with each other

/// Says nothing about the value.
bool isRemark(std::string_view keyword)
{
    constexpr std::array<std::string_view, 13> kRemarks { "title", "description", "default", "examples", "$schema", "$id", "$comment",
        "$defs", "definitions", "$anchor", "readOnly", "writeOnly", "deprecated" };
    return std::find(kRemarks.begin(), kRemarks.end(), keyword) != kRemarks.end();
}

/// The number of a keyword such as minItems; nothing when it is not there.
Result<std::optional<uint32_t>> countOf(const Json& schema, const char* keyword)
{
    const auto found = schema.find(keyword);
    if (found == schema.end())
        return std::optional<uint32_t> {};
    if (!found->is_number_unsigned())
        return wrong(std::string(keyword) + " is not a natural number");
    const auto value = found->get<uint64_t>();
    if (value > GrammarBuilder::kMaxRepeats)
        return fail(ErrorCode::Unsafe, "schema: " + std::string(keyword) + " over " + std::to_string(GrammarBuilder::kMaxRepeats));
    return std::optional<uint32_t>(static_cast<uint32_t>(value));
}

/// The types that values of the schema can have, whole numbers as numbers; all when it does not say.
std::vector<std::string> typesOf(const Json& schema)
{
    const auto ofValue = [](const Json& value) -> std::string { return value.is_number() ? "number" : value.type_name(); };
    std::vector<std::string> types;
    if (schema.contains("const"))
        types.push_back(ofValue(schema["const"]));
    else if (schema.contains("enum") && schema["enum"].is_array())
        for (const Json& value : schema["enum"])
            types.push_back(ofValue(value));
    else if (schema.contains("type") && schema["type"].is_string())
        types.push_back(schema["type"].get<std::string>());
    else if (schema.contains("type") && schema["type"].is_array())
        for (const Json& type : schema["type"])
            types.push_back(type.is_string() ? type.get<std::string>() : "");
    else // properties and the like say nothing about values of other types
        types = { "null", "boolean", "object", "array", "number", "string" };
    std::replace(types.begin(), types.end(), std::string("integer"), std::string("number"));
    return types;
}

bool hasProperty(const Json& schema, const std::string& name)
{
    return schema.contains("properties") && schema["properties"].is_object() && schema["properties"].contains(name);
}

} // namespace

Error unsupported(const std::string& what) { return fail(ErrorCode::Unsupported, "schema: " + what); }
Error wrong(const std::string& what) { return fail(ErrorCode::BadArgument, "schema: " + what); }

Error tooLarge() { return fail(ErrorCode::Unsafe, "schema: too large"); }

/// How deep the brackets of a JSON text go, sound or not.
int bracketDepth(std::string_view text)
{
    int depth = 0, deepest = 0;
    bool inString = false;
    for (size_t i = 0; i < text.size(); ++i) {
        if (inString && text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            inString = !inString;
        else if (!inString && (text[i] == '[' || text[i] == '{'))
            deepest = std::max(deepest, ++depth);
        else if (!inString && (text[i] == ']' || text[i] == '}'))
            --depth;
    }
    return deepest;
}

/// error  Unsupported: a keyword that is neither a remark nor one of these.
Result<void> allowOnly(const Json& schema, std::initializer_list<std::string_view> keywords)
{
    for (const auto& member : schema.items())
        if (!isRemark(member.key()) && std::find(keywords.begin(), keywords.end(), member.key()) == keywords.end())
            return unsupported("the keyword " + sanitizedUtf8(member.key()) + " in this place");
    return {};
}

Result<Bounds> boundsOf(const Json& schema, const char* least, const char* most)
{
    SILLOK_TRY(const auto low, countOf(schema, least));
    SILLOK_TRY(const auto high, countOf(schema, most));
    const Bounds bounds { low.value_or(0), high.value_or(GrammarBuilder::kEndless) };
    if (bounds.least > bounds.most)
        return wrong(std::string(least) + " is over " + most);
    return bounds;
}

/// A bound of an integer; `step` is what an exclusive bound leaves out.
Result<std::optional<int64_t>> integerBound(const Json& schema, const char* inclusive, const char* exclusive, int64_t step)
{
    const auto valueOf = [&](const char* keyword) -> Result<std::optional<int64_t>> {
        const auto found = schema.find(keyword);
        if (found == schema.end())
            return std::optional<int64_t> {};
        const bool fits = found->is_number_integer() && !(found->is_number_unsigned() && found->get<uint64_t>() > uint64_t { INT64_MAX });
        if (!fits)
            return unsupported(std::string(keyword) + " that is not a whole number of 64 bits");
        return std::optional<int64_t>(found->get<int64_t>());
    };
    SILLOK_TRY(const auto with, valueOf(inclusive));
    SILLOK_TRY(auto beside, valueOf(exclusive));
    if (beside) {
        if (*beside == (step > 0 ? INT64_MAX : INT64_MIN))
            return wrong(std::string(exclusive) + " leaves nothing");
        *beside += step;
    }
    if (with && beside)
        return std::optional<int64_t>(step > 0 ? std::max(*with, *beside) : std::min(*with, *beside));
    return with ? with : beside;
}

bool hasAny(const Json& schema, std::initializer_list<const char*> keywords)
{
    return std::any_of(keywords.begin(), keywords.end(), [&](const char* keyword) { return schema.contains(keyword); });
}

/// The values that the schema names one by one; nothing when it does not.
std::optional<std::vector<Json>> namedValues(const Json& schema)
{
    if (schema.contains("const"))
        return std::vector<Json> { schema["const"] };
    if (schema.contains("enum") && schema["enum"].is_array())
        return std::vector<Json>(schema["enum"].begin(), schema["enum"].end());
    return std::nullopt;
}

std::vector<std::string> requiredOf(const Json& schema)
{
    std::vector<std::string> names;
    if (schema.contains("required") && schema["required"].is_array())
        for (const Json& name : schema["required"])
            if (name.is_string())
                names.push_back(name.get<std::string>());
    return names;
}

bool hasType(const Json& value, const Json& schema)
{
    if (!schema.contains("type"))
        return true;
    const auto is = [&](const Json& type) {
        if (type == "integer")
            return value.is_number_integer();
        return type == (value.is_number() ? "number" : value.type_name());
    };
    const Json& type = schema["type"];
    return type.is_array() ? std::any_of(type.begin(), type.end(), is) : is(type);
}

/// The schema without the keywords that say nothing about this type, because another type of the list needs them.
Json onlyFor(const Json& schema, const std::string& type)
{
    struct Keyword {
        const char* name;
        const char* type;
    };
    constexpr std::array<Keyword, 15> kKeywords { { { "properties", "object" }, { "required", "object" },
        { "additionalProperties", "object" }, { "items", "array" }, { "prefixItems", "array" }, { "minItems", "array" },
        { "maxItems", "array" }, { "minLength", "string" }, { "maxLength", "string" }, { "pattern", "string" }, { "format", "string" },
        { "minimum", "integer" }, { "maximum", "integer" }, { "exclusiveMinimum", "integer" }, { "exclusiveMaximum", "integer" } } };
    Json own = schema;
    for (const Keyword& keyword : kKeywords)
        if (keyword.type != type && !(type == "number" && std::string_view(keyword.type) == "integer"))
            own.erase(keyword.name);
    return own;
}

Result<const Json*> References::target(const Json& schema) const
{
    const Json& name = schema["$ref"];
    if (!name.is_string() || !name.get<std::string>().starts_with('#'))
        return unsupported("$ref to another file");
    const Json::json_pointer pointer(name.get<std::string>().substr(1));
    if (!m_root.contains(pointer))
        return wrong("$ref points to nothing");
    return &m_root.at(pointer);
}

/// What a schema says once its references are followed. error Unsafe: references that go round
Result<const Json*> References::followed(const Json& schema, int depth) const
{
    const Json* at = &schema;
    for (; at->is_object() && at->contains("$ref"); ++depth) {
        if (depth > kMaxSchemaDepth)
            return fail(ErrorCode::Unsafe, "schema: $ref goes round");
        SILLOK_TRY(at, target(*at));
    }
    return at;
}

/// True only when no value can satisfy both: by their types, the values they name, or a member that both require.
Result<bool> References::excludeEachOther(const Json& first, const Json& second, int depth)
{
    if (depth > kMaxSchemaDepth || ++m_comparisons > kMaxComparisons)
        return tooLarge();
    SILLOK_TRY(const Json* a, followed(first, depth));
    SILLOK_TRY(const Json* b, followed(second, depth));
    if (!a->is_object() || !b->is_object())
        return false;
    const std::vector<std::string> types = typesOf(*b);
    const auto shared = [&](const std::string& type) { return std::find(types.begin(), types.end(), type) != types.end(); };
    const std::vector<std::string> own = typesOf(*a);
    if (std::none_of(own.begin(), own.end(), shared))
        return true;
    const auto named = namedValues(*a), others = namedValues(*b);
    if (named && others && named->size() * others->size() > kMaxSchemaParts)
        return tooLarge();
    if (named && others)
        return std::none_of(named->begin(), named->end(),
            [&](const Json& value) { return std::find(others->begin(), others->end(), value) != others->end(); });
    if (own != std::vector<std::string> { "object" } || types != own)
        return false;
    for (const std::string& name : requiredOf(*a)) {
        const std::vector<std::string> theirs = requiredOf(*b);
        if (std::find(theirs.begin(), theirs.end(), name) == theirs.end() || !hasProperty(*a, name) || !hasProperty(*b, name))
            continue;
        SILLOK_TRY(const bool apart, excludeEachOther((*a)["properties"][name], (*b)["properties"][name], depth + 1));
        if (apart)
            return true;
    }
    return false;
}

/// One object schema out of allOf and what stands beside it.
Result<Json> References::mergedObject(const Json& schema, int depth) const
{
    Json merged { { "type", "object" }, { "properties", Json::object() }, { "required", Json::array() } };
    std::vector<const Json*> parts;
    SILLOK_CHECK(collectParts(schema, depth, parts));
    for (const Json* part : parts)
        if (part->contains("properties"))
            for (const auto& property : (*part)["properties"].items()) {
                Json& slot = merged["properties"];
                if (slot.contains(property.key()) && slot[property.key()] != property.value())
                    return unsupported("allOf with two schemas for one property");
                slot[property.key()] = property.value();
            }
    for (const Json* part : parts) {
        for (const std::string& name : requiredOf(*part))
            merged["required"].push_back(name);
        if (!part->contains("additionalProperties") || (*part)["additionalProperties"] == true)
            continue;
        const size_t own = part->contains("properties") ? (*part)["properties"].size() : 0;
        if ((*part)["additionalProperties"] != false || own != merged["properties"].size())
            return unsupported("additionalProperties in a part of allOf that does not list all properties");
        merged["additionalProperties"] = false;
    }
    return merged;
}

Result<void> References::collectParts(const Json& schema, int depth, std::vector<const Json*>& parts) const
{
    if (depth > kMaxSchemaDepth || parts.size() > 1000)
        return fail(ErrorCode::Unsafe, "schema: nested too deep");
    SILLOK_TRY(const Json* part, followed(schema, depth));
    if (!part->is_object())
        return wrong("a part of allOf is not an object");
    SILLOK_CHECK(allowOnly(*part, { "type", "properties", "required", "additionalProperties", "allOf" }));
    if (part->contains("type") && (*part)["type"] != "object")
        return unsupported("allOf of anything but objects");
    if (part->contains("properties") && !(*part)["properties"].is_object())
        return wrong("properties is not an object");
    parts.push_back(part);
    if (!part->contains("allOf"))
        return {};
    if (!(*part)["allOf"].is_array())
        return wrong("allOf is not a list of schemas");
    for (const Json& inner : (*part)["allOf"])
        SILLOK_CHECK(collectParts(inner, depth + 1, parts));
    return {};
}

} // namespace sillok::schema
