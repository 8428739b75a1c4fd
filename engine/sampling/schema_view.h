// schema_view.h - What a JSON schema says, before any grammar is made of it: keywords, references, values, what excludes what.
#pragma once

#include "engine/sampling/json_schema.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <nlohmann/json.hpp>
#pragma GCC diagnostic pop

#include <optional>

namespace sillok::schema {

using Json = nlohmann::ordered_json;

Error unsupported(const std::string& what);
Error wrong(const std::string& what);
Error tooLarge();

/// How deep the brackets of a JSON text go, sound or not.
int bracketDepth(std::string_view text);

bool hasAny(const Json& schema, std::initializer_list<const char*> keywords);
/// error  Unsupported: a keyword that is neither a word for people nor one of these.
Result<void> allowOnly(const Json& schema, std::initializer_list<std::string_view> keywords);

struct Bounds {
    uint32_t least = 0;
    uint32_t most = GrammarBuilder::kEndless;
};
/// error  BadArgument: not natural, or the wrong way round. Unsafe: over GrammarBuilder::kMaxRepeats.
Result<Bounds> boundsOf(const Json& schema, const char* least, const char* most);
/// A bound of an integer; `step` is what the exclusive one leaves out, 1 or -1. error Unsupported: not a whole number of 64 bits
Result<std::optional<int64_t>> integerBound(const Json& schema, const char* inclusive, const char* exclusive, int64_t step);

/// The values that the schema names one by one; nothing when it does not.
std::optional<std::vector<Json>> namedValues(const Json& schema);
std::vector<std::string> requiredOf(const Json& schema);
/// The value has the schema's type, or one of them.
bool hasType(const Json& value, const Json& schema);
/// The schema without the keywords that say nothing about this type, because another type of the list needs them.
Json onlyFor(const Json& schema, const std::string& type);

/// Follows $ref inside one schema, which outlives it.
class References {
public:
    explicit References(const Json& root)
        : m_root(root)
    {
    }

    /// What the $ref of a schema points to. error Unsupported: another file. BadArgument: nothing is there
    Result<const Json*> target(const Json& schema) const;
    /// What a schema says once its references are followed. error Unsafe: they go round
    Result<const Json*> followed(const Json& schema, int depth) const;
    /// True only when no value can satisfy both: by their types, the values they name, or a member that both require.
    /// error  Unsafe: too many comparisons.
    Result<bool> excludeEachOther(const Json& first, const Json& second, int depth);
    /// One object schema out of allOf and what stands beside it. error Unsupported: parts that are more than objects
    Result<Json> mergedObject(const Json& schema, int depth) const;

private:
    Result<void> collectParts(const Json& schema, int depth, std::vector<const Json*>& parts) const;

    const Json& m_root;
    size_t m_comparisons = 0;
};

} // namespace sillok::schema
