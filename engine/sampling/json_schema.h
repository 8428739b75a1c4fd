// json_schema.h - Turns a JSON schema into the grammar of the JSON texts that satisfy it.
#pragma once

#include "engine/sampling/grammar.h"

namespace sillok {

/// Every text of the grammar is JSON and satisfies the schema; not every satisfying text is of the grammar: members come in the order of
/// `properties`, at most one space stands between parts, numbers keep within what readers hold exactly.
///
/// Understood: type (one or a list), enum, const, properties, required, additionalProperties, items, prefixItems, minItems, maxItems,
/// minLength, maxLength, pattern, format date and time, minimum, maximum, exclusiveMinimum and exclusiveMaximum of integers, anyOf, oneOf
/// whose alternatives exclude each other, allOf of objects, $ref into the same schema, true, false. Words for people are passed over.
/// error  Unsupported: any other keyword, named. BadArgument: not JSON, or a schema that contradicts itself. Unsafe: a limit.
/// source JSON Schema 2020-12, core and validation
Result<Grammar> grammarOfJsonSchema(std::string_view schema);

constexpr size_t kMaxSchemaBytes = size_t { 1 } << 20;
constexpr int kMaxSchemaDepth = 64; ///< of schemas in schemas
constexpr size_t kMaxSchemaParts = 4096; ///< members of one object, values of one enum

} // namespace sillok
