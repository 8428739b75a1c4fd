#include "engine/retrieval/fusion.h"

#include <algorithm>
#include <unordered_map>

namespace sillok::retrieval {

std::vector<int64_t> fused(std::span<const std::vector<int64_t>> orders)
{
    constexpr double kDamping = 60;
    std::vector<int64_t> all;
    std::unordered_map<int64_t, double> sums;
    for (const std::vector<int64_t>& order : orders) {
        for (size_t i = 0; i < order.size(); ++i) {
            const auto [sum, isNew] = sums.emplace(order[i], 0);
            sum->second += 1 / (kDamping + 1 + static_cast<double>(i));
            if (isNew)
                all.push_back(order[i]);
        }
    }
    std::ranges::stable_sort(all, std::greater<>(), [&](int64_t id) { return sums[id]; });
    return all;
}

} // namespace sillok::retrieval
