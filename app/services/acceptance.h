// acceptance.h - What a model must show before anybody works with it: that it fits, opens in the sealed engine, answers in Korean, and how fast.
#pragma once

#include "storage/installed/package_store.h"
#include "storage/installed/verified_package.h"

#include <functional>
#include <stop_token>

namespace sillok::app {

/// Kept beside the package; shown wherever models are listed.
struct AcceptanceReport {
    double loadSeconds = 0;
    uint64_t memoryBytes = 0;               ///< that the engine asked for
    uint32_t questions = 0;
    uint32_t right = 0;
    double promptTokensPerSecond = 0;       ///< 0: it makes no text
    double generatedTokensPerSecond = 0;
    int64_t madeAtSeconds = 0;              ///< since 1970, UTC
};

using AcceptanceProgress = std::function<void(uint32_t done, uint32_t all)>;

/// Loads the copy in a sealed process and asks it questions with known answers. Other kinds than models have nothing to show.
/// cost   the loading, and some 2,000 tokens read and 300 written
/// error  Refused: UnsafeModel (the sealed engine does not open it), DoesNotFit; WorkerDied, TimedOut, Cancelled
Result<AcceptanceReport> acceptPackage(
    const storage::VerifiedPackage& package, const std::string& engineProgram, const std::stop_token& stop, const AcceptanceProgress& progress = {});

/// error DiskFull, Io
Result<void> saveReport(const storage::PackageStore& store, const storage::Manifest& manifest, const AcceptanceReport& report);
/// Nothing: none was kept, or it cannot be read.
std::optional<AcceptanceReport> loadReport(const storage::PackageStore& store, const std::string& id, uint64_t version);

/// For floors in hundredths: 100 when everything was right, 0 without a question.
uint32_t percentRight(const AcceptanceReport& report);

} // namespace sillok::app
