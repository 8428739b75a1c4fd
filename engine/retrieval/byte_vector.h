// byte_vector.h - A vector in two bytes a number: the first to search with, both to be exact.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sillok::retrieval {

/// value[i] = scale * (bytes[i] + rest[i] / 254)
/// exact  within 1/64,000 of the largest value, where half floats keep 1/2,048 of each; bytes alone within 1/254 of the largest.
struct ByteVector {
    float scale = 0;
    std::vector<int8_t> bytes;
    std::vector<int8_t> rest;
};

/// A vector with a value that is not finite counts as zeros: it is near to nothing.
ByteVector toByteVector(std::span<const float> vector);

/// The dot product with a question. needs sizes alike
float exactDot(std::span<const float> question, const ByteVector& vector);

} // namespace sillok::retrieval
