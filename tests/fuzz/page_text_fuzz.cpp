// page_text_fuzz.cpp - libFuzzer entry: a page's text and a quote, parted by the first zero unit.
#include "app/workers/page_text.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    std::u16string page(size / 2, u'\0');
    std::memcpy(page.data(), data, page.size() * 2);
    const size_t cut = std::min(page.find(u'\0'), page.size());
    const std::string quote(reinterpret_cast<const char*>(data) + 2 * cut, size - 2 * cut);
    page.resize(cut);
    for (const sillok::app::TextRange& range : sillok::app::findPassage(page, quote))
        sillok::fuzz::require(range.begin >= 0 && range.length > 0 && static_cast<size_t>(range.begin + range.length) <= page.size());
    return 0;
}
