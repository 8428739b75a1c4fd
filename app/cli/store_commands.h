// store_commands.h - What the commands on the store of installed packages share.
#pragma once

#include "app/cli/command.h"
#include "app/services/model_library.h"

#include <vector>

namespace sillok::app::cli {

/// Which store: this person's own, the machine's, or one named for trying out.
struct StoreOptions {
    bool system = false;
    std::string folder;
};

void addStoreOptions(CLI::App& command, const Context& context, StoreOptions& options);
std::string storeFolder(const StoreOptions& options);

/// Only root changes the machine's store. A sealed process cannot gain rights, so whoever is not root is told the command that asks for them.
/// error Refused with NotPermitted: the machine's store, and not root
Result<void> needRoot(const Context& context, const StoreOptions& options, const std::vector<std::string>& arguments);

/// The machine's store is for administrators; one's own is there where the institution allows it. error Refused with NotPermitted, NotAllowed
Result<void> mayChange(const Context& context, const StoreOptions& options, Action action);

/// "2027-12-31" or seconds since 1970. error BadArgument
Result<uint64_t> readTime(const std::string& text);
uint64_t nowSeconds();

void addModelStore(CLI::App& group, Context& context);     ///< below `model`: install, list, remove, verify
void addTrust(CLI::App& app, Context& context);            ///< trust begin, accept, show
void addTrustWriters(CLI::App& group, Context& context);   ///< below `trust`: make-root, make-catalog, sign

} // namespace sillok::app::cli
