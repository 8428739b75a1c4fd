// Model files rounded to fewer bits, beside the files that another program rounded: types of tensors and errors of weights.
#include "engine/convert/requantize.h"
#include "kernels/matmul.h"
#include "tests/convert/hugging_face_folder.h"
#include "tests/support/check.h"

#include <cmath>

using namespace sillok;
using namespace sillok::convert;
using namespace sillok::test;
using kernels::WeightType;

namespace {

struct Opened {
    MappedFile file;
    gguf::Reader reader;
};
Result<Opened> opened(const std::string& path)
{
    SILLOK_TRY(MappedFile file, MappedFile::open(path));
    SILLOK_TRY(gguf::Reader reader, gguf::Reader::open(file.parts()));
    return Opened { std::move(file), std::move(reader) };
}

Result<void> rounded(const std::string& from, const std::string& to, const char* type, FromFewBits few = FromFewBits::Refuse,
    const WriteOptions& options = { .threads = 2, .onProgress = {}, .stop = {} })
{
    SILLOK_TRY(const Opened source, opened(from));
    SILLOK_TRY(const Mix* mix, mixByName(type));
    return requantize(source.reader, to, *mix, few, options);
}

std::vector<double> values(const gguf::Reader& file, const gguf::TensorInfo& tensor)
{
    std::vector<double> all(tensor.elementCount());
    kernels::expandReference(static_cast<WeightType>(tensor.type), file.bytesOf(tensor).data(), static_cast<int64_t>(all.size()), all.data());
    return all;
}

double rmsBetween(const gguf::Reader& a, const gguf::Reader& b)
{
    double squares = 0, count = 0;
    for (const gguf::TensorInfo& tensor : a.tensors()) {
        const gguf::TensorInfo* other = b.tensor(tensor.name);
        if (!other || tensor.dimCount < 2)
            continue;
        const auto x = values(a, tensor), y = values(b, *other);
        for (size_t i = 0; i < x.size(); ++i)
            squares += (x[i] - y[i]) * (x[i] - y[i]);
        count += static_cast<double>(x.size());
    }
    return std::sqrt(squares / count);
}

} // namespace

SILLOK_TEST(errorsStayNearAnotherProgramsFiles)
{
    const std::string folder = sharedDir() + "/fixtures/models/stories260K-";
    if (sharedDir().empty())
        return skip("SILLOK_SHARED has no fixtures: no file was compared");
    const TemporaryFolder out;
    const auto source = opened(folder + "f32.gguf");
    REQUIRE(source.ok());
    std::printf("  type    our rms     their rms   ratio\n");
    for (const char* type : { "BF16", "Q8_0", "Q5_1", "Q5_0", "Q4_1", "Q4_0", "Q4_K_M" }) {
        const std::string path = out.path() + "/" + type + ".gguf";
        REQUIRE(rounded(folder + "f32.gguf", path, type).ok());
        const auto ours = opened(path), theirs = opened(folder + type + ".gguf");
        REQUIRE(ours.ok() && theirs.ok());
        const double our = rmsBetween(source->reader, ours->reader), their = rmsBetween(source->reader, theirs->reader);
        std::printf("  %-6s  %.4e  %.4e  %.4f\n", type, our, their, our / their);
        CHECK(our <= 1.02 * their);
        CHECK(*ours->reader.text("general.name") == *source->reader.text("general.name"));
        CHECK_EQUAL(ours->reader.tensors().size(), source->reader.tensors().size());
    }
}

