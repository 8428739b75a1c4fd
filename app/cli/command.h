// command.h - What every command of sillokctl shares: options, exit codes, words for people.
#pragma once

#include "app/policy/machine_policy.h"
#include "engine/base/result.h"

#include <CLI/CLI.hpp>
#include <QString>

#include <string>

namespace sillok::app::cli {

/// Exit codes. source design.md section 4
enum ExitCode : int { kDone = 0, kFailed = 1, kUsage = 2, kRefused = 3, kLocked = 4 };
ExitCode exitCodeFor(ErrorCode code);

/// Carried from the command line to the command.
struct Context {
    std::string programDir;    ///< where sillok-engine and sillok-reader are
    bool korean = true;
    int exitCode = kDone;
    PolicySource machine {};   ///< where this computer's policy and packages are
    ManagedState managed {};   ///< what the institution allows on this computer

    /// The sentence in the person's language.
    const char* say(const char* ko, const char* en) const { return korean ? ko : en; }
};

/// Prints what happened, what is safe and what to do, with the technical detail in brackets; sets the exit code.
/// `about` names the file or vault that it is about; may be empty.
void report(Context& context, const Error& error, const std::string& about);

/// One line on stdout, with a newline.
void printLine(const std::string& line);
/// The same and nothing else: for JSON and raw text.
void print(const std::string& text);

// One function a command file; each adds its subcommands.
void addRead(CLI::App& app, Context& context);
void addModel(CLI::App& app, Context& context);
void addModelWriters(CLI::App& group, Context& context); ///< below `model`
void addTokenize(CLI::App& app, Context& context);
void addRender(CLI::App& app, Context& context);
void addGenerate(CLI::App& app, Context& context);
void addEmbed(CLI::App& app, Context& context);
void addVault(CLI::App& app, Context& context);
void addCollection(CLI::App& app, Context& context);
void addCollectionImport(CLI::App& group, Context& context); ///< below `collection`
void addCollectionEmbed(CLI::App& group, Context& context); ///< below `collection`
void addAsk(CLI::App& app, Context& context);
void addChat(CLI::App& app, Context& context);
void addChatExport(CLI::App& group, Context& context); ///< below `chat`
void addChatRecords(CLI::App& group, Context& context); ///< below `chat`
void addDocument(CLI::App& app, Context& context);
void addEval(CLI::App& app, Context& context);
void addGuard(CLI::App& app, Context& context);
void addPolicy(CLI::App& app, Context& context);
void addAudit(CLI::App& app, Context& context);
void addPackage(CLI::App& app, Context& context);
void addSelfTest(CLI::App& app, Context& context);

} // namespace sillok::app::cli
