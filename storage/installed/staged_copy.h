// staged_copy.h - A package on its way into the store: written leaf by leaf, continued where an earlier copy of the same package ended.
#pragma once

#include "storage/installed/install.h"

namespace sillok::storage {

class StagedCopy {
public:
    /// The folder for this package in staging/; what an earlier try left there counts where its leaves are right.
    /// error DiskFull, Io
    static Result<StagedCopy> begin(const PackageStore& store, const PackageReader& reader);

    const std::string& folder() const { return m_folder; }
    /// Bytes of content that must still be written; an estimate from sizes.
    uint64_t missingBytes() const;
    /// error as PackageReader::leaf; DiskFull, Io, Cancelled
    Result<void> copy(const PackageReader& reader, const InstallOrder& order);
    /// Read-only for everybody, guarded by the file system where it can do that, and on the disk. error DiskFull, Io
    Result<void> finish() const;
    /// Nothing of it is left.
    void discard() const;

private:
    StagedCopy(std::string folder, std::vector<PackageFile> files) : m_folder(std::move(folder)), m_files(std::move(files)) {}
    std::string pathOf(const PackageFile& file) const { return m_folder + "/" + kFilesName + "/" + file.path; }

    std::string m_folder;
    std::vector<PackageFile> m_files;
};

} // namespace sillok::storage
