#include "app/cli/open_document.h"

#include "app/cli/managed.h"
#include "app/cli/secrets.h"
#include "app/workers/reading.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace sillok::app::cli {

namespace {

/// "hwpx" for a path that ends so, in lower case; empty without one.
std::string extensionOf(const std::string& path)
{
    const size_t dot = path.find_last_of("./");
    if (dot == std::string::npos || path[dot] != '.' || path.size() - dot > 16)
        return {};
    std::string extension = path.substr(dot + 1);
    std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return extension;
}

/// A scan, a picture or an empty file: well-formed, but there is nothing to give.
void reportNoText(Context& context, const std::string& file, const std::string& detail)
{
    std::fprintf(stderr, "%s: %s [%s]\n", file.c_str(),
        context.say("글자가 없는 문서입니다. 원본은 그대로입니다. 글자가 있는 파일을 넣어 주세요.",
            "The document holds no text. The original is unchanged. Use a file with text."),
        detail.c_str());
    context.exitCode = kRefused;
}

std::optional<documents::Document> reportWrongPassword(Context& context, const std::string& file, const Error& error)
{
    std::fprintf(stderr, "%s: %s [%s: %s]\n", file.c_str(),
        context.say("문서 암호가 맞지 않습니다. 원본은 그대로입니다. 한/영 상태를 확인하고 다시 해 주세요.",
            "The password of the document does not match. The original is unchanged. Check the input language and try again."),
        errorCodeName(error.code), error.doing.c_str());
    context.exitCode = exitCodeFor(error.code);
    return std::nullopt;
}

} // namespace

Result<Passphrase> readDocumentPassword(const Context& context, int fd)
{
    return readSecret(context, fd, context.say("문서 암호: ", "Password of the document: "), false);
}

std::optional<documents::Document> openDocument(Context& context, const std::string& path, bool withoutOcr, int passwordFd)
{
    const auto reported = [&](const Error& error) {
        report(context, error, path);
        return std::nullopt;
    };
    const Policy& rules = context.managed.policy;
    if (!allowed(context, rules.mayWork(context.managed.sandboxDegraded), "degraded_sandbox", path))
        return std::nullopt;
    const auto file = openForReading(path);
    if (!file.ok())
        return reported(file.error());
    ReadingPrograms programs = readingPrograms(context.programDir);
    if (withoutOcr || !rules.ocr)
        programs.recogniser.clear();
    auto document = readWhole(programs, *file, extensionOf(path), {});
    const bool asks = !document.ok() && document.error().code == ErrorCode::NeedsPassword;
    if (asks && (passwordFd >= 0 || isatty(STDIN_FILENO))) {
        const auto password = readDocumentPassword(context, passwordFd);
        if (!password.ok())
            return reported(password.error());
        document = readWhole(programs, *file, extensionOf(path), {}, {}, asBytes(password->view()));
        if (!document.ok() && document.error().code == ErrorCode::WrongKey)
            return reportWrongPassword(context, path, document.error());
    }
    if (!document.ok() && document.error().code != ErrorCode::NotFound)
        return reported(document.error());
    if (document.ok() && !document->blocks.empty())
        return std::move(document).value();
    if (document.ok())
        printRemarks(context, *document);
    reportNoText(context, path, document.ok() ? "pages without text" : document.error().doing);
    return std::nullopt;
}

/// What a person must know about the text besides the text itself.
void printRemarks(const Context& context, const documents::Document& document)
{
    std::string remarks;
    const auto add = [&](const char* before, size_t count, const char* after) { remarks += before + std::to_string(count) + after; };
    if (const size_t missing = document.pagesWithoutText.size(); missing > 0)
        add(context.say("글자 없는 스캔본 ", "Scanned pages without text: "), missing, context.say("쪽\n", "\n"));
    if (document.pagesRecognised > 0) {
        add(context.say("글자 인식 ", "Pages recognised: "), static_cast<size_t>(document.pagesRecognised), context.say("쪽", ""));
        add(context.say(", 확신 ", ", confidence "), static_cast<size_t>(document.recognitionConfidence), " %\n");
    }
    if (document.pagesUnsure > 0)
        add(context.say("확신이 낮은 ", "Compare with the original, confidence is low: "), static_cast<size_t>(document.pagesUnsure), context.say("쪽은 원본과 견주어 보세요.\n", " pages\n"));
    std::fputs(remarks.c_str(), stderr);
}

} // namespace sillok::app::cli
