// Weight files of strangers: what is read back, and every lie in a header or an index refused.
#include "engine/convert/folder.h"
#include "tests/convert/hugging_face_folder.h"
#include "tests/support/check.h"

#include <unistd.h>

using namespace sillok;
using namespace sillok::convert;
using namespace sillok::test;

namespace {

ErrorCode refusal(const std::string& header, const std::string& data)
{
    const std::string file = safetensorsOf(header, data);
    const auto tensors = readSafetensors(asBytes(file));
    return tensors.ok() ? ErrorCode::Internal : tensors.error().code;
}

ErrorCode refusalOfFolder(const std::string& path)
{
    const auto folder = ModelFolder::open(path);
    const auto checkpoint = folder.ok() ? Checkpoint::open(*folder) : Result<Checkpoint>(folder.error());
    return checkpoint.ok() ? ErrorCode::Internal : checkpoint.error().code;
}

std::string index(const std::string& file) { return R"({"weight_map":{"a":")" + file + R"("}})"; }

} // namespace

SILLOK_TEST(tensorsComeBack)
{
    const std::string file = safetensorsOf({ { "a.weight", { "BF16", { 2, 3 }, "abcdefghijkl" } }, { "b", { "F32", {}, "1234" } },
        { "c", { "F8_E4M3", { 1 }, "x" } }, { "none", { "F16", { 0, 7 }, "" } } });
    const auto tensors = readSafetensors(asBytes(file));
    REQUIRE(tensors.ok());
    CHECK_EQUAL(tensors->size(), 4u);
    const StoredTensor& a = tensors->at("a.weight");
    CHECK(a.shape == (std::vector<uint64_t> { 2, 3 }) && asText(a.data) == "abcdefghijkl" && a.checkReadable("a").ok());
    CHECK_EQUAL(tensors->at("b").elementCount(), 1u);
    const auto eight = tensors->at("c").checkReadable("c");
    CHECK(!eight.ok() && eight.error().code == ErrorCode::Unsupported && eight.error().doing.find("F8_E4M3") != std::string::npos);
}

SILLOK_TEST(headersThatLieAreRefused)
{
    const auto one = [](const char* type, const char* shape, const char* offsets) {
        return std::string(R"({"a":{"dtype":")") + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
    };
    CHECK(refusal(one("F32", "[1]", "[0,4]"), "1234") == ErrorCode::Internal); // sound
    CHECK(refusal(one("F32", "[1]", "[0,4]"), "123") == ErrorCode::Damaged); // past the end
    CHECK(refusal(one("F32", "[1]", "[4,0]"), "1234") == ErrorCode::Damaged);
    CHECK(refusal(one("F32", "[2]", "[0,4]"), "1234") == ErrorCode::Damaged); // shape and bytes differ
    CHECK(refusal(one("F32", "[1]", "[0,4]"), "12345") == ErrorCode::Damaged); // bytes that nobody owns
    CHECK(refusal(one("F32", "[4611686018427387904,4]", "[0,0]"), "") == ErrorCode::Damaged); // the product is 0 in 64 bits
    CHECK(refusal(one("F32", "[-1]", "[0,4]"), "1234") == ErrorCode::Damaged);
    CHECK(refusal(one("F32", "[1.0]", "[0,4]"), "1234") == ErrorCode::Damaged);
    CHECK(refusal(one("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"), "1234") == ErrorCode::Unsafe);
    CHECK(refusal(one("F32", "[1]", "[0]"), "1234") == ErrorCode::Damaged);
    CHECK(refusal(one("F31", "[1]", "[0,4]"), "1234") == ErrorCode::Unsupported);
    CHECK(refusal(R"({"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}})", "1234")
        == ErrorCode::Damaged); // overlap
    CHECK(refusal(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}})", "1234")
        == ErrorCode::Damaged); // hole
    CHECK(refusal("[]", "") == ErrorCode::Damaged);
    CHECK(refusal("{\"a\":", "") == ErrorCode::Damaged);
    CHECK(refusal("{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}", "") == ErrorCode::Unsafe);
    CHECK(!readSafetensors(asBytes("1234567")).ok());
    std::string longer = safetensorsOf("{}", "");
    longer[7] = 0x7F; // a header of half an exabyte
    CHECK(readSafetensors(asBytes(longer)).error().code == ErrorCode::Damaged);
    const std::string spaces = safetensorsOf("{}" + std::string((size_t { 64 } << 20), ' '), "");
    CHECK(readSafetensors(asBytes(spaces)).error().code == ErrorCode::Unsafe);
}

