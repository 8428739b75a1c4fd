#include "tests/storage/attacks/doors.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sillok::test {

using namespace storage;
using nlohmann::json;

namespace {

/// The package of our machine's catalog, and how its manifest is signed.
struct Target {
    explicit Target(const Parties& parties) : small(parties.ours)
    {
        const auto doors = doorsOf(parties);
        door = *std::ranges::find(doors, "package, release", &Door::name);
        whole = small.around(writeSignedDocument(door.signedBody(small.manifest())));
        const Manifest manifest = readManifest(asBytes(small.manifest())).value();
        layout = layoutOf(manifest, small.manifest().size());
    }

    SmallPackage small;
    Door door;
    std::vector<uint8_t> whole;
    PackageLayout layout;
};
using Shared = std::shared_ptr<const Target>;

Attack withManifest(const Shared& target, const std::string& name, Fault fault, const std::function<void(json&)>& change)
{
    return { "package, signed: " + name, fault, [target, change] {
                json manifest = json::parse(target->small.manifest());
                change(manifest);
                return target->small.open(target->small.around(writeSignedDocument(target->door.signedBody(manifest.dump()))));
            } };
}

Attack withBytes(const Shared& target, const std::string& name, Fault fault, const std::function<void(std::vector<uint8_t>&)>& change)
{
    return { "package: " + name, fault, [target, change] {
                std::vector<uint8_t> bytes = target->whole;
                change(bytes);
                return target->small.openAndRead(bytes);
            } };
}

/// A name for the file that means another place on this system or on another one.
Attacks names(const Shared& target)
{
    const std::pair<const char*, std::string> bad[] { { "nothing", "" }, { "the root", "/" }, { "absolute", "/etc/passwd" }, { "above", "../model.gguf" },
        { "above, further in", "a/../../model.gguf" }, { "above, at the end", "a/.." }, { "here", "./model.gguf" }, { "two slashes", "a//model.gguf" },
        { "a folder", "a/" }, { "a drive", "c:/model.gguf" }, { "a share", "\\\\host\\model.gguf" }, { "back slashes", "..\\model.gguf" },
        { "a stream beside", "model.gguf:x" }, { "a zero byte", std::string("model.gguf\0.txt", 15) }, { "a line end", "model\n.gguf" },
        { "capitals", "Model.gguf" }, { "capitals in a folder", "A/model.gguf" }, { "a dotted capital i", "\xc4\xb0.gguf" },
        { "Hangul in one piece", "\xea\xb0\x80.gguf" }, { "Hangul in pieces", "\xe1\x84\x80\xe1\x85\xa1.gguf" }, { "an accent in one piece", "caf\xc3\xa9" },
        { "an accent in pieces", "cafe\xcc\x81" }, { "a name read from right to left", "\xe2\x80\xae" "fugg.txt" }, { "no width", "a\xe2\x80\x8b" "b" },
        { "hidden", ".model.gguf" }, { "an option", "-model.gguf" }, { "a dot at the end", "model." }, { "a space at the end", "model " },
        { "percent signs", "%2e%2e/model.gguf" }, { "a tilde", "~/model.gguf" }, { "a device elsewhere", "con" }, { "a device with an extension", "nul.gguf" },
        { "a device as a folder", "aux/model.gguf" }, { "a numbered device", "lpt1.tar.gz" }, { "201 letters", std::string(201, 'a') } };
    Attacks all;
    for (const auto& [name, path] : bad)
        all.push_back(withManifest(target, std::string("file named: ") + name, Fault::UnsafePath, [path](json& manifest) { manifest["files"][0]["path"] = path; }));
    return all;
}

Attacks places(const Shared& target)
{
    const auto twice = [](const char* first, const char* second) {
        return [=](json& manifest) {
            json& files = manifest["files"];
            files.push_back(files[0]);
            files[0]["path"] = first;
            files[1]["path"] = second;
            manifest["total"] = 2 * manifest["total"].get<uint64_t>();
        };
    };
    const auto sized = [](uint64_t size) {
        return [size](json& manifest) { manifest["files"][0]["size"] = manifest["total"] = size; };
    };
    return {
        withManifest(target, "two files of one name", Fault::PathTwice, twice("a", "a")),
        withManifest(target, "a file where a folder is needed", Fault::PathTwice, twice("a", "a/b")),
        withManifest(target, "a folder where a file is", Fault::PathTwice, twice("a/b/c", "a/b")),
        withManifest(target, "two names that differ by case", Fault::UnsafePath, twice("a", "A")),
        withManifest(target, "a byte more than 1 TiB", Fault::TooLarge, sized(kMostPackageBytes + 1)),
        withManifest(target, "a size of 2^64 - 1", Fault::TooLarge, sized(UINT64_MAX)),
        withManifest(target, "sizes whose sum is over 1 TiB", Fault::TooLarge,
            [=](json& manifest) {
                twice("a", "b")(manifest);
                manifest["files"][0]["size"] = kMostPackageBytes;
                manifest["total"] = kMostPackageBytes + manifest["files"][1]["size"].get<uint64_t>();
            }),
        withManifest(target, "a total that is not the sum", Fault::WrongValue, [](json& manifest) { manifest["total"] = 1U; }),
        withManifest(target, "4,097 files", Fault::TooLarge,
            [](json& manifest) {
                for (size_t i = 0; i < kMostPackageFiles; ++i)
                    manifest["files"].push_back(manifest["files"][0]);
            }),
        withManifest(target, "no file", Fault::WrongValue, [](json& manifest) { manifest["files"] = json::array(); }),
        withManifest(target, "a byte that is not there", Fault::Cut, sized(5001)),
        withManifest(target, "a byte that nobody owns", Fault::TrailingBytes, sized(4999)),
        withManifest(target, "another table", Fault::WrongTable, [](json& manifest) { manifest["files"][0]["table"] = std::string(64, '0'); }),
        withManifest(target, "an id that is a path", Fault::WrongValue, [](json& manifest) { manifest["id"] = "../kr.go"; }),
        withManifest(target, "an id that is a device elsewhere", Fault::WrongValue, [](json& manifest) { manifest["id"] = "nul.go"; }),
        withManifest(target, "a licence that is another file", Fault::WrongValue, [](json& manifest) { manifest["licence"]["text"] = "model.gguf"; }),
        withManifest(target, "a template out of nowhere", Fault::WrongValue, [](json& manifest) { manifest["template"] = "/etc/passwd"; }),
        withManifest(target, "code in the place of a role", Fault::WrongValue, [](json& manifest) { manifest["files"][0]["role"] = "code"; }),
        withManifest(target, "another title", Fault::CatalogDiffers, [](json& manifest) { manifest["title"]["en"] = "Other"; }),
        withManifest(target, "another version", Fault::NotInCatalog, [](json& manifest) { manifest["version"] = 4U; }),
        withManifest(target, "another id", Fault::NotInCatalog, [](json& manifest) { manifest["id"] = "kr.go.other"; }),
    };
}

Attacks contents(const Shared& target)
{
    const auto flip = [](uint64_t at) {
        return [at](std::vector<uint8_t>& bytes) { bytes.at(static_cast<size_t>(at)) ^= 1; };
    };
    const PackageLayout& layout = target->layout;
    return {
        withBytes(target, "another magic", Fault::WrongMagic, flip(0)),
        withBytes(target, "a later format", Fault::UnknownFormat, flip(kPackageMagic.size())),
        withBytes(target, "a bit of the table", Fault::WrongTable, flip(layout.tablesAt + 7)),
        withBytes(target, "a bit in the room for signatures", Fault::Gap, flip(layout.tablesAt - 1)),
        withBytes(target, "a bit behind the tables", Fault::Gap, flip(layout.tablesEnd)),
        withBytes(target, "a bit in front of the file", Fault::Gap, flip(layout.filesAt[0] - 1)),
        withBytes(target, "the first bit of the content", Fault::WrongLeaf, flip(layout.filesAt[0])),
        withBytes(target, "the last bit of the content", Fault::WrongLeaf, flip(layout.end - 1)),
        withBytes(target, "a byte behind", Fault::TrailingBytes, [](auto& bytes) { bytes.push_back(0); }),
        withBytes(target, "ten million bytes behind", Fault::TrailingBytes, [](auto& bytes) { bytes.resize(bytes.size() + 10'000'000); }),
        withBytes(target, "a byte cut off", Fault::Cut, [](auto& bytes) { bytes.pop_back(); }),
        withBytes(target, "cut in the table", Fault::Cut, [at = layout.tablesAt + 3](auto& bytes) { bytes.resize(static_cast<size_t>(at)); }),
        withBytes(target, "cut in the room for signatures", Fault::Cut, [at = layout.tablesAt - 100](auto& bytes) { bytes.resize(static_cast<size_t>(at)); }),
        withBytes(target, "nothing", Fault::Cut, [](auto& bytes) { bytes.clear(); }),
        withBytes(target, "another content and its own table", Fault::WrongTable,
            [target](auto& bytes) {
                std::ranges::reverse(std::span(bytes).subspan(static_cast<size_t>(target->layout.filesAt[0])));
                LeafBuffer buffer;
                const auto content = buffer.content(5000);
                std::copy_n(bytes.end() - 5000, 5000, content.begin());
                std::ranges::copy(buffer.hash(0, 5000).value(), bytes.begin() + static_cast<ptrdiff_t>(target->layout.tablesAt));
            }),
    };
}

Attacks volumes()
{
    const auto header = [](size_t at, uint8_t value) {
        return [=] {
            std::vector<uint8_t> bytes = writeVolumeHeader({ 2, 4, {} });
            bytes.at(at) = value;
            return answerOf(readVolumeHeader(bytes));
        };
    };
    return {
        { "volume: another magic", Fault::WrongMagic, header(0, 'X') },
        { "volume: a later format", Fault::UnknownFormat, header(8, 2) },
        { "volume: number 0", Fault::WrongValue, header(12, 0) },
        { "volume: number above the last", Fault::WrongValue, header(12, 5) },
        { "volume: one of none", Fault::WrongValue, header(16, 0) },
        { "volume: one of 1,028", Fault::WrongValue, header(17, 4) },
        { "volume: cut", Fault::Cut, [] { return answerOf(readVolumeHeader(Bytes(writeVolumeHeader({ 1, 1, {} })).first(kVolumeHeaderBytes - 1))); } },
    };
}

} // namespace

Attacks packageAttacks(const Parties& parties)
{
    const auto target = std::make_shared<const Target>(parties);
    return names(target) + places(target) + contents(target) + volumes();
}

} // namespace sillok::test
