// package_spec.h - What a publisher writes to say what shall go into a package: the manifest, with places on this machine for its files.
#pragma once

#include "storage/package/manifest.h"

namespace sillok::app {

/// A manifest that waits for the sizes and hashes of its files.
struct PackageSpec {
    std::vector<std::string> from;  ///< one for each file: where it lies on this machine
    std::string draft;              ///< the rest as JSON
};

/// JSON as the manifest has it, except: each file has "from" (relative to `folder`) and neither "size" nor "table"; "format" and "total" are
/// not there; "presets", "stops", "memory" and "minimum_program" may be missing; "issued" too, which then is `nowSeconds`; "issued" and
/// "expires" may be days, "2027-12-31".
/// error BadArgument: not such a text. What the manifest says about the values is checked when it is finished.
Result<PackageSpec> readPackageSpec(std::string_view text, const std::string& folder, uint64_t nowSeconds);

/// needs one size and one table digest for each file. error as readManifest
Result<std::string> finishManifest(const PackageSpec& spec, const std::vector<uint64_t>& sizes, const std::vector<storage::Digest>& tables);

} // namespace sillok::app
