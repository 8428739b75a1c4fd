// desk_tree.cpp - Desk's part about versions and branches.
#include "app/services/desk_private.h"

#include "app/services/convert.h"

#include <QRegularExpression>

namespace sillok::app {

namespace {

/// A branch is named after where it comes from: "Budget" becomes "Budget (2)", and that "Budget (3)".
QString branchTitle(const QString& title)
{
    static const QRegularExpression numbered(QStringLiteral("^(.*) \\((\\d{1,3})\\)$"));
    const QRegularExpressionMatch match = numbered.match(title);
    return QStringLiteral("%1 (%2)").arg(match.hasMatch() ? match.captured(1) : title).arg(match.hasMatch() ? match.captured(2).toInt() + 1 : 2);
}

} // namespace

Result<void> Desk::Private::publishPath(Workspace& in, ChatId chat)
{
    SILLOK_TRY(const auto path, in.chatsOf(chat).path(chat));
    postIfOpen([this, chat, path = toMessages(path)] { emit desk.pathChanged(chat, path); });
    return {};
}

/// One step that can be taken back, and what is shown after it.
void Desk::Private::stepInTree(ChatId chat, TreeWork work)
{
    withWorkspace(Problem::During::Chat, [this, chat, work = std::move(work)](Workspace& in) -> Result<void> {
        SILLOK_TRY(storage::TreeStep step, work(in, in.treeOf(chat)));
        treeSteps[chat].push_back(std::move(step));
        return publishPath(in, chat);
    });
}

void Desk::retryAnswer(ChatId chat, MessageId message)
{
    d->withWorkspace(Problem::During::Answer, [this, chat, message](Workspace& in) -> Result<void> {
        SILLOK_TRY(const auto path, in.chatsOf(chat).path(chat));
        storage::AnswerScope scope;
        bool reached = message == 0;
        for (auto one = path.rbegin(); one != path.rend(); ++one) {
            reached = reached || one->id == message;
            if (reached && one->role == storage::Role::User)
                return d->answer(in, chat, one->id, one->text, scope, true);
            if (reached)
                scope = one->scope;
        }
        return fail(ErrorCode::NotFound, "a chat without such a question");
    });
}

void Desk::showVersion(ChatId chat, MessageId message, int version)
{
    d->stepInTree(chat, [message, version](Workspace&, storage::MessageTree& tree) -> Result<storage::TreeStep> {
        SILLOK_TRY(const auto versions, tree.versions(message));
        if (version < 1 || version > static_cast<int>(versions.size()))
            return fail(ErrorCode::NotFound, "no such version of a message");
        return tree.show(versions[static_cast<size_t>(version) - 1]);
    });
}

void Desk::removeMessage(ChatId chat, MessageId message)
{
    d->stepInTree(chat, [message](Workspace&, storage::MessageTree& tree) { return tree.remove(message, nowMs()); });
}

void Desk::pinMessage(ChatId chat, MessageId message, bool pinned)
{
    d->stepInTree(chat, [message, pinned](Workspace&, storage::MessageTree& tree) { return tree.pin(message, pinned); });
}

void Desk::restoreMessages(ChatId chat)
{
    d->withWorkspace(Problem::During::Chat, [this, chat](Workspace& in) -> Result<void> {
        SILLOK_TRY(const int64_t restored, in.treeOf(chat).restoreRemoved(chat));
        d->treeSteps.erase(chat); // steps of before do not lead back from here
        d->postIfOpen([this, chat, restored] { emit messagesRestored(chat, static_cast<int>(restored)); });
        return d->publishPath(in, chat);
    });
}

void Desk::undoInChat(ChatId chat)
{
    d->withWorkspace(Problem::During::Chat, [this, chat](Workspace& in) -> Result<void> {
        const auto steps = d->treeSteps.find(chat);
        if (steps == d->treeSteps.end() || steps->second.empty())
            return {};
        SILLOK_CHECK(in.treeOf(chat).undo(steps->second.back(), nowMs()));
        if (steps->second.back().kind == storage::TreeStep::Kind::Added) // what is written in a branch that is gone has no reader
            d->postIfOpen([this, chat] { stopAnswer(chat); });
        steps->second.pop_back();
        return d->publishPath(in, chat);
    });
}

void Desk::branchChat(ChatId chat, MessageId message)
{
    d->withWorkspace(Problem::During::Chat, [this, chat, message](Workspace& in) -> Result<void> {
        SILLOK_TRY(const storage::StoredChat from, in.chatsOf(chat).find(chat));
        const QString title = branchTitle(QString::fromStdString(from.title));
        SILLOK_TRY(const ChatId branch, in.treeOf(chat).copyBranch(message, title.toStdString(), nowMs()));
        SILLOK_TRY(const auto path, in.chatsOf(branch).path(branch));
        d->publishChats(in);
        d->postIfOpen([this, branch, title, path = toMessages(path)] { emit chatOpened(branch, title, path); });
        return {};
    });
}

void Desk::describeAnswer(MessageId message)
{
    d->withWorkspace(Problem::During::Chat, [this, message](Workspace& in) -> Result<void> {
        AnswerDetails details;
        details.message = message;
        if (const auto record = in.answerRecords().of(message); message < storage::kFirstMemoryId && record.ok()) {
            SILLOK_TRY(const protocol::Generate request, protocol::decodeGenerate(record->request));
            details.known = true;
            details.modelName = QString::fromStdString(record->modelName);
            details.modelId = QString::fromStdString(record->modelId);
            details.modelVersion = record->modelVersion;
            details.modelDigest = QString::fromStdString(record->modelDigest);
            details.programVersion = QString::fromStdString(record->programVersion);
            details.seed = request.seed;
        }
        d->postIfOpen([this, details] { emit answerDescribed(details); });
        return {};
    });
}

} // namespace sillok::app
