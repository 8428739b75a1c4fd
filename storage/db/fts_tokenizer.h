// fts_tokenizer.h - Lets the full-text index split text the way the layer above says.
#pragma once

#include "engine/base/result.h"

#include <string_view>

struct fts5_api;
struct sqlite3;

namespace sillok::storage {

/// Where one term came from.
/// `colocated`: at the same place as the term before it; does not lengthen the text.
struct TermPlace {
    size_t start;
    size_t end;
    bool colocated;
};

/// Receives terms in order. Not zero: stop splitting.
using TakeTerm = int (*)(void* context, std::string_view term, TermPlace place);

/// Splits text into searchable terms. Places are byte offsets in `text`, which may be any bytes.
/// Must give the same terms for the same text for as long as the index lives.
using SplitTerms = void (*)(std::string_view text, bool forQuery, void* context, TakeTerm take);

/// Makes `tokenize = 'sillok'` known on this connection. error Internal.
Result<void> registerTokenizer(sqlite3* connection, SplitTerms split);

/// The index's function table, which is handed out through a bound pointer. error Internal. source sqlite.org/fts5.html, section 7.
Result<fts5_api*> findFts5(sqlite3* connection);

} // namespace sillok::storage
