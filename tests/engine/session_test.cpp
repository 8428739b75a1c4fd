// Sessions on a one-layer model written here: limits, stopping, cancelling, parts and threads; no fixture needed.
#include "engine/sampling/gbnf.h"
#include "engine/session/memory_plan.h"
#include "engine/session/session.h"
#include "tests/engine/gguf_writer.h"
#include "tests/engine/temporary_file.h"
#include "tests/support/check.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace sillok;
using namespace sillok::test;

namespace {

Result<std::shared_ptr<Model>> load(const std::string& bytes, ModelOptions options = {})
{
    SILLOK_TRY(MappedFile file, mapped(bytes));
    if (options.threads == 0)
        options.threads = 2;
    return Model::load(std::move(file), options);
}

std::unique_ptr<Session> sessionOf(const std::shared_ptr<Model>& model) { return std::move(Session::create(model)).value(); }

const std::vector<TokenId> kPrompt { 258, 'a', 'b', 'c' };

} // namespace

SILLOK_TEST(aModelLoadsAndSaysWhatItIs)
{
    std::vector<double> seen;
    ModelOptions options;
    options.onProgress = [&](double share) { seen.push_back(share); };
    const auto model = load(tinyLlama(), options);
    REQUIRE(model.ok());
    CHECK_EQUAL((*model)->architecture(), std::string("llama"));
    CHECK_EQUAL((*model)->contextTokens(), 64u);
    CHECK_EQUAL((*model)->vocabularySize(), 260u);
    CHECK((*model)->device().starts_with("CPU "));
    CHECK((*model)->memoryBytes() > 0 && (*model)->weightBytes() > 0);
    CHECK(!seen.empty() && seen.back() == 1.0 && std::is_sorted(seen.begin(), seen.end()));
}

SILLOK_TEST(theSameSeedWritesTheSameTokens)
{
    const auto model = load(tinyLlama());
    REQUIRE(model.ok());
    const auto write = [&](uint64_t seed) {
        std::vector<TokenId> ids;
        GenerateOptions options;
        options.maxTokens = 30;
        options.ignoreEnd = true;
        options.sampler.temperature = 1.5f;
        options.sampler.seed = seed;
        CHECK(sessionOf(*model)->generate(kPrompt, options, {}, [&](TokenId id) { ids.push_back(id); }).ok());
        return ids;
    };
    CHECK(write(1) == write(1));
    CHECK(write(1) != write(2));
}

SILLOK_TEST(threadsDoNotChangeTheResult)
{
    std::vector<std::vector<float>> rows;
    for (const uint32_t threads : { 1u, 2u, 5u }) {
        ModelOptions options;
        options.threads = threads;
        const auto model = load(tinyLlama(), options);
        REQUIRE(model.ok());
        const auto session = sessionOf(*model);
        REQUIRE(session->feed(kPrompt, Session::Keep::All).ok());
        rows.emplace_back(session->logits().begin(), session->logits().end());
        CHECK_EQUAL(rows.back().size(), kPrompt.size() * 260);
    }
    CHECK(rows[0] == rows[1] && rows[1] == rows[2]);
}

SILLOK_TEST(aFullContextIsSaidNotHidden)
{
    const auto model = load(tinyLlama(16));
    REQUIRE(model.ok());
    const auto session = sessionOf(*model);
    GenerateOptions options;
    options.maxTokens = 1000;
    options.ignoreEnd = true;
    const auto usage = session->generate(kPrompt, options, {});
    REQUIRE(usage.ok());
    CHECK(usage->stopReason == StopReason::ContextFull);
    CHECK_EQUAL(session->length(), 16u);
    CHECK_EQUAL(usage->promptTokens, 4u);
    CHECK_EQUAL(usage->generatedTokens, 13u); // 12 fill the context behind the prompt; the last was chosen and had no room
    const auto tooLong = session->feed(kPrompt);
    CHECK(!tooLong.ok() && tooLong.error().code == ErrorCode::Unsafe);
    session->reset();
    CHECK(session->feed(kPrompt).ok());
    CHECK(!session->feed(std::vector<TokenId>(13, 'a')).ok());
    CHECK_EQUAL(session->length(), 4u); // nothing of what did not fit
}

