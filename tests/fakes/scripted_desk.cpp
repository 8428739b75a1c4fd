#include "tests/fakes/scripted_administration.h"

#include <QHash>

#include <algorithm>
#include <memory>

namespace sillok::fakes {

namespace {
QHash<app::Desk*, Script*>& registry()
{
    static QHash<app::Desk*, Script*> all;
    return all;
}
} // namespace

QString limitsOf(const app::Scope& scope)
{
    QString limits;
    if (!scope.folder.isEmpty())
        limits += QStringLiteral(" folder ") + scope.folder;
    if (!scope.label.isEmpty())
        limits += QStringLiteral(" label ") + scope.label;
    for (const app::Scope::Document& document : scope.documents)
        limits += QStringLiteral(" document %1 %2").arg(document.id).arg(document.name);
    return limits;
}

Script& scriptOf(app::Desk& desk) { return *registry().value(&desk); }

} // namespace sillok::fakes

namespace sillok::app {

using fakes::Answering;
using fakes::Script;

struct Desk::Private {
    Script script;
    Administration administration { AdministrationPlaces {} };
};

// -- Passphrase, as in types.h

Passphrase Passphrase::take(QString& text)
{
    Passphrase taken;
    taken.m_bytes = text.normalized(QString::NormalizationForm_C).toUtf8();
    text.fill(u'\0');
    text.clear();
    return taken;
}

Passphrase Passphrase::fromUtf8(QByteArray&& bytes)
{
    Passphrase taken;
    taken.m_bytes = std::move(bytes);
    return taken;
}

Passphrase::Passphrase(Passphrase&& other) noexcept
    : m_bytes(std::move(other.m_bytes))
{
}

Passphrase& Passphrase::operator=(Passphrase&& other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

Passphrase::~Passphrase() { wipe(); }

void Passphrase::wipe() { m_bytes.fill('\0'); }

DeskPaths defaultPaths() { return {}; }

Desk::Desk(DeskPaths paths, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->script.desk = this;
    d->script.samplesDir = paths.samplesDir;
    d->script.seal.checked = true;
    d->script.seal.sealed = true;
    d->script.seal.inetSockets = 0;
    d->script.seal.filterActive = true;
    d->script.seal.checkedAt = QDateTime(QDate(2026, 11, 23), QTime(14, 32, 7));
    fakes::registry().insert(this, &d->script);
    fakes::bindAdministration(d->administration, &d->script);
}

Desk::~Desk() { fakes::registry().remove(this); }

Administration& Desk::administration() { return d->administration; }
VaultState Desk::vaultState() const { return d->script.vault; }
QString Desk::vaultDir() const { return QStringLiteral("/home/user/.local/share/sillok"); }
QString Desk::samplesDir() const { return d->script.samplesDir; }
const QList<ChatSummary>& Desk::chats() const { return d->script.chats; }
const QList<CollectionSummary>& Desk::collections() const { return d->script.collections; }
CollectionId Desk::documentsOf() const { return d->script.listed; }
const EngineStatus& Desk::engine() const { return d->script.engine; }
const SealReport& Desk::seal() const { return d->script.seal; }

const QList<DocumentSummary>& Desk::documents() const { return d->script.documents[d->script.listed]; }

void Desk::createVault(Passphrase passphrase)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("createVault"));
    s.passphrase = QString::fromUtf8(passphrase.view().data(), static_cast<qsizetype>(passphrase.view().size()));
    s.vault = VaultState::Opening;
    emit vaultStateChanged(s.vault);
    s.recoveryKeyWaits = true;
    if (!s.holdOpening)
        s.finishOpening();
    emit recoveryKeyMade();
}

void Desk::unlock(Passphrase passphrase)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("unlock"));
    s.vault = VaultState::Opening;
    emit vaultStateChanged(s.vault);
    const QString given = QString::fromUtf8(passphrase.view().data(), static_cast<qsizetype>(passphrase.view().size()));
    if (given != s.passphrase) {
        s.vault = VaultState::Locked;
        emit vaultStateChanged(s.vault);
        s.fail(Problem::During::Unlock, ErrorCode::WrongKey);
    } else if (!s.holdOpening) {
        s.finishOpening();
    }
}

