// passports.h - Passport numbers: a letter, then digits; since 2021-12-21 with a second letter in the middle.
#pragma once

#include "engine/privacy/identifiers.h"

namespace sillok::privacy {

bool isLetter(char c);

/// M12345678 and M123A4567, also with S, R, G, D and O in front, unless letters or digits go on around them.
/// source  외교부, 차세대 전자여권 번호 체계
void addPassports(std::string_view text, std::vector<FoundIdentifier>& out);

} // namespace sillok::privacy
