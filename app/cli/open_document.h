// open_document.h - How the commands that look into a document get it: text, recognised pages, and words for what was not read.
#pragma once

#include "app/cli/command.h"
#include "app/services/types.h"
#include "engine/documents/document.h"

#include <optional>

namespace sillok::app::cli {

/// Through the sealed reader and, unless `withoutOcr` or when it is not there, the recogniser. Nothing: reported, a document without any text too.
/// One that asks for a password gets it from the descriptor, or asks for it on the terminal; `passwordFd` negative: there is no descriptor.
std::optional<documents::Document> openDocument(Context& context, const std::string& path, bool withoutOcr, int passwordFd = -1);

/// The password of documents out of a descriptor; with a negative one, asked for on the terminal. error  as readSecret
Result<Passphrase> readDocumentPassword(const Context& context, int fd);

/// On stderr: what a person must know about the text besides the text itself, pages that have none above all.
void printRemarks(const Context& context, const documents::Document& document);

} // namespace sillok::app::cli
