// bus_keeper.h - The machine's store changed by the installing service, for whoever may not write it himself.
#pragma once

#include "app/services/store_keeper.h"

#include <QString>

namespace sillok::app {

/// `busAddress`: empty for the system's bus. Files are handed over as open descriptors; the service asks polkit, which may ask the person for a password.
/// The calls need no event loop, use the bus by a thread of their own, and have nothing open between them.
/// error  beside those of StoreKeeper: Refused with NotPermitted: polkit did not say yes, or the bus or the service is not there.
///        WorkerDied: the service ended before it answered. Unsupported: it is another version's.
std::unique_ptr<StoreKeeper> keeperOnBus(const QString& busAddress = {});

} // namespace sillok::app
