// grammar_fuzz.cpp - libFuzzer entry: a grammar or a JSON schema, a zero byte, then a text. The first byte is '{' for a schema.
#include "engine/base/text.h"
#include "engine/sampling/gbnf.h"
#include "engine/sampling/grammar_matcher.h"
#include "engine/sampling/json_schema.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <memory>

#if __has_include(<nlohmann/json.hpp>)
#include <nlohmann/json.hpp>
#define SILLOK_FUZZ_JSON 1
#endif

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;

/// Numbers of three digits make grammars that are slow to build and teach the fuzzer nothing; the tests have them.
bool hasLongNumber(std::string_view text)
{
    int digits = 0;
    for (const char c : text) {
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        if (digits == 3)
            return true;
    }
    return false;
}

/// A byte that fits: the wanted one, or what stands often in such texts, or any.
std::optional<uint8_t> anyByte(GrammarMatcher& matcher, GrammarMatcher::State state, uint8_t wanted)
{
    constexpr std::string_view kOften = "\"0:,}]{[1a2-\x80";
    const auto fits = [&](uint8_t byte) { return matcher.after(state, byte) != GrammarMatcher::kDead; };
    if (fits(wanted))
        return wanted;
    for (size_t i = 0; i < kOften.size(); ++i)
        if (const auto byte = static_cast<uint8_t>(kOften[(i + wanted) % kOften.size()]); fits(byte))
            return byte;
    for (unsigned byte = 0; byte < 256; ++byte)
        if (fits(static_cast<uint8_t>(byte)))
            return static_cast<uint8_t>(byte);
    return std::nullopt;
}

/// Writes what the grammar allows, chosen by the bytes of the input over and over; true when the text came to an end.
bool walk(GrammarMatcher& matcher, std::string_view choices, std::string& text)
{
    GrammarMatcher::State state = matcher.start();
    for (size_t i = 0; i < 32 && state != GrammarMatcher::kDead; ++i) {
        const auto wanted = static_cast<uint8_t>(choices.empty() ? 0 : choices[i % choices.size()]);
        if (matcher.mayEnd(state) && (wanted % 3 == 0 || matcher.mustEnd(state)))
            return true;
        const auto byte = anyByte(matcher, state, wanted);
        // Every rule ends for some text, so something fits, unless a limit was met.
        fuzz::require(byte.has_value() || matcher.wasTooLarge());
        if (!byte)
            return false;
        text += static_cast<char>(*byte);
        state = matcher.forgetAllBut(matcher.after(state, *byte));
    }
    return state != GrammarMatcher::kDead && matcher.mayEnd(state);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size > 512)
        return 0;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::string_view rules = input.substr(0, input.find('\0'));
    const std::string_view text = input.substr(std::min(rules.size() + 1, input.size()));
    if (hasLongNumber(rules))
        return 0;
    const bool isSchema = rules.starts_with('{');
    auto grammar = isSchema ? grammarOfJsonSchema(rules) : parseGbnf(rules);
    if (!grammar.ok()) {
        fuzz::require(isValidUtf8(grammar.error().doing));
        return 0;
    }
    GrammarMatcher matcher(std::make_shared<const Grammar>(std::move(grammar).value()));
    GrammarMatcher::State state = matcher.start();
    for (const char c : text)
        state = matcher.after(state, static_cast<uint8_t>(c));
    std::string written;
    const bool ended = walk(matcher, text, written);
    if (ended)
        fuzz::require(isValidUtf8(written)); // both notations speak of characters
#ifdef SILLOK_FUZZ_JSON
    if (ended && isSchema)
        fuzz::require(nlohmann::json::accept(written));
#endif
    return 0;
}
