#include "engine/sampling/json_schema.h"

#include "engine/base/text.h"
#include "engine/sampling/json_text.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <nlohmann/json.hpp>
#pragma GCC diagnostic pop

#include <algorithm>
#include <array>
#include <set>

namespace sillok {

namespace {

using Json = nlohmann::ordered_json;

constexpr uint32_t kEndless = GrammarBuilder::kEndless;
constexpr size_t kMaxComparisons = 20'000; ///< of alternatives of oneOf with each other
constexpr int kMaxBrackets = 4 * kMaxSchemaDepth; ///< the library copies, compares and writes values recursively

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

/// Says nothing about the value.
bool isRemark(std::string_view keyword)
{
    constexpr std::array<std::string_view, 13> kRemarks { "title", "description", "default", "examples", "$schema", "$id", "$comment", "$defs",
        "definitions", "$anchor", "readOnly", "writeOnly", "deprecated" };
    return std::find(kRemarks.begin(), kRemarks.end(), keyword) != kRemarks.end();
}

/// error  Unsupported: a keyword that is neither a remark nor one of these.
Result<void> allowOnly(const Json& schema, std::initializer_list<std::string_view> keywords)
{
    for (const auto& member : schema.items())
        if (!isRemark(member.key()) && std::find(keywords.begin(), keywords.end(), member.key()) == keywords.end())
            return unsupported("the keyword " + sanitizedUtf8(member.key()) + " in this place");
    return {};
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

struct Bounds {
    uint32_t least = 0;
    uint32_t most = kEndless;
};
Result<Bounds> boundsOf(const Json& schema, const char* least, const char* most)
{
    SILLOK_TRY(const auto low, countOf(schema, least));
    SILLOK_TRY(const auto high, countOf(schema, most));
    const Bounds bounds { low.value_or(0), high.value_or(kEndless) };
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

/// The types that values of the schema can have, "integer" standing for itself; all when it does not say.
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
    else if (hasAny(schema, { "properties", "required" }))
        types.push_back("object");
    else
        types = { "null", "boolean", "object", "array", "number", "string" };
    std::replace(types.begin(), types.end(), std::string("integer"), std::string("number"));
    return types;
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

class Compiler {
public:
    explicit Compiler(const Json& root)
        : m_root(root)
    {
    }

    Result<Grammar> run()
    {
        SILLOK_TRY(const GrammarElement whole, value(m_root, 0));
        return std::move(m_builder).finish(m_builder.choice({ { whole } }));
    }

private:
    GrammarSequence text(std::string_view text) { return m_builder.text(text); }
    GrammarSequence chain(std::initializer_list<GrammarSequence> parts)
    {
        GrammarSequence all;
        for (const GrammarSequence& part : parts)
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }
    GrammarSequence space() { return m_builder.repeat(text(" "), 0, 1); }
    GrammarSequence comma() { return chain({ text(","), space() }); }
    GrammarSequence anyString()
    {
        if (m_anyString.empty())
            m_anyString = jsonString(m_builder, 0, kEndless);
        return m_anyString;
    }
    GrammarSequence literal(const Json& value) { return text(value.dump()); }

    /// Any JSON value.
    GrammarElement anything()
    {
        if (m_anything)
            return *m_anything;
        m_anything = m_builder.declare();
        const GrammarSequence item { *m_anything };
        m_builder.define(*m_anything,
            { text("null"), text("true"), text("false"), { jsonNumber(m_builder) }, anyString(), list(item, 0, kEndless),
                chain({ text("{"), m_builder.repeat(chain({ member(anyString(), *m_anything),
                                       m_builder.repeat(chain({ comma(), member(anyString(), *m_anything) }), 0, kEndless) }),
                                       0, 1),
                    text("}") }) });
        return *m_anything;
    }
    GrammarSequence member(const GrammarSequence& name, GrammarElement value)
    {
        return chain({ name, text(":"), space(), GrammarSequence { value } });
    }
    /// [item, item ...]
    GrammarSequence list(const GrammarSequence& item, uint32_t least, uint32_t most)
    {
        GrammarSequence inside;
        if (most > 0) {
            inside = chain({ item,
                m_builder.repeat(chain({ comma(), item }), least > 0 ? least - 1 : 0, most == kEndless ? kEndless : most - 1) });
            if (least == 0)
                inside = m_builder.repeat(inside, 0, 1);
        }
        return chain({ text("["), inside, text("]") });
    }

    Result<GrammarElement> value(const Json& schema, int depth)
    {
        if (depth > kMaxSchemaDepth)
            return fail(ErrorCode::Unsafe, "schema: nested too deep");
        if (schema.is_boolean())
            return schema.get<bool>() ? Result<GrammarElement>(anything()) : wrong("false where a value is needed");
        if (!schema.is_object())
            return wrong("a schema is neither an object nor true or false");
        if (schema.contains("$ref"))
            return reference(schema, depth);
        if (schema.contains("const") || schema.contains("enum"))
            return oneOfValues(schema);
        if (schema.contains("anyOf") || schema.contains("oneOf"))
            return alternatives(schema, depth);
        if (schema.contains("allOf")) {
            SILLOK_TRY(const Json merged, mergedObject(schema, depth));
            return object(merged, depth);
        }
        if (!schema.contains("type"))
            return withoutType(schema, depth);
        const Json& type = schema["type"];
        if (type.is_string())
            return ofType(schema, type.get<std::string>(), depth);
        if (!type.is_array() || type.empty())
            return wrong("type is neither a name nor a list of names");
        std::vector<GrammarSequence> all;
        for (const Json& one : type) {
            if (!one.is_string())
                return wrong("type is neither a name nor a list of names");
            SILLOK_TRY(const GrammarElement element, ofType(onlyFor(schema, one.get<std::string>()), one.get<std::string>(), depth));
            all.push_back({ element });
        }
        return m_builder.choice(all);
    }

    /// The schema without the keywords that say nothing about this type, because another type of the list needs them.
    static Json onlyFor(const Json& schema, const std::string& type)
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

    Result<GrammarElement> withoutType(const Json& schema, int depth)
    {
        if (hasAny(schema, { "properties", "required", "additionalProperties" }))
            return object(schema, depth);
        if (hasAny(schema, { "items", "prefixItems", "minItems", "maxItems" }))
            return array(schema, depth);
        if (hasAny(schema, { "minLength", "maxLength", "pattern", "format" }))
            return string(schema);
        if (hasAny(schema, { "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" }))
            return integer(schema);
        SILLOK_CHECK(allowOnly(schema, {}));
        return anything();
    }

    Result<GrammarElement> ofType(const Json& schema, const std::string& type, int depth)
    {
        if (type == "object")
            return object(schema, depth);
        if (type == "array")
            return array(schema, depth);
        if (type == "string")
            return string(schema);
        if (type == "integer")
            return integer(schema);
        SILLOK_CHECK(allowOnly(schema, { "type" }));
        if (type == "number")
            return jsonNumber(m_builder);
        if (type == "boolean")
            return m_builder.choice({ text("true"), text("false") });
        if (type == "null")
            return m_builder.choice({ text("null") });
        return wrong("no type has the name " + sanitizedUtf8(type));
    }

    Result<const Json*> target(const Json& schema) const
    {
        const Json& name = schema["$ref"];
        if (!name.is_string() || !name.get<std::string>().starts_with('#'))
            return unsupported("$ref to another file");
        const Json::json_pointer pointer(name.get<std::string>().substr(1));
        if (!m_root.contains(pointer))
            return wrong("$ref points to nothing");
        return &m_root.at(pointer);
    }

    Result<GrammarElement> reference(const Json& schema, int depth)
    {
        SILLOK_CHECK(allowOnly(schema, { "$ref" }));
        SILLOK_TRY(const Json* found, target(schema));
        if (const auto known = m_references.find(found); known != m_references.end())
            return known->second;
        const GrammarElement rule = m_builder.declare(); // before what it stands for: that may refer to it
        if (m_builder.isTooLarge())
            return tooLarge();
        m_references.emplace(found, rule);
        SILLOK_TRY(const GrammarElement meant, value(*found, depth + 1));
        m_builder.define(rule, { { meant } });
        return rule;
    }

    Result<GrammarElement> oneOfValues(const Json& schema)
    {
        SILLOK_CHECK(allowOnly(schema, { "const", "enum", "type" }));
        if (schema.contains("const") && schema.contains("enum"))
            return unsupported("const beside enum");
        const auto values = namedValues(schema);
        if (!values || values->empty())
            return wrong("enum is not a list of values");
        if (values->size() > kMaxSchemaParts)
            return tooLarge();
        std::set<GrammarSequence> all;
        for (const Json& one : *values)
            if (hasType(one, schema))
                all.insert(literal(one));
        if (all.empty())
            return wrong("no value of enum has the type");
        return m_builder.choice({ all.begin(), all.end() });
    }

    static bool hasType(const Json& value, const Json& schema)
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

    Result<GrammarElement> alternatives(const Json& schema, int depth)
    {
        const char* keyword = schema.contains("anyOf") ? "anyOf" : "oneOf";
        SILLOK_CHECK(allowOnly(schema, { keyword }));
        const Json& list = schema[keyword];
        if (!list.is_array() || list.empty())
            return wrong(std::string(keyword) + " is not a list of schemas");
        std::vector<GrammarSequence> all;
        for (const Json& one : list) {
            SILLOK_TRY(const GrammarElement element, value(one, depth + 1));
            all.push_back({ element });
        }
        for (size_t i = 0; keyword == std::string_view("oneOf") && i < list.size(); ++i)
            for (size_t j = 0; j < i; ++j) {
                SILLOK_TRY(const bool apart, excludeEachOther(list[i], list[j], depth));
                if (!apart)
                    return unsupported("oneOf whose alternatives may both fit (use anyOf)");
            }
        return m_builder.choice(all);
    }

    /// What a schema says once its references are followed. error Unsafe: references that go round
    Result<const Json*> followed(const Json& schema, int depth) const
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
    Result<bool> excludeEachOther(const Json& first, const Json& second, int depth)
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

    static std::vector<std::string> requiredOf(const Json& schema)
    {
        std::vector<std::string> names;
        if (schema.contains("required") && schema["required"].is_array())
            for (const Json& name : schema["required"])
                if (name.is_string())
                    names.push_back(name.get<std::string>());
        return names;
    }
    static bool hasProperty(const Json& schema, const std::string& name)
    {
        return schema.contains("properties") && schema["properties"].is_object() && schema["properties"].contains(name);
    }

    /// One object schema out of allOf and what stands beside it.
    Result<Json> mergedObject(const Json& schema, int depth)
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

    Result<void> collectParts(const Json& schema, int depth, std::vector<const Json*>& parts)
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

    struct Property {
        GrammarSequence member;
        bool required = false;
    };

    Result<GrammarElement> object(const Json& schema, int depth)
    {
        SILLOK_CHECK(allowOnly(schema, { "type", "properties", "required", "additionalProperties" }));
        const Json none = Json::object();
        const Json& properties = schema.contains("properties") ? schema["properties"] : none;
        if (!properties.is_object())
            return wrong("properties is not an object");
        if (schema.contains("required") && !schema["required"].is_array())
            return wrong("required is not a list of names");
        const std::vector<std::string> required = requiredOf(schema);
        if (properties.size() > kMaxSchemaParts || required.size() > kMaxSchemaParts)
            return tooLarge();
        SILLOK_TRY(const std::optional<GrammarElement> others, otherMembers(schema, depth));
        std::vector<Property> all;
        std::vector<std::string> names;
        for (const auto& property : properties.items()) {
            const bool needed = std::find(required.begin(), required.end(), property.key()) != required.end();
            SILLOK_TRY(const GrammarElement inner, value(property.value(), depth + 1));
            all.push_back({ member(literal(property.key()), inner), needed });
            names.push_back(property.key());
        }
        for (const std::string& name : required) {
            if (std::find(names.begin(), names.end(), name) != names.end())
                continue;
            if (!others && schema.contains("additionalProperties"))
                return wrong("a required member is not allowed");
            all.push_back({ member(literal(name), others.value_or(anything())), true });
            names.push_back(name);
        }
        return m_builder.choice({ chain({ text("{"), members(all, others, names), text("}") }) });
    }

    /// The value of members that are not listed, or nothing when there are to be none. A schema that lists some and is silent about others
    /// gets none: fewer always satisfy.
    Result<std::optional<GrammarElement>> otherMembers(const Json& schema, int depth)
    {
        const auto found = schema.find("additionalProperties");
        if (found == schema.end())
            return schema.contains("properties") ? std::optional<GrammarElement> {} : std::optional<GrammarElement>(anything());
        if (*found == false)
            return std::optional<GrammarElement> {};
        SILLOK_TRY(const GrammarElement inner, value(*found, depth + 1));
        return std::optional<GrammarElement>(inner);
    }

    /// Built from the last member to the first, once for each way that commas can fall.
    GrammarSequence members(
        const std::vector<Property>& all, const std::optional<GrammarElement>& others, const std::vector<std::string>& names)
    {
        GrammarElement asFirst = m_builder.choice({ {} }), behind = asFirst;
        if (others) {
            const bool plain = std::all_of(names.begin(), names.end(), [](const std::string& name) {
                return std::none_of(name.begin(), name.end(), [](char c) { return static_cast<uint8_t>(c) < 0x20 || c == '"' || c == '\\'; });
            });
            // A name with an escape cannot be told from others; then there are no others, which satisfies too.
            if (plain) {
                const GrammarSequence one = member({ jsonStringBeside(m_builder, names) }, *others);
                behind = m_builder.choice({ m_builder.repeat(chain({ comma(), one }), 0, kEndless) });
                asFirst = m_builder.choice({ chain({ one, GrammarSequence { behind } }), {} });
            }
        }
        for (size_t i = all.size(); i-- > 0;) {
            const GrammarSequence first = chain({ all[i].member, GrammarSequence { behind } });
            const GrammarSequence next = chain({ comma(), all[i].member, GrammarSequence { behind } });
            if (all[i].required) {
                asFirst = m_builder.choice({ first });
                behind = m_builder.choice({ next });
            } else {
                asFirst = m_builder.choice({ first, { asFirst } });
                behind = m_builder.choice({ next, { behind } });
            }
        }
        return { asFirst };
    }

    Result<GrammarElement> array(const Json& schema, int depth)
    {
        SILLOK_CHECK(allowOnly(schema, { "type", "items", "prefixItems", "minItems", "maxItems" }));
        SILLOK_TRY(Bounds bounds, boundsOf(schema, "minItems", "maxItems"));
        const Json yes = true, none = Json::array();
        const Json& items = schema.contains("items") ? schema["items"] : yes;
        const Json& front = schema.contains("prefixItems") ? schema["prefixItems"] : none;
        if (items.is_array())
            return unsupported("items as a list (use prefixItems)");
        if (!front.is_array())
            return wrong("prefixItems is not a list of schemas");
        if (items == false)
            bounds.most = std::min(bounds.most, static_cast<uint32_t>(front.size()));
        if (bounds.least > bounds.most)
            return wrong("minItems is over what items allows");
        GrammarElement rest;
        if (bounds.most > front.size()) {
            SILLOK_TRY(rest, value(items, depth + 1));
        }
        if (front.empty())
            return m_builder.choice({ list({ rest }, bounds.least, bounds.most) });
        return tuple(front, rest, bounds, depth);
    }

    /// [first, second, rest, rest ...]: what may follow the i-th item, from the last to the first.
    Result<GrammarElement> tuple(const Json& front, GrammarElement rest, const Bounds& bounds, int depth)
    {
        const auto count = static_cast<uint32_t>(std::min<size_t>(front.size(), bounds.most));
        GrammarSequence behind;
        if (bounds.most > count)
            behind = m_builder.repeat(chain({ comma(), GrammarSequence { rest } }), bounds.least > count ? bounds.least - count : 0,
                bounds.most == kEndless ? kEndless : bounds.most - count);
        for (uint32_t i = count; i-- > 0;) {
            SILLOK_TRY(const GrammarElement item, value(front[i], depth + 1));
            const GrammarSequence here = chain({ i > 0 ? comma() : GrammarSequence {}, GrammarSequence { item }, behind });
            behind = i >= bounds.least ? m_builder.repeat(here, 0, 1) : GrammarSequence { m_builder.choice({ here }) };
        }
        return m_builder.choice({ chain({ text("["), behind, text("]") }) });
    }

    Result<GrammarElement> string(const Json& schema)
    {
        SILLOK_CHECK(allowOnly(schema, { "type", "minLength", "maxLength", "pattern", "format" }));
        SILLOK_TRY(const Bounds bounds, boundsOf(schema, "minLength", "maxLength"));
        const bool bounded = hasAny(schema, { "minLength", "maxLength" });
        if (!schema.contains("pattern") && !schema.contains("format"))
            return m_builder.choice({ jsonString(m_builder, bounds.least, bounds.most) });
        if (bounded || (schema.contains("pattern") && schema.contains("format")))
            return unsupported("pattern or format beside another limit of a string");
        const Json& given = schema.contains("pattern") ? schema["pattern"] : schema["format"];
        if (!given.is_string())
            return wrong("pattern or format is not a text");
        std::string pattern = given.get<std::string>();
        if (schema.contains("format")) {
            SILLOK_TRY(pattern, formatPattern(pattern));
        }
        SILLOK_TRY(const GrammarSequence inside, jsonPattern(m_builder, pattern));
        return m_builder.choice({ chain({ text("\""), inside, text("\"") }) });
    }

    /// source  RFC 3339, section 5.6
    static Result<std::string> formatPattern(const std::string& format)
    {
        if (format == "date")
            return std::string("^(\\d\\d\\d\\d-((01|03|05|07|08|10|12)-(0[1-9]|[12]\\d|3[01])|(04|06|09|11)-(0[1-9]|[12]\\d|30)"
                               "|02-(0[1-9]|1\\d|2[0-8])))$");
        if (format == "time")
            return std::string("^([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)$");
        return unsupported("format " + sanitizedUtf8(format));
    }

    Result<GrammarElement> integer(const Json& schema)
    {
        SILLOK_CHECK(allowOnly(schema, { "type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" }));
        SILLOK_TRY(const auto least, integerBound(schema, "minimum", "exclusiveMinimum", 1));
        SILLOK_TRY(const auto most, integerBound(schema, "maximum", "exclusiveMaximum", -1));
        if (least && most && *least > *most)
            return wrong("minimum is over maximum");
        return jsonInteger(m_builder, least, most);
    }

    const Json& m_root;
    GrammarBuilder m_builder;
    std::map<const Json*, GrammarElement> m_references;
    std::optional<GrammarElement> m_anything;
    GrammarSequence m_anyString;
    size_t m_comparisons = 0;
};

} // namespace

Result<Grammar> grammarOfJsonSchema(std::string_view schema)
{
    if (schema.size() > kMaxSchemaBytes)
        return fail(ErrorCode::Unsafe, "schema: over 1 MiB");
    if (bracketDepth(schema) > kMaxBrackets)
        return fail(ErrorCode::Unsafe, "schema: nested too deep");
    try { // the library throws for a wrong pointer or number; nothing of it crosses this folder
        const Json root = Json::parse(schema, nullptr, false);
        if (root.is_discarded())
            return wrong("not JSON");
        return Compiler(root).run();
    } catch (const std::exception&) {
        return wrong("the JSON library gave up on it");
    }
}

} // namespace sillok
