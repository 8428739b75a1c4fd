#include "engine/sampling/json_schema.h"

#include "engine/base/text.h"
#include "engine/sampling/json_text.h"
#include "engine/sampling/schema_view.h"

#include <algorithm>
#include <set>

namespace sillok {

namespace {

using namespace schema;

constexpr uint32_t kEndless = GrammarBuilder::kEndless;
constexpr int kMaxBrackets = 4 * kMaxSchemaDepth; ///< the library copies, compares and writes values recursively

class Compiler {
public:
    explicit Compiler(const Json& root)
        : m_root(root)
        , m_references(root)
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
                chain({ text("{"),
                    m_builder.repeat(chain({ member(anyString(), *m_anything),
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
            inside = chain(
                { item, m_builder.repeat(chain({ comma(), item }), least > 0 ? least - 1 : 0, most == kEndless ? kEndless : most - 1) });
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
            SILLOK_TRY(const Json merged, m_references.mergedObject(schema, depth));
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

    Result<GrammarElement> reference(const Json& schema, int depth)
    {
        SILLOK_CHECK(allowOnly(schema, { "$ref" }));
        SILLOK_TRY(const Json* found, m_references.target(schema));
        if (const auto known = m_rules.find(found); known != m_rules.end())
            return known->second;
        const GrammarElement rule = m_builder.declare(); // before what it stands for: that may refer to it
        if (m_builder.isTooLarge())
            return tooLarge();
        m_rules.emplace(found, rule);
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
                SILLOK_TRY(const bool apart, m_references.excludeEachOther(list[i], list[j], depth));
                if (!apart)
                    return unsupported("oneOf whose alternatives may both fit (use anyOf)");
            }
        return m_builder.choice(all);
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
                return std::none_of(
                    name.begin(), name.end(), [](char c) { return static_cast<uint8_t>(c) < 0x20 || c == '"' || c == '\\'; });
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
    References m_references;
    std::map<const Json*, GrammarElement> m_rules; ///< of what was referred to
    std::optional<GrammarElement> m_anything;
    GrammarSequence m_anyString;
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
