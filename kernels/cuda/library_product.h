// library_product.h - Large products by cuBLASLt, which is opened when the card is: without it our own tiles multiply.
#pragma once

#include "kernels/cuda/launches.h"

#include <cuda_runtime.h>

namespace sillok::kernels::cuda {

class LibraryProduct {
public:
    /// Never null; there() is false where the library is missing or refuses.
    static LibraryProduct* open();
    virtual ~LibraryProduct() = default;
    virtual bool there() const = 0;
    /// Null, or why not. The same way of adding up for every number of tokens.
    virtual const char* multiply(const ProductLaunch& product, cudaStream_t stream) = 0;
};

} // namespace sillok::kernels::cuda
