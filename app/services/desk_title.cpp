// desk_title.cpp - Desk's part about titles by the model: behind everything that somebody waits for, and never over a person's.
#include "app/services/desk_private.h"

#include "app/services/chat_title.h"
#include "app/services/convert.h"

namespace sillok::app {

namespace {

constexpr std::string_view kTitlesByModel = "chat.titlesByModel";
constexpr uint32_t kMostTitleTokens = 256; // some think first

struct FirstTurns {
    std::string question;
    std::string answer;
};

/// Nothing: the chat has gone on, or there is nothing to name. A long chat is not read for that.
std::optional<FirstTurns> firstTurns(storage::ChatRepository& chats, ChatId chat)
{
    const auto known = chats.find(chat);
    if (!known.ok() || known->leaf == 0)
        return std::nullopt;
    const auto answer = chats.message(known->leaf);
    if (!answer.ok() || answer->role != storage::Role::Assistant || answer->parent == 0 || answer->text.empty())
        return std::nullopt;
    const auto question = chats.message(answer->parent);
    if (!question.ok() || question->parent != 0)
        return std::nullopt;
    return FirstTurns { question->text, answer->text };
}

} // namespace

bool Desk::titlesByModel() const { return d->titlesByModel; }

void Desk::setTitlesByModel(bool by)
{
    d->titlesByModel = by;
    if (!by)
        d->interruptTitling();
    emit titlesByModelChanged();
    d->withWorkspace(Problem::During::Other, [by](Workspace& in) { return in.settings().set(kTitlesByModel, by ? "1" : "0"); });
}

/// Storage thread.
void Desk::Private::restoreTitling(Workspace& in)
{
    const auto stored = in.settings().get(kTitlesByModel);
    const bool by = !stored.ok() || !stored->has_value() || **stored != "0";
    postIfOpen([this, by] {
        titlesByModel = by;
        emit desk.titlesByModelChanged();
    });
}

void Desk::Private::interruptTitling()
{
    const std::lock_guard lock(titlingMutex);
    titling.request_stop();
}

/// Only after the first answer. What is in the engine's queue goes first, and what comes later drops this: see interruptTitling.
void Desk::Private::titleSoon(Workspace& in, ChatId chat)
{
    const auto setting = in.settings().get(kTitlesByModel);
    const bool off = setting.ok() && setting->has_value() && **setting == "0";
    const auto by = in.placesOf(chat).titleBy(chat);
    if (off || !modelChosen || !by.ok() || *by != storage::TitleBy::FirstWords)
        return;
    const auto first = firstTurns(in.chatsOf(chat), chat);
    if (!first)
        return;
    std::stop_source stop;
    {
        const std::lock_guard lock(titlingMutex);
        titling = stop;
    }
    engineQueue.post([this, chat, turns = titleTurns(first->question, first->answer), stop, locked = lockToken()](std::stop_token) {
        const std::stop_callback onLock(locked, [stop]() mutable { stop.request_stop(); });
        makeTitle(chat, turns, stop.get_token());
    });
}

/// Whatever goes wrong, the chat keeps the title that it has.
void Desk::Private::makeTitle(ChatId chat, const std::vector<protocol::Turn>& turns, std::stop_token stop)
{
    if (!client || stop.stop_requested())
        return;
    std::string reply;
    const auto result = runEngine({ .turns = turns, .maxTokens = kMostTitleTokens, .wallClockSeconds = wallClockNow() }, stop,
        [&reply](const protocol::TextWritten& written) { reply += written.thought ? std::string() : written.text; });
    if (!result.ok() || result->reason == protocol::StopReason::Cancelled)
        return;
    const std::optional<std::string> title = titleFromReply(reply);
    if (!title)
        return;
    storageQueue.post([this, chat, title = *title](std::stop_token) {
        if (!workspace)
            return;
        const auto given = workspace->placesOf(chat).setTitle(chat, title, storage::TitleBy::Model);
        if (given.ok() && *given)
            publishChats(*workspace);
    });
}

} // namespace sillok::app
