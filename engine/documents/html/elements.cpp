#include "engine/documents/html/elements.h"

#include <algorithm>
#include <utility>

namespace sillok::documents::html {

Role roleOf(std::string_view name)
{
    constexpr std::pair<std::string_view, Role> kRoles[] = { // sorted by name
        { "address", Role::Block }, { "annotation", Role::Left }, { "annotation-xml", Role::Left }, { "area", Role::Empty }, { "article", Role::Block },
        { "aside", Role::Block }, { "audio", Role::Left }, { "base", Role::Empty }, { "blockquote", Role::Block }, { "body", Role::Block }, { "br", Role::Empty },
        { "canvas", Role::Left }, { "caption", Role::Caption }, { "center", Role::Block }, { "col", Role::Empty }, { "dd", Role::Term }, { "details", Role::Block },
        { "dialog", Role::Block }, { "dir", Role::List }, { "div", Role::Block }, { "dl", Role::Block }, { "dt", Role::Term }, { "embed", Role::Empty },
        { "fieldset", Role::Block }, { "figcaption", Role::Caption }, { "figure", Role::Block }, { "footer", Role::Block }, { "form", Role::Block },
        { "h1", Role::Heading }, { "h2", Role::Heading }, { "h3", Role::Heading }, { "h4", Role::Heading }, { "h5", Role::Heading }, { "h6", Role::Heading },
        { "head", Role::Block }, { "header", Role::Block }, { "hgroup", Role::Block }, { "hr", Role::Empty }, { "html", Role::Block }, { "iframe", Role::Left },
        { "img", Role::Empty }, { "input", Role::Empty }, { "legend", Role::Block }, { "li", Role::Item }, { "link", Role::Empty }, { "listing", Role::Preformatted },
        { "main", Role::Block }, { "menu", Role::List }, { "meta", Role::Empty }, { "nav", Role::Block }, { "noembed", Role::Left }, { "noframes", Role::Left },
        { "noscript", Role::Left }, { "object", Role::Left }, { "ol", Role::List }, { "optgroup", Role::Left }, { "option", Role::Left }, { "p", Role::Paragraph },
        { "param", Role::Empty }, { "pre", Role::Preformatted }, { "rp", Role::Left }, { "rt", Role::Left }, { "script", Role::Left }, { "search", Role::Block },
        { "section", Role::Block }, { "select", Role::Left }, { "source", Role::Empty }, { "style", Role::Left }, { "summary", Role::Block }, { "svg", Role::Left },
        { "table", Role::Table }, { "tbody", Role::TableGroup }, { "td", Role::Cell }, { "template", Role::Left }, { "textarea", Role::Left }, { "tfoot", Role::TableGroup },
        { "th", Role::Cell }, { "thead", Role::TableGroup }, { "title", Role::Left }, { "tr", Role::Row }, { "track", Role::Empty }, { "ul", Role::List },
        { "video", Role::Left }, { "wbr", Role::Empty }, { "xmp", Role::Preformatted } };
    static_assert(std::ranges::is_sorted(kRoles));
    const auto* found = std::ranges::lower_bound(kRoles, name, {}, &std::pair<std::string_view, Role>::first);
    return found != std::end(kRoles) && found->first == name ? found->second : Role::Inline;
}

} // namespace sillok::documents::html
