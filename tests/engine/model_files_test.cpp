// Model files that we write: what the reader gets back, what is left on the disk when writing ends early, and models in several files.
#include "engine/gguf/parts.h"
#include "engine/gguf/writer.h"
#include "engine/session/session.h"
#include "tests/engine/gguf_writer.h"
#include "tests/engine/split_model.h"
#include "tests/support/check.h"

#include <filesystem>

using namespace sillok;
using namespace sillok::test;

namespace {

std::vector<float> logitsOf(MappedFile file)
{
    ModelOptions options;
    options.threads = 1;
    options.kvType = KvType::F32;
    const auto model = Model::load(std::move(file), options);
    const auto session = model.ok() ? Session::create(*model) : Result<std::unique_ptr<Session>>(model.error());
    const std::vector<TokenId> ids { 97, 98, 99 };
    if (!session.ok() || !(*session)->feed(ids, Session::Keep::All).ok())
        return {};
    const auto logits = (*session)->logits();
    return { logits.begin(), logits.end() };
}

Result<MappedFile> openSplit(const std::string& path)
{
    SILLOK_TRY(const std::vector<FileDescriptor> files, gguf::openParts(path));
    return MappedFile::mapTogether(files);
}

ErrorCode refusalOf(const std::string& path)
{
    const auto file = openSplit(path);
    if (!file.ok())
        return file.error().code;
    const auto reader = gguf::Reader::open(file->parts());
    return reader.ok() ? ErrorCode::Internal : reader.error().code;
}

size_t filesIn(const std::string& folder)
{
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

} // namespace

SILLOK_TEST(everyKindOfValueComesBack)
{
    const TemporaryFolder folder;
    gguf::Metadata metadata;
    metadata.text("general.architecture", "none");
    metadata.u32("a.number", 4'000'000'000u);
    metadata.f32("a.real", -0.125f);
    metadata.flag("a.flag", true);
    const std::vector<std::string> texts { "하나", "", "three" };
    metadata.texts("a.texts", texts);
    const std::vector<float> reals { 1.5f, -2.0f };
    metadata.reals("a.reals", reals);
    const std::vector<int32_t> integers { -7, 7 };
    metadata.integers("a.integers", integers);
    metadata.flags("a.flags", { true, false });
    metadata.bytes("a.bytes", std::string("\0\xFF", 2));
    const std::vector<gguf::TensorPlan> plans { { "first", 0, { 3, 2 } }, { "empty", 0, { 0 } }, { "second", 8, { 32 } } };
    const std::string path = folder.path() + "/m.gguf";
    auto writer = gguf::Writer::create(path, metadata, plans);
    REQUIRE(writer.ok());
    const std::string payload(24, 'x'), blocks(34, 'y');
    CHECK(writer->append(asBytes(payload).first(5)).ok()); // in whatever pieces it comes
    CHECK(writer->append(asBytes(payload.substr(5) + blocks.substr(0, 1))).ok());
    CHECK(writer->append(asBytes(blocks).subspan(1)).ok());
    CHECK(!std::filesystem::exists(path)); // not before it is whole
    CHECK(writer->finish().ok());
    CHECK_EQUAL(filesIn(folder.path()), 1u);

    const auto file = MappedFile::open(path);
    REQUIRE(file.ok());
    const auto reader = gguf::Reader::open(file->bytes());
    REQUIRE(reader.ok());
    CHECK_EQUAL(reader->version(), 3u);
    CHECK_EQUAL(reader->keyCount(), 9u);
    CHECK(*reader->text("general.architecture") == "none");
    CHECK(*reader->natural("a.number") == 4'000'000'000u);
    CHECK(*reader->real("a.real") == -0.125);
    CHECK(*reader->flag("a.flag") == true);
    CHECK(*reader->texts("a.texts") == (std::vector<std::string_view> { "하나", "", "three" }));
    CHECK(*reader->reals("a.reals") == reals);
    CHECK(*reader->integers("a.integers") == (std::vector<int64_t> { -7, 7 }));
    CHECK(*reader->flags("a.flags") == (std::vector<bool> { true, false }));
    CHECK(*reader->integers("a.bytes") == (std::vector<int64_t> { 0, 255 }));
    REQUIRE(reader->tensors().size() == 3);
    CHECK(asText(reader->bytesOf(*reader->tensor("first"))) == payload);
    CHECK(asText(reader->bytesOf(*reader->tensor("second"))) == blocks);
    CHECK_EQUAL(reader->tensor("second")->offset % 32, 0u);
}

SILLOK_TEST(whatIsNotFinishedLeavesNothing)
{
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/m.gguf";
    const std::vector<gguf::TensorPlan> plans { { "only", 0, { 4 } } };
    {
        auto writer = gguf::Writer::create(path, {}, plans);
        REQUIRE(writer.ok());
        const std::string payload(15, 'x');
        CHECK(writer->append(asBytes(payload)).ok());
        CHECK(!writer->finish().ok()); // a byte is missing
        gguf::Writer moved = std::move(*writer);
        CHECK(!moved.append(asBytes("12")).ok()); // and now one too many
        CHECK_EQUAL(filesIn(folder.path()), 1u);
    }
    CHECK_EQUAL(filesIn(folder.path()), 0u);
    CHECK(gguf::Writer::create(folder.path() + "/none/m.gguf", {}, plans).error().code == ErrorCode::NotFound);
    CHECK(gguf::Writer::create(path, {}, std::vector<gguf::TensorPlan> { { "odd", 8, { 33 } } }).error().code == ErrorCode::BadArgument);
}

SILLOK_TEST(aFileThatIsThereStays)
{
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/m.gguf";
    auto late = gguf::Writer::create(path, {}, {});
    REQUIRE(late.ok());
    REQUIRE(writeWhole(path, "mine"));
    CHECK(gguf::Writer::create(path, {}, {}).error().code == ErrorCode::AlreadyExists);
    CHECK(late->finish().error().code == ErrorCode::AlreadyExists);
    CHECK(readText(path) == "mine");
}

SILLOK_TEST(aModelInPartsGivesTheSameLogits)
{
    const TemporaryFolder folder;
    const std::string whole = tinyLlama();
    REQUIRE(writeWhole(folder.path() + "/whole.gguf", whole));
    for (const uint32_t count : { 1u, 2u, 3u, 11u }) {
        const std::string first = splitModel(asBytes(whole), folder.path() + "/tiny", count);
        auto parts = openSplit(first);
        REQUIRE(parts.ok());
        CHECK_EQUAL(parts->parts().size(), count);
        auto together = MappedFile::open(folder.path() + "/whole.gguf");
        REQUIRE(together.ok());
        const std::vector<float> got = logitsOf(std::move(*parts)), want = logitsOf(std::move(*together));
        CHECK(!want.empty() && got == want);
    }
}

SILLOK_TEST(partsThatDoNotBelongAreRefused)
{
    namespace fs = std::filesystem;
    const TemporaryFolder folder;
    const std::string whole = tinyLlama();
    const std::string name = folder.path() + "/tiny", first = splitModel(asBytes(whole), name, 3);
    const std::string second = name + "-00002-of-00003.gguf", third = name + "-00003-of-00003.gguf";
    CHECK(refusalOf(first) == ErrorCode::Internal); // sound
    CHECK(refusalOf(second) == ErrorCode::BadArgument);
    const std::string secondBytes = readText(second), thirdBytes = readText(third);

    fs::remove(third);
    CHECK(refusalOf(first) == ErrorCode::NotFound);
    REQUIRE(writeWhole(third, secondBytes)); // one part twice
    CHECK(refusalOf(first) == ErrorCode::Damaged);
    REQUIRE(writeWhole(third, whole)); // no part at all
    CHECK(refusalOf(first) == ErrorCode::Damaged);
    const std::string other = splitModel(asBytes(whole), folder.path() + "/other", 11);
    fs::copy_file(folder.path() + "/other-00003-of-00011.gguf", third, fs::copy_options::overwrite_existing); // of another split
    CHECK(refusalOf(first) == ErrorCode::Damaged);
    GgufWriter foreign; // right numbers, a tensor that another part has
    foreign.array<uint16_t>("x", 2, {}).u16("split.no", 2).u16("split.count", 3).i32("split.tensors.count", 10);
    foreign.tensor("token_embd.weight", { 32 }, 0, std::string(128, '\0'));
    REQUIRE(writeWhole(third, foreign.bytes()));
    CHECK(refusalOf(first) == ErrorCode::Damaged);
    REQUIRE(writeWhole(third, thirdBytes));
    CHECK(refusalOf(first) == ErrorCode::Internal);

    REQUIRE(writeWhole(folder.path() + "/renamed.gguf", readText(first))); // alone, under a name that tells nothing
    CHECK(refusalOf(folder.path() + "/renamed.gguf") == ErrorCode::NotFound);
    CHECK(inspectIsRefused(folder.path() + "/renamed.gguf"));
}

SILLOK_TEST(aTensorTooFewIsRefused)
{
    const TemporaryFolder folder;
    const std::string whole = tinyLlama();
    const std::string first = splitModel(asBytes(whole), folder.path() + "/tiny", 2);
    GgufWriter empty;
    empty.u16("split.no", 1).u16("split.count", 2).i32("split.tensors.count", 11);
    REQUIRE(writeWhole(folder.path() + "/tiny-00002-of-00002.gguf", empty.bytes()));
    CHECK(refusalOf(first) == ErrorCode::Damaged);
}

SILLOK_TEST_MAIN
