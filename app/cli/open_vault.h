// open_vault.h - The options and steps that every command on a vault shares.
#pragma once

#include "app/cli/secrets.h"
#include "app/services/workspace.h"

namespace sillok::app::cli {

struct VaultOptions : SecretOptions {
    std::string dir;
};

/// Adds --vault and everything that opens one: --passphrase-fd, --key-file, --key-file-only, --recovery-key.
void addVaultOptions(CLI::App& command, const Context& context, VaultOptions& options);

/// As report; says how long to wait after too many wrong tries, and what is mistyped.
void reportOpening(Context& context, const Error& error, const std::string& dir);

/// The vault, open. Reports its own failure and gives null.
std::unique_ptr<Workspace> openWorkspace(Context& context, const VaultOptions& options);
/// The same with what was read already.
std::unique_ptr<Workspace> openWorkspace(Context& context, const VaultOptions& options, const Presented& presented);

} // namespace sillok::app::cli
