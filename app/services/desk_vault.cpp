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
        if (const auto key = renewRecoveryKey(*made); key.ok())
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

bool Desk::takesKeyFile() const
{
    const storage::VaultStatus status = storage::Vault::status(d->paths.vaultDir.toStdString());
    return std::ranges::any_of(status.keySlots, [](const storage::KeySlot& slot) {
        return slot.type == storage::SlotType::KeyFile || slot.type == storage::SlotType::PassphraseAndKeyFile;
    });
}

void Desk::unlockWithKeyFile(const QString& keyFile, Passphrase passphrase)
{
    const std::string dir = d->paths.vaultDir.toStdString();
    auto shared = std::make_shared<Passphrase>(std::move(passphrase));
    const auto open = [dir, shared, path = keyFile.toStdString()]() -> Result<std::unique_ptr<Workspace>> {
        auto file = storage::readKeyFile(path);
        if (!file.ok())
            return fail(ErrorCode::BadArgument, "the key file: " + file.error().doing);
        return Workspace::open(dir, storage::Credential(shared->view(), *file));
    };
    d->open(open, Problem::During::Unlock);
}

void Desk::Private::open(std::function<Result<std::unique_ptr<Workspace>>()> how, Problem::During during)
{
    if (vaultState == VaultState::Open || vaultState == VaultState::Opening)
        return;
    if (const auto may = lookAtPolicy(); !may.ok())
        return emit desk.problem(toProblem(may.error(), during));
    const VaultState before = vaultState;
    renewLock();
    setVaultState(VaultState::Opening);
    storageQueue.post([this, how = std::move(how), during, before, state = managed](std::stop_token) {
        closeWorkspace(); // a lock a moment ago may still be waiting for its turn
        hurrying = false;
        auto result = how();
        if (!result.ok()) {
            const VaultState after = result.error().code == ErrorCode::Damaged ? VaultState::Damaged : before;
            post([this, after, error = result.error(), during] {
                lockWhenOpened = false;
                setVaultState(after);
                emit desk.problem(keyProblem(error, during));
                endClosing(true);
            });
            return;
        }
        workspace = std::move(result).value();
        interrupter.store(workspace->vault().database().interrupter());
        ++openNumber;
        bindPolicy(*workspace, state);
        post([this] {
            if (!std::exchange(lockWhenOpened, false))
                return setVaultState(VaultState::Open);
            beginClosing();
            setVaultState(VaultState::Locked);
        });
        announceEscrow(*workspace);
        publishChats(*workspace);
        publishCollections(*workspace);
        restoreLockSettings(*workspace);
        restoreRetention(*workspace);
        restoreTitling(*workspace);
        snapshotBeside(*workspace);
        restoreSearchModels(*workspace);
        restoreWriting(*workspace);
        postIfOpen([this] { goOnImporting(); });
        restoreContext(*workspace);
        if (const auto model = workspace->settings().get("model.path"); model.ok() && model->has_value())
            postIfOpen([this, path = QString::fromStdString(**model)] { desk.useModelFile(path); });
    });
}

void Desk::Private::forgetEverything()
{
    chats.clear();
    chatFolders.clear();
    trash.clear();
    chatInSight = 0;
    collections.clear();
    documents.clear();
    documentsOf = 0;
    engine = {};
    searchModelNames = {};
    forgetWriting();
    answering.clear();
    recoveryKey = {};
}

void Desk::Private::setVaultState(VaultState state)
{
    vaultState = state;
    emit desk.vaultStateChanged(state);
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
    embedSoon(); // whatever changes the documents comes by here
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
