// vault_escrow.cpp - sillokctl vault slot holder-key|add-escrow|escrow-request|escrow-share and vault open-escrow
//
// The institution: three people run holder-key once and hand in the public files, put into one JSON array. For each vault: add-escrow.
// To open: escrow-request at the vault, escrow-share by two holders wherever their keys are, open-escrow at the vault.
#include "app/cli/json.h"
#include "app/cli/open_vault.h"
#include "app/cli/vault_commands.h"
#include "engine/base/file.h"
#include "storage/vault/escrow.h"

#include <QByteArray>
#include <QFile>
#include <QSaveFile>

namespace sillok::app::cli {

namespace {

constexpr uint64_t kMostHoldersBytes = 64 << 10;

struct Options : VaultOptions {
    int newPassphraseFd = -1;
    std::string name;
    std::string profile = "modern";
    std::string holders;
    std::string request;
    std::string key;
    std::string out;
    std::string publicOut;
    std::vector<std::string> shares;
};

Result<void> save(const std::string& path, std::span<const uint8_t> bytes)
{
    QSaveFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size())) < 0 || !file.commit())
        return fail(ErrorCode::Io, "writing a file");
    return {};
}

Result<std::vector<uint8_t>> load(const std::string& path, uint64_t limitBytes)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    return readAll(file, limitBytes);
}

std::string hexOf(std::span<const uint8_t> bytes)
{
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())).toHex().toStdString();
}

/// Short enough to read over the telephone: 32 hexadecimal digits in groups of four.
std::string spoken(const storage::Digest& digest)
{
    std::string text;
    const std::string all = hexOf(digest).substr(0, 32);
    for (size_t at = 0; at < all.size(); at += 4)
        text += (text.empty() ? "" : " ") + all.substr(at, 4);
    return text;
}

Result<void> makeHolderKey(Context& context, const Options& options)
{
    const storage::CryptoProfile* const profile = storage::findProfile(options.profile);
    if (!profile)
        return fail(ErrorCode::BadArgument, "profile");
    SILLOK_TRY(const Passphrase passphrase, readSecret(context, options.passphraseFd, context.say("보관자 키의 암호: ", "Passphrase of the holder's key: "), true));
    SILLOK_TRY(const storage::KdfCost cost, storage::calibratedKdfCost(*profile));
    SILLOK_TRY(const storage::KeyPair pair, profile->makeAgreementKey());
    SILLOK_TRY(const std::vector<uint8_t> bytes, storage::writeHolderKey(*profile, pair, passphrase.view(), cost));
    SILLOK_CHECK(save(options.out, bytes));
    const std::string open = nlohmann::json { { "name", options.name }, { "profile", profile->name() }, { "key", hexOf(pair.publicKey) } }.dump() + "\n";
    SILLOK_CHECK(save(options.publicOut, asBytes(open)));
    printLine(context.say("보관자 키를 만들었습니다. 비밀 파일은 혼자 간직하고 공개 파일만 기관에 내세요.",
        "Holder's key made. Keep the secret file to yourself and hand in the public one."));
    return {};
}

/// error Damaged: not the JSON that it should be.
Result<std::vector<storage::Holder>> readHolders(const std::string& path, const storage::CryptoProfile& profile)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, load(path, kMostHoldersBytes));
    const nlohmann::json all = nlohmann::json::parse(asText(bytes), nullptr, false);
    if (!all.is_array() || all.size() != storage::kHolders)
        return fail(ErrorCode::Damaged, "a list of three holders is wanted");
    std::vector<storage::Holder> holders;
    for (const nlohmann::json& item : all) {
        const bool whole = item.is_object() && item.contains("name") && item["name"].is_string() && item.contains("key") && item["key"].is_string()
            && item.contains("profile") && item["profile"].is_string();
        if (!whole)
            return fail(ErrorCode::Damaged, "a holder without name, profile or key");
        if (item["profile"].get<std::string>() != profile.name())
            return fail(ErrorCode::Refused, "a holder's key of another profile than the vault's");
        const QByteArray key = QByteArray::fromHex(QByteArray::fromStdString(item["key"].get<std::string>()));
        holders.push_back({ item["name"].get<std::string>(), { key.begin(), key.end() } });
    }
    return holders;
}

Result<void> addEscrow(Context& context, const Options& options)
{
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    SILLOK_TRY(const std::unique_ptr<Workspace> workspace, Workspace::open(options.dir, presented.credential()));
    storage::Keyring& keys = workspace->vault().keys();
    SILLOK_TRY(const std::vector<storage::Holder> holders, readHolders(options.holders, keys.profile()));
    AuditTrail& audit = workspace->audit();
    SILLOK_CHECK(audited(audit, audit.act(storage::AuditAction::EscrowSet), [&] { return keys.setEscrow(holders); }));
    printLine(context.say("이제 세 사람 가운데 두 사람이 함께 이 보관함을 열 수 있습니다:", "From now on two of these three can open this vault together:"));
    for (const storage::Holder& holder : holders)
        printLine("  " + holder.name);
    return {};
}

