// all_kernels.cuh - Every kernel body: what the library compiles for the card, and the tests for the executor.
#pragma once

#include "kernels/cuda/attend_split.cuh"
#include "kernels/cuda/attend_tiles.cuh"
#include "kernels/cuda/cache_store.cuh"
#include "kernels/cuda/elementwise.cuh"
#include "kernels/cuda/matmul_tiles.cuh"
#include "kernels/cuda/matvec.cuh"
#include "kernels/cuda/rows.cuh"
#include "kernels/cuda/values.cuh"
