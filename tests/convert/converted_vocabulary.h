// converted_vocabulary.h - A tokenizer out of the files of a folder, through our converter.
#pragma once

#include "engine/convert/vocabulary_files.h"
#include "engine/tokenizer/tokenizer.h"
#include "tests/convert/tokenizer_folder.h"

namespace sillok::test {

/// The vocabulary in `path`, as the converter writes it, read as a model file.
inline Result<Tokenizer> convertedVocabulary(const std::string& path, const J& config)
{
    SILLOK_TRY(const convert::ModelFolder folder, convert::ModelFolder::open(path));
    gguf::Metadata metadata;
    metadata.text("general.name", folder.name());
    SILLOK_TRY(const auto texts, convert::writeVocabulary(folder, config, config.at("vocab_size"), metadata));
    const std::string out = path + "/out.gguf";
    SILLOK_TRY(gguf::Writer writer, gguf::Writer::create(out, metadata, {}));
    SILLOK_CHECK(writer.finish());
    SILLOK_TRY(const MappedFile file, MappedFile::open(out));
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(file.bytes()));
    if (texts.size() != config.at("vocab_size"))
        return fail(ErrorCode::Internal, "another number of tokens");
    return Tokenizer::fromGguf(reader);
}

} // namespace sillok::test
