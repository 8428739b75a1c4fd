// guard.h - Numbers that name persons and companies: how many of each kind a text holds, never which ones.
#pragma once

#include "app/policy/policy.h"

#include <array>
#include <string>
#include <string_view>

namespace sillok::app {

inline constexpr int kIdentifierKinds = 9;

/// By kind, in this order: resident, alien, passport, licence, business, corporation, phone, card, account.
struct IdentifierCounts {
    std::array<int, kIdentifierKinds> byKind {};

    int total() const;
    IdentifierCounts& operator+=(const IdentifierCounts& more);
    bool operator==(const IdentifierCounts&) const = default;
};

/// Stable name of a kind, for scripts and storage: "resident"
const char* identifierName(int kind);

/// What was found, and what the policy does about it there.
struct GuardFinding {
    IdentifierCounts counts;
    GuardAction action = GuardAction::Off;

    /// Something was found, and it matters.
    bool speaks() const { return action != GuardAction::Off && counts.total() > 0; }
};

/// cost  one pass over the text
IdentifierCounts countIdentifiers(std::string_view utf8);
/// With the numbers covered as Korean offices do it: see privacy::masked.
std::string maskIdentifiers(std::string_view utf8);

/// "resident 2, phone 1"; empty for none. readCounts takes only what writeCounts gives; anything else reads as none.
std::string writeCounts(const IdentifierCounts& counts);
IdentifierCounts readCounts(std::string_view text);

GuardFinding guardText(const Policy& policy, GuardPlace place, std::string_view utf8);

} // namespace sillok::app
