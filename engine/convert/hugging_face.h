// hugging_face.h - A model folder as Hugging Face publishes them becomes one model file.
#pragma once

#include "engine/convert/mix.h"
#include "engine/convert/write_model.h"

namespace sillok::convert {

/// Reads config.json, the tokenizer and the weights in `folder`; writes `path` with the types of `mix`.
/// A folder made for sentence-transformers gives an embedding model; one whose card says text-ranking, or whose class is a classifier,
/// a reranker; any other a text model.
/// error  Unsupported: a class or variant that we do not convert, named. NotFound: a file or tensor that is missing, named. As writeModel.
Result<void> convertHuggingFace(const std::string& folder, const std::string& path, const Mix& mix, const WriteOptions& options);

} // namespace sillok::convert
