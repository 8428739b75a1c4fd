#include "kernels/cuda/library_product.h"

#include <cublasLt.h>
#include <dlfcn.h>
#include <map>
#include <utility>

namespace sillok::kernels::cuda {

namespace {

constexpr size_t kWorkspaceBytes = size_t { 32 } << 20;
constexpr int64_t kUsualTokens = 512; // what the way of multiplying is chosen for

#define SILLOK_CUBLASLT(call)                                                                                          \
    call(Create) call(Destroy) call(Matmul) call(MatmulDescCreate) call(MatmulDescDestroy) call(MatmulDescSetAttribute)    \
        call(MatrixLayoutCreate) call(MatrixLayoutDestroy) call(MatmulPreferenceCreate) call(MatmulPreferenceDestroy)      \
            call(MatmulPreferenceSetAttribute) call(MatmulAlgoGetHeuristic)

/// The functions that we call, by name, out of whichever version is installed.
struct Functions {
#define SILLOK_DECLARE(name) decltype(&cublasLt##name) name = nullptr;
    SILLOK_CUBLASLT(SILLOK_DECLARE)
#undef SILLOK_DECLARE

    bool find(void* library)
    {
        bool all = true;
#define SILLOK_FIND(name) all = all && (name = reinterpret_cast<decltype(name)>(dlsym(library, "cublasLt" #name))) != nullptr;
        SILLOK_CUBLASLT(SILLOK_FIND)
#undef SILLOK_FIND
        return all;
    }
};

/// Descriptions of one product; freed together.
struct Described {
    explicit Described(const Functions& functions)
        : lt(functions)
    {
    }
    ~Described()
    {
        if (preference)
            lt.MatmulPreferenceDestroy(preference);
        for (cublasLtMatrixLayout_t layout : { weight, x, y })
            if (layout)
                lt.MatrixLayoutDestroy(layout);
        if (operation)
            lt.MatmulDescDestroy(operation);
    }
    Described(const Described&) = delete;
    Described& operator=(const Described&) = delete;

    /// y^T [rows, tokens] = weight [rows, cols] x^T [cols, tokens], column-major as the library counts.
    bool fill(const ProductLaunch& p, int64_t tokens)
    {
        const cublasOperation_t turned = CUBLAS_OP_T;
        const auto rows = static_cast<uint64_t>(p.rows), cols = static_cast<uint64_t>(p.cols), count = static_cast<uint64_t>(tokens);
        const size_t room = kWorkspaceBytes;
        const uint32_t noSplit = CUBLASLT_REDUCTION_SCHEME_NONE; // parts added up later would depend on the number of tokens
        return lt.MatmulDescCreate(&operation, CUBLAS_COMPUTE_32F, CUDA_R_32F) == CUBLAS_STATUS_SUCCESS
            && lt.MatmulDescSetAttribute(operation, CUBLASLT_MATMUL_DESC_TRANSA, &turned, sizeof turned) == CUBLAS_STATUS_SUCCESS
            && lt.MatrixLayoutCreate(&weight, CUDA_R_16BF, cols, rows, p.cols) == CUBLAS_STATUS_SUCCESS
            && lt.MatrixLayoutCreate(&x, CUDA_R_16BF, cols, count, p.cols) == CUBLAS_STATUS_SUCCESS
            && lt.MatrixLayoutCreate(&y, CUDA_R_32F, rows, count, p.yStride) == CUBLAS_STATUS_SUCCESS
            && lt.MatmulPreferenceCreate(&preference) == CUBLAS_STATUS_SUCCESS
            && lt.MatmulPreferenceSetAttribute(preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, &room, sizeof room) == CUBLAS_STATUS_SUCCESS
            && lt.MatmulPreferenceSetAttribute(preference, CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK, &noSplit, sizeof noSplit) == CUBLAS_STATUS_SUCCESS;
    }

    const Functions& lt;
    cublasLtMatmulDesc_t operation = nullptr;
    cublasLtMatrixLayout_t weight = nullptr, x = nullptr, y = nullptr;
    cublasLtMatmulPreference_t preference = nullptr;
};

class Absent : public LibraryProduct {
    bool there() const override { return false; }
    const char* multiply(const ProductLaunch&, cudaStream_t) override { return "it is not there"; }
};

class Present : public LibraryProduct {
public:
    Present(const Functions& functions, cublasLtHandle_t handle, void* workspace)
        : m_lt(functions)
        , m_handle(handle)
        , m_workspace(workspace)
    {
    }
    ~Present() override
    {
        static_cast<void>(cudaFree(m_workspace));
        m_lt.Destroy(m_handle);
    }
    bool there() const override { return true; }

    const char* multiply(const ProductLaunch& p, cudaStream_t stream) override
    {
        const auto way = wayFor(p);
        if (!way)
            return "no way to multiply this shape";
        Described described(m_lt);
        if (!described.fill(p, p.tokens))
            return "describing a product";
        const float one = 1.0f, onto = p.adds ? 1.0f : 0.0f;
        const cublasStatus_t status = m_lt.Matmul(m_handle, described.operation, &one, p.weight, described.weight, p.x, described.x, &onto, p.y, described.y, p.y,
            described.y, way, m_workspace, kWorkspaceBytes, stream);
        return status == CUBLAS_STATUS_SUCCESS ? nullptr : "a product broke off";
    }

private:
    /// Chosen once for a shape, at a usual number of tokens, and kept for all.
    const cublasLtMatmulAlgo_t* wayFor(const ProductLaunch& p)
    {
        const std::pair<int64_t, int64_t> shape { p.rows, p.cols };
        const auto known = m_ways.find(shape);
        if (known != m_ways.end())
            return &known->second;
        Described described(m_lt);
        cublasLtMatmulHeuristicResult_t found {};
        int count = 0;
        if (!described.fill(p, kUsualTokens)
            || m_lt.MatmulAlgoGetHeuristic(m_handle, described.operation, described.weight, described.x, described.y, described.y, described.preference, 1, &found, &count)
                != CUBLAS_STATUS_SUCCESS
            || count == 0)
            return nullptr;
        return &m_ways.emplace(shape, found.algo).first->second;
    }

    Functions m_lt;
    cublasLtHandle_t m_handle;
    void* m_workspace;
    std::map<std::pair<int64_t, int64_t>, cublasLtMatmulAlgo_t> m_ways;
};

} // namespace

LibraryProduct* LibraryProduct::open()
{
    void* library = nullptr;
    for (const char* name : { "libcublasLt.so.13", "libcublasLt.so.12" })
        if ((library = dlopen(name, RTLD_NOW | RTLD_LOCAL)) != nullptr)
            break;
    Functions functions;
    cublasLtHandle_t handle = nullptr;
    void* workspace = nullptr;
    if (!library || !functions.find(library) || functions.Create(&handle) != CUBLAS_STATUS_SUCCESS)
        return new Absent;
    if (cudaMalloc(&workspace, kWorkspaceBytes) != cudaSuccess) {
        functions.Destroy(handle);
        return new Absent;
    }
    return new Present(functions, handle, workspace);
}

} // namespace sillok::kernels::cuda
