#include "storage/db/fts_score.h"

#include "storage/db/fts_tokenizer.h"
#include "storage/db/sqlite.h"
#include "storage/db/statement.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <vector>

namespace sillok::storage {

namespace {

constexpr double kSaturation = 1.2;
constexpr double kLengthShare = 0.75;
constexpr double kLeastRarity = 1e-6;

/// What holds for every row of one statement.
struct Scoring {
    std::vector<double> rarities;
    double averageLength = 1;
    size_t most = 0;
    std::vector<double> best;         ///< a heap: the worst is in front
    std::vector<double> frequencies;  ///< of the row at hand, by phrase

    double score(double length) const
    {
        double sum = 0;
        for (size_t i = 0; i < rarities.size(); ++i) {
            const double frequency = frequencies[i];
            sum += rarities[i] * frequency * (kSaturation + 1) / (frequency + kSaturation * (1 - kLengthShare + kLengthShare * length / averageLength));
        }
        return sum;
    }
    bool mayCount(double score) const { return best.size() < most || score > best.front(); }
    void note(double score)
    {
        if (best.size() == most) {
            std::ranges::pop_heap(best, std::greater());
            best.pop_back();
        }
        best.push_back(score);
        std::ranges::push_heap(best, std::greater());
    }
};

void forget(void* scoring) { delete static_cast<Scoring*>(scoring); }

std::unique_ptr<Scoring> begin(const Fts5ExtensionApi* api, Fts5Context* index, sqlite3_value* rarities, sqlite3_value* most)
{
    std::unique_ptr<Scoring> scoring(new (std::nothrow) Scoring);
    const size_t phrases = static_cast<size_t>(std::max(api->xPhraseCount(index), 0));
    sqlite3_int64 rows = 0, words = 0;
    const void* const bytes = sqlite3_value_blob(rarities);
    if (!scoring || !bytes || static_cast<size_t>(sqlite3_value_bytes(rarities)) != phrases * sizeof(double)
        || api->xRowCount(index, &rows) != SQLITE_OK || api->xColumnTotalSize(index, -1, &words) != SQLITE_OK)
        return nullptr;
    scoring->rarities.resize(phrases);
    std::memcpy(scoring->rarities.data(), bytes, phrases * sizeof(double));
    scoring->frequencies.resize(phrases);
    scoring->most = static_cast<size_t>(std::max(sqlite3_value_int(most), 1));
    if (rows > 0 && words > 0)
        scoring->averageLength = static_cast<double>(words) / static_cast<double>(rows);
    return scoring;
}

/// How often each phrase stands in this row; the last column only says where the row belongs.
int countPhrases(const Fts5ExtensionApi* api, Fts5Context* index, Scoring& scoring)
{
    const int scope = api->xColumnCount(index) - 1;
    for (size_t i = 0; i < scoring.rarities.size(); ++i) {
        scoring.frequencies[i] = 0;
        if (scoring.rarities[i] <= 0)
            continue;
        Fts5PhraseIter places;
        int column = 0, offset = 0;
        const int code = api->xPhraseFirst(index, static_cast<int>(i), &places, &column, &offset);
        if (code != SQLITE_OK)
            return code;
        for (; column >= 0; api->xPhraseNext(index, &places, &column, &offset))
            scoring.frequencies[i] += column != scope ? 1 : 0;
    }
    return SQLITE_OK;
}

void knownBm25(const Fts5ExtensionApi* api, Fts5Context* index, sqlite3_context* context, int count, sqlite3_value** values)
{
    auto* scoring = static_cast<Scoring*>(api->xGetAuxdata(index, 0));
    if (!scoring) {
        std::unique_ptr<Scoring> made = count == 2 ? begin(api, index, values[0], values[1]) : nullptr;
        if (!made)
            return sqlite3_result_error(context, "known_bm25 needs a rarity for each phrase and a number", -1);
        scoring = made.release();
        if (const int code = api->xSetAuxdata(index, scoring, forget); code != SQLITE_OK) // forgets it when this fails
            return sqlite3_result_error_code(context, code);
    }
    int words = 0;
    int code = countPhrases(api, index, *scoring);
    double score = 0;
    if (code == SQLITE_OK && scoring->mayCount(scoring->score(0))) { // a row without length would have the most that these words can give
        code = api->xColumnSize(index, -1, &words);
        score = scoring->score(words);
        if (scoring->mayCount(score))
            scoring->note(score);
    }
    if (code != SQLITE_OK)
        return sqlite3_result_error_code(context, code);
    sqlite3_result_double(context, score);
}

} // namespace

double rarity(int64_t rows, int64_t all)
{
    return std::max(std::log((static_cast<double>(all - rows) + 0.5) / (static_cast<double>(rows) + 0.5)), kLeastRarity);
}

std::string rarityBytes(std::span<const double> values)
{
    return { reinterpret_cast<const char*>(values.data()), values.size_bytes() };
}

Result<void> registerKnownBm25(sqlite3* connection)
{
    SILLOK_TRY(fts5_api* const api, findFts5(connection));
    const int code = api->xCreateFunction(api, "known_bm25", nullptr, knownBm25, nullptr);
    return code == SQLITE_OK ? Result<void>() : databaseError(connection, code, "registering known_bm25");
}

} // namespace sillok::storage
