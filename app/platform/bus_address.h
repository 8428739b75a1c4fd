// bus_address.h - Where the buses of this machine are, and which ones are spoken to.
#pragma once

#include <QString>

namespace sillok::app {

inline constexpr const char* kSystemBusAddress = "unix:path=/run/dbus/system_bus_socket";

/// `given`, or what the environment's `variable` says, or else `otherwise`.
QString busAddress(const QString& given, const char* variable, const QString& otherwise = {});
/// The same for the system's bus.
QString systemBusAddress(const QString& given = {});

/// A bus over a network, or one that a program would start, is not spoken to.
bool isLocalBus(const QString& address);

} // namespace sillok::app
