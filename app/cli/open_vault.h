// open_vault.h - The options and steps that every command on a vault shares.
#pragma once

#include "app/cli/command.h"
#include "app/services/types.h"
#include "app/services/workspace.h"

#include <memory>

namespace sillok::app::cli {

struct VaultOptions {
    std::string dir;
    int passphraseFd = -1;
};

/// Adds --vault and --passphrase-fd.
void addVaultOptions(CLI::App& command, const Context& context, VaultOptions& options);

/// From the descriptor (up to the first line end), or asked on the terminal without echo.
/// error  BadArgument: neither a descriptor nor a terminal. Io.
Result<Passphrase> readPassphrase(const Context& context, const VaultOptions& options, bool askTwice);

/// The vault, open. Reports its own failure and gives null.
std::unique_ptr<Workspace> openWorkspace(Context& context, const VaultOptions& options);

} // namespace sillok::app::cli
