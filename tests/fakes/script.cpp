// script.cpp - What a test lets happen.
#include "tests/fakes/scripted_desk.h"

namespace sillok::fakes {

app::Message* Script::find(app::ChatId chat, app::MessageId message)
{
    for (app::Message& one : messages[chat])
        if (one.id == message)
            return &one;
    return nullptr;
}

void Script::finishOpening()
{
    vault = app::VaultState::Open;
    emit desk->vaultStateChanged(vault);
    announce();
    if (drafts != app::Drafts {})
        emit desk->draftsRestored(drafts);
}

QString Script::textOf(const app::Passphrase& passphrase)
{
    return QString::fromUtf8(passphrase.view().data(), static_cast<qsizetype>(passphrase.view().size()));
}

void Script::writeMore(const QString& text)
{
    app::Message* message = find(writingChat, writingMessage);
    message->text += text;
    emit desk->messageChanged(writingChat, *message);
}

void Script::finishAnswer()
{
    app::Message* message = find(writingChat, writingMessage);
    message->state = app::MessageState::Complete;
    emit desk->messageChanged(writingChat, *message);
    writingMessage = 0;
}

void Script::killEngine()
{
    app::Message* message = find(writingChat, writingMessage);
    message->state = app::MessageState::Failed;
    message->problem = { ErrorCode::WorkerDied, engine.modelName, QStringLiteral("signal 9"), app::Problem::During::Answer };
    engine.state = app::EngineState::Died;
    emit desk->engineChanged(engine);
    emit desk->messageChanged(writingChat, *message);
    writingMessage = 0;
}

void Script::progress(const app::ImportProgress& progress) { emit desk->importProgressed(progress); }

void Script::maintain(app::Maintenance work, const app::Passphrase* secret)
{
    maintenanceReport.work = work;
    emit desk->maintenanceStarted(work);
    if (secret && textOf(*secret) != passphrase)
        return fail(app::Problem::During::Maintenance, ErrorCode::WrongKey);
    emit desk->maintenanceProgressed({ work, 40, 100, 12 });
    if (!holdMaintenance)
        finishMaintenance();
}

void Script::finishMaintenance()
{
    if (vault != app::VaultState::Open) {
        vault = app::VaultState::Locked;
        emit desk->vaultStateChanged(vault);
    }
    emit desk->maintenanceFinished(maintenanceReport);
}

void Script::fail(app::Problem::During during, ErrorCode code, const QString& subject)
{
    emit desk->problem({ code, subject, QStringLiteral("scripted"), during });
}

void Script::breakSeal()
{
    seal.sealed = false;
    seal.inetSockets = 1;
    emit desk->sealChecked(seal);
}

void Script::announce()
{
    emit desk->engineChanged(engine);
    emit desk->collectionsChanged();
    emit desk->chatsChanged();
    emit desk->sealChecked(seal);
    emit desk->managedChanged();
    emit desk->promptsChanged();
    emit desk->presetsChanged();
    emit desk->expertModeChanged(expertMode);
}

} // namespace sillok::fakes
