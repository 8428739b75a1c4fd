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

} // namespace

void Desk::openChat(ChatId chat)
{
    d->withWorkspace(Problem::During::Chat, [this, chat](Workspace& in) -> Result<void> {
        SILLOK_TRY(const storage::StoredChat stored, in.chatsOf(chat).find(chat));
        SILLOK_TRY(const auto path, in.chatsOf(chat).path(chat));
        d->postIfOpen([this, chat, title = QString::fromStdString(stored.title), path = toMessages(path)] { emit chatOpened(chat, title, path); });
        d->publishAttachments(in, chat);
        d->publishChosenPreset(in, chat);
        return {};
    });
}

void Desk::send(ChatId chat, const QString& text, const Scope& scope) { d->ask({ .chat = chat }, text, scope); }

void Desk::sendInMemory(const QString& text, const Scope& scope) { d->ask({ .memoryOnly = true }, text, scope); }

void Desk::editPrompt(ChatId chat, MessageId prompt, const QString& text, const Scope& scope) { d->ask({ .chat = chat, .editing = prompt }, text, scope); }

namespace {

/// Below what a new question stands: the end of what is shown, or what the edited one stands below.
Result<MessageId> parentOfQuestion(Workspace& in, ChatId chat, MessageId editing)
{
    if (editing == 0) {
        SILLOK_TRY(const storage::StoredChat stored, in.chatsOf(chat).find(chat));
        return stored.leaf;
    }
    SILLOK_TRY(const storage::StoredMessage edited, in.chatsOf(editing).message(editing));
    if (edited.chat != chat || edited.role != storage::Role::User)
        return fail(ErrorCode::NotFound, "no such question in this chat");
    return edited.parent;
}

} // namespace

void Desk::Private::ask(const Question& where, const QString& text, const Scope& scope)
{
    std::string question = text.toStdString();
    const GuardFinding found = guardText(rules(), GuardPlace::Save, question);
    if (found.speaks() && found.action == GuardAction::Mask)
        question = maskIdentifiers(question);
    withWorkspace(Problem::During::Chat, [this, where, question, found, scope = toStored(scope)](Workspace& in) -> Result<void> {
        SILLOK_CHECK(recordGuard(in, found, "chat", std::to_string(where.chat)));
        SILLOK_CHECK(ManagedState::allow(!found.speaks() || found.action != GuardAction::Block, "guard_save"));
        SILLOK_CHECK(checkEscrow(in, *managedNow.load()));
        ChatId chat = where.chat;
        if (chat == 0) {
            SILLOK_TRY(chat, (where.memoryOnly ? in.memoryChats() : in.chats()).create(titleFrom(question), nowMs()));
            SILLOK_CHECK(adoptNewChat(in, chat));
            postIfOpen([this, chat, title = QString::fromStdString(titleFrom(question))] { emit desk.chatOpened(chat, title, {}); });
            publishChosenPreset(in, chat);
        }
        SILLOK_TRY(const MessageId parent, parentOfQuestion(in, chat, where.editing));
        storage::TreeStep step;
        SILLOK_TRY(const MessageId prompt, in.chatsOf(chat).appendPrompt(chat, parent, question, nowMs(), &step));
        if (where.editing != 0) {
            treeSteps[chat].push_back(std::move(step));
            SILLOK_CHECK(publishPath(in, chat));
        } else {
            treeSteps.erase(chat); // the conversation has gone on
            SILLOK_TRY(const storage::StoredMessage message, in.chatsOf(prompt).message(prompt));
            publishMessage(chat, message, true);
        }
        return answer(in, chat, prompt, question, scope);
    });
}

void Desk::stopAnswer(ChatId chat)
{
    if (const auto found = d->answering.find(chat); found != d->answering.end())
        found->second.request_stop();
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
        wanted.label = filter.label.toStdString();
        wanted.folder = filter.folder;
        wanted.pinned = filter.pinned;
        wanted.model = filter.model.toStdString();
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
