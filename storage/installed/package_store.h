// package_store.h - The folder where installed packages lie.
//
//   trust                         what this store trusts (trust/trust_file.h)
//   lock                          held by the one who changes something
//   audit/, audit.key, audit.lock what was changed, when and by whom; for the store's owner alone
//   staging/                      copies that are not complete, and what is on its way out; nothing is ever used from here
//   packages/<id>/<version>/      manifest, tables, files/<path of the manifest>
// On a managed machine root owns all of it; a person's own store belongs to that person.
#pragma once

#include "engine/base/file.h"
#include "storage/package/manifest.h"
#include "storage/trust/trust_file.h"

namespace sillok::storage {

struct InstalledPackage {
    Manifest manifest;
    Digest digest {};      ///< of the manifest's exact bytes
};

struct StoreListing {
    std::vector<InstalledPackage> packages;  ///< by id, the newest version first
    std::vector<std::string> broken;         ///< "id/version" of folders whose manifest cannot be read
};

class PackageStore {
public:
    explicit PackageStore(std::string folder) : m_folder(std::move(folder)) {}

    const std::string& folder() const { return m_folder; }
    TrustFile trustFile() const { return TrustFile(m_folder); }
    std::string stagingFolder() const { return m_folder + "/staging"; }
    /// needs an id that a manifest may have
    std::string packageFolder(const std::string& id, uint64_t version) const;

    /// Makes the folders, readable for everybody. error DiskFull, Io
    Result<void> prepare() const;
    /// Held as long as the descriptor lives; a crash lets go of it. needs prepare(). error Refused with Installing; Io
    Result<FileDescriptor> lock() const { return lockFile("lock"); }
    /// The same for the store's audit log, which one program at a time writes.
    Result<FileDescriptor> lockLog() const { return lockFile("audit.lock"); }

    /// No signature is checked: for showing. What is to be used is opened by VerifiedPackage. error Io
    Result<StoreListing> list() const;
    /// Gone at once for whoever looks, then deleted. needs the lock. error NotFound, DiskFull, Io
    Result<void> remove(const std::string& id, uint64_t version) const;
    /// Deletes what is on its way out, and incomplete copies other than `keep`. needs the lock
    void sweep(const std::string& keep = {}) const;

private:
    Result<FileDescriptor> lockFile(const char* name) const;

    std::string m_folder;
};

inline constexpr const char* kManifestName = "manifest";
inline constexpr const char* kTablesName = "tables";
inline constexpr const char* kFilesName = "files";

} // namespace sillok::storage