SILLOK_TEST(jsonStaysWithinItsLimits)
{
    CHECK(parseJson("[1,[2]]", "x", { .depth = 2, .values = 4 }).ok());
    CHECK(parseJson("[1,[2]]", "x", { .depth = 1, .values = 4 }).error().code == ErrorCode::Unsafe);
    CHECK(parseJson("[1,[2]]", "x", { .depth = 2, .values = 3 }).error().code == ErrorCode::Unsafe);
    CHECK(parseJson("[1,", "x").error().code == ErrorCode::Damaged);
    const auto json = parseJson(R"({"n":18446744073709551615,"t":5,"none":null,"r":1.5})", "x");
    REQUIRE(json.ok());
    CHECK(!integerIn(*json, "n") && !textIn(*json, "t") && !member(*json, "none") && !integerIn(*json, "r") && realIn(*json, "t") == 5.0);
}

SILLOK_TEST(anIndexNamesFilesOfTheFolderOnly)
{
    const TemporaryFolder outside;
    const std::string path = outside.path() + "/model";
    std::filesystem::create_directory(path);
    const std::string file = safetensorsOf({ { "a", { "U8", { 1 }, "x" } } });
    CHECK(refusalOfFolder(path) == ErrorCode::NotFound);
    REQUIRE(writeWhole(path + "/model-00001-of-00002.safetensors", file));
    REQUIRE(writeWhole(path + "/model.safetensors.index.json", index("model-00001-of-00002.safetensors")));
    CHECK(refusalOfFolder(path) == ErrorCode::Internal); // sound
    REQUIRE(writeWhole(outside.path() + "/out.safetensors", file));
    for (const std::string& name : { std::string("../out.safetensors"), outside.path() + "/out.safetensors", std::string("x/out.safetensors"),
             std::string("..\\\\out.safetensors"), std::string(".safetensors"), std::string("out.bin") }) {
        REQUIRE(writeWhole(path + "/model.safetensors.index.json", index(name)));
        CHECK(refusalOfFolder(path) == ErrorCode::Unsafe);
    }
    REQUIRE(symlink("../out.safetensors", (path + "/link.safetensors").c_str()) == 0);
    REQUIRE(writeWhole(path + "/model.safetensors.index.json", index("link.safetensors")));
    CHECK(refusalOfFolder(path) == ErrorCode::Unsafe);
    REQUIRE(writeWhole(path + "/model.safetensors.index.json", index("gone.safetensors")));
    CHECK(refusalOfFolder(path) == ErrorCode::NotFound);
    REQUIRE(writeWhole(path + "/model.safetensors.index.json", R"({"weight_map":{"b":"model-00001-of-00002.safetensors"}})"));
    CHECK(refusalOfFolder(path) == ErrorCode::NotFound); // the file has no such tensor
    REQUIRE(writeWhole(path + "/second.safetensors", file));
    REQUIRE(writeWhole(path + "/model.safetensors.index.json",
        R"({"weight_map":{"a":"model-00001-of-00002.safetensors","b":"second.safetensors"}})"));
    CHECK(refusalOfFolder(path) == ErrorCode::Damaged); // one tensor in two files
    CHECK(ModelFolder::open(path + "/second.safetensors").error().code == ErrorCode::BadArgument);
    const auto folder = ModelFolder::open(path + "/");
    REQUIRE(folder.ok());
    CHECK(folder->name() == "model");
    CHECK(!folder->has("../out.safetensors"));
}

SILLOK_TEST_MAIN
