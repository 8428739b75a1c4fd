// byte_alphabet.h - The printable alphabet in which byte-level vocabularies write arbitrary bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sillok {

/// The character that stands for a byte. Printable Latin-1 stands for itself, the other 68 bytes take U+0100 upward in order.
/// source  Radford et al. 2019 (GPT-2), bytes_to_unicode; proven by fixtures/tokenizers/gguf-vocab/ggml-vocab-gpt-2.gguf
char32_t alphabetOfByte(uint8_t byte);

/// The bytes that a text in this alphabet stands for; nothing when a character is not of the alphabet.
std::optional<std::string> bytesOfAlphabet(std::string_view text);

} // namespace sillok
