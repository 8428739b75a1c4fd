// entities.h - Character references of HTML: &lt; &#44032; &nbsp;
#pragma once

#include <string>
#include <string_view>

namespace sillok::documents::html {

/// `text` with its references as characters. What is none stays as it stands.
std::string decodeEntities(std::string_view text);

} // namespace sillok::documents::html
