// store_keeper.h - Changes of a store of packages, of whom the machine trusts and of its policy: one way in for the window, the commands and root's service.
#pragma once

#include "app/policy/policy_file.h"
#include "app/policy/machine_policy.h"
#include "app/services/acceptance.h"
#include "storage/installed/install.h"

#include <memory>

namespace sillok::app {

/// What an installation is busy with: bytes copied, bytes of the copy checked, then questions asked.
enum class StoreStep : uint8_t { Copying, Checking, Questions };

struct StoreWatch {
    std::function<void(StoreStep step, uint64_t done, uint64_t all)> onProgress {};  ///< from any thread
    std::stop_token stop {};
};

struct InstalledNow {
    storage::Manifest manifest;
    storage::Digest digest {};
    AcceptanceReport report {};
    bool reported = true;       ///< false: the package is there, and the report of its trial could not be kept
};

/// Every call waits until the change is on the disk or refused, and records it in the store's audit log first: what is not recorded is not done.
/// Files come as descriptors, so that whoever has more rights opens nothing that the person could not. One call at a time.
class StoreKeeper {
public:
    virtual ~StoreKeeper() = default;

    /// `files`: as sourceOfFiles takes them. `accepted`: the digest of the manifest whose licence the person has read and accepted.
    /// error  as openToInstall and installPackage; NotAllowed, NotPermitted; LicenceNotAccepted: another digest; DoesNotFit; as acceptPackage
    virtual Result<InstalledNow> install(std::vector<FileDescriptor> files, const storage::Digest& accepted, const StoreWatch& watch) = 0;
    /// `version` 0: the newest. Gives the version that was removed. error NotFound, Refused with Installing, NotAllowed, NotPermitted
    virtual Result<uint64_t> remove(const std::string& id, uint64_t version) = 0;
    /// The first institution, by the digest that the person was told by another way. error AlreadyExists; as TrustState::begin
    virtual Result<storage::TrustState> beginTrust(FileDescriptor root, const storage::Digest& told) = 0;
    /// New roots and catalogs, in any order. Nothing is accepted unless all are. error as TrustState::acceptRoots, acceptCatalog
    virtual Result<storage::TrustState> acceptTrust(std::vector<FileDescriptor> documents) = 0;
    /// error  as acceptPolicy. BadArgument: this store is no machine's
    virtual Result<PolicyDocument> setPolicy(FileDescriptor policy) = 0;
};

/// A store that this process may write.
struct StoreSite {
    std::string folder;         ///< of the store
    std::string policyFile {};  ///< of the machine; empty: the store is one person's
    std::string engineProgram;
    ManagedState managed {};    ///< asked before every change
    std::function<uint64_t()> nowS {};  ///< seconds since 1970, UTC; default: the system's clock
};
std::unique_ptr<StoreKeeper> keeperHere(StoreSite site);

/// What a person is shown before accepting: checked like an installation up to the first copied byte. error as openToInstall, DoesNotFit
Result<storage::PackageReader> lookInto(const std::string& storeFolder, std::vector<FileDescriptor> files, const std::function<uint64_t()>& nowS = {});
/// The licence's text out of the package, each leaf checked; empty: there is none. error as PackageReader::leaf; TooLarge
Result<std::string> licenceText(const storage::PackageReader& package);

} // namespace sillok::app
