#include "app/installer/change_order.h"

#include "app/installer/lent_file.h"
#include "app/services/store_bus.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>

#include <algorithm>
#include <iterator>

namespace sillok::app {

namespace {

Result<QVariantList> install(StoreKeeper& keeper, ChangeOrder order, const StoreWatch& watch)
{
    SILLOK_TRY(const storage::Digest accepted, storage::readDigest(order.text));
    SILLOK_TRY(const InstalledNow installed, keeper.install(std::move(order.files), accepted, watch));
    return store_bus::fromInstalled(installed);
}

Result<QVariantList> remove(StoreKeeper& keeper, ChangeOrder order, const StoreWatch&)
{
    SILLOK_TRY(const uint64_t version, keeper.remove(order.text, order.version));
    return QVariantList { qulonglong { version } };
}

Result<QVariantList> beginTrust(StoreKeeper& keeper, ChangeOrder order, const StoreWatch&)
{
    SILLOK_TRY(const storage::Digest told, storage::readDigest(order.text));
    SILLOK_TRY(const storage::TrustState trust, keeper.beginTrust(std::move(order.files[0]), told));
    return store_bus::fromTrust(trust);
}

Result<QVariantList> acceptTrust(StoreKeeper& keeper, ChangeOrder order, const StoreWatch&)
{
    SILLOK_TRY(const storage::TrustState trust, keeper.acceptTrust(std::move(order.files)));
    return store_bus::fromTrust(trust);
}

Result<QVariantList> setPolicy(StoreKeeper& keeper, ChangeOrder order, const StoreWatch&)
{
    SILLOK_TRY(const PolicyDocument policy, keeper.setPolicy(std::move(order.files[0])));
    return store_bus::fromPolicy(policy);
}

/// A file whose size is over its limit is refused by its reader with better words; this is against what nobody would ever hand in.
constexpr uint64_t kMostDocument = 64 << 20;

constexpr ChangeMethod kMethods[] = {
    { "Install", "ahus", "kr.sillok.installer.install-package", storage::kMostPackageBytes * 2, install },
    { "Remove", "st", "kr.sillok.installer.remove-package", 0, remove },
    { "BeginTrust", "hs", "kr.sillok.installer.change-trust", kMostDocument, beginTrust },
    { "AcceptTrust", "ahu", "kr.sillok.installer.change-trust", kMostDocument, acceptTrust },
    { "SetPolicy", "h", "kr.sillok.installer.set-policy", kMostDocument, setPolicy },
};

Result<void> addFile(const ChangeMethod& method, ChangeOrder& order, const QDBusUnixFileDescriptor& lent)
{
    SILLOK_TRY(FileDescriptor own, keepLentFile(lent.fileDescriptor(), method.mostBytes));
    order.files.push_back(std::move(own));
    return {};
}

Result<void> addList(const ChangeMethod& method, ChangeOrder& order, const QVariant& list)
{
    const auto files = qdbus_cast<QList<QDBusUnixFileDescriptor>>(list);
    if (files.isEmpty() || order.files.size() + static_cast<size_t>(files.size()) > order.announced)
        return fail(ErrorCode::BadArgument, "lent files: another number than announced");
    for (const QDBusUnixFileDescriptor& file : files)
        SILLOK_CHECK(addFile(method, order, file));
    return {};
}

} // namespace

const ChangeMethod* findChange(const QString& name, const QString& signature)
{
    const auto* const found = std::ranges::find_if(
        kMethods, [&](const ChangeMethod& method) { return name == QLatin1String(method.name) && signature == QLatin1String(method.signature); });
    return found == std::end(kMethods) ? nullptr : found;
}

Result<ChangeOrder> readOrder(const ChangeMethod& method, const QDBusMessage& message)
{
    ChangeOrder order;
    QVariant list;
    for (const QVariant& value : message.arguments()) {
        if (value.metaType() == QMetaType::fromType<QDBusUnixFileDescriptor>()) {
            SILLOK_CHECK(addFile(method, order, value.value<QDBusUnixFileDescriptor>()));
            order.announced = 1;
        } else if (value.metaType() == QMetaType::fromType<QString>()) {
            order.text = value.toString().toStdString();
        } else if (value.metaType() == QMetaType::fromType<uint>()) {
            order.announced = value.toUInt();
        } else if (value.metaType() == QMetaType::fromType<qulonglong>()) {
            order.version = value.toULongLong();
        } else {
            list = value; // counted against the number that follows it
        }
    }
    if (order.announced > store_bus::kMostFiles)
        return fail(ErrorCode::BadArgument, "lent files: too many");
    if (list.isValid())
        SILLOK_CHECK(addList(method, order, list));
    return order;
}

Result<void> addFiles(const ChangeMethod& method, ChangeOrder& order, const QDBusMessage& message) { return addList(method, order, message.arguments()[0]); }

} // namespace sillok::app
