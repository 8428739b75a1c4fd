// golden_model.h - A golden file read back: its numbers and values, and how far a model lies from what another program computed with it.
#pragma once

#include "engine/embed/embedder.h"
#include "engine/session/session.h"
#include "kernels/matmul.h"
#include "tests/support/fixtures.h"
#include "tests/support/json.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace sillok::test {

using Floats = std::vector<float>;

/// A golden file, and how to read it backwards.
struct Golden {
    MappedFile file;
    gguf::Reader reader;
    std::string architecture;

    uint32_t number(const std::string& key, uint32_t fallback = 0) const
    {
        return static_cast<uint32_t>((*reader.natural(architecture + "." + key)).value_or(fallback));
    }
    double real(const std::string& key, double fallback = 0) const { return (*reader.real(architecture + "." + key)).value_or(fallback); }
    Floats floats(const gguf::TensorInfo& tensor) const
    {
        std::vector<double> values(tensor.elementCount());
        const auto count = static_cast<int64_t>(values.size());
        kernels::expandReference(static_cast<kernels::WeightType>(tensor.type), reader.bytesOf(tensor).data(), count, values.data());
        return Floats(values.begin(), values.end());
    }
    static std::vector<uint64_t> shapeOf(const gguf::TensorInfo& tensor)
    {
        std::vector<uint64_t> shape;
        for (uint32_t i = tensor.dimCount; i > 0; --i)
            shape.push_back(tensor.dims[i - 1]);
        return shape;
    }
};

inline Result<Golden> openGolden(const std::string& path)
{
    SILLOK_TRY(MappedFile file, MappedFile::open(path));
    SILLOK_TRY(gguf::Reader reader, gguf::Reader::open(file.parts()));
    const std::string architecture(**reader.text("general.architecture"));
    return Golden { std::move(file), std::move(reader), architecture };
}

/// The largest distance from the golden values as a share of the limit.
inline Result<double> worstDistance(const std::string& path, const Json& test, const std::string& folder)
{
    ModelOptions options;
    options.threads = 2;
    options.kvType = KvType::F32;
    SILLOK_TRY(MappedFile file, MappedFile::open(path));
    const char* values = test.has("expected_ref") ? "expected_ref" : "expected";
    const double limit = test[test.has("expected_ref") ? "max_abs_ref" : "max_abs"].number;
    const std::string bytes = readText(folder + test[values].text);
    Floats expected(bytes.size() / 4);
    std::memcpy(expected.data(), bytes.data(), bytes.size());
    std::shared_ptr<Model> model;
    std::unique_ptr<Embedder> embedder;
    if (test["kind"].text == "logits") {
        SILLOK_TRY(model, Model::load(std::move(file), options));
    } else {
        SILLOK_TRY(embedder, Embedder::load(std::move(file), options));
    }
    double worst = 0;
    for (const Json& prompt : test["prompts"].items) {
        Floats got;
        if (model) {
            SILLOK_TRY(const auto session, Session::create(model));
            SILLOK_CHECK(session->feed(prompt["tokens"].ints(), Session::Keep::All));
            got.assign(session->logits().begin(), session->logits().end());
        } else {
            SILLOK_TRY(got, embedder->embed(prompt["tokens"].ints()));
        }
        const auto offset = static_cast<size_t>(prompt["offset"].number);
        for (size_t i = 0; i < got.size(); ++i)
            worst = std::max(worst, std::abs(static_cast<double>(got[i]) - static_cast<double>(expected.at(offset + i))));
        if (got.empty())
            worst = INFINITY;
    }
    return worst / limit;
}

} // namespace sillok::test
