// store_trail.h - The audit log of a package store: what was installed, refused and removed, and whom the machine came to trust.
#pragma once

#include "app/services/audit_trail.h"
#include "storage/installed/package_store.h"

namespace sillok::app {

struct StoreTrail {
    FileDescriptor lock;                  ///< nobody else writes it meanwhile
    std::unique_ptr<AuditTrail> trail;
};

/// The key lies beside the log, readable for the store's owner alone: root on a managed machine. Whoever can read it could make the log anew, so
/// an auditor takes the first key away and keeps checkpoints.
/// needs  a prepared store
/// error  Refused with Installing: another program has it. As AuditTrail::open
Result<StoreTrail> openStoreTrail(const storage::PackageStore& store);

/// Lets a group read the log of a store, and nothing else of it: no record holds content, and the key stays the owner's. What cannot be changed stays as it is.
/// needs  to be the owner; where the group is not the folder's already, also the right to give files away
void letGroupRead(const storage::PackageStore& store, gid_t group);
/// The auditors' group, when this is root and the system has one. openStoreTrail does it whenever it is opened; a service does it before it gives its rights up.
void letAuditorsRead(const storage::PackageStore& store);

} // namespace sillok::app
