#include "engine/graph/input.h"

#include <numeric>

namespace sillok::graph {

namespace {

const float* factorsFor(const ModelDescription& model, uint32_t contextTokens)
{
    const Weights& w = model.weights;
    return w.ropeFactorsLong && contextTokens > model.parameters.rope.originalContext ? w.ropeFactorsLong : w.ropeFactors;
}

void fillOne(Backend& backend, const RopeTable& table, const Angles& angles, const PassPosition& position)
{
    if (table.pairs() == 0)
        return;
    std::vector<float> cosines(position.tokens * table.pairs()), sines(cosines.size());
    table.fill(position.first, position.tokens, cosines.data(), sines.data());
    backend.copyIn(angles.cosines, cosines.data(), cosines.size() * sizeof(float));
    backend.copyIn(angles.sines, sines.data(), sines.size() * sizeof(float));
}

/// hidden += rows of `table`, by way of the branch buffer.
void addRows(Backend& backend, const Matrix& table, const Buffers& b, const std::vector<int32_t>& rows)
{
    backend.copyIn(b.ids, rows.data(), rows.size() * sizeof(int32_t));
    backend.run(kernels::LookupArgs { table.data, table.type, b.ids, b.branch, table.cols, static_cast<int64_t>(rows.size()) });
    backend.run(kernels::AddArgs { b.branch, b.hidden, static_cast<int64_t>(rows.size()) * table.cols, 1.0f });
    ignore(backend.sync(), "the last sync of the pass says it again"); // waits, because the ids are about to be replaced
}

} // namespace

RopeTables::RopeTables(const ModelDescription& model, uint32_t contextTokens)
    : main(model.parameters.rope, factorsFor(model, contextTokens))
    , local(model.parameters.localRope, nullptr)
{
}

void fillAngles(Backend& backend, const RopeTables& tables, const Buffers& b, const PassPosition& position)
{
    fillOne(backend, tables.main, b.mainAngles, position);
    fillOne(backend, tables.local, b.localAngles, position);
}

void embedTokens(Backend& backend, const ModelDescription& model, const Buffers& b, std::span<const int32_t> tokens, uint32_t first)
{
    const HyperParameters& p = model.parameters;
    const Weights& w = model.weights;
    const auto count = static_cast<uint32_t>(tokens.size());
    backend.copyIn(b.ids, tokens.data(), tokens.size() * sizeof(int32_t));
    backend.run(kernels::LookupArgs { w.embedding.data, w.embedding.type, b.ids, b.hidden, p.embedding, count });
    if (p.embeddingScale != 1.0f)
        backend.run(kernels::ScaleArgs { b.hidden, int64_t { count } * p.embedding, p.embeddingScale, 0.0f });
    if (w.positions || w.types)
        ignore(backend.sync(), "the last sync of the pass says it again");
    std::vector<int32_t> rows(count);
    if (w.types)
        addRows(backend, w.types, b, rows);
    if (w.positions) {
        std::iota(rows.begin(), rows.end(), static_cast<int32_t>(first));
        addRows(backend, w.positions, b, rows);
    }
    if (w.embeddingNorm)
        norm(backend, { b.hidden, w.embeddingNorm, b.hidden, count, p.embedding, p.normEpsilon });
}

} // namespace sillok::graph
