#include "app/services/bus_keeper.h"

#include "app/platform/bus_address.h"
#include "app/services/store_bus.h"
#include "app/tasks/serial_queue.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusUnixFileDescriptor>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace sillok::app {

namespace {

using Files = std::vector<FileDescriptor>;
using Answer = Result<QVariantList>;

constexpr int kNoTimeLimit = INT_MAX;            ///< the service has its own; a large model takes its time
constexpr int kEndingMs = 10'000;                ///< for what was cancelled to end in order
constexpr uint kLastStep = static_cast<uint>(StoreStep::Questions);

QString latin(const char* text) { return QString::fromLatin1(text); }

QDBusUnixFileDescriptor lent(FileDescriptor file)
{
    QDBusUnixFileDescriptor given;
    given.giveFileDescriptor(file.release());
    return given;
}

/// As many as one message may hold.
QVariant takeFirst(Files& files)
{
    const auto end = files.begin() + std::min<ptrdiff_t>(store_bus::kMostFilesInOneMessage, std::ssize(files));
    QList<QDBusUnixFileDescriptor> first;
    for (auto file = files.begin(); file != end; ++file)
        first << lent(std::move(*file));
    files.erase(files.begin(), end);
    return QVariant::fromValue(first);
}

Error absent(const char* what) { return storage::refuse(storage::Fault::NotPermitted, what); }

Error errorOf(const QDBusMessage& message)
{
    if (message.errorName() == latin(store_bus::kFailed) && message.signature() == latin(store_bus::kFailedSignature))
        return store_bus::toError(message.arguments());
    const QString name = message.errorName().section(u'.', -1);
    if (name == latin("NoReply") || name == latin("Disconnected"))
        return fail(ErrorCode::WorkerDied, "the installing service");
    if (name == latin("UnknownMethod") || name == latin("InvalidArgs") || name == latin("UnknownObject"))
        return fail(ErrorCode::Unsupported, "the installing service");
    return absent("no installing service on the bus; run it as root"); // not installed, not started, not to be spoken to
}

/// What is asked of the service.
struct Request {
    const char* method;
    const char* answerSignature;
    QVariantList arguments {};
    Files more {};                     ///< files that the first message does not hold
};

} // namespace

/// One call, from its first message to its answer. Lives in the thread that runs it.
class BusCall : public QObject {
    Q_OBJECT
public:
    BusCall(Request request, const StoreWatch& watch) : m_request(std::move(request)), m_watch(watch) {}

    Answer run(const QString& address)
    {
        const QString name = QStringLiteral("sillok-keeper-%1").arg(quintptr(this));
        const Answer answer = runOn(QDBusConnection::connectToBus(address, name));
        QDBusConnection::disconnectFromBus(name); // the service sees that we are gone
        return answer;
    }

private slots:
    void progressed(uint step, qulonglong done, qulonglong all)
    {
        if (m_watch.onProgress && step <= kLastStep)
            m_watch.onProgress(static_cast<StoreStep>(step), done, all);
    }

private:
    Answer runOn(QDBusConnection bus)
    {
        if (!bus.isConnected() || !bus.connectionCapabilities().testFlag(QDBusConnection::UnixFileDescriptorPassing))
            return absent("no bus with an installing service; run it as root");
        bus.connect(latin(store_bus::kService), latin(store_bus::kPath), latin(store_bus::kInterface), QStringLiteral("Progress"), this,
            SLOT(progressed(uint, qulonglong, qulonglong)));
        send(bus, m_request.method, m_request.arguments, [this](const QDBusMessage& answer) { answered(answer); });
        sendMore(bus);
        const std::stop_callback onStop(m_watch.stop, [this, bus] { QMetaObject::invokeMethod(this, [this, bus] { cancel(bus); }, Qt::QueuedConnection); });
        m_loop.exec();
        return std::move(m_answer);
    }

    void send(QDBusConnection bus, const char* method, const QVariantList& arguments, std::function<void(const QDBusMessage&)> then)
    {
        QDBusMessage call = QDBusMessage::createMethodCall(latin(store_bus::kService), latin(store_bus::kPath), latin(store_bus::kInterface), latin(method));
        call.setArguments(arguments);
        auto* const pending = new QDBusPendingCallWatcher(bus.asyncCall(call, kNoTimeLimit), this);
        connect(pending, &QDBusPendingCallWatcher::finished, this, [pending, then = std::move(then)] {
            pending->deleteLater();
            then(pending->reply());
        });
    }