void Desk::unlockWithRecoveryKey(Passphrase recoveryKey)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("unlockWithRecoveryKey"));
    s.vault = VaultState::Opening;
    emit vaultStateChanged(s.vault);
    if (s.textOf(recoveryKey) == s.recoveryKey) {
        s.finishOpening();
        return;
    }
    s.vault = VaultState::Locked;
    emit vaultStateChanged(s.vault);
    s.fail(Problem::During::Unlock, wrongRecoveryGroups(s.textOf(recoveryKey)).isEmpty() ? ErrorCode::WrongKey : ErrorCode::BadArgument);
}

bool Desk::takesKeyFile() const { return d->script.takesKeyFile; }

void Desk::unlockWithKeyFile(const QString& keyFile, Passphrase passphrase)
{
    d->script.calls.append(QStringLiteral("unlockWithKeyFile %1").arg(keyFile));
    unlock(std::move(passphrase));
}

QList<SnapshotInfo> Desk::snapshots() const { return d->script.snapshots; }
int Desk::retentionDays() const { return d->script.retentionDays; }

void Desk::setRetentionDays(int days)
{
    d->script.calls.append(QStringLiteral("setRetentionDays %1").arg(days));
    d->script.retentionDays = days;
    emit retentionChanged();
}

void Desk::backUp(const QString& to)
{
    d->script.calls.append(QStringLiteral("backUp %1").arg(to));
    d->script.maintenanceReport.path = to;
    d->script.maintain(Maintenance::Backup, nullptr);
}

void Desk::addFromBackup(const QString& from, Passphrase passphrase)
{
    d->script.calls.append(QStringLiteral("addFromBackup %1").arg(from));
    d->script.maintain(Maintenance::AddFromBackup, &passphrase);
}

void Desk::restoreBackup(const QString& from, Passphrase passphrase)
{
    d->script.calls.append(QStringLiteral("restoreBackup %1").arg(from));
    d->script.maintain(Maintenance::RestoreBackup, &passphrase);
}

void Desk::returnToSnapshot(const QString& name, Passphrase secret)
{
    d->script.calls.append(QStringLiteral("returnToSnapshot %1").arg(name));
    d->script.maintain(Maintenance::Snapshot, &secret);
}

void Desk::salvage(Passphrase secret)
{
    d->script.calls.append(QStringLiteral("salvage"));
    d->script.maintain(Maintenance::Salvage, &secret);
}

void Desk::shredChat(ChatId chat)
{
    d->script.calls.append(QStringLiteral("shredChat %1").arg(chat));
    d->script.chats.removeIf([chat](const ChatSummary& one) { return one.id == chat; });
    emit chatsChanged();
    d->script.maintain(Maintenance::Shred, nullptr);
}

void Desk::shredCollection(CollectionId collection)
{
    d->script.calls.append(QStringLiteral("shredCollection %1").arg(collection));
    d->script.collections.removeIf([collection](const CollectionSummary& one) { return one.id == collection; });
    emit collectionsChanged();
    d->script.maintain(Maintenance::Shred, nullptr);
}

void Desk::cancelMaintenance()
{
    d->script.calls.append(QStringLiteral("cancelMaintenance"));
    const bool shredding = d->script.maintenanceReport.work == Maintenance::Shred;
    d->script.fail(shredding ? Problem::During::Shred : Problem::During::Maintenance, ErrorCode::Cancelled);
}

void Desk::changePassphrase(Passphrase before, Passphrase now)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("changePassphrase"));
    if (s.textOf(before) != s.passphrase)
        return s.fail(Problem::During::Keys, ErrorCode::WrongKey);
    s.passphrase = s.textOf(now);
    emit passphraseChanged();
}

void Desk::resetPassphrase(Passphrase recoveryKey, Passphrase now)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("resetPassphrase"));
    if (s.textOf(recoveryKey) != s.recoveryKey)
        return s.fail(Problem::During::Keys, ErrorCode::WrongKey);
    s.passphrase = s.textOf(now);
    emit passphraseChanged();
}

