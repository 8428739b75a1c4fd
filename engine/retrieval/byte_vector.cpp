#include "engine/retrieval/byte_vector.h"

#include <algorithm>
#include <cmath>

namespace sillok::retrieval {

namespace {

constexpr float kLargest = 127;
constexpr float kRestSteps = 254;    // of a byte's step: half a step either side is 127

} // namespace

ByteVector toByteVector(std::span<const float> vector)
{
    ByteVector out { 0, std::vector<int8_t>(vector.size()), std::vector<int8_t>(vector.size()) };
    float largest = 0;
    for (const float value : vector) {
        if (!std::isfinite(value))
            return out;
        largest = std::max(largest, std::abs(value));
    }
    if (!(largest > 0))
        return out;
    out.scale = largest / kLargest;
    for (size_t i = 0; i < vector.size(); ++i) {
        const float steps = vector[i] / largest * kLargest;
        const float whole = std::round(steps);
        out.bytes[i] = static_cast<int8_t>(whole);
        out.rest[i] = static_cast<int8_t>(std::lround((steps - whole) * kRestSteps));
    }
    return out;
}

float exactDot(std::span<const float> question, const ByteVector& vector)
{
    double sum = 0;
    for (size_t i = 0; i < question.size(); ++i)
        sum += static_cast<double>(question[i]) * (static_cast<double>(vector.bytes[i]) + static_cast<double>(vector.rest[i]) / static_cast<double>(kRestSteps));
    return static_cast<float>(sum * static_cast<double>(vector.scale));
}

} // namespace sillok::retrieval
