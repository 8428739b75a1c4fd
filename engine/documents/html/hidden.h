// hidden.h - Which elements a browser would not show.
#pragma once

#include "engine/documents/html/tokens.h"

#include <set>

namespace sillok::documents::html {

/// Knows the `hidden` attribute, styles that hide (display, visibility, opacity, a size of nothing) on the element itself, and those
/// that a style sheet of the page gives to a class or an id.
class HiddenRules {
public:
    /// Takes in one style sheet. Rules inside @media and their kind are left out: they hold for some readers only.
    void addSheet(std::string_view css);
    bool hides(const Tag& tag) const;

private:
    std::set<std::string, std::less<>> m_selectors;   ///< ".name" and "#name"
};

} // namespace sillok::documents::html