SILLOK_TEST(stopIdsAndEndTokensEndATurn)
{
    const auto model = load(tinyLlama());
    REQUIRE(model.ok());
    std::vector<TokenId> ids;
    GenerateOptions options;
    options.maxTokens = 8;
    options.ignoreEnd = true;
    REQUIRE(sessionOf(*model)->generate(kPrompt, options, {}, [&](TokenId id) { ids.push_back(id); }).ok());
    REQUIRE(ids.size() == 8);
    options.stopIds = { ids[3] };
    std::string text;
    std::vector<TokenId> seen;
    const auto usage = sessionOf(*model)->generate(
        kPrompt, options, [&](std::string_view piece) { text += piece; }, [&](TokenId id) { seen.push_back(id); });
    REQUIRE(usage.ok());
    CHECK(usage->stopReason == StopReason::EndOfTurn);
    const auto first = std::find(ids.begin(), ids.end(), ids[3]) - ids.begin();
    CHECK_EQUAL(static_cast<ptrdiff_t>(usage->generatedTokens), first + 1);
    CHECK_EQUAL(seen.back(), ids[3]);
    CHECK(usage->firstTokenMs >= usage->promptMs && usage->generateMs >= 0);
}

SILLOK_TEST(cancellingEndsWithinAChunk)
{
    const auto model = load(tinyLlama(4096));
    REQUIRE(model.ok());
    const auto session = sessionOf(*model);
    std::stop_source source;
    uint32_t written = 0;
    GenerateOptions options;
    options.maxTokens = 4000;
    options.ignoreEnd = true;
    const auto usage = session->generate(
        kPrompt, options, {},
        [&](TokenId) {
            if (++written == 5)
                source.request_stop();
        },
        source.get_token());
    REQUIRE(usage.ok());
    CHECK(usage->stopReason == StopReason::Cancelled);
    CHECK_EQUAL(written, 5u);
    const auto fed = session->feed(std::vector<TokenId>(1000, 'a'), Session::Keep::Last, source.get_token());
    CHECK(!fed.ok() && fed.error().code == ErrorCode::Cancelled);
    ModelOptions stopped;
    stopped.stop = source.get_token();
    const auto again = load(tinyLlama(), stopped);
    CHECK(!again.ok() && again.error().code == ErrorCode::Cancelled);
}

SILLOK_TEST(rewindingEqualsNeverHavingSaidIt)
{
    const auto model = load(tinyLlama());
    REQUIRE(model.ok());
    const auto session = sessionOf(*model), fresh = sessionOf(*model);
    const std::vector<TokenId> other { 'x', 'y', 'z' }, tail { 'c' };
    REQUIRE(session->feed(std::span(kPrompt).first(3)).ok());
    REQUIRE(session->feed(other).ok());
    session->rewind(3);
    CHECK(session->logits().empty());
    REQUIRE(session->feed(tail).ok());
    REQUIRE(fresh->feed(kPrompt).ok());
    CHECK(std::equal(session->logits().begin(), session->logits().end(), fresh->logits().begin(), fresh->logits().end()));
    CHECK(std::equal(session->tokens().begin(), session->tokens().end(), kPrompt.begin(), kPrompt.end()));
}

SILLOK_TEST(aCommonFrontIsKeptAndChangesNothing)
{
    const auto model = load(tinyLlama());
    REQUIRE(model.ok());
    const auto session = sessionOf(*model), fresh = sessionOf(*model);
    REQUIRE(session->feed(kPrompt).ok());
    const std::vector<TokenId> second { 258, 'a', 'b', 'x', 'y' };
    CHECK_EQUAL(session->keepFront(second), 3u);
    CHECK_EQUAL(session->length(), 3u);
    REQUIRE(session->feed(std::span(second).subspan(3)).ok());
    REQUIRE(fresh->feed(second).ok());
    CHECK(std::equal(session->logits().begin(), session->logits().end(), fresh->logits().begin(), fresh->logits().end()));
    CHECK_EQUAL(session->keepFront(second), 4u); // the last token is computed again: its logits are wanted
    CHECK_EQUAL(session->keepFront(std::vector<TokenId> { 258 }), 0u);
    CHECK_EQUAL(session->length(), 0u);
    CHECK_EQUAL(session->keepFront({}), 0u);
}

