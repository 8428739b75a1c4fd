// policy.cpp - sillokctl policy check|sign|show: the institution's rules, before they are signed, signed, and as they hold here.
#include "app/cli/json.h"
#include "app/cli/managed.h"
#include "app/cli/secrets.h"
#include "app/cli/store_commands.h"
#include "app/export/save_file.h"
#include "app/policy/policy_file.h"
#include "engine/base/file.h"
#include "storage/signing/signing_key.h"

#include <QDateTime>

#include <memory>

namespace sillok::app::cli {

namespace {

using nlohmann::json;

struct Options {
    std::string file;
    std::vector<std::string> keys;
    uint32_t threshold = 1;
    std::string keyFile;
    std::string output;
    int passphraseFd = -1;
    bool json = false;
    bool permissions = false;
};

Result<std::vector<uint8_t>> readPart(const std::string& path, uint64_t most)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    return readAll(file, most);
}

bool isSigned(Bytes bytes) { return storage::readSignedDocument(bytes, storage::DocumentKind::Policy).ok(); }

json rulesOf(const Policy& policy) { return json::parse(writeRules(policy)); }

json describe(const PolicyDocument& policy, size_t signatures, bool verified)
{
    return { { "institution", policy.institution }, { "version", policy.version }, { "issued", policy.issuedS }, { "expires", policy.expiresS },
        { "rules", rulesOf(policy.policy) }, { "signatures", signatures }, { "verified", verified } };
}

std::string dateOf(uint64_t seconds) { return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds)).date().toString(Qt::ISODate).toStdString(); }

void printPolicy(const Context& context, const json& policy)
{
    printLine(context.say("기관: ", "institution: ") + policy["institution"].get<std::string>());
    printLine(context.say("판: ", "version: ") + std::to_string(policy["version"].get<uint64_t>()));
    printLine(context.say("끝나는 날: ", "expires: ") + dateOf(policy["expires"].get<uint64_t>()));
    for (const auto& [key, value] : policy["rules"].items())
        printLine("  " + key + ": " + value.dump());
}

/// Signed or not, by the keys given; without keys only the form is looked at, and the answer says so.
Result<json> checked(const Options& options)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, readPart(options.file, 2 * kMostPolicyBytes));
    if (options.keys.empty() && !isSigned(bytes)) {
        SILLOK_TRY(const std::string body, policyBodyOf(asText(bytes)));
        SILLOK_TRY(const PolicyDocument policy, readPolicyBody(asBytes(body)));
        return describe(policy, 0, false);
    }
    SILLOK_TRY(const storage::SignedDocument document, storage::readSignedDocument(bytes, storage::DocumentKind::Policy));
    if (!options.keys.empty()) {
        storage::KeyRole role { {}, options.threshold };
        for (const std::string& text : options.keys) {
            SILLOK_TRY(role.keys.emplace_back(), storage::readPublicKey(text));
        }
        SILLOK_CHECK(storage::checkSignatures(document, role));
    }
    SILLOK_TRY(const PolicyDocument policy, readPolicyBody(document.body));
    return describe(policy, document.signatures.size(), !options.keys.empty());
}

void check(Context& context, const Options& options)
{
    const auto answer = checked(options);
    if (!answer.ok())
        return report(context, answer.error(), options.file);
    if (options.json)
        return printLine(answer->dump());
    printPolicy(context, *answer);
    printLine((*answer)["verified"].get<bool>() ? context.say("서명이 맞습니다.", "The signatures are good.")
                                               : context.say("꼴만 확인했습니다. 서명을 확인하려면 --key를 주세요.", "Only its form was checked. Give --key to check signatures."));
}

/// Where it is written without --output: a signed one is replaced, the JSON of a person stays beside it.
std::string besideOf(const std::string& file)
{
    const size_t dot = file.find_last_of("./");
    return (dot == std::string::npos || file[dot] == '/' ? file : file.substr(0, dot)) + ".skp";
}

/// A file that is signed already gets one more signature; anything else is read as JSON and signed in its one encoding.
Result<json> signedFile(const Context& context, const Options& options)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, readPart(options.file, 2 * kMostPolicyBytes));
    storage::SignedDocument document { storage::DocumentKind::Policy, {}, {} };
    const bool again = isSigned(bytes);
    const std::string output = !options.output.empty() ? options.output : again ? options.file : besideOf(options.file);
    if (again) {
        SILLOK_TRY(document, storage::readSignedDocument(bytes, storage::DocumentKind::Policy));
        SILLOK_CHECK(readPolicyBody(document.body));
    } else {
        SILLOK_TRY(const std::string body, policyBodyOf(asText(bytes)));
        document.body.assign(body.begin(), body.end());
    }
    SILLOK_TRY(const std::vector<uint8_t> locked, readPart(options.keyFile, storage::kMostKeyFileBytes));
    SILLOK_TRY(const Passphrase passphrase, readSecret(context, options.passphraseFd, context.say("서명 키의 암호: ", "Passphrase of the signing key: "), false));
    SILLOK_TRY(const storage::SigningKey key, storage::unlockSigningKey(locked, asBytes(passphrase.view())));
    SILLOK_CHECK(storage::addSignature(document, key));
    const std::vector<uint8_t> out = storage::writeSignedDocument(document);
    SILLOK_CHECK(saveFile(output, std::string(asText(out)), again && output == options.file ? Existing::Replace : Existing::Keep));
    SILLOK_TRY(const storage::KeyId id, storage::keyIdOf(key.publicKey));
    return json { { "signatures", document.signatures.size() }, { "key", storage::fingerprint(id) }, { "file", output } };
}