void Desk::makeRecoveryKey(Passphrase passphrase)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("makeRecoveryKey"));
    if (s.textOf(passphrase) != s.passphrase)
        return s.fail(Problem::During::Keys, ErrorCode::WrongKey);
    s.recoveryKeyWaits = true;
    emit recoveryKeyMade();
}

Passphrase Desk::takeRecoveryKey()
{
    if (!std::exchange(d->script.recoveryKeyWaits, false))
        return {};
    return Passphrase::fromUtf8(d->script.recoveryKey.toUtf8());
}

QList<int> Desk::wrongRecoveryGroups(const QString& typed) const
{
    QList<int> wrong;
    const QStringList given = typed.split(QLatin1Char('-')), right = d->script.recoveryKey.split(QLatin1Char('-'));
    for (int i = 0; i < given.size(); ++i)
        if (given[i].size() == 5 && given[i].compare(right.value(i), Qt::CaseInsensitive) != 0)
            wrong.append(i + 1);
    return wrong;
}

int Desk::secondsToNextTry() const { return d->script.secondsToNextTry; }

void Desk::listWaysToOpen()
{
    d->script.calls.append(QStringLiteral("listWaysToOpen"));
    emit waysToOpenListed(d->script.ways);
}

void Desk::acknowledgeEscrow() { d->script.calls.append(QStringLiteral("acknowledgeEscrow")); }

void Desk::lock(LockCause cause)
{
    emit aboutToLock(cause);
    d->script.calls.append(QStringLiteral("lock"));
    d->script.vault = VaultState::Locked;
    emit vaultStateChanged(VaultState::Locked);
    QMetaObject::invokeMethod(this, [this] { emit lockFinished(true); }, Qt::QueuedConnection);
}

const LockSources& Desk::lockSources() const { return d->script.lockSources; }
int Desk::idleMinutes() const { return d->script.idleMinutes; }
void Desk::noteActivity() { ++d->script.activities; }

const ManagedState& Desk::managed() const { return d->script.managed; }

GuardFinding Desk::guard(GuardPlace place, const QString&) const { return { d->script.identifiers, d->script.managed.policy.guardAt(place) }; }

QString Desk::masked(const QString& text) const { return QStringLiteral("covered: ") + text; }

void Desk::setIdleMinutes(int minutes)
{
    d->script.calls.append(QStringLiteral("setIdleMinutes %1").arg(minutes));
    d->script.idleMinutes = minutes;
    emit lockSettingsChanged();
}

void Desk::openChat(ChatId chat)
{
    d->script.calls.append(QStringLiteral("openChat %1").arg(chat));
    for (const ChatSummary& one : d->script.chats)
        if (one.id == chat)
            emit chatOpened(chat, one.title, d->script.messages.value(chat));
    if (const QList<Attachment> files = d->script.attached.value(chat); !files.isEmpty())
        d->script.attach(chat, files);
}

static Message answerTo(Script& s, const Message& question)
{
    Message answer;
    answer.id = s.nextId++;
    answer.parent = question.id;
    answer.role = Role::Assistant;
    answer.collection = question.collection;
    answer.scope = question.scope;
    answer.createdAt = QDateTime::currentDateTime();
    answer.modelName = s.engine.modelName;
    answer.documentsSearched = 38;
    for (const CollectionSummary& one : s.collections)
        if (one.id == question.collection)
            answer.collectionName = one.name;
    answer.state = MessageState::Writing;
    answer.mode = question.collection != 0 ? AnswerMode::Generated : AnswerMode::Chat;
    return answer;
}

static void answerNow(Script& s, ChatId chat, const Message& question)
{
    Message answer = answerTo(s, question);
    s.messages[chat].append(answer);
    s.writingChat = chat;
    s.writingMessage = answer.id;
    emit s.desk->messageAdded(chat, answer);
    Message* written = s.find(chat, answer.id);
    if (s.answering == Answering::Hold)
        return;
    written->citations = s.answerCitations;
    written->unproven = s.answerUnproven;
    if (s.answering == Answering::Evidence)
        written->mode = AnswerMode::Evidence, written->seconds = 0.08;
    else if (s.answering == Answering::Refuse)
        written->mode = AnswerMode::Refused;
    else
        s.writeMore(s.answerText);
    if (s.answering == Answering::Die)
        s.killEngine();
    else
        s.finishAnswer();
}

