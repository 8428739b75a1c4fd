// folder.h - A Hugging Face model folder: its files by plain names, nothing outside of it; and the tensors of its checkpoint.
#pragma once

#include "engine/base/file.h"
#include "engine/convert/json.h"
#include "engine/convert/safetensors.h"

#include <memory>

namespace sillok::convert {

/// Opens files below one folder. A name leads out of it by no means: no "..", no absolute path, no link.
class ModelFolder {
public:
    /// error  NotFound, Io, BadArgument: not a folder
    static Result<ModelFolder> open(const std::string& path);

    /// The last part of the path: a name when the model gives none.
    const std::string& name() const { return m_name; }
    bool has(const std::string& file) const;
    /// error  NotFound, named. Unsafe: the name, or a link behind it, leads out of the folder; or the file is over the limit.
    Result<FileDescriptor> openFile(const std::string& file) const;
    Result<std::string> text(const std::string& file, uint64_t limitBytes = uint64_t { 64 } << 20) const;
    Result<Json> json(const std::string& file) const;
    /// An empty object when the file is not there.
    Result<Json> jsonIfAny(const std::string& file) const;

private:
    FileDescriptor m_folder;
    std::string m_name;
};

/// All tensors of a model, in one file or in the files that an index names.
class Checkpoint {
public:
    /// error  NotFound: no safetensors file, or one that the index names. Unsafe: a name in the index that is not a plain file name.
    ///        Damaged: as readSafetensors, or a tensor in two files.
    static Result<Checkpoint> open(const ModelFolder& folder, const std::string& name = "model.safetensors");

    const StoredTensors& tensors() const { return m_tensors; }
    /// The tensor, or null.
    const StoredTensor* find(const std::string& name) const;

private:
    Result<void> add(const ModelFolder& folder, const std::string& file);
    std::vector<std::unique_ptr<MappedFile>> m_files;
    StoredTensors m_tensors;
};

} // namespace sillok::convert