/// A prompt of letters that begins with `first`.
std::vector<TokenId> letters(size_t count, TokenId first)
{
    std::vector<TokenId> ids { 258, first };
    while (ids.size() < count)
        ids.push_back(static_cast<TokenId>('a' + ids.size() * ids.size() % 26));
    return ids;
}

/// Writes a few tokens behind the prompt; says how many of its tokens needed no computing.
uint32_t ask(Session& session, const std::vector<TokenId>& prompt, std::vector<TokenId>& written)
{
    GenerateOptions options;
    options.maxTokens = 8;
    options.ignoreEnd = true;
    written.clear();
    const uint32_t known = session.keepFront(prompt);
    CHECK(session.generate(std::span(prompt).subspan(known), options, {}, [&](TokenId id) { written.push_back(id); }).ok());
    return known;
}

SILLOK_TEST(comingBackToAPromptCostsACopy)
{
    for (const KvType type : { KvType::F32, KvType::F16, KvType::BF16, KvType::Q8_0 })
        for (const char* variant : { "scalar", "" }) {
            ModelOptions options;
            options.kvType = type;
            options.cpuVariant = variant;
            const auto model = load(tinyLlama(512, { "<s>", "</s>" }, 32), options);
            REQUIRE(model.ok());
            const auto session = sessionOf(*model);
            session->limitPrefixes(1 << 20);
            const std::vector<TokenId> one = letters(200, 'x'), other = letters(150, 'y');
            std::vector<TokenId> first, second, again;
            CHECK_EQUAL(ask(*session, one, first), 0u);
            CHECK_EQUAL(ask(*session, other, second), 1u); // both begin with the same token
            CHECK_EQUAL(ask(*session, one, again), 192u); // its whole blocks
            CHECK(again == first);
            CHECK_EQUAL(ask(*session, other, again), 128u);
            CHECK(again == second);
            const auto fresh = sessionOf(*model);
            REQUIRE(fresh->feed(one).ok());
            REQUIRE(session->feed(std::span(one).subspan(session->keepFront(one))).ok());
            CHECK(std::equal(session->logits().begin(), session->logits().end(), fresh->logits().begin(), fresh->logits().end())); // bit for bit
        }
}

SILLOK_TEST(aStoppedPromptGoesOnWhereItWas)
{
    const auto model = load(tinyLlama(1024));
    REQUIRE(model.ok());
    const auto session = sessionOf(*model);
    session->limitPrefixes(1 << 20);
    const std::vector<TokenId> prompt = letters(Session::kChunkTokens + 100, 'x');
    REQUIRE(session->feed(std::span(prompt).first(Session::kChunkTokens)).ok());
    std::stop_source stopped;
    stopped.request_stop();
    const auto usage = session->generate(std::span(prompt).subspan(Session::kChunkTokens), {}, {}, {}, stopped.get_token());
    REQUIRE(usage.ok());
    CHECK(usage->stopReason == StopReason::Cancelled);
    session->reset();
    CHECK_EQUAL(session->keepFront(prompt), Session::kChunkTokens);
}

SILLOK_TEST(withoutRoomNothingIsRemembered)
{
    const auto model = load(tinyLlama(512));
    REQUIRE(model.ok());
    const auto session = sessionOf(*model);
    std::vector<TokenId> written;
    const std::vector<TokenId> prompt = letters(200, 'x');
    ask(*session, prompt, written);
    session->reset();
    CHECK_EQUAL(ask(*session, prompt, written), 0u);
    session->limitPrefixes(64 * 64); // 64 bytes a token: one block
    session->reset();
    ask(*session, prompt, written);
    CHECK_EQUAL(session->prefixBytes(), 64u * 64);
    session->reset();
    CHECK_EQUAL(ask(*session, prompt, written), 64u);
    session->limitPrefixes(64 * 64 - 1);
    CHECK_EQUAL(session->prefixBytes(), 0u);
    CHECK_EQUAL(prefixMemoryBytes(100, 300), 100u);
    CHECK_EQUAL(prefixMemoryBytes(1000, UINT64_MAX), uint64_t { 4 } << 30);
}

