#include "app/policy/policy_file.h"

#include "app/services/idle_watch.h"
#include "storage/signing/fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sillok::app {

namespace {

using nlohmann::json;
using storage::Fault;
using storage::Fields;
using storage::refuse;

constexpr uint64_t kFormat = 1;
constexpr int kMostRetentionDays = 36'500;
constexpr size_t kMostNames = 256;
constexpr size_t kMostNameBytes = 128;
constexpr size_t kMostInstitutionBytes = 128;
constexpr const char* kAll = "*";

constexpr std::array kGrades { "O", "S", "C" };
constexpr std::array kActions { "off", "warn", "mask", "block" };
constexpr std::array kGuardKeys { "guard_save", "guard_import", "guard_export", "guard_copy" };
static_assert(kGuardKeys.size() == kGuardPlaces);

/// Keys that are a plain yes or no.
struct Flag {
    const char* key;
    bool Policy::* value;
};
constexpr std::array kFlags { Flag { "gguf_files", &Policy::ggufFiles }, Flag { "clipboard", &Policy::clipboard }, Flag { "print", &Policy::print },
    Flag { "watermark", &Policy::watermark }, Flag { "escrow", &Policy::escrow }, Flag { "user_store", &Policy::userStore }, Flag { "ocr", &Policy::ocr },
    Flag { "degraded_sandbox", &Policy::degradedSandbox }, Flag { "export_reason", &Policy::exportReason } };

struct List {
    const char* key;
    Names Policy::* value;
};
constexpr std::array kLists { List { "models", &Policy::models }, List { "import_formats", &Policy::importFormats }, List { "export_formats", &Policy::exportFormats } };

struct Choice {
    const char* key;
    Grade Policy::* value;
};
constexpr std::array kGradeKeys { Choice { "grade_floor", &Policy::gradeFloor }, Choice { "export_grade", &Policy::exportGrade } };

bool isName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_'; });
}

template <size_t N>
Result<size_t> readChoice(Fields& fields, const char* key, const std::array<const char*, N>& words)
{
    SILLOK_TRY(const std::string word, fields.text(key, kMostNameBytes));
    const auto found = std::ranges::find(words, word);
    if (found == words.end())
        return refuse(Fault::WrongValue, fields.where() + "." + key);
    return static_cast<size_t>(found - words.begin());
}

/// In byte order and without a second time, so that one content has one encoding.
Result<Names> readNames(Fields& fields, const char* key)
{
    SILLOK_TRY(std::vector<std::string> names, fields.texts(key, kMostNames, kMostNameBytes));
    if (names.size() == 1 && names[0] == kAll)
        return Names { true, {} };
    const bool known = std::string_view(key) != "export_formats" || std::ranges::all_of(names, [](const std::string& name) {
        return std::ranges::find(exportFormatNames(), name) != exportFormatNames().end();
    });
    const bool rising = std::ranges::adjacent_find(names, std::ranges::greater_equal()) == names.end();
    if (!known || !rising || !std::ranges::all_of(names, isName))
        return refuse(Fault::WrongValue, fields.where() + "." + key);
    return Names { false, std::move(names) };
}

Result<Policy> readRules(const json& object)
{
    SILLOK_TRY(Fields fields, Fields::of(object, "policy.rules"));
    Policy policy;
    for (const Flag& flag : kFlags) {
        SILLOK_TRY(policy.*flag.value, fields.flag(flag.key));
    }
    for (const List& list : kLists) {
        SILLOK_TRY(policy.*list.value, readNames(fields, list.key));
    }
    for (const Choice& choice : kGradeKeys) {
        SILLOK_TRY(const size_t grade, readChoice(fields, choice.key, kGrades));
        policy.*choice.value = static_cast<Grade>(grade);
    }
    for (size_t i = 0; i < kGuardKeys.size(); ++i) {
        SILLOK_TRY(const size_t action, readChoice(fields, kGuardKeys[i], kActions));
        policy.guard[i] = static_cast<GuardAction>(action);
    }
    if (policy.guardAt(GuardPlace::Import) == GuardAction::Mask) // what is quoted must stay what the document says
        return refuse(Fault::WrongValue, "policy.rules.guard_import");
    SILLOK_TRY(const uint64_t idle, fields.number("idle_minutes", kMinIdleMinutes, kMaxIdleMinutes));
    SILLOK_TRY(const uint64_t days, fields.number("retention_days", 0, kMostRetentionDays));
    SILLOK_TRY(const uint64_t right, fields.number("floor_right", 0, 100));
    SILLOK_TRY(const uint64_t speed, fields.number("floor_speed", 0, kMostFloorSpeed));
    policy.floorRight = static_cast<int>(right);
    policy.floorSpeed = static_cast<int>(speed);
    policy.idleMinutes = static_cast<int>(idle);
    policy.retentionDays = static_cast<int>(days);
    SILLOK_CHECK(fields.done());
    return policy;
}

