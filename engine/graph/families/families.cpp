#include "engine/graph/families/families.h"

#include "engine/base/text.h"

namespace sillok::graph {

namespace {

constexpr Family kFamilies[] = {
    { "llama", describeLlama },
};

} // namespace

std::span<const Family> families() { return kFamilies; }

Result<ModelDescription> describeModel(const gguf::Reader& file)
{
    SILLOK_TRY(const auto architecture, file.text("general.architecture"));
    if (!architecture)
        return fail(ErrorCode::Damaged, "model: general.architecture is missing");
    SILLOK_CHECK(checkRanges(file, *architecture));
    for (const Family& family : kFamilies)
        if (family.architecture == *architecture)
            return family.describe(file);
    return fail(ErrorCode::Unsupported, "model: architecture \"" + sanitizedUtf8(*architecture) + "\" does not run yet");
}

} // namespace sillok::graph