void Desk::send(ChatId chat, const QString& text, const Scope& scope)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("send %1 %2 %3").arg(chat).arg(text).arg(scope.collection) + fakes::limitsOf(scope));
    if (s.refuseSend) {
        s.fail(Problem::During::Chat, ErrorCode::DiskFull);
        return;
    }
    Message question;
    question.id = s.nextId++;
    question.role = Role::User;
    question.text = text;
    question.collection = scope.collection;
    question.scope = scope;
    question.createdAt = QDateTime::currentDateTime();
    if (chat == 0) {
        chat = s.nextId++;
        s.chats.prepend({ chat, text.left(24), question.createdAt, false });
        s.messages[chat].append(question);
        emit chatsChanged();
        emit chatOpened(chat, text.left(24), s.messages[chat]);
    } else {
        question.parent = s.messages[chat].isEmpty() ? 0 : s.messages[chat].last().id;
        s.messages[chat].append(question);
        emit messageAdded(chat, question);
    }
    answerNow(s, chat, question);
}

void Desk::sendInMemory(const QString& text, const Scope& scope)
{
    d->script.calls.append(QStringLiteral("sendInMemory %1 %2").arg(text).arg(scope.collection));
    send(0, text, scope);
    d->script.chats.first().memoryOnly = true;
    emit chatsChanged();
}

void Desk::stopAnswer(ChatId chat)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("stopAnswer %1").arg(chat));
    if (Message* message = s.find(chat, s.writingMessage)) {
        message->state = MessageState::Stopped;
        emit messageChanged(chat, *message);
        s.writingMessage = 0;
    }
}

void Desk::editPrompt(ChatId chat, MessageId prompt, const QString& text, const Scope& scope)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("editPrompt %1 %2 %3 %4").arg(chat).arg(prompt).arg(text).arg(scope.collection));
    QList<Message>& path = s.messages[chat];
    while (!path.isEmpty() && path.last().id != prompt)
        path.removeLast();
    if (path.isEmpty())
        return;
    Message& question = path.last();
    question.id = s.nextId++;
    question.text = text;
    question.version = ++question.versions;
    emit pathChanged(chat, path);
    answerNow(s, chat, Message(question));
}

void Desk::retryAnswer(ChatId chat, MessageId message)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("retryAnswer %1 %2").arg(chat).arg(message));
    QList<Message>& path = s.messages[chat];
    while (!path.isEmpty() && message != 0 && path.last().id != message)
        path.removeLast();
    while (!path.isEmpty() && path.last().role == Role::Assistant)
        path.removeLast();
    if (s.engine.state == EngineState::Died) {
        s.engine.state = EngineState::Ready;
        emit engineChanged(s.engine);
    }
    if (!path.isEmpty())
        answerNow(s, chat, Message(path.last()));
}

void Desk::searchChats(const QString& text)
{
    d->script.calls.append(QStringLiteral("searchChats %1").arg(text));
    QList<ChatHit> hits;
    for (const ChatSummary& chat : d->script.chats)
        for (const Message& message : d->script.messages.value(chat.id))
            if (message.text.contains(text)) {
                hits.append({ chat.id, message.id, chat.title, message.text.simplified().left(60), message.createdAt });
                break;
            }
    emit chatsFound(text, hits);
}

void Desk::createCollection(const QString& name)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("createCollection %1").arg(name));
    const CollectionId id = s.nextId++;
    s.collections.append({ id, name, 0, 0, 0, {} });
    emit collectionsChanged();
    emit collectionCreated(id);
}

void Desk::removeCollection(CollectionId collection)
{
    d->script.calls.append(QStringLiteral("removeCollection %1").arg(collection));
    d->script.collections.removeIf([collection](const CollectionSummary& one) { return one.id == collection; });
    emit collectionsChanged();
}

void Desk::listDocuments(CollectionId collection)
{
    d->script.calls.append(QStringLiteral("listDocuments %1").arg(collection));
    d->script.listed = collection;
    emit documentsChanged(collection);
}

