#include "storage/db/fts_tokenizer.h"

#include "storage/db/sqlite.h"
#include "storage/db/statement.h"

#include <cstring>
#include <new>

namespace sillok::storage {

namespace {

struct Tokenizer {
    SplitTerms split;
};

/// Between SplitTerms and the index: carries the index's callback through the splitter.
struct Relay {
    void* context;
    int (*token)(void*, int, const char*, int, int, int);
    int result;
};

int createTokenizer(void* context, const char**, int, Fts5Tokenizer** out)
{
    auto* const made = new (std::nothrow) Tokenizer { reinterpret_cast<SplitTerms>(context) };
    if (!made)
        return SQLITE_NOMEM;
    *out = reinterpret_cast<Fts5Tokenizer*>(made);
    return SQLITE_OK;
}

void deleteTokenizer(Fts5Tokenizer* tokenizer) { delete reinterpret_cast<Tokenizer*>(tokenizer); }

int relayTerm(void* context, std::string_view term, TermPlace place)
{
    auto* const relay = static_cast<Relay*>(context);
    relay->result = relay->token(relay->context, place.colocated ? FTS5_TOKEN_COLOCATED : 0, term.data(), static_cast<int>(term.size()),
        static_cast<int>(place.start), static_cast<int>(place.end));
    return relay->result;
}

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int size,
    int (*token)(void*, int, const char*, int, int, int))
{
    Relay relay { context, token, SQLITE_OK };
    const std::string_view view(text ? text : "", static_cast<size_t>(text && size > 0 ? size : 0));
    reinterpret_cast<Tokenizer*>(tokenizer)->split(view, (flags & FTS5_TOKENIZE_QUERY) != 0, &relay, relayTerm);
    return relay.result;
}

} // namespace

Result<fts5_api*> findFts5(sqlite3* connection)
{
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr);
    if (code != SQLITE_OK)
        return databaseError(connection, code, "looking for the full-text index");
    char kind[] = "fts5_api_ptr";
    sqlite3_bind_pointer(statement, 1, &api, kind, nullptr);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (!api || api->iVersion < 2)
        return fail(ErrorCode::Internal, "the database library has no full-text index");
    return api;
}

Result<void> registerTokenizer(sqlite3* connection, SplitTerms split)
{
    SILLOK_TRY(fts5_api* const api, findFts5(connection));
    fts5_tokenizer functions { createTokenizer, deleteTokenizer, tokenize };
    const int code = api->xCreateTokenizer(api, "sillok", reinterpret_cast<void*>(split), &functions, nullptr);
    if (code != SQLITE_OK)
        return databaseError(connection, code, "registering the tokenizer");
    return {};
}

} // namespace sillok::storage
