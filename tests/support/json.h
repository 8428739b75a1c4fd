// json.h - Just enough JSON to read the fixtures; trusts its input, which is ours.
#pragma once

#include "engine/base/text.h"

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

namespace sillok::test {

struct Json {
    enum class Kind { Null, Bool, Number, Text, Array, Object } kind = Kind::Null;
    double number = 0;
    std::string text;
    std::vector<Json> items;
    std::map<std::string, Json> members;

    bool has(const std::string& name) const { return members.count(name) != 0; }
    const Json& operator[](const std::string& name) const
    {
        static const Json none;
        const auto found = members.find(name);
        return found == members.end() ? none : found->second;
    }
    std::vector<int32_t> ints() const
    {
        std::vector<int32_t> all;
        for (const Json& item : items)
            all.push_back(static_cast<int32_t>(item.number));
        return all;
    }
    static Json parse(const std::string& source)
    {
        size_t at = 0;
        return value(source, at);
    }

private:
    static void skip(const std::string& s, size_t& at)
    {
        while (at < s.size() && (s[at] == ' ' || s[at] == '\n' || s[at] == '\t' || s[at] == '\r' || s[at] == ',' || s[at] == ':'))
            ++at;
    }
    static std::string string(const std::string& s, size_t& at)
    {
        std::string out;
        for (++at; at < s.size() && s[at] != '"'; ++at) {
            if (s[at] != '\\') {
                out += s[at];
                continue;
            }
            switch (s[++at]) {
            case 'n':
                out += '\n';
                break;
            case 't':
                out += '\t';
                break;
            case 'r':
                out += '\r';
                break;
            case 'b':
                out += '\b';
                break;
            case 'f':
                out += '\f';
                break;
            case 'u': {
                auto unit = static_cast<char32_t>(std::strtoul(s.substr(at + 1, 4).c_str(), nullptr, 16));
                at += 4;
                if (unit >= 0xD800 && unit < 0xDC00 && s.substr(at + 1, 2) == "\\u") {
                    unit = 0x10000 + ((unit - 0xD800) << 10)
                        + (static_cast<char32_t>(std::strtoul(s.substr(at + 3, 4).c_str(), nullptr, 16)) - 0xDC00);
                    at += 6;
                }
                appendUtf8(out, unit);
                break;
            }
            default:
                out += s[at];
            }
        }
        ++at;
        return out;
    }
    static Json value(const std::string& s, size_t& at)
    {
        Json json;
        skip(s, at);
        if (at >= s.size())
            return json;
        if (s[at] == '"') {
            json.kind = Kind::Text;
            json.text = string(s, at);
        } else if (s[at] == '[') {
            json.kind = Kind::Array;
            for (++at, skip(s, at); at < s.size() && s[at] != ']'; skip(s, at))
                json.items.push_back(value(s, at));
            ++at;
        } else if (s[at] == '{') {
            json.kind = Kind::Object;
            for (++at, skip(s, at); at < s.size() && s[at] != '}'; skip(s, at)) {
                std::string name = string(s, at);
                json.members.emplace(std::move(name), value(s, at));
            }
            ++at;
        } else if (s[at] == 't' || s[at] == 'f') {
            json.kind = Kind::Bool;
            json.number = s[at] == 't';
            at += s[at] == 't' ? 4 : 5;
        } else if (s[at] == 'n') {
            at += 4;
        } else {
            json.kind = Kind::Number;
            char* end = nullptr;
            json.number = std::strtod(s.c_str() + at, &end);
            at = static_cast<size_t>(end - s.c_str());
        }
        return json;
    }
};

} // namespace sillok::test
