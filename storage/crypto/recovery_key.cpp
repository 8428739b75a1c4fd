#include "storage/crypto/recovery_key.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: no I, L, O, U
constexpr size_t kKeyBits = 256;
constexpr size_t kDataLength = kRecoveryGroupLength - 1;
constexpr size_t kCharacters = kRecoveryGroups * kRecoveryGroupLength;
constexpr uint8_t kUnknown = 0xFF;

/// Times 2 in the field of 32 elements (x^5 + x^2 + 1).
constexpr uint8_t doubled(uint8_t value) { return static_cast<uint8_t>(value & 16 ? ((value << 1) ^ 0b100101) : value << 1); }

/// Each place has its own factor, none of them 1, so a change and a swap (also with the check character) both show; the group's number
/// keeps groups in their places.
uint8_t checkOf(const uint8_t* group, size_t number)
{
    uint8_t sum = static_cast<uint8_t>(number);
    for (size_t i = 0; i < kDataLength; ++i) {
        uint8_t term = group[i];
        for (size_t times = 0; times <= i; ++times)
            term = doubled(term);
        sum ^= term;
    }
    return sum;
}

bool isSeparator(char32_t c)
{
    return c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D
        || c == 0xA0;
}

/// The value of one typed character, or kUnknown.
uint8_t valueOf(char32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) // full-width forms
        c = c - 0xFF01 + '!';
    if (c >= 'a' && c <= 'z')
        c = c - 'a' + 'A';
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    if (c > 0x7F)
        return kUnknown;
    const size_t at = kAlphabet.find(static_cast<char>(c));
    return at == std::string_view::npos ? kUnknown : static_cast<uint8_t>(at);
}

/// Values of the characters in guarded memory, and how many there were in all.
struct Typed {
    Secret values;
    size_t count = 0;

    bool fits(size_t group) const
    {
        const uint8_t* const at = values.bytes().data() + group * kRecoveryGroupLength;
        return std::find(at, at + kRecoveryGroupLength, kUnknown) == at + kRecoveryGroupLength && at[kDataLength] == checkOf(at, group);
    }
};

Result<Typed> valuesOf(std::string_view text)
{
    if (text.size() > kMostRecoveryTextBytes)
        return fail(ErrorCode::BadArgument, "recovery key: far too long");
    Typed typed;
    SILLOK_TRY(typed.values, Secret::make(kCharacters));
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.length;
        if (isSeparator(point.value))
            continue;
        if (typed.count < kCharacters)
            typed.values.data()[typed.count] = valueOf(point.value);
        ++typed.count;
    }
    return typed;
}

/// Puts the lowest `count` bits of `value` behind the `at` bits that are there.
void putBits(Secret& key, size_t at, uint8_t value, size_t count)
{
    for (size_t i = 0; i < count; ++i, ++at) {
        if (value >> (count - 1 - i) & 1)
            key.data()[at / 8] = static_cast<uint8_t>(key.data()[at / 8] | (0x80 >> (at % 8)));
    }
}

/// Five bits from `at` on; zeros behind the end.
uint8_t takeBits(const Secret& key, size_t at)
{
    uint8_t value = 0;
    for (size_t i = at; i < at + 5; ++i) {
        const int bit = i < kKeyBits ? key.bytes()[i / 8] >> (7 - i % 8) & 1 : 0;
        value = static_cast<uint8_t>(value << 1 | bit);
    }
    return value;
}

} // namespace

Result<Secret> writeRecoveryKey(const Secret& key)
{
    if (key.size() * 8 != kKeyBits)
        return fail(ErrorCode::BadArgument, "recovery key of the wrong size");
    SILLOK_TRY(Secret text, Secret::make(kCharacters + kRecoveryGroups - 1));
    SILLOK_TRY(Secret group, Secret::make(kRecoveryGroupLength));
    uint8_t* out = text.data();
    for (size_t number = 0; number < kRecoveryGroups; ++number) {
        for (size_t i = 0; i < kDataLength; ++i)
            group.data()[i] = takeBits(key, (number * kDataLength + i) * 5);
        group.data()[kDataLength] = checkOf(group.bytes().data(), number);
        if (number > 0)
            *out++ = '-';
        for (const uint8_t value : group.bytes())
            *out++ = static_cast<uint8_t>(kAlphabet[value]);
    }
    return text;
}

Result<Secret> readRecoveryKey(std::string_view text)
{
    SILLOK_TRY(const Typed typed, valuesOf(text));
    for (size_t group = 0; group < std::min(kRecoveryGroups, typed.count / kRecoveryGroupLength); ++group) {
        if (!typed.fits(group))
            return fail(ErrorCode::BadArgument, "recovery key: group " + std::to_string(group + 1));
    }
    if (typed.count != kCharacters)
        return fail(ErrorCode::BadArgument, "recovery key: " + std::to_string(typed.count) + " characters instead of " + std::to_string(kCharacters));
    SILLOK_TRY(Secret key, Secret::make(kKeyBits / 8));
    size_t at = 0;
    for (size_t i = 0; i < kCharacters; ++i) {
        if (i % kRecoveryGroupLength == kDataLength)
            continue;
        const uint8_t value = typed.values.bytes()[i];
        const size_t count = std::min<size_t>(5, kKeyBits - at);
        if (value & ((1U << (5 - count)) - 1)) // more bits than a key has
            return fail(ErrorCode::BadArgument, "recovery key: group " + std::to_string(kRecoveryGroups));
        putBits(key, at, static_cast<uint8_t>(value >> (5 - count)), count);
        at += count;
    }
    return key;
}

std::vector<int> wrongRecoveryGroups(std::string_view text)
{
    std::vector<int> wrong;
    const Result<Typed> typed = valuesOf(text);
    for (size_t group = 0; typed.ok() && group < std::min(kRecoveryGroups, typed->count / kRecoveryGroupLength); ++group) {
        if (!typed->fits(group))
            wrong.push_back(static_cast<int>(group) + 1);
    }
    return wrong;
}

} // namespace sillok::storage
