// template_fuzz.cpp - libFuzzer entry: any bytes as a chat template, rendered over a small conversation within tight limits.
#include "engine/chat/chat_template.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    static const ChatTemplateInput input = [] {
        ChatTemplateInput made;
        made.variables = nlohmann::ordered_json::parse(
            R"({"messages":[{"role":"user","content":"a <b> 'c' \uac00"},{"role":"x","content":null}],"n":[1,-2.5,true],"d":{"k":{"v":[]}}})");
        made.bosToken = "<s>";
        made.now.tm_year = 125;
        made.now.tm_mday = 1;
        return made;
    }();
    jinja::Limits limits;
    limits.sourceBytes = 4096;
    limits.steps = 3000;
    limits.textBytes = size_t { 64 } << 10;
    limits.heldBytes = size_t { 256 } << 10;
    limits.evaluationDepth = 100; // frames are large under the sanitizers
    limits.nesting = 60;
    const auto parsed = ChatTemplate::parse(std::string(reinterpret_cast<const char*>(data), size), limits);
    if (parsed.ok())
        ignore(parsed->render(input), "only crashes count here");
    return 0;
}
