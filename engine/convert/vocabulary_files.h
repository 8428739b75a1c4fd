// vocabulary_files.h - tokenizer.json and tokenizer.model in the keys of model files.
#pragma once

#include "engine/convert/folder.h"
#include "engine/gguf/writer.h"

namespace sillok::convert {

/// Writes tokenizer.* for a table of `rows` tokens, ids that no file names being unused. Gives the texts by id.
/// error  NotFound: neither file is there. Damaged: contents that contradict themselves. Unsupported: a kind of vocabulary, normaliser
///        or split rule that we do not have, named
Result<std::vector<std::string>> writeVocabulary(const ModelFolder& folder, const Json& config, uint32_t rows, gguf::Metadata& metadata);

} // namespace sillok::convert