SILLOK_TEST(wrongRequestsAreRefused)
{
    const auto model = load(tinyLlama());
    REQUIRE(model.ok());
    const auto session = sessionOf(*model);
    for (const TokenId id : { -1, 260 })
        CHECK(session->feed(std::span(&id, 1)).error().code == ErrorCode::BadArgument);
    CHECK(!session->feed({}).ok());
    CHECK(!session->generate({}, {}, {}).ok());
    GenerateOptions options;
    options.sampler.temperature = std::nanf("");
    CHECK(!session->generate(kPrompt, options, {}).ok());
    ModelOptions forced;
    forced.cpuVariant = "mmx";
    CHECK(load(tinyLlama(), forced).error().code == ErrorCode::Unsupported);
    CHECK(*kvTypeByName("q8_0") == KvType::Q8_0 && std::string(kvTypeName(KvType::BF16)) == "bf16");
    CHECK(kvTypeByName("f12").error().code == ErrorCode::BadArgument);
    CHECK(*kvTypeByName("f32") == KvType::F32);
}

SILLOK_TEST(whatDoesNotFitIsRefusedWithAProposal)
{
    ModelOptions options;
    options.contextTokens = 100000;
    options.memoryLimitBytes = uint64_t { 4 } << 20;
    const auto model = load(tinyLlama(100000), options);
    REQUIRE(!model.ok());
    CHECK(model.error().code == ErrorCode::OutOfMemory);
    const size_t at = model.error().doing.find("; ");
    REQUIRE(at != std::string::npos);
    options.contextTokens = static_cast<uint32_t>(std::stoul(model.error().doing.substr(at + 2)));
    CHECK(options.contextTokens > 0);
    CHECK(load(tinyLlama(100000), options).ok()); // the proposal holds
}

/// A description of 1 layer with 4 heads of 64: 4 KiB of F16 keys and values per token.
graph::HyperParameters wideHeads(uint32_t contextTokens)
{
    graph::HyperParameters p;
    p.layers = 4;
    p.heads = p.kvHeads = 4;
    p.keyWidth = p.valueWidth = 64;
    p.embedding = 256;
    p.feedForward = 256;
    p.vocabulary = 256;
    p.contextTokens = contextTokens;
    return p;
}

SILLOK_TEST(aFreeChoiceTakesTheSmallerCacheBeforeItRefuses)
{
    const graph::HyperParameters p = wideHeads(100000);
    const auto whole = planMemory(p, {}, 1 << 20, 0, UINT64_MAX);
    REQUIRE(whole.ok());
    CHECK(whole->contextTokens == kDefaultContextTokens && whole->kvType == KvType::F16);
    const uint64_t exact = whole->need.total() + (1 << 20);
    CHECK(planMemory(p, {}, 1 << 20, 0, exact)->kvType == KvType::F16); // to the byte
    const auto smaller = planMemory(p, {}, 1 << 20, 0, exact - 1);
    REQUIRE(smaller.ok());
    CHECK(smaller->kvType == KvType::Q8_0 && smaller->contextTokens == kDefaultContextTokens);
    CHECK(smaller->need.total() + (1 << 20) < exact);
    const auto tight = planMemory(p, {}, 1 << 20, 0, exact / 2);
    REQUIRE(tight.ok());
    CHECK(tight->contextTokens >= kLeastContextTokens && tight->contextTokens < kDefaultContextTokens);
    const auto refused = planMemory(p, {}, 1 << 20, 0, exact / 8);
    CHECK(!refused.ok() && refused.error().code == ErrorCode::OutOfMemory);
}

SILLOK_TEST(aFixedContextIsKeptOrRefusedWithBothProposals)
{
    const graph::HyperParameters p = wideHeads(100000);
    const auto refused = planMemory(p, { 50000, KvType::F16 }, 0, 0, uint64_t { 100 } << 20);
    REQUIRE(!refused.ok());
    const std::string& text = refused.error().doing;
    const size_t one = text.find("; "), two = text.find("; with a q8_0 cache ");
    REQUIRE(one != std::string::npos && two != std::string::npos && one < two);
    const auto plain = static_cast<uint32_t>(std::stoul(text.substr(one + 2)));
    const auto small = static_cast<uint32_t>(std::stoul(text.substr(two + 20)));
    CHECK(plain > 0 && small > plain);
    CHECK(planMemory(p, { plain, KvType::F16 }, 0, 0, uint64_t { 100 } << 20).ok());
    CHECK(!planMemory(p, { plain + 1, KvType::F16 }, 0, 0, uint64_t { 100 } << 20).ok());
    CHECK(planMemory(p, { small, KvType::Q8_0 }, 0, 0, uint64_t { 100 } << 20).ok());
}

