// scripted_tree.cpp - The double's versions and branches: it shows what was asked for, and takes back the last removal.
#include "tests/fakes/scripted_desk.h"

namespace sillok::app {

using fakes::Script;

void Desk::showVersion(ChatId chat, MessageId message, int version)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("showVersion %1 %2 %3").arg(chat).arg(message).arg(version));
    if (Message* shown = s.find(chat, message))
        shown->version = version;
    emit pathChanged(chat, s.messages.value(chat));
}

void Desk::removeMessage(ChatId chat, MessageId message)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("removeMessage %1 %2").arg(chat).arg(message));
    QList<Message>& path = s.messages[chat];
    s.beforeRemoval = path;
    for (qsizetype i = 0; i < path.size(); ++i)
        if (path.at(i).id == message)
            path.resize(i);
    emit pathChanged(chat, path);
}

void Desk::undoInChat(ChatId chat)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("undoInChat %1").arg(chat));
    if (!s.beforeRemoval.isEmpty())
        s.messages[chat] = std::exchange(s.beforeRemoval, {});
    emit pathChanged(chat, s.messages.value(chat));
}

void Desk::restoreMessages(ChatId chat)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("restoreMessages %1").arg(chat));
    emit messagesRestored(chat, static_cast<int>(s.beforeRemoval.size()));
}

void Desk::pinMessage(ChatId chat, MessageId message, bool pinned)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("pinMessage %1 %2 %3").arg(chat).arg(message).arg(pinned));
    if (Message* found = s.find(chat, message))
        found->pinned = pinned;
    emit pathChanged(chat, s.messages.value(chat));
}

void Desk::branchChat(ChatId chat, MessageId message)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("branchChat %1 %2").arg(chat).arg(message));
    ChatSummary branch;
    branch.id = s.nextId++;
    branch.title = QStringLiteral("갈래");
    s.chats.prepend(branch);
    QList<Message> path;
    for (const Message& one : s.messages.value(chat)) {
        path.append(one);
        if (one.id == message)
            break;
    }
    s.messages.insert(branch.id, path);
    emit chatsChanged();
    emit chatOpened(branch.id, branch.title, path);
}

void Desk::describeAnswer(MessageId message)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("describeAnswer %1").arg(message));
    AnswerDetails details = s.details;
    details.message = message;
    emit answerDescribed(details);
}

} // namespace sillok::app
