// package_commands.h - The parts of `sillokctl package`, one file each, and what they share.
#pragma once

#include "app/cli/progress.h"
#include "app/cli/secrets.h"
#include "app/services/package_hashing.h"
#include "storage/signing/signing_key.h"

#include <optional>

namespace sillok::app::cli {

void addPackageKeygen(CLI::App& package, Context& context);   ///< keygen
void addPackageBuild(CLI::App& package, Context& context);    ///< build
void addPackageSign(CLI::App& package, Context& context);     ///< sign
void addPackageInspect(CLI::App& package, Context& context);  ///< inspect
void addPackageVerify(CLI::App& package, Context& context);   ///< verify

/// Ends a command: what went wrong in words, about `name`. Stopped by the person: that nothing is left behind.
void endPackageCommand(Context& context, const Result<void>& done, const std::string& name);

/// The whole of a small file. error as openForReading; Unsafe: larger
Result<std::vector<uint8_t>> readSmallFile(const std::string& path, uint64_t limitBytes);

/// "ed25519:..." or "p256:..." as it stands or in a file; also the public key file of minisign. error as readPublicKey, readMinisignKey
Result<storage::PublicKey> loadPublicKey(const std::string& textOrPath);
/// error as keyIdOf
Result<std::string> fingerprintOf(const storage::PublicKey& key);

/// A package as a person compares it: name, version, kind, digest, times, size.
std::string describe(const Context& context, const storage::PackageReader& reader);

/// "1200 / 40960  2%  약 31초 남음  MiB 1180 MB/s hashing": for hashing and writing of many bytes.
class ByteLine {
public:
    ByteLine(const Context& context, const char* what) : m_korean(context.korean), m_what(what) {}
    void operator()(uint64_t doneBytes, uint64_t allBytes);

private:
    bool m_korean;
    const char* m_what;
    std::optional<ProgressLine> m_line;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

/// Every leaf, on all cores unless `threads` says otherwise, with a line of progress. error as checkContent
Result<void> checkShown(const Context& context, const storage::PackageReader& reader, unsigned threads, const std::stop_token& stop);

} // namespace sillok::app::cli
