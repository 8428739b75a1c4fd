// desk_chat.cpp - Desk's part about chats.
#include "app/services/desk_private.h"

#include "app/policy/vault_policy.h"
#include "app/services/convert.h"
#include "app/services/leaving_file.h"

#include <QElapsedTimer>

namespace sillok::app {

namespace {

constexpr int kMostHits = 50;
constexpr int kMostFoundPerKind = 20;

/// The branch that is shown, as the window wants it.
Result<QList<Message>> pathOf(Workspace& in, ChatId chat)
{
    SILLOK_TRY(const auto stored, in.chatsOf(chat).path(chat));
    QList<Message> path;
    for (const storage::StoredMessage& message : stored)
        path.append(toMessage(message));
    return path;
}

} // namespace

void Desk::openChat(ChatId chat)
{
    d->withWorkspace(Problem::During::Chat, [this, chat](Workspace& in) -> Result<void> {
        SILLOK_TRY(const storage::StoredChat stored, in.chatsOf(chat).find(chat));
        SILLOK_TRY(const QList<Message> path, pathOf(in, chat));
        d->postIfOpen([this, chat, title = QString::fromStdString(stored.title), path] { emit chatOpened(chat, title, path); });
        d->publishAttachments(in, chat);
        d->publishChosenPreset(in, chat);
        return {};
    });
}

void Desk::send(ChatId chat, const QString& text, const Scope& scope) { d->ask(chat, text, scope, false); }

void Desk::sendInMemory(const QString& text, const Scope& scope) { d->ask(0, text, scope, true); }

void Desk::Private::ask(ChatId chat, const QString& text, const Scope& scope, bool memoryOnly)
{
    std::string question = text.toStdString();
    const GuardFinding found = guardText(rules(), GuardPlace::Save, question);
    if (found.speaks() && found.action == GuardAction::Mask)
        question = maskIdentifiers(question);
    withWorkspace(Problem::During::Chat, [this, chat, question, found, scope = toStored(scope), memoryOnly](Workspace& in) -> Result<void> {
        SILLOK_CHECK(recordGuard(in, found, "chat", std::to_string(chat)));
        SILLOK_CHECK(ManagedState::allow(!found.speaks() || found.action != GuardAction::Block, "guard_save"));
        SILLOK_CHECK(checkEscrow(in, *managedNow.load()));
        ChatId target = chat;
        if (target == 0) {
            SILLOK_TRY(target, (memoryOnly ? in.memoryChats() : in.chats()).create(titleFrom(question), nowMs()));
            SILLOK_CHECK(adoptNewChat(in, target));
            postIfOpen([this, target, title = QString::fromStdString(titleFrom(question))] { emit desk.chatOpened(target, title, {}); });
            publishChosenPreset(in, target);
        }
        SILLOK_TRY(const storage::StoredChat stored, in.chatsOf(target).find(target));
        SILLOK_TRY(const MessageId prompt, in.chatsOf(target).appendPrompt(target, stored.leaf, question, nowMs()));
        SILLOK_TRY(const storage::StoredMessage message, in.chatsOf(prompt).message(prompt));
        publishMessage(target, message, true);
        return answer(in, target, prompt, question, scope);
    });
}

void Desk::retryAnswer(ChatId chat)
{
    d->withWorkspace(Problem::During::Answer, [this, chat](Workspace& in) -> Result<void> {
        SILLOK_TRY(const auto path, in.chatsOf(chat).path(chat));
        storage::AnswerScope scope;
        for (auto message = path.rbegin(); message != path.rend(); ++message) {
            if (message->role == storage::Role::User)
                return d->answer(in, chat, message->id, message->text, scope);
            scope = message->scope;
        }
        return fail(ErrorCode::NotFound, "a chat without a question");
    });
}

void Desk::stopAnswer(ChatId chat)
{
    if (const auto found = d->answering.find(chat); found != d->answering.end())
        found->second.request_stop();
}

void Desk::renameChat(ChatId chat, const QString& title)
{
    const std::string name = title.simplified().toStdString();
    d->withWorkspace(Problem::During::Chat, [this, chat, name](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.chatsOf(chat).rename(chat, name));
        d->publishChats(in);
        return {};
    });
}

void Desk::trashChat(ChatId chat)
{
    d->withWorkspace(Problem::During::Chat, [this, chat](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.chatsOf(chat).trash(chat, nowMs()));
        d->publishChats(in);
        return {};
    });
}

void Desk::restoreChat(ChatId chat)
{
    d->withWorkspace(Problem::During::Chat, [this, chat](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.chatsOf(chat).restore(chat));
        d->publishChats(in);
        return {};
    });
}

void Desk::searchChats(const QString& text)
{
    d->withWorkspace(Problem::During::Chat, [this, text](Workspace& in) -> Result<void> {
        storage::SearchFilter filter;
        filter.documents = false;
        SILLOK_TRY(const auto stored, in.everything().search(text.toStdString(), filter, kMostHits));
        QList<ChatHit> hits;
        for (const storage::FoundItem& item : stored)
            hits.append(toHit(item));
        d->postIfOpen([this, text, hits] { emit chatsFound(text, hits); });
        return {};
    });
}

void Desk::searchEverything(const QString& text, const SearchFilter& filter)
{
    d->withWorkspace(Problem::During::Chat, [this, text, filter](Workspace& in) -> Result<void> {
        storage::SearchFilter wanted;
        wanted.chats = filter.chats;
        wanted.documents = filter.documents;
        wanted.collection = filter.collection;
        if (filter.since.isValid())
            wanted.fromMs = filter.since.toMSecsSinceEpoch();
        QElapsedTimer timer;
        timer.start();
        SILLOK_TRY(const auto stored, in.everything().search(text.toStdString(), wanted, kMostFoundPerKind));
        FoundList found { {}, kMostFoundPerKind, static_cast<double>(timer.nsecsElapsed()) / 1e9 };
        for (const storage::FoundItem& item : stored)
            found.items.append(toFound(item));
        d->postIfOpen([this, text, found] { emit everythingFound(text, found); });
        return {};
    });
}

} // namespace sillok::app
