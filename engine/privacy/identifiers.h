// identifiers.h - Numbers that name a person, a company, a card or an account, found in running text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::privacy {

enum class IdentifierKind : uint8_t { Resident, Alien, Passport, Licence, Business, Corporation, Phone, Card, Account };
inline constexpr int kIdentifierKinds = 9;

struct FoundIdentifier {
    IdentifierKind kind = IdentifierKind::Resident;
    size_t start = 0;       ///< bytes
    size_t end = 0;
    bool proven = false;    ///< a check digit holds; otherwise form, date or the words around it speak for it

    bool operator==(const FoundIdentifier&) const = default;
};

/// In the order of the text, without overlap. Also found: full-width and Hangul digits, other signs or spaces between the parts or between
/// all digits, a line break inside.
///
/// exact   resident numbers given out since 2020-10-05 end in random digits, so a valid date suffices where the form is clear
/// needs   UTF-8. cost one pass
/// source  security.md 3 (PII patterns)
std::vector<FoundIdentifier> findIdentifiers(std::string_view text);

/// The text with every digit and letter of what was found as "*", except what usually stays readable: the birth date and the digit
/// behind it of a person's number, the last four digits of phones and cards, the first three of everything else.
std::string masked(std::string_view text, std::span<const FoundIdentifier> found);

} // namespace sillok::privacy
