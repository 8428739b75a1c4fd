// signed_policy.h - An institution for tests: its keys, its policies, and a computer that trusts it.
#pragma once

#include "app/policy/machine_policy.h"
#include "app/policy/policy_file.h"
#include "storage/signing/signing_key.h"

#include <QFile>
#include <QTemporaryDir>

#include <unistd.h>

namespace sillok::test {

constexpr uint64_t kNowS = 1'800'000'000;
constexpr uint64_t kDayS = 86'400;

/// Everything is allowed that a policy can allow, and nothing is watched.
inline app::Policy generousPolicy()
{
    app::Policy policy;
    policy.models.all = policy.importFormats.all = policy.exportFormats.all = true;
    policy.ggufFiles = policy.clipboard = policy.print = policy.userStore = policy.ocr = policy.degradedSandbox = true;
    policy.idleMinutes = 60;
    policy.gradeFloor = app::Grade::Open;
    policy.exportGrade = app::Grade::Confidential;
    policy.watermark = false;
    policy.guard.fill(app::GuardAction::Off);
    return policy;
}

struct Institution {
    std::vector<storage::SigningKey> keys;
    app::PolicyTrust trust;

    explicit Institution(int count = 1, uint32_t threshold = 1, storage::ProfileId algorithm = storage::ProfileId::Modern)
    {
        for (int i = 0; i < count; ++i) {
            keys.push_back(std::move(storage::makeSigningKey(algorithm)).value());
            trust.role.keys.push_back(keys.back().publicKey);
        }
        trust.role.threshold = threshold;
        trust.institution = "kr.go.example";
    }

    app::PolicyDocument documentOf(const app::Policy& policy, uint64_t version = 1) const
    {
        return { version, trust.institution, kNowS - kDayS, kNowS + kDayS, policy };
    }
    std::vector<uint8_t> signBody(const std::string& body, size_t signers = 1) const
    {
        storage::SignedDocument document { storage::DocumentKind::Policy, { body.begin(), body.end() }, {} };
        for (size_t i = 0; i < signers; ++i)
            if (!storage::addSignature(document, keys[i]).ok())
                return {};
        return storage::writeSignedDocument(document);
    }
    std::vector<uint8_t> sign(const app::PolicyDocument& policy, size_t signers = 1) const { return signBody(app::writePolicyBody(policy).value(), signers); }
};

/// A folder as /etc/sillok would be, owned by whoever runs the test.
struct ManagedComputer {
    QTemporaryDir folder;
    Institution institution;
    bool degraded = false;
    app::Roles roles { app::Office::Staff };

    ManagedComputer() = default;
    explicit ManagedComputer(const app::Policy& policy, uint64_t version = 1)
    {
        trustInstitution();
        put(institution.sign(institution.documentOf(policy, version)));
    }
    QString policyFile() const { return folder.filePath(QStringLiteral("policy.skp")); }
    QString trustFile() const { return folder.filePath(QStringLiteral("policy-trust.json")); }
    void put(const std::vector<uint8_t>& bytes) const { write(policyFile(), { reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()) }); }
    void put(const app::Policy& policy, uint64_t version = 1) const { put(institution.sign(institution.documentOf(policy, version))); }
    void trustInstitution() const
    {
        const std::string key = storage::writePublicKey(institution.keys[0].publicKey).value();
        write(trustFile(), QByteArray::fromStdString(R"({"institution":")" + institution.trust.institution + R"(","keys":[")" + key + R"("],"threshold":1})"));
    }
    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    /// Keeps a reference to this object.
    app::PolicySource source() const
    {
        app::PolicySource source;
        source.policyFile = policyFile().toStdString();
        source.trust = [file = trustFile().toStdString()] { return app::readTrustFile(file, geteuid()); };
        source.nowS = [] { return kNowS; };
        source.roles = [this] { return roles; };
        source.sandboxDegraded = [this] { return degraded; };
        return source;
    }
};

} // namespace sillok::test
