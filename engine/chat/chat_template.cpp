#include "engine/chat/chat_template.h"

#include "engine/chat/jinja/interpreter.h"
#include "engine/chat/jinja/parser.h"

namespace sillok {

namespace {

using Json = nlohmann::ordered_json;
using namespace jinja;

/// needs  a depth within the limit of values, which makeList and set check on the way back: `depth` stops the way in
Value valueOf(Meter& meter, const Json& json, int depth)
{
    if (depth > meter.limits().valueDepth)
        stop(ErrorCode::Unsafe, "data nests too deep");
    switch (json.type()) {
    case Json::value_t::boolean:
        return Value::boolean(json.get<bool>());
    case Json::value_t::number_integer:
        return Value::integer(json.get<int64_t>(), true);
    case Json::value_t::number_unsigned:
        if (json.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX))
            stop(ErrorCode::Unsupported, "a whole number beyond 64 bits");
        return Value::integer(json.get<int64_t>(), true);
    case Json::value_t::number_float:
        return Value::real(json.get<double>(), true);
    case Json::value_t::string:
        return makeText(meter, json.get_ref<const std::string&>(), true);
    case Json::value_t::array: {
        std::vector<Value> items;
        for (const Json& item : json)
            items.push_back(valueOf(meter, item, depth + 1));
        return makeList(meter, std::move(items));
    }
    case Json::value_t::object: {
        Value dict(Kind::Dict, makeObject<DictObject>(meter));
        for (const auto& [key, item] : json.items())
            dict.dict().set(meter, makeText(meter, key, true), valueOf(meter, item, depth + 1));
        return dict;
    }
    default:
        return Value::none();
    }
}

std::tm withWeekday(std::tm time)
{
    std::tm copy = time;
    copy.tm_isdst = 0;
    timegm(&copy); // fills in the days of the week and of the year
    time.tm_wday = copy.tm_wday;
    time.tm_yday = copy.tm_yday;
    return time;
}

Error errorOf(const Failure& failure, int line)
{
    const int at = failure.line > 0 ? failure.line : line;
    return fail(failure.code, "chat template" + (at > 0 ? ", line " + std::to_string(at) : std::string()) + ": " + failure.what);
}

std::vector<RenderedPart> partsOf(const Text& text)
{
    std::vector<RenderedPart> parts;
    size_t begin = 0;
    for (const Text::Run& run : text.runs()) {
        parts.push_back({ text.bytes().substr(begin, run.end - begin), run.fromData });
        begin = run.end;
    }
    return parts;
}

} // namespace

Result<ChatTemplate> ChatTemplate::parse(std::string source, const Limits& limits)
{
    try {
        return ChatTemplate(parseTemplate(source, limits), limits);
    } catch (const Failure& failure) {
        return errorOf(failure, 0);
    }
}

Result<std::vector<RenderedPart>> ChatTemplate::render(const ChatTemplateInput& input) const
{
    if (!input.variables.is_object())
        return fail(ErrorCode::BadArgument, "chat template: variables are no object");
    Meter meter(m_limits);
    Interpreter interpreter(*m_parsed, meter, withWeekday(input.now));
    try {
        interpreter.define("bos_token", makeText(meter, input.bosToken));
        interpreter.define("eos_token", makeText(meter, input.eosToken));
        for (const char* name : { "tools", "documents" }) // the library passes these always, none where there are none
            interpreter.define(name, Value::none());
        interpreter.define("add_generation_prompt", Value::boolean(false));
        for (const auto& [name, value] : input.variables.items()) {
            if (interpreter.mentions(name))
                interpreter.define(name, valueOf(meter, value, 1));
        }
        return partsOf(interpreter.render());
    } catch (const Failure& failure) {
        return errorOf(failure, interpreter.line());
    }
}

} // namespace sillok