SILLOK_TEST(mixesChooseTheTypesThatPublishedFilesHave)
{
    if (sharedDir().empty())
        return skip("SILLOK_SHARED has no fixtures: no mix was compared");
    const std::string models = sharedDir() + "/fixtures/golden-logits/models/";
    size_t compared = 0;
    for (const char* name : { "llama-wide-Q4_K_M", "exaone4-wide-Q4_K_M", "qwen3-wide-Q4_K_M", "llama-wide-Q6_K" }) {
        const auto file = opened(models + name + ".gguf");
        REQUIRE(file.ok());
        const std::string whole = name;
        const auto mix = mixByName(whole.substr(whole.find("-Q") + 1));
        const auto architecture = file->reader.text("general.architecture");
        REQUIRE(mix.ok() && architecture.ok());
        MixFacts facts;
        facts.outputIsEmbedding = !file->reader.tensor("output.weight");
        facts.layers = static_cast<uint32_t>(**file->reader.natural(std::string(**architecture) + ".block_count"));
        for (const gguf::TensorInfo& tensor : file->reader.tensors()) {
            const auto type = typeFor(**mix, facts, std::string(tensor.name), std::span(tensor.dims).first(tensor.dimCount));
            if (static_cast<uint32_t>(type) != tensor.type)
                std::printf("  %s %s: %s instead of %s\n", name, std::string(tensor.name).c_str(),
                    gguf::tensorTypeInfo(static_cast<uint32_t>(type))->name, gguf::tensorTypeInfo(tensor.type)->name);
            CHECK_EQUAL(static_cast<uint32_t>(type), tensor.type);
            ++compared;
        }
    }
    std::printf("  %zu tensors\n", compared);
}

SILLOK_TEST(fewBitsAreNotRoundedAgainUnasked)
{
    if (sharedDir().empty())
        return skip("SILLOK_SHARED has no fixtures: nothing was refused");
    const TemporaryFolder out;
    const std::string path = out.path() + "/m.gguf", few = sharedDir() + "/fixtures/models/stories260K-Q4_0.gguf";
    const auto refused = rounded(few, path, "Q8_0");
    CHECK(!refused.ok() && refused.error().code == ErrorCode::Refused && !std::filesystem::exists(path));
    CHECK(rounded(few, path, "Q8_0", FromFewBits::Allow).ok());
    CHECK(rounded(few, path, "Q8_0", FromFewBits::Allow).error().code == ErrorCode::AlreadyExists);
}

SILLOK_TEST(anyNumberOfThreadsWritesTheSameBytes)
{
    const TemporaryFolder out;
    const std::string source = out.path() + "/source.gguf";
    gguf::Metadata metadata;
    metadata.text("general.architecture", "llama");
    std::vector<float> weights(256 * 300);
    uint32_t state = 9;
    for (float& weight : weights) {
        state = state * 1664525u + 1013904223u;
        weight = static_cast<float>(static_cast<int32_t>(state >> 8) - (1 << 23)) * 0x1p-25f;
    }
    const std::vector<gguf::TensorPlan> plans { { "blk.0.attn_v.weight", 0, { 256, 300 } } };
    auto writer = gguf::Writer::create(source, metadata, plans);
    REQUIRE(writer.ok());
    REQUIRE(writer->append({ reinterpret_cast<const uint8_t*>(weights.data()), weights.size() * 4 }).ok() && writer->finish().ok());
    std::string first;
    for (const uint32_t threads : { 1u, 2u, 5u }) {
        const std::string path = out.path() + "/t" + std::to_string(threads) + ".gguf";
        REQUIRE(rounded(source, path, "Q4_K_S", FromFewBits::Refuse, { .threads = threads, .onProgress = {}, .stop = {} }).ok());
        const std::string bytes = readText(path);
        CHECK(first.empty() || bytes == first);
        first = bytes;
    }
    std::stop_source stopped;
    stopped.request_stop();
    const std::string path = out.path() + "/cancelled.gguf";
    const auto cancelled
        = rounded(source, path, "Q4_K_S", FromFewBits::Refuse, { .threads = 2, .onProgress = {}, .stop = stopped.get_token() });
    CHECK(!cancelled.ok() && cancelled.error().code == ErrorCode::Cancelled);
    for (const auto& entry : std::filesystem::directory_iterator(out.path()))
        CHECK(entry.path().string().find("cancelled") == std::string::npos);
}

SILLOK_TEST_MAIN
