// checks.h - What the digits of an identifier must obey by themselves.
#pragma once

#include <cstdint>
#include <span>

namespace sillok::privacy {

using Digits = std::span<const uint8_t>;

/// YYMMDD and the digit behind it, which tells the century: 1 2 5 6 1900s, 3 4 7 8 2000s; nobody of the 1800s (9 0) lives. needs 7 digits
bool isBirthDate(Digits d);
/// Weights 2..9, 2..5; (11 - sum mod 11) mod 10. Foreigners of the old rule add 2. Numbers given out since 2020-10-05 obey nothing.
/// needs 13. source  security.md 3: 주민등록법 시행규칙 (before 2020-10)
bool residentCheckHolds(Digits d);
/// Weights 1, 2 in turn; (10 - sum mod 10) mod 10. needs 13. source  법인등록번호 부여 규칙
bool corporationCheckHolds(Digits d);
/// Weights 1 3 7 1 3 7 1 3 5, and the tens of the last product. needs 10. source  국세청 사업자등록번호 검증
bool businessCheckHolds(Digits d);
/// A trade article of Korea: 880 in front, weights 1, 3 in turn. needs 13. source  GS1 General Specifications, check digits
bool isKoreanBarcode(Digits d);
/// source  ISO/IEC 7812-1, annex B
bool luhnHolds(Digits d);
/// 3, 4, 5, 6, or Korea's own 9 in front, and a length that goes with it. source  ISO/IEC 7812
bool isCardPrefix(Digits d);

} // namespace sillok::privacy
