// desk_vault.cpp - Desk's part about the vault and about lists of what is in it.
#include "app/services/desk_private.h"

#include "app/services/convert.h"
#include "storage/crypto/recovery_key.h"

namespace sillok::app {

void Desk::createVault(Passphrase passphrase)
{
    const std::string dir = d->paths.vaultDir.toStdString();
    auto shared = std::make_shared<Passphrase>(std::move(passphrase));
    const auto make = [this, dir, shared]() -> Result<std::unique_ptr<Workspace>> {
        SILLOK_TRY(const storage::KdfCost cost, storage::calibratedKdfCost(storage::modernProfile()));
        SILLOK_TRY(std::unique_ptr<Workspace> made, Workspace::create(dir, shared->view(), cost));
        if (const auto key = made->vault().keys().renewRecoveryKey(); key.ok())
            d->publishRecoveryKey(*key);
        else
            d->report(key.error(), Problem::During::Keys); // the vault is there; the settings page makes another
        return made;
    };
    d->open(make, Problem::During::CreateVault);
}

void Desk::unlock(Passphrase passphrase)
{
    const std::string dir = d->paths.vaultDir.toStdString();
    auto shared = std::make_shared<Passphrase>(std::move(passphrase));
    d->open([dir, shared] { return Workspace::open(dir, shared->view()); }, Problem::During::Unlock);
}

void Desk::unlockWithRecoveryKey(Passphrase recoveryKey)
{
    const std::string dir = d->paths.vaultDir.toStdString();
    auto shared = std::make_shared<Passphrase>(std::move(recoveryKey));
    const auto open = [dir, shared]() -> Result<std::unique_ptr<Workspace>> {
        SILLOK_TRY(const storage::Secret key, storage::readRecoveryKey(shared->view()));
        return Workspace::open(dir, storage::Credential::fromRecoveryKey(key));
    };
    d->open(open, Problem::During::Unlock);
}

void Desk::Private::open(std::function<Result<std::unique_ptr<Workspace>>()> how, Problem::During during)
{
    if (vaultState == VaultState::Open || vaultState == VaultState::Opening)
        return;
    const VaultState before = vaultState;
    setVaultState(VaultState::Opening);
    storageQueue.post([this, how = std::move(how), during, before](std::stop_token) {
        workspace.reset(); // a lock a moment ago may still be waiting for its turn
        auto result = how();
        if (!result.ok()) {
            const VaultState after = result.error().code == ErrorCode::Damaged ? VaultState::Damaged : before;
            post([this, after, error = result.error(), during] {
                setVaultState(after);
                emit desk.problem(keyProblem(error, during));
            });
            return;
        }
        workspace = std::move(result).value();
        ++openNumber;
        post([this] { setVaultState(VaultState::Open); });
        announceEscrow(*workspace);
        publishChats(*workspace);
        publishCollections(*workspace);
        if (const auto model = workspace->settings().get("model.path"); model.ok() && model->has_value())
            post([this, path = QString::fromStdString(**model)] { desk.useModelFile(path); });
    });
}

void Desk::lock()
{
    if (d->vaultState != VaultState::Open)
        return;
    for (auto& [chat, stop] : d->answering)
        stop.request_stop();
    d->importing.request_stop();
    d->forgetEverything();
    d->engineQueue.post([this, closing = d->openNumber.load()](std::stop_token) {
        d->client.reset(); // its cache is plain text
        d->modelPath.clear();
        d->engineProcess = -1;
        d->modelChosen = false;
        // The last answer's end was posted to the storage queue before this: it is stored, then the vault closes.
        d->storageQueue.post([this, closing](std::stop_token) {
            if (d->openNumber == closing)
                d->workspace.reset();
        });
    });
    d->setVaultState(VaultState::Locked);
}

void Desk::Private::forgetEverything()
{
    chats.clear();
    collections.clear();
    documents.clear();
    documentsOf = 0;
    engine = {};
    answering.clear();
    recoveryKey = {};
}

void Desk::Private::setVaultState(VaultState state)
{
    vaultState = state;
    emit desk.vaultStateChanged(state);
}

void Desk::Private::publishChats(Workspace& in)
{
    const auto stored = in.chats().list(false);
    if (!stored.ok())
        return report(stored.error(), Problem::During::Chat);
    QList<ChatSummary> list;
    for (const storage::StoredChat& chat : *stored)
        list.append(toSummary(chat));
    postIfOpen([this, list]() mutable {
        for (ChatSummary& chat : list)
            chat.answering = answering.contains(chat.id);
        chats = list;
        emit desk.chatsChanged();
    });
}

void Desk::Private::publishCollections(Workspace& in)
{
    const auto stored = in.collections().list();
    if (!stored.ok())
        return report(stored.error(), Problem::During::Other);
    QList<CollectionSummary> list;
    for (const storage::StoredCollection& collection : *stored)
        list.append(toSummary(collection));
    postIfOpen([this, list] {
        collections = list;
        emit desk.collectionsChanged();
    });
}

void Desk::Private::publishDocuments(Workspace& in, CollectionId collection)
{
    const auto stored = in.documents().list(collection);
    if (!stored.ok())
        return report(stored.error(), Problem::During::Other);
    QList<DocumentSummary> list;
    for (const storage::StoredDocument& document : *stored)
        list.append(toSummary(document));
    postIfOpen([this, list, collection] {
        documents = list;
        documentsOf = collection;
        emit desk.documentsChanged(collection);
    });
}

} // namespace sillok::app
