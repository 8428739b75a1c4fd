// service_calls.h - Calls of the installing service, by our own client and as a program makes them that is none of ours.
#pragma once

#include "tests/app/serviced_machine.h"

#include <QDBusPendingCallWatcher>
#include <QDBusUnixFileDescriptor>
#include <QDeadlineTimer>
#include <QtTest>

#include <atomic>
#include <unistd.h>

namespace sillok::test {

using namespace sillok::app;

using Answers = FakeAuthority::Answers;

inline QDBusUnixFileDescriptor lent(int descriptor)
{
    QDBusUnixFileDescriptor given(descriptor); // a copy
    if (descriptor >= 0)
        ::close(descriptor);
    return given;
}

inline QDBusMessage callOf(const char* method, const QVariantList& arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        QLatin1String(store_bus::kService), QLatin1String(store_bus::kPath), QLatin1String(store_bus::kInterface), QLatin1String(method));
    call.setArguments(arguments);
    return call;
}

/// As a program does that is none of ours.
inline QDBusMessage callRaw(const QDBusConnection& bus, const char* method, const QVariantList& arguments)
{
    QDBusPendingCallWatcher answer(bus.asyncCall(callOf(method, arguments), 60'000));
    return QTest::qWaitFor([&] { return answer.isFinished(); }, 60'000) ? answer.reply() : QDBusMessage();
}

inline storage::Fault faultIn(const QDBusMessage& answer)
{
    const bool ours = answer.errorName() == QLatin1String(store_bus::kFailed) && answer.signature() == QLatin1String(store_bus::kFailedSignature);
    return ours ? storage::faultOf(store_bus::toError(answer.arguments())) : storage::Fault::None;
}

template <typename T>
storage::Fault faultOf(const Result<T>& result)
{
    return result.ok() ? storage::Fault::None : storage::faultOf(result.error());
}

template <typename T>
ErrorCode codeOf(const Result<T>& result)
{
    return result.ok() ? ErrorCode::Internal : result.error().code;
}

/// What a caller of the service has seen and may do.
struct Onlooker {
    std::atomic<int> copying = 0, checking = 0, questions = 0;
    std::stop_source stop;
    std::function<void(StoreStep)> onStep = [](StoreStep) {};

    StoreWatch watch()
    {
        return { [this](StoreStep step, uint64_t, uint64_t) {
            ++(step == StoreStep::Copying ? copying : step == StoreStep::Checking ? checking : questions);
            onStep(step);
        }, stop.get_token() };
    }
};

inline Result<InstalledNow> install(const ServicedMachine& machine, const Stick& stick, const StoreWatch& watch = {})
{
    return meanwhile([&] { return machine.keeper()->install(stick.files(), stick.digest(), watch); });
}

inline Stick usualStick()
{
    Stick stick;
    stick.addUsualFiles();
    stick.write();
    return stick;
}

/// So large that there is time to do something while it is copied.
struct LargeStick : Stick {
    LargeStick()
    {
        add("large.bin", std::vector<uint8_t>(96U << 20));
        write();
    }
};

/// A caller who asks for an installation and leaves the bus once its copy has begun.
inline void beginAndLeave(const ServicedMachine& machine, const Stick& stick, const QString& copy)
{
    const QString name = QStringLiteral("caller-who-leaves");
    const auto first = lent(stick.files()[0].release());
    QDBusConnection::connectToBus(machine.bus.address, name)
        .send(callOf("Install", { QVariant::fromValue(QList { first }), 1U, QString::fromStdString(storage::writeDigest(stick.digest())) }));
    const QDeadlineTimer deadline(30'000);
    while (!QFile::exists(copy) && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    QDBusConnection::disconnectFromBus(name);
}

} // namespace sillok::test