Result<void> makeRequest(Context& context, const Options& options)
{
    SILLOK_TRY(const storage::EscrowRequest request, storage::Vault::requestEscrow(options.dir));
    SILLOK_CHECK(save(options.out, storage::writeEscrowRequest(request)));
    SILLOK_TRY(const storage::Digest print, storage::fingerprint(request));
    printLine(std::string(context.say("보관자에게 보낼 요청을 썼습니다. 전화로 맞춰 볼 지문: ", "Request written. Fingerprint to compare by telephone: ")) + spoken(print));
    return {};
}

Result<void> makeShare(Context& context, const Options& options)
{
    SILLOK_TRY(const std::vector<uint8_t> requestBytes, load(options.request, storage::kMostEscrowFileBytes));
    SILLOK_TRY(const storage::EscrowRequest request, storage::readEscrowRequest(requestBytes));
    SILLOK_TRY(const storage::Digest print, storage::fingerprint(request));
    printLine(std::string(context.say("요청의 지문: ", "Fingerprint of the request: ")) + spoken(print));
    SILLOK_TRY(const std::vector<uint8_t> keyBytes, load(options.key, storage::kMostEscrowFileBytes));
    SILLOK_TRY(const Passphrase passphrase, readSecret(context, options.passphraseFd, context.say("보관자 키의 암호: ", "Passphrase of the holder's key: "), false));
    SILLOK_TRY(const storage::HolderKey holder, storage::readHolderKey(keyBytes, passphrase.view()));
    if (holder.profile != request.profile)
        return fail(ErrorCode::Refused, "the key is of another profile than the vault");
    SILLOK_TRY(const storage::EscrowShare share, storage::makeEscrowShare(request, holder.pair));
    SILLOK_CHECK(save(options.out, storage::writeEscrowShare(request.profile, share)));
    printLine(context.say("몫을 썼습니다. 요청한 컴퓨터에서만 쓸 수 있습니다.", "Share written. Only the computer that made the request can use it."));
    return {};
}

Result<void> open(Context& context, const Options& options)
{
    std::vector<storage::EscrowShare> shares;
    for (const std::string& path : options.shares) {
        SILLOK_TRY(const std::vector<uint8_t> bytes, load(path, storage::kMostEscrowFileBytes));
        SILLOK_TRY(storage::EscrowShare share, storage::readEscrowShare(bytes));
        shares.push_back(std::move(share));
    }
    SILLOK_TRY(const Passphrase passphrase, readSecret(context, options.newPassphraseFd, context.say("기관이 쓸 새 암호: ", "New passphrase for the institution: "), true));
    SILLOK_CHECK(Workspace::openEscrow(options.dir, shares, passphrase.view()));
    printLine(context.say("열었습니다. 새 암호로 열 수 있고, 주인은 다음에 열 때 이 사실을 봅니다.",
        "Opened. The new passphrase opens it from now on, and the owner sees at the next opening that this happened."));
    return {};
}

void addPassphraseFd(CLI::App& command, const Context& context, Options& options)
{
    command.add_option("--passphrase-fd", options.passphraseFd, context.say("암호를 읽을 파일 서술자", "file descriptor to read the passphrase from"));
}

} // namespace

void addVaultEscrow(CLI::App& vault, CLI::App& slot, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* key = addVaultCommand(slot, context, options, "holder-key", context.say("보관자 한 사람의 키 만들기", "make one holder's key"), makeHolderKey);
    key->add_option("--name", options->name)->required();
    key->add_option("--out", options->out, context.say("비밀 파일", "secret file"))->required();
    key->add_option("--public", options->publicOut, context.say("공개 파일", "public file"))->required();
    key->add_option("--profile", options->profile)->check(CLI::IsMember({ "modern", "validated" }));
    addPassphraseFd(*key, context, *options);
    CLI::App* add = addVaultCommand(slot, context, options, "add-escrow", context.say("기관 보관자 세 사람 정하기", "name the institution's three holders"), addEscrow);
    addVaultOptions(*add, context, *options);
    add->add_option("--holders", options->holders, context.say("공개 파일 셋을 담은 JSON 배열", "JSON array of three public files"))->required();
    CLI::App* request = addVaultCommand(slot, context, options, "escrow-request", context.say("보관자에게 보낼 요청", "a request for the holders"), makeRequest);
    request->add_option("--vault", options->dir)->required();
    request->add_option("--out", options->out)->required();
    CLI::App* share = addVaultCommand(slot, context, options, "escrow-share", context.say("보관자의 몫", "a holder's share"), makeShare);
    share->add_option("--request", options->request)->required();
    share->add_option("--key", options->key)->required();
    share->add_option("--out", options->out)->required();
    addPassphraseFd(*share, context, *options);
    CLI::App* opening = addVaultCommand(vault, context, options, "open-escrow", context.say("두 몫으로 열기", "open with two shares"), open);
    opening->add_option("--vault", options->dir)->required();
    opening->add_option("--share", options->shares)->required()->expected(2);
    opening->add_option("--new-passphrase-fd", options->newPassphraseFd, context.say("새 암호를 읽을 파일 서술자", "file descriptor to read the new passphrase from"));
}

} // namespace sillok::app::cli
