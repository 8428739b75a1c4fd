// experts.cpp - The routed feed-forward part: each token goes through the few experts that its router picks, and a shared one.
#include "engine/graph/layers.h"

#include <cmath>
#include <functional>
#include <numeric>
#include <span>

namespace sillok::graph {

namespace {

/// One expert of the router's choice and its share.
struct Pick {
    uint32_t expert;
    float share;
};

/// The first `count` of the indices of `scores`, best first, the lower index on a tie.
std::vector<uint32_t> best(const std::vector<float>& scores, uint32_t count)
{
    std::vector<uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return scores[a] > scores[b]; });
    order.resize(std::min<size_t>(count, order.size()));
    return order;
}

/// Leaves only the experts of the best groups in the running. A group scores the sum of its two best experts.
/// source  DeepSeek-V3 report 2024, section 2.1.2 (node-limited routing); proven by golden-logits deepseek2
void keepBestGroups(const ExpertParameters& p, std::vector<float>& scores)
{
    const uint32_t size = p.count / p.groups;
    std::vector<float> groupScores;
    for (uint32_t g = 0; g < p.groups; ++g) {
        std::vector<float> group(scores.begin() + g * size, scores.begin() + (g + 1) * size);
        std::sort(group.begin(), group.end(), std::greater<>());
        groupScores.push_back(group[0] + (size > 1 ? group[1] : 0.0f));
    }
    std::vector<bool> kept(p.groups);
    for (const uint32_t group : best(groupScores, p.groupsUsed))
        kept[group] = true;
    for (uint32_t e = 0; e < p.count; ++e)
        if (!kept[e / size])
            scores[e] = -INFINITY;
}

/// The experts of one token. The bias moves the choice only; shares come from the plain probabilities.
/// source  Jiang et al. 2024, Mixtral of Experts, section 2.1; DeepSeek-V3 report 2024, section 2.1.2; proven by golden-logits
std::vector<Pick> pickExperts(const ExpertParameters& p, std::span<const float> probabilities, const float* bias)
{
    std::vector<float> scores(probabilities.begin(), probabilities.end());
    for (uint32_t e = 0; bias && e < p.count; ++e)
        scores[e] += bias[e];
    std::replace_if(
        scores.begin(), scores.end(), [](float score) { return std::isnan(score); }, -INFINITY); // so that they have an order
    if (p.groups > 1)
        keepBestGroups(p, scores);
    std::vector<Pick> picks;
    float total = 0;
    for (const uint32_t expert : best(scores, p.used)) {
        picks.push_back({ expert, probabilities[expert] });
        total += picks.back().share;
    }
    for (Pick& pick : picks)
        pick.share *= p.scale / (p.sharesSumToOne && total > 0 ? total : 1.0f);
    return picks;
}

float sigmoid(float x) { return 1.0f / (1.0f + std::exp(-x)); }

/// What the router thinks of every expert, for every token of the chunk.
std::vector<float> routerProbabilities(Backend& backend, const LayerStep& step, const float* input)
{
    const ExpertParameters& p = step.parameters.experts;
    const uint32_t tokens = step.position.tokens;
    linear(backend, step.weights.router, input, step.buffers.router, tokens);
    if (!p.sigmoid)
        backend.run(kernels::SoftmaxArgs { step.buffers.router, tokens, p.count });
    ignore(backend.sync(), "the last sync of the pass says it again");
    std::vector<float> values(size_t { tokens } * p.count);
    backend.copyOut(values.data(), step.buffers.router, values.size() * sizeof(float));
    if (p.sigmoid)
        std::transform(values.begin(), values.end(), values.begin(), sigmoid);
    return values;
}

/// Adds the shared expert's branch, each token as much of it as its gate says.
void sharedExpert(Backend& backend, const LayerStep& step, const float* input)
{
    const HyperParameters& p = step.parameters;
    const LayerWeights& w = step.weights;
    const Buffers& b = step.buffers;
    const uint32_t tokens = step.position.tokens;
    linearSet(backend, input, tokens, { { w.gate, b.gate }, { w.up, b.up } });
    activate(backend, p, b.gate, b.up, b.gate, int64_t { tokens } * w.gate.rows);
    linear(backend, w.down, b.gate, b.branch, tokens);
    if (!w.sharedGate)
        return backend.run(kernels::AddArgs { b.branch, b.hidden, int64_t { tokens } * p.embedding, p.residualScale });
    linear(backend, w.sharedGate, input, b.router, tokens);
    ignore(backend.sync(), "the last sync of the pass says it again");
    std::vector<float> gates(tokens);
    backend.copyOut(gates.data(), b.router, gates.size() * sizeof(float));
    for (size_t t = 0; t < tokens; ++t)
        backend.run(
            kernels::AddArgs { b.branch + t * p.embedding, b.hidden + t * p.embedding, p.embedding, p.residualScale * sigmoid(gates[t]) });
}

} // namespace

void routedExperts(Backend& backend, const LayerStep& step, const float* input)
{
    const HyperParameters& p = step.parameters;
    const LayerWeights& w = step.weights;
    const Buffers& b = step.buffers;
    const std::vector<float> probabilities = routerProbabilities(backend, step, input);
    if (w.gate)
        sharedExpert(backend, step, input);
    for (size_t t = 0; t < step.position.tokens; ++t) {
        const float* x = input + t * p.embedding;
        const auto own = std::span(probabilities).subspan(t * p.experts.count, p.experts.count);
        for (const Pick& pick : pickExperts(p.experts, own, w.routerBias)) {
            const Matrix gate = w.expertGate.expert(pick.expert), up = w.expertUp.expert(pick.expert);
            linearSet(backend, x, 1, { { gate, b.gate }, { up, b.up } });
            activate(backend, p, b.gate, b.up, b.gate, p.experts.feedForward);
            linear(backend, w.expertDown.expert(pick.expert), b.gate, b.branch, 1);
            backend.run(kernels::AddArgs { b.branch, b.hidden + t * p.embedding, p.embedding, p.residualScale * pick.share });
        }
    }
}

} // namespace sillok::graph
