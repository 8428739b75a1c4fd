// store_commands.h - What the commands on the store of installed packages share.
#pragma once

#include "app/cli/command.h"
#include "app/services/model_library.h"
#include "app/services/store_keeper.h"

#include <vector>

namespace sillok::app::cli {

/// Which store: this person's own, the machine's, or one named for trying out.
struct StoreOptions {
    bool system = false;
    std::string folder;
};

void addStoreOptions(CLI::App& command, const Context& context, StoreOptions& options);
std::string storeFolder(const Context& context, const StoreOptions& options);

/// Whether this account changes that store by itself.
bool writesStore(const Context& context, const StoreOptions& options);
/// Whoever changes that store: this process, or the installing service when it is the machine's and this account may not write it.
std::unique_ptr<StoreKeeper> keeperOf(const Context& context, const StoreOptions& options);
/// error NotFound, Io
Result<std::vector<FileDescriptor>> openDocuments(const std::vector<std::string>& paths);

/// "2027-12-31" or seconds since 1970. error BadArgument
Result<uint64_t> readTime(const std::string& text);
uint64_t nowSeconds();

void addModelStore(CLI::App& group, Context& context);     ///< below `model`: install, list, remove, verify
void addTrust(CLI::App& app, Context& context);            ///< trust begin, accept, show
void addTrustWriters(CLI::App& group, Context& context);   ///< below `trust`: make-root, make-catalog, sign

} // namespace sillok::app::cli
