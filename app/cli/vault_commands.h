// vault_commands.h - The parts of `sillokctl vault`, one file each.
#pragma once

#include "app/cli/open_vault.h"

namespace sillok::app::cli {

void addVaultKeys(CLI::App& vault, Context& context);                      ///< passwd, rotate, slot ...
void addVaultEscrow(CLI::App& vault, CLI::App& slot, Context& context);    ///< slot add-escrow ..., open-escrow
void addVaultCare(CLI::App& vault, Context& context);                      ///< backup, restore, salvage, snapshots ...
void addVaultShred(CLI::App& vault, Context& context);                     ///< shred
/// A command on the vault of `options`, which reports its own failure.
template <typename Options>
CLI::App* addVaultCommand(CLI::App& group, Context& context, const std::shared_ptr<Options>& options, const char* name, const char* words,
    Result<void> (*action)(Context&, const Options&))
{
    CLI::App* command = group.add_subcommand(name, words);
    command->callback([options, &context, action] {
        if (const auto done = action(context, *options); !done.ok())
            reportOpening(context, done.error(), options->dir);
    });
    return command;
}

} // namespace sillok::app::cli
