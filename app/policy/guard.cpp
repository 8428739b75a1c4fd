#include "app/policy/guard.h"

#include "engine/privacy/identifiers.h"

#include <charconv>
#include <numeric>

namespace sillok::app {

namespace {

static_assert(kIdentifierKinds == privacy::kIdentifierKinds);
static_assert(static_cast<int>(privacy::IdentifierKind::Account) == kIdentifierKinds - 1);

constexpr std::array<const char*, kIdentifierKinds> kNames { "resident", "alien", "passport", "licence", "business", "corporation", "phone", "card", "account" };
constexpr std::string_view kBetween = ", ";

} // namespace

int IdentifierCounts::total() const { return std::accumulate(byKind.begin(), byKind.end(), 0); }

IdentifierCounts& IdentifierCounts::operator+=(const IdentifierCounts& more)
{
    for (size_t i = 0; i < byKind.size(); ++i)
        byKind[i] += more.byKind[i];
    return *this;
}

const char* identifierName(int kind) { return kNames.at(static_cast<size_t>(kind)); }

IdentifierCounts countIdentifiers(std::string_view utf8)
{
    IdentifierCounts counts;
    for (const privacy::FoundIdentifier& one : privacy::findIdentifiers(utf8))
        ++counts.byKind[static_cast<size_t>(one.kind)];
    return counts;
}

std::string maskIdentifiers(std::string_view utf8) { return privacy::masked(utf8, privacy::findIdentifiers(utf8)); }

std::string writeCounts(const IdentifierCounts& counts)
{
    std::string text;
    for (size_t i = 0; i < kNames.size(); ++i) {
        if (counts.byKind[i] > 0)
            text += (text.empty() ? "" : std::string(kBetween)) + kNames[i] + " " + std::to_string(counts.byKind[i]);
    }
    return text;
}

IdentifierCounts readCounts(std::string_view text)
{
    IdentifierCounts counts;
    for (size_t i = 0; i < kNames.size(); ++i) {
        const std::string_view name = kNames[i];
        if (!text.starts_with(name) || text.size() <= name.size() || text[name.size()] != ' ')
            continue;
        const char* const first = text.data() + name.size() + 1;
        const auto [end, bad] = std::from_chars(first, text.data() + text.size(), counts.byKind[i]);
        if (bad != std::errc() || counts.byKind[i] <= 0)
            return {};
        text.remove_prefix(static_cast<size_t>(end - text.data()));
        if (text.starts_with(kBetween))
            text.remove_prefix(kBetween.size());
    }
    return text.empty() ? counts : IdentifierCounts {};
}

GuardFinding guardText(const Policy& policy, GuardPlace place, std::string_view utf8)
{
    const GuardAction action = policy.guardAt(place);
    return { action == GuardAction::Off ? IdentifierCounts {} : countIdentifiers(utf8), action };
}

} // namespace sillok::app