    /// One message after the other: a bus holds only a few descriptors of one caller. A refusal is said by the answer to the call itself.
    void sendMore(const QDBusConnection& bus)
    {
        if (m_request.more.empty())
            return;
        send(bus, "More", { takeFirst(m_request.more) }, [this, bus](const QDBusMessage& answer) {
            if (answer.type() == QDBusMessage::ReplyMessage)
                sendMore(bus);
        });
    }

    void answered(const QDBusMessage& answer)
    {
        if (answer.type() != QDBusMessage::ReplyMessage)
            m_answer = errorOf(answer);
        else if (answer.signature() != latin(m_request.answerSignature))
            m_answer = fail(ErrorCode::Unsupported, "the installing service");
        else
            m_answer = answer.arguments();
        m_loop.quit();
    }

    void cancel(const QDBusConnection& bus)
    {
        send(bus, "Cancel", {}, [](const QDBusMessage&) {});
        QTimer::singleShot(kEndingMs, this, [this] { m_loop.quit(); }); // and the service sees that we are gone
    }

    Request m_request;
    const StoreWatch& m_watch;
    QEventLoop m_loop;
    Answer m_answer = fail(ErrorCode::Cancelled, "installing");
};

namespace {

class KeeperOnBus : public StoreKeeper {
public:
    explicit KeeperOnBus(QString address) : m_address(std::move(address)) {}

    Result<InstalledNow> install(Files files, const storage::Digest& accepted, const StoreWatch& watch) override
    {
        Request request = withFiles("Install", store_bus::kInstalledSignature, std::move(files));
        request.arguments << QString::fromStdString(storage::writeDigest(accepted));
        SILLOK_TRY(const QVariantList values, ask(std::move(request), watch));
        return store_bus::toInstalled(values);
    }
    Result<uint64_t> remove(const std::string& id, uint64_t version) override
    {
        SILLOK_TRY(const QVariantList values, ask({ "Remove", "t", { QString::fromStdString(id), qulonglong { version } } }));
        return uint64_t { values[0].toULongLong() };
    }
    Result<storage::TrustState> beginTrust(FileDescriptor root, const storage::Digest& told) override
    {
        SILLOK_TRY(const QVariantList values, ask({ "BeginTrust", "ay", { QVariant::fromValue(lent(std::move(root))), QString::fromStdString(storage::writeDigest(told)) } }));
        return store_bus::toTrust(values);
    }
    Result<storage::TrustState> acceptTrust(Files documents) override
    {
        SILLOK_TRY(const QVariantList values, ask(withFiles("AcceptTrust", "ay", std::move(documents))));
        return store_bus::toTrust(values);
    }
    Result<PolicyDocument> setPolicy(FileDescriptor policy) override
    {
        SILLOK_TRY(const QVariantList values, ask({ "SetPolicy", "ay", { QVariant::fromValue(lent(std::move(policy))) } }));
        return store_bus::toPolicy(values);
    }

private:
    /// The first files and how many there are in all.
    static Request withFiles(const char* method, const char* answerSignature, Files files)
    {
        Request request { method, answerSignature };
        const auto all = static_cast<uint>(files.size());
        request.arguments = { takeFirst(files), all };
        request.more = std::move(files);
        return request;
    }

    Answer ask(Request request, const StoreWatch& watch = {}) const
    {
        if (!isLocalBus(m_address))
            return absent("no bus with an installing service; run it as root");
        qDBusRegisterMetaType<QList<QDBusUnixFileDescriptor>>();
        SerialQueue thread;
        const auto shared = std::make_shared<Request>(std::move(request)); // jobs are copied, descriptors are not
        return thread.call<Answer>([&, shared] { return BusCall(std::move(*shared), watch).run(m_address); }, fail(ErrorCode::Internal, "installing"));
    }

    QString m_address;
};

} // namespace

std::unique_ptr<StoreKeeper> keeperOnBus(const QString& busAddress) { return std::make_unique<KeeperOnBus>(systemBusAddress(busAddress)); }

} // namespace sillok::app

#include "bus_keeper.moc"
