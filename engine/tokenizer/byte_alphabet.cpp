#include "engine/tokenizer/byte_alphabet.h"

#include "engine/base/text.h"

#include <array>

namespace sillok {

namespace {

constexpr char32_t kFirstStandIn = 0x100;
constexpr size_t kAlphabetEnd = 0x100 + 68;

constexpr bool standsForItself(unsigned byte) { return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE; }

constexpr std::array<char32_t, 256> kOfByte = [] {
    std::array<char32_t, 256> table {};
    char32_t next = kFirstStandIn;
    for (unsigned byte = 0; byte < 256; ++byte)
        table[byte] = standsForItself(byte) ? char32_t { byte } : next++;
    return table;
}();

constexpr std::array<int16_t, kAlphabetEnd> kToByte = [] {
    std::array<int16_t, kAlphabetEnd> table {};
    for (auto& entry : table)
        entry = -1;
    for (unsigned byte = 0; byte < 256; ++byte)
        table[kOfByte[byte]] = static_cast<int16_t>(byte);
    return table;
}();

} // namespace

char32_t alphabetOfByte(uint8_t byte) { return kOfByte[byte]; }

std::optional<std::string> bytesOfAlphabet(std::string_view text)
{
    std::string bytes;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (point.value >= kAlphabetEnd || kToByte[point.value] < 0)
            return std::nullopt;
        bytes += static_cast<char>(kToByte[point.value]);
        at += point.length;
    }
    return bytes;
}

} // namespace sillok
