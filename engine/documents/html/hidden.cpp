#include "engine/documents/html/hidden.h"

#include <algorithm>

namespace sillok::documents::html {

namespace {

constexpr size_t kMostSelectors = 10'000;

std::string withoutSpaces(std::string_view text)
{
    std::string out = lowerAscii(text);
    std::erase_if(out, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; });
    return out;
}

bool isNothing(std::string_view value)
{
    const size_t end = value.find_first_not_of("0.");
    const std::string_view unit = end == std::string_view::npos ? std::string_view() : value.substr(end);
    return !value.empty() && end != 0 && (unit.empty() || unit == "px" || unit == "pt" || unit == "em" || unit == "rem" || unit == "%" || unit == "!important");
}

/// "display:none;font-size:0" hides; so does one of its declarations.
bool declarationsHide(std::string_view css)
{
    const std::string all = withoutSpaces(css);
    std::string_view rest = all;
    while (!rest.empty()) {
        const size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const size_t colon = std::min(one.find(':'), one.size());
        const std::string_view name = one.substr(0, colon), value = one.substr(std::min(colon + 1, one.size()));
        if ((name == "display" && value.starts_with("none")) || (name == "visibility" && (value.starts_with("hidden") || value.starts_with("collapse")))
            || ((name == "font-size" || name == "opacity") && isNothing(value)) || (name == "mso-hide" && value.starts_with("all")))
            return true;
    }
    return false;
}

std::string withoutComments(std::string_view css)
{
    std::string out;
    while (true) {
        const size_t begin = css.find("/*");
        out += css.substr(0, begin);
        if (begin == std::string_view::npos)
            return out;
        const size_t end = css.find("*/", begin + 2);
        if (end == std::string_view::npos)
            return out;
        css.remove_prefix(end + 2);
    }
}

} // namespace

void HiddenRules::addSheet(std::string_view css)
{
    const std::string sheet = withoutComments(css);
    int depth = 0;
    size_t selectorAt = 0, bodyAt = 0;
    for (size_t at = 0; at < sheet.size(); ++at) {
        if (sheet[at] == ';' && depth == 0)
            selectorAt = at + 1; // "@import ...;"
        if (sheet[at] == '{' && depth++ == 0)
            bodyAt = at + 1;
        if (sheet[at] != '}' || depth == 0 || --depth > 0)
            continue;
        std::string selectors = withoutSpaces(std::string_view(sheet).substr(selectorAt, bodyAt - 1 - selectorAt));
        const std::string_view body = std::string_view(sheet).substr(bodyAt, at - bodyAt);
        selectorAt = at + 1;
        if (selectors.starts_with('@') || !declarationsHide(body))
            continue;
        std::string_view rest = selectors;
        while (!rest.empty() && m_selectors.size() < kMostSelectors) {
            const size_t end = std::min(rest.find(','), rest.size());
            const std::string_view one = rest.substr(0, end);
            if (one.size() > 1 && (one[0] == '.' || one[0] == '#') && one.find_first_of(".#:[>+~ ", 1) == std::string_view::npos)
                m_selectors.emplace(one);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

bool HiddenRules::hides(const Tag& tag) const
{
    if (tag.has("hidden") || (tag.has("style") && declarationsHide(tag.attribute("style"))))
        return true;
    if (m_selectors.empty())
        return false;
    if (tag.has("id") && m_selectors.contains("#" + lowerAscii(tag.attribute("id"))))
        return true;
    const std::string classes = lowerAscii(tag.attribute("class"));
    for (size_t at = classes.find_first_not_of(" \t\n"); at != std::string::npos;) {
        const size_t end = std::min(classes.find_first_of(" \t\n", at), classes.size());
        if (m_selectors.contains("." + classes.substr(at, end - at)))
            return true;
        at = classes.find_first_not_of(" \t\n", end);
    }
    return false;
}

} // namespace sillok::documents::html
