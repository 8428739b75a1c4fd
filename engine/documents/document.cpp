#include "engine/documents/document.h"

namespace sillok::documents {

std::string plainText(const Document& document)
{
    std::string text;
    for (const Block& block : document.blocks) {
        if (!text.empty())
            text += '\n';
        text += block.text;
    }
    return text;
}

} // namespace sillok::documents
