#include "engine/chat/jinja/builtins.h"

#include <algorithm>

namespace sillok::jinja {

std::vector<const Value*> bind(const Args& args, std::initializer_list<std::string_view> names, size_t required)
{
    std::vector<const Value*> given(names.size(), nullptr);
    if (args.items.size() > names.size())
        stopBadUse("too many arguments");
    for (size_t i = 0; i < args.items.size(); ++i)
        given[i] = &args.items[i];
    for (const auto& [name, value] : args.named) {
        const auto place = std::find(names.begin(), names.end(), name);
        if (place == names.end())
            stopBadUse("an unknown argument");
        const Value*& slot = given[static_cast<size_t>(place - names.begin())];
        if (slot)
            stopBadUse("an argument given twice");
        slot = &value;
    }
    for (size_t i = 0; i < required; ++i) {
        if (!given[i])
            stopBadUse("an argument is missing");
    }
    return given;
}

int64_t wholeOf(const Value& value)
{
    if (!value.isWhole())
        stopBadUse(std::string("a whole number is needed, not ") + typeName(value));
    return value.whole();
}

bool flagOf(const Value* value, bool otherwise) { return value ? isTrue(*value) : otherwise; }

int64_t wholeOr(const Value* value, int64_t otherwise) { return value ? wholeOf(*value) : otherwise; }

} // namespace sillok::jinja
