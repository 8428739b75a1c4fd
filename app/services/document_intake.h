// document_intake.h - A document as a reader gave it, made ready to be stored and found.
#pragma once

#include "engine/documents/document.h"
#include "storage/repositories/document_repository.h"

#include <string_view>

namespace sillok::app {

/// Fills text, blocks, passages, format, pages and the title to be found by; name, collection, hash and size are the caller's.
/// A document without any text gets state NoText.
storage::NewDocument intake(const documents::Document& document, std::string_view fileName);

} // namespace sillok::app
