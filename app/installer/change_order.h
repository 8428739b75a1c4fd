// change_order.h - One call that changes the machine's store: what may be asked, what the message must look like, and how it is done.
#pragma once

#include "app/services/store_keeper.h"

#include <QVariant>

class QDBusMessage;

namespace sillok::app {

/// What a caller wants done.
struct ChangeOrder {
    std::vector<FileDescriptor> files;
    uint32_t announced = 0;      ///< how many files there will be in all
    std::string text {};         ///< a digest, or a package's id
    uint64_t version = 0;
};

struct ChangeMethod {
    const char* name;
    const char* signature;       ///< a message with any other is refused unread
    const char* action;          ///< what polkit is asked about
    uint64_t mostBytes;          ///< of one file
    Result<QVariantList> (*carryOut)(StoreKeeper& keeper, ChangeOrder order, const StoreWatch& watch);
};

/// Null: no such method, or another signature.
const ChangeMethod* findChange(const QString& name, const QString& signature);

/// needs  a message of that method. error  as keepLentFile; BadArgument: no file, more than store_bus::kMostFiles, or more than announced
Result<ChangeOrder> readOrder(const ChangeMethod& method, const QDBusMessage& message);
/// The next files of an order. error  as readOrder
Result<void> addFiles(const ChangeMethod& method, ChangeOrder& order, const QDBusMessage& message);

} // namespace sillok::app
