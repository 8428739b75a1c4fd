#include "app/cli/command.h"

#include "app/cli/audit_words.h"
#include "app/cli/error_words.h"
#include "app/services/package_words.h"
#include "storage/signing/fault.h"

#include <cstdio>

namespace sillok::app::cli {

ExitCode exitCodeFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Damaged:
    case ErrorCode::Unsupported:
    case ErrorCode::Unsafe:
    case ErrorCode::NeedsPassword:
    case ErrorCode::Refused: return kRefused;
    case ErrorCode::Locked:
    case ErrorCode::WrongKey: return kLocked;
    case ErrorCode::BadArgument: return kUsage;
    default: return kFailed;
    }
}

void report(Context& context, const Error& error, const std::string& about)
{
    std::string line = about.empty() ? std::string {} : about + ": ";
    std::string reason = errorCodeName(error.code);
    const storage::Fault fault = storage::faultOf(error);
    if (const FaultWords* const words = faultWords(error.fault)) {
        line += context.say(words->ko, words->en);
    } else if (fault >= storage::Fault::NotRecorded) {
        line += auditFaultWords(context, fault);
    } else {
        const ErrorWords& plain = errorWords(error);
        line += context.say(plain.ko, plain.en);
    }
    if (fault != storage::Fault::None)
        reason += std::string(", ") + storage::faultName(fault);
    std::fprintf(stderr, "%s [%s: %s]\n", line.c_str(), reason.c_str(), error.doing.c_str());
    context.exitCode = exitCodeFor(error.code);
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void printLine(const std::string& line)
{
    print(line);
    std::fputc('\n', stdout);
}

} // namespace sillok::app::cli
