#include "app/platform/bus_address.h"

#include <QStringList>

#include <algorithm>

namespace sillok::app {

QString busAddress(const QString& given, const char* variable, const QString& otherwise)
{
    if (!given.isEmpty())
        return given;
    const QString named = qEnvironmentVariable(variable);
    return named.isEmpty() ? otherwise : named;
}

QString systemBusAddress(const QString& given) { return busAddress(given, "DBUS_SYSTEM_BUS_ADDRESS", QString::fromLatin1(kSystemBusAddress)); }

bool isLocalBus(const QString& address)
{
    const QStringList ways = address.split(u';', Qt::SkipEmptyParts);
    return !ways.isEmpty() && std::all_of(ways.begin(), ways.end(), [](const QString& way) { return way.startsWith(QLatin1String("unix:")); });
}

} // namespace sillok::app