void sign(Context& context, const Options& options)
{
    const auto answer = signedFile(context, options);
    if (!answer.ok())
        return report(context, answer.error(), options.file);
    if (options.json)
        return printLine(answer->dump());
    printLine(context.say("서명했습니다. 이 정책의 서명 수: ", "Signed. Signatures of this policy: ") + std::to_string((*answer)["signatures"].get<size_t>()) + ", "
        + (*answer)["file"].get<std::string>());
}

void install(Context& context, const Options& options)
{
    const auto set = [&]() -> Result<PolicyDocument> {
        const auto keeper = keeperOf(context, { true, {} });
        SILLOK_TRY(FileDescriptor file, openForReading(options.file));
        return keeper->setPolicy(std::move(file));
    };
    const auto policy = set();
    if (!policy.ok())
        return report(context, policy.error(), options.file);
    if (options.json)
        return printLine(json { { "institution", policy->institution }, { "version", policy->version }, { "expires", policy->expiresS } }.dump());
    printLine(context.say("정책을 놓았습니다. 다음에 보관함을 열 때부터 지켜집니다: ", "The policy is in place and holds whenever a vault is opened from now on: ") + std::to_string(policy->version));
}

json permissionsAsJson()
{
    json actions = json::array();
    for (const ActionRule& rule : kPermissions) {
        json may = json::object();
        for (int i = 0; i < kOffices; ++i)
            may[officeName(static_cast<Office>(i))] = rule.may[static_cast<size_t>(i)];
        actions.push_back({ { "action", rule.name }, { "ko", rule.ko }, { "en", rule.en }, { "may", may } });
    }
    return actions;
}

json asJson(const ManagedState& state)
{
    json roles = json::array();
    for (int i = 0; i < kOffices; ++i)
        if (state.roles.has(static_cast<Office>(i)))
            roles.push_back(officeName(static_cast<Office>(i)));
    return { { "managed", state.managed }, { "institution", state.institution }, { "version", state.version }, { "expires", state.expiresS },
        { "problem", state.problem ? reasonName(*state.problem) : "" }, { "roles", roles }, { "rules", rulesOf(state.policy) } };
}

void show(Context& context, const Options& options)
{
    if (options.permissions)
        return options.json ? printLine(json { { "permissions", permissionsAsJson() } }.dump()) : print(permissionsAsMarkdown());
    const ManagedState& state = context.managed;
    if (options.json)
        return printLine(asJson(state).dump());
    if (!state.managed)
        printLine(context.say("이 컴퓨터를 관리하는 기관이 없습니다. 아래는 기본값입니다.", "No institution manages this computer. These are the defaults."));
    else if (state.problem)
        printLine(context.say("정책을 믿을 수 없어 가장 엄격한 값을 씁니다: ", "The policy cannot be trusted, so the strictest rules hold: ") + reasonName(*state.problem));
    else
        printLine(context.say("기관이 관리함: ", "Managed by ") + state.institution + context.say(", 정책 ", ", policy ") + std::to_string(state.version));
    const json rules = rulesOf(state.policy);
    for (const auto& [key, value] : rules.items())
        printLine("  " + key + ": " + value.dump());
}

} // namespace

void addPolicy(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* group = app.add_subcommand("policy", context.say("기관의 정책", "the institution's policy"))->require_subcommand(1);
    CLI::App* checking = group->add_subcommand("check", context.say("정책 파일의 꼴과 서명 확인", "check a policy's form and signatures"));
    checking->add_option("FILE", options->file)->required();
    checking->add_option("--key", options->keys, context.say("서명해야 하는 공개 키", "public keys that must have signed"));
    checking->add_option("--threshold", options->threshold, context.say("그 가운데 몇 개", "how many of them"))->check(CLI::Range(1, 16));
    CLI::App* signing = group->add_subcommand("sign", context.say("정책에 서명 하나 더하기", "add a signature to a policy"));
    signing->add_option("FILE", options->file)->required();
    signing->add_option("--key", options->keyFile, context.say("서명 키 파일", "signing key file"))->required();
    signing->add_option("-o,--output", options->output, context.say("저장할 파일 (없으면 이름.skp, 서명된 것이면 그 파일)", "file to write; else NAME.skp, or the file itself when it is signed already"));
    signing->add_option("--passphrase-fd", options->passphraseFd);
    CLI::App* showing = group->add_subcommand("show", context.say("지금 이 컴퓨터의 정책", "the policy in force on this computer"));
    showing->add_flag("--permissions", options->permissions, context.say("누가 무엇을 할 수 있는지", "who may do what"));
    CLI::App* installing = group->add_subcommand("install", context.say("서명된 정책을 이 컴퓨터에 놓기 (관리자)", "put a signed policy in place on this computer (administrator)"));
    installing->add_option("FILE", options->file)->required();
    for (CLI::App* command : { checking, signing, showing, installing })
        command->add_flag("--json", options->json);
    checking->callback([options, &context] { check(context, *options); });
    signing->callback([options, &context] { sign(context, *options); });
    installing->callback([options, &context] { install(context, *options); });
    showing->callback([options, &context] { show(context, *options); });
}

} // namespace sillok::app::cli
