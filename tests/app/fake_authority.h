// fake_authority.h - A polkit that says what a test wants, and remembers what it was asked.
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QStringList>
#include <QVariantMap>

namespace sillok::test {

class FakeAuthority : public QDBusVirtualObject {
public:
    enum class Answers { Yes, No, Challenge, Error, Nonsense, Nothing };

    struct Question {
        QString subjectKind;
        QString subjectName;
        QString action;
        uint flags = 0;
    };

    /// False: the bus does not take it.
    bool appear(const QString& busAddress)
    {
        QDBusConnection bus = QDBusConnection::connectToBus(busAddress, connectionName());
        return bus.registerVirtualObject(QStringLiteral("/org/freedesktop/PolicyKit1/Authority"), this) && bus.registerService(QStringLiteral("org.freedesktop.PolicyKit1"));
    }
    ~FakeAuthority() override { QDBusConnection::disconnectFromBus(connectionName()); }

    Answers answers = Answers::Yes;
    QList<Question> asked;
    int taken = 0;               ///< questions that need no answer any more

    QStringList actions() const
    {
        QStringList all;
        for (const Question& question : asked)
            all << question.action;
        return all;
    }
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override
    {
        if (message.member() == QLatin1String("CancelCheckAuthorization"))
            ++taken;
        if (message.member() != QLatin1String("CheckAuthorization") || message.signature() != QLatin1String("(sa{sv})sa{ss}us"))
            return message.member() == QLatin1String("CancelCheckAuthorization");
        remember(message);
        message.setDelayedReply(true);
        if (answers == Answers::Error)
            bus.send(message.createErrorReply(QStringLiteral("org.freedesktop.PolicyKit1.Error.Failed"), QStringLiteral("not today")));
        else if (answers == Answers::Nonsense)
            bus.send(message.createReply(true));
        else if (answers != Answers::Nothing)
            bus.send(message.createReply(result()));
        return true;
    }

    QString connectionName() const { return QStringLiteral("fake-authority-%1").arg(quintptr(this)); }

private:
    void remember(const QDBusMessage& message)
    {
        Question question;
        QVariantMap details;
        const auto subject = message.arguments()[0].value<QDBusArgument>();
        subject.beginStructure();
        subject >> question.subjectKind >> details;
        subject.endStructure();
        question.subjectName = details.value(QStringLiteral("name")).toString();
        question.action = message.arguments()[1].toString();
        question.flags = message.arguments()[3].toUInt();
        asked << question;
    }
    QVariant result() const
    {
        QDBusArgument result;
        result.beginStructure();
        result << (answers == Answers::Yes) << (answers == Answers::Challenge);
        result.beginMap(QMetaType::fromType<QString>(), QMetaType::fromType<QString>());
        result.endMap();
        result.endStructure();
        return QVariant::fromValue(result);
    }
};

} // namespace sillok::test
