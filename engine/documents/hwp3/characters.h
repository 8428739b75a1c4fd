// characters.h - The two-byte codes of HWP 3.0: Johab for Hangul, the maker's own places for Hanja and symbols.
#pragma once

#include <cstdint>
#include <string>

namespace sillok::documents::hwp3 {

/// Appends the character of one code as UTF-8. A code that has no character in Unicode, or that nobody documented, becomes U+25A1 (□).
/// needs  code >= 32: lower ones are controls.
/// source KS X 1001, annex 3 (Johab); tika__testHWP_3.0.hwp proves the syllables
void appendCharacter(std::string& out, uint16_t code);

} // namespace sillok::documents::hwp3