void Desk::addFiles(CollectionId collection, const QStringList& paths)
{
    d->script.calls.append(QStringLiteral("addFiles %1 %2").arg(collection).arg(paths.join(u'|')));
}

void Desk::pauseImport() { d->script.calls.append(QStringLiteral("pauseImport")); }

void Desk::resumeImport() { d->script.calls.append(QStringLiteral("resumeImport")); }

void Desk::retryDocuments(CollectionId collection, const QList<DocumentId>& documents)
{
    QStringList numbers;
    for (const DocumentId document : documents)
        numbers.append(QString::number(document));
    d->script.calls.append(QStringLiteral("retryDocuments %1 %2").arg(collection).arg(numbers.join(u'|')));
}

void Desk::giveDocumentPassword(CollectionId collection, DocumentId document, Passphrase password, bool forAll)
{
    d->script.calls.append(QStringLiteral("giveDocumentPassword %1 %2 %3 %4").arg(collection).arg(document).arg(password.view().size()).arg(forAll));
}

void Desk::watchFolder(CollectionId collection, const QString& folder)
{
    d->script.calls.append(QStringLiteral("watchFolder %1 %2").arg(collection).arg(folder));
}

void Desk::unwatchFolder(CollectionId collection, const QString& folder)
{
    d->script.calls.append(QStringLiteral("unwatchFolder %1 %2").arg(collection).arg(folder));
}

void Desk::cancelImport() { d->script.calls.append(QStringLiteral("cancelImport")); }

void Desk::removeDocument(DocumentId document)
{
    Script& s = d->script;
    s.calls.append(QStringLiteral("removeDocument %1").arg(document));
    s.documents[s.listed].removeIf([document](const DocumentSummary& one) { return one.id == document; });
    emit documentsChanged(s.listed);
}

void Desk::measurePrompt(ChatId chat, const QString& draft, const Scope& scope)
{
    d->script.calls.append(QStringLiteral("measurePrompt %1 %2 %3").arg(chat).arg(draft).arg(scope.collection));
    emit promptMeasured(chat, d->script.promptSize);
}

void Desk::openPassage(PassageId passage, qint64 quoteStart, qint64 quoteEnd)
{
    d->script.calls.append(QStringLiteral("openPassage %1 %2 %3").arg(passage).arg(quoteStart).arg(quoteEnd));
    PassageView view = d->script.passage;
    view.quoteStart = quoteStart;
    view.quoteEnd = quoteEnd;
    emit passageOpened(view);
}

void Desk::openPage(DocumentId document, int page, int width, const QString& marked)
{
    d->script.calls.append(QStringLiteral("openPage %1 %2 %3").arg(document).arg(page).arg(marked));
    PageView view = d->script.page;
    view.document = document;
    view.page = page;
    if (view.width == 0)
        return d->script.fail(Problem::During::OpenPage, ErrorCode::NotFound);
    static_cast<void>(width);
    emit pageOpened(view);
}

void Desk::listInstalledModels() { emit installedModelsListed(d->script.installedModels); }

int Desk::contextTokens() const { return d->script.contextTokens; }

void Desk::setContextTokens(int tokens)
{
    d->script.calls.append(QStringLiteral("setContextTokens %1").arg(tokens));
    d->script.contextTokens = tokens;
    emit engineChanged(d->script.engine);
}

void Desk::useModelFile(const QString& path)
{
    d->script.calls.append(QStringLiteral("useModelFile %1").arg(path));
    d->script.engine = { EngineState::Ready, QStringLiteral("한결 8B 지시형"), 8192, {}, 0, 0, {}, {} };
    emit engineChanged(d->script.engine);
}

void Desk::forgetModel()
{
    d->script.calls.append(QStringLiteral("forgetModel"));
    d->script.engine = {};
    emit engineChanged(d->script.engine);
}

const SearchModelNames& Desk::searchModels() const { return d->script.searchModels; }

void Desk::checkSeal()
{
    d->script.calls.append(QStringLiteral("checkSeal"));
    emit sealChecked(d->script.seal);
}

} // namespace sillok::app
