#include "app/installer/authority.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QVariantMap>

namespace sillok::app {

namespace {

// source  polkit's reference manual, org.freedesktop.PolicyKit1.Authority: CheckAuthorization(Subject, s, a{ss}, u, s) -> (bba{ss})
constexpr uint kAllowUserInteraction = 1;
constexpr const char* kAnswerSignature = "(bba{ss})";

QDBusMessage methodOfAuthority(const char* name)
{
    return QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.PolicyKit1"), QStringLiteral("/org/freedesktop/PolicyKit1/Authority"),
        QStringLiteral("org.freedesktop.PolicyKit1.Authority"), QString::fromLatin1(name));
}

QVariant subjectOf(const QString& caller)
{
    QDBusArgument subject;
    subject.beginStructure();
    subject << QStringLiteral("system-bus-name") << QVariantMap { { QStringLiteral("name"), caller } };
    subject.endStructure();
    return QVariant::fromValue(subject);
}

QVariant noDetails()
{
    QDBusArgument details;
    details.beginMap(QMetaType::fromType<QString>(), QMetaType::fromType<QString>());
    details.endMap();
    return QVariant::fromValue(details);
}

bool saysYes(const QDBusMessage& answer)
{
    if (answer.type() != QDBusMessage::ReplyMessage || answer.signature() != QLatin1String(kAnswerSignature))
        return false;
    const auto result = answer.arguments()[0].value<QDBusArgument>();
    bool authorised = false;
    result.beginStructure();
    result >> authorised;
    return authorised;
}

} // namespace

Authority::Authority(QDBusConnection bus, int waitMs, QObject* parent) : QObject(parent), m_bus(std::move(bus)), m_waitMs(waitMs) {}

void Authority::ask(const QString& caller, const char* action, std::function<void(bool allowed)> then)
{
    QDBusMessage question = methodOfAuthority("CheckAuthorization");
    question.setArguments({ subjectOf(caller), QString::fromLatin1(action), noDetails(), kAllowUserInteraction, QString::number(++m_asked) });
    m_question = new QDBusPendingCallWatcher(m_bus.asyncCall(question, m_waitMs), this);
    connect(m_question, &QDBusPendingCallWatcher::finished, this, [this, then = std::move(then)] {
        const QDBusMessage answer = m_question->reply();
        if (answer.errorName() == QLatin1String("org.freedesktop.DBus.Error.NoReply"))
            stop(); // a window that asks for a password would stay open for nobody
        else
            std::exchange(m_question, nullptr)->deleteLater();
        then(saysYes(answer));
    });
}

void Authority::stop()
{
    if (!m_question)
        return;
    m_question->disconnect(this);
    std::exchange(m_question, nullptr)->deleteLater();
    QDBusMessage taken = methodOfAuthority("CancelCheckAuthorization");
    taken.setArguments({ QString::number(m_asked) });
    m_bus.send(taken);
}

} // namespace sillok::app
