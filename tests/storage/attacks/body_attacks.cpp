#include "tests/storage/attacks/doors.h"

#include <nlohmann/json.hpp>

namespace sillok::test {

using namespace storage;
using nlohmann::json;

namespace {

using ChangeText = std::function<std::string(const std::string& body)>;
using ChangeValue = std::function<void(json& body)>;

struct Row {
    const char* name;
    Fault fault;
    ChangeText change;
};

std::string replaced(std::string text, const std::string& piece, const std::string& by) { return text.replace(text.find(piece), piece.size(), by); }

Row value(const char* name, Fault fault, const ChangeValue& change)
{
    return { name, fault, [change](const std::string& body) {
                json value = json::parse(body);
                change(value);
                return value.dump();
            } };
}

/// A second way to write the same, or no JSON at all.
std::vector<Row> encodings()
{
    const auto inFront = [](const char* front) { return [front](const std::string& body) { return front + body; }; };
    const auto asVersion = [](const char* number) {
        return [number](const std::string& body) {
            json value = json::parse(body);
            value["version"] = "@";
            return replaced(value.dump(), "\"@\"", number);
        };
    };
    return {
        { "white space in front", Fault::NotCanonical, inFront(" ") },
        { "a mark of its byte order", Fault::NotCanonical, inFront("\xef\xbb\xbf") },
        { "a line end behind", Fault::NotCanonical, [](const std::string& body) { return body + "\n"; } },
        { "a second object behind", Fault::NotCanonical, [](const std::string& body) { return body + "{}"; } },
        { "a key twice, the right one last", Fault::NotCanonical, [](const std::string& body) { return replaced(body, "\"version\":", "\"version\":9,\"version\":"); } },
        { "a key twice, the right one first", Fault::NotCanonical, [](const std::string& body) { return body.substr(0, body.size() - 1) + ",\"version\":9}"; } },
        { "keys in another order", Fault::NotCanonical,
            [](const std::string& body) { // the last one first
                const size_t last = body.rfind(",\"version\":");
                return "{" + body.substr(last + 1, body.size() - last - 2) + "," + body.substr(1, last - 1) + "}";
            } },
        { "an escaped letter", Fault::NotCanonical, [](const std::string& body) { return replaced(body, "\"issued\"", "\"\\u0069ssued\""); } },
        { "half a letter outside the first plane", Fault::NotCanonical, inFront("{\"a\":\"\\ud800\",") },
        { "not UTF-8", Fault::NotCanonical, [](const std::string& body) { return replaced(body, "issued", "iss\xff" "ed"); } },
        { "a zero byte", Fault::NotCanonical, [](const std::string& body) { return replaced(body, "issued", std::string("iss\0ed", 6)); } },
        { "nothing", Fault::NotCanonical, [](const std::string&) { return std::string(); } },
        { "a list", Fault::WrongType, [](const std::string& body) { return "[" + body + "]"; } },
        { "a version with a fraction", Fault::WrongType, asVersion("1.0") },
        { "a version with a sign", Fault::WrongType, asVersion("-1") },
        { "a version of 65 bits", Fault::WrongType, asVersion("1.8446744073709552e+19") },
        value("no version", Fault::WrongType, [](json& body) { body["version"] = nullptr; }),
    };
}

std::vector<Row> fields()
{
    return {
        value("lists in lists, nine deep", Fault::NotCanonical,
            [](json& body) {
                json deep = json::array();
                for (int i = 0; i < 9; ++i)
                    deep = json::array({ deep });
                body["x"] = deep;
            }),
        value("an unknown field", Fault::UnknownField, [](json& body) { body["unsafe"] = true; }),
        value("a field in capitals", Fault::MissingField,
            [](json& body) {
                body["Version"] = body["version"];
                body.erase("version");
            }),
        value("without its end", Fault::MissingField, [](json& body) { body.erase("expires"); }),
        value("a version in words", Fault::WrongType, [](json& body) { body["version"] = "1"; }),
        value("version 0", Fault::WrongValue, [](json& body) { body["version"] = 0U; }),
        value("ends before it begins", Fault::WrongValue, [](json& body) { body["expires"] = body["issued"].get<uint64_t>() - 1; }),
        value("ends after the year 9999", Fault::WrongValue, [](json& body) { body["expires"] = 253'402'300'800U; }),
        value("a later format", Fault::UnknownFormat, [](json& body) { body["format"] = 2U; }),
        value("format 0", Fault::UnknownFormat, [](json& body) { body["format"] = 0U; }),
    };
}

/// Lists that only one of the documents has.
std::vector<std::pair<std::string, Row>> lists()
{
    const auto many = [](size_t count, const json& item) {
        json all = json::array();
        for (size_t i = 0; i < count; ++i)
            all.push_back(item);
        return all;
    };
    const std::string none(64, '0');
    return {
        { "next root", value("17 keys in a role", Fault::TooLarge, [=](json& body) { body["release"]["keys"] = many(17, "ed25519:" + none); }) },
        { "next root", value("a key that stands twice in a role", Fault::KeyTwice, [](json& body) { body["release"]["keys"][1] = body["release"]["keys"][0]; }) },
        { "next root", value("one key in two roles", Fault::KeyTwice, [](json& body) { body["countersign"]["keys"][0] = body["root"]["keys"][0]; }) },
        { "next root", value("one key in release and countersign", Fault::KeyTwice, [](json& body) { body["countersign"]["keys"][0] = body["release"]["keys"][0]; }) },
        { "next root", value("a threshold of 0", Fault::WrongValue, [](json& body) { body["root"]["threshold"] = 0U; }) },
        { "next root", value("a threshold that nobody reaches", Fault::WrongValue, [](json& body) { body["root"]["threshold"] = 7U; }) },
        { "next root", value("a key of an unknown algorithm", Fault::WrongValue, [=](json& body) { body["root"]["keys"][0] = "rsa:" + none; }) },
        { "next root", value("a key one byte too short", Fault::WrongValue, [=](json& body) { body["root"]["keys"][0] = "ed25519:" + none.substr(2); }) },
        { "catalog", value("4,097 packages", Fault::TooLarge, [=](json& body) { body["packages"] = many(4097, json::object()); }) },
        { "catalog", value("4,097 taken back", Fault::TooLarge, [=](json& body) { body["revoked"] = many(4097, none); }) },
        { "catalog", value("one package twice", Fault::WrongValue,
                         [=](json& body) { body["packages"] = many(2, { { "id", "kr.go" }, { "version", 1U }, { "digest", none } }); }) },
        { "catalog", value("a digest in capitals", Fault::WrongValue, [=](json& body) { body["revoked"] = many(1, std::string(64, 'A')); }) },
        { "policy", value("an unknown rule", Fault::UnknownField, [](json& body) { body["rules"]["allow_all"] = true; }) },
        { "policy", value("a rule left out", Fault::MissingField, [](json& body) { body["rules"].erase("clipboard"); }) },
        { "policy", value("a rule in words", Fault::WrongType, [](json& body) { body["rules"]["print"] = "yes"; }) },
        { "policy", value("a grade that there is not", Fault::WrongValue, [](json& body) { body["rules"]["grade_floor"] = "X"; }) },
        { "policy", value("no time until it locks", Fault::WrongValue, [](json& body) { body["rules"]["idle_minutes"] = 0U; }) },
        { "policy", value("more than 64 KiB", Fault::TooLarge, [](json& body) { body["rules"]["x"] = std::string(65 << 10, 'x'); }) },
    };
}

} // namespace

Attacks bodyAttacks(const Parties& parties)
{
    Attacks all;
    const auto add = [&](const Door& door, const Row& row) {
        all.push_back({ door.name + ", signed: " + row.name, row.fault, [door, row] { return door.open(door.signedBody(row.change(door.body))); } });
    };
    auto everywhere = encodings();
    for (const Row& row : fields())
        everywhere.push_back(row);
    for (const Door& door : doorsOf(parties)) {
        if (door.name == "package, countersign") // the same reading as from its publisher's side
            continue;
        for (const Row& row : everywhere)
            add(door, row);
        for (const auto& [name, row] : lists()) {
            if (name == door.name)
                add(door, row);
        }
    }
    return all;
}

} // namespace sillok::test