json rulesOf(const Policy& policy)
{
    json rules = json::object();
    for (const Flag& flag : kFlags)
        rules[flag.key] = policy.*flag.value;
    for (const List& list : kLists)
        rules[list.key] = (policy.*list.value).all ? json::array({ kAll }) : json((policy.*list.value).some);
    for (const Choice& choice : kGradeKeys)
        rules[choice.key] = gradeName(policy.*choice.value);
    for (size_t i = 0; i < kGuardKeys.size(); ++i)
        rules[kGuardKeys[i]] = kActions[static_cast<size_t>(policy.guard[i])];
    rules["floor_right"] = static_cast<uint64_t>(policy.floorRight);
    rules["floor_speed"] = static_cast<uint64_t>(policy.floorSpeed);
    rules["idle_minutes"] = static_cast<uint64_t>(policy.idleMinutes);
    rules["retention_days"] = static_cast<uint64_t>(policy.retentionDays);
    return rules;
}

Result<std::string> readInstitution(Fields& fields)
{
    SILLOK_TRY(std::string name, fields.text("institution", kMostInstitutionBytes));
    if (!isName(name))
        return refuse(Fault::WrongValue, fields.where() + ".institution");
    return name;
}

} // namespace

Result<PolicyDocument> readPolicyBody(Bytes body)
{
    SILLOK_TRY(const json value, storage::readCanonicalJson(body, kMostPolicyBytes));
    SILLOK_TRY(Fields fields, Fields::of(value, "policy"));
    SILLOK_TRY(const uint64_t format, fields.number("format", 0, UINT64_MAX));
    if (format != kFormat)
        return refuse(Fault::UnknownFormat, "policy");
    PolicyDocument policy;
    SILLOK_TRY(policy.version, fields.number("version", 1, storage::kMostVersion));
    SILLOK_TRY(policy.institution, readInstitution(fields));
    SILLOK_TRY(policy.issuedS, fields.number("issued", 0, storage::kMostTime));
    SILLOK_TRY(policy.expiresS, fields.number("expires", policy.issuedS + 1, storage::kMostTime));
    SILLOK_TRY(const json* const rules, fields.object("rules"));
    SILLOK_CHECK(fields.done());
    SILLOK_TRY(policy.policy, readRules(*rules));
    return policy;
}

Result<std::string> writePolicyBody(const PolicyDocument& policy)
{
    const json value { { "format", kFormat }, { "version", policy.version }, { "institution", policy.institution }, { "issued", policy.issuedS },
        { "expires", policy.expiresS }, { "rules", rulesOf(policy.policy) } };
    SILLOK_TRY(std::string body, storage::writeCanonicalJson(value));
    SILLOK_CHECK(readPolicyBody(asBytes(body)));
    return body;
}

std::string writeRules(const Policy& policy) { return rulesOf(policy).dump(); }

Result<std::string> policyBodyOf(std::string_view text)
{
    if (text.size() > kMostPolicyBytes)
        return refuse(Fault::TooLarge, "policy");
    const json value = json::parse(text, nullptr, /*allow_exceptions*/ false);
    if (value.is_discarded())
        return refuse(Fault::NotCanonical, "policy: not JSON");
    auto body = storage::writeCanonicalJson(value);
    if (!body.ok())
        return refuse(Fault::WrongType, "policy: " + body.error().doing);
    SILLOK_CHECK(readPolicyBody(asBytes(*body)));
    return body;
}

Result<PolicyDocument> acceptPolicy(Bytes file, const storage::TrustState& trust, uint64_t nowS)
{
    const storage::Root& root = trust.root();
    SILLOK_TRY(const storage::SignedDocument document, storage::readSignedDocument(file, storage::DocumentKind::Policy));
    SILLOK_CHECK(storage::checkRole(document, root.countersign, root.validatedToo));
    SILLOK_TRY(PolicyDocument policy, readPolicyBody(document.body));
    SILLOK_CHECK(trust.checkPolicy(policy.institution, policy.version, policy.issuedS, policy.expiresS, nowS));
    return policy;
}

} // namespace sillok::app