SILLOK_TEST(zeroTokensAskForNone)
{
    const auto model = load(tinyLlama());
    REQUIRE(model.ok());
    GenerateOptions options;
    options.maxTokens = 0;
    const auto usage = sessionOf(*model)->generate(kPrompt, options, {});
    REQUIRE(usage.ok());
    CHECK_EQUAL(usage->generatedTokens, 0u);
    CHECK(usage->stopReason == StopReason::MaxTokens);
}

namespace {

std::shared_ptr<const Grammar> grammarOf(const char* text)
{
    auto grammar = parseGbnf(text);
    CHECK(grammar.ok());
    return grammar.ok() ? std::make_shared<const Grammar>(std::move(grammar).value()) : nullptr;
}

} // namespace

SILLOK_TEST(aGrammarHoldsTheTextAndEndsTheTurn)
{
    const auto model = load(tinyLlama());
    REQUIRE(model.ok());
    GenerateOptions options;
    options.grammar = grammarOf("root ::= [ab]{3}");
    options.sampler.temperature = 1.0f;
    for (uint64_t seed = 0; seed < 30; ++seed) {
        options.sampler.seed = seed;
        std::string text;
        const auto usage = sessionOf(*model)->generate(kPrompt, options, [&](std::string_view piece) { text += piece; });
        REQUIRE(usage.ok());
        CHECK(usage->stopReason == StopReason::EndOfTurn); // without an end token: nothing more fits
        CHECK(text.size() == 3 && text.find_first_not_of("ab") == std::string::npos);
        CHECK(usage->generatedTokens == 3 || usage->generatedTokens == 2); // "ab" is a token too
    }
    options.sampler.temperature = 0;
    std::string text;
    REQUIRE(sessionOf(*model)->generate(kPrompt, options, [&](std::string_view piece) { text += piece; }).ok());
    CHECK_EQUAL(text.size(), 3u);
}

SILLOK_TEST(endTokensFitOnlyWhereTheGrammarMayEnd)
{
    const auto model = load(tinyLlama());
    REQUIRE(model.ok());
    GenerateOptions options;
    options.grammar = grammarOf("root ::= \"xy\" \"z\"*");
    options.sampler.logitBias = { { 259, 100.0f } }; // the model wants nothing but to end
    std::string text;
    const auto usage = sessionOf(*model)->generate(kPrompt, options, [&](std::string_view piece) { text += piece; });
    REQUIRE(usage.ok());
    CHECK(usage->stopReason == StopReason::EndOfTurn);
    CHECK_EQUAL(text, std::string("xy"));
    options.sampler.logitBias = { { 'q', 100.0f } };
    options.stopIds = { 'q' }; // a stop token of the caller means an end, whatever its text
    text.clear();
    REQUIRE(sessionOf(*model)->generate(kPrompt, options, [&](std::string_view piece) { text += piece; }).ok());
    CHECK_EQUAL(text, std::string("xy"));
}

SILLOK_TEST(aGrammarThatNothingFitsIsAnError)
{
    const auto model = load(tinyLlama());
    REQUIRE(model.ok());
    GenerateOptions options;
    options.sampler.temperature = 1.0f;
    options.grammar = grammarOf("root ::= [a-z] root \"b\" | [a-z] root \"c\" | \"!\""); // each letter doubles the readings
    options.sampler.logitBias = { { '!', -std::numeric_limits<float>::infinity() } };
    const auto usage = sessionOf(*model)->generate(kPrompt, options, {});
    CHECK(!usage.ok() && usage.error().code == ErrorCode::Unsafe);
    options.grammar = grammarOf("root ::= \"a\"");
    options.sampler.logitBias = { { 'a', -std::numeric_limits<float>::infinity() } };
    const auto banned = sessionOf(*model)->generate(kPrompt, options, {});
    CHECK(!banned.ok() && banned.error().code == ErrorCode::Unsupported);
}

SILLOK_TEST_MAIN
