// desk_title.cpp - Desk's part about titles by the model: behind everything that somebody waits for, and never over a person's.
#include "app/services/desk_private.h"

#include "app/services/chat_title.h"
#include "app/services/convert.h"

namespace sillok::app {

namespace {

constexpr std::string_view kTitlesByModel = "chat.titlesByModel";
constexpr uint32_t kMostTitleTokens = 256; // some think first

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
    const auto path = in.chatsOf(chat).path(chat);
    if (off || !modelChosen || !by.ok() || *by != storage::TitleBy::FirstWords || !path.ok() || path->size() != 2)
        return;
    std::stop_source stop;
    {
        const std::lock_guard lock(titlingMutex);
        titling = stop;
    }
    engineQueue.post([this, chat, turns = titleTurns(path->front().text, path->back().text), stop, locked = lockToken()](std::stop_token) {
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
