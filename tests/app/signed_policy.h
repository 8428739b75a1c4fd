// signed_policy.h - Policies of the invented institution, and a computer that it manages.
#pragma once

#include "app/policy/machine_policy.h"
#include "app/policy/policy_file.h"
#include "storage/trust/trust_file.h"
#include "tests/support/institution.h"

#include <QFile>
#include <QTemporaryDir>

namespace sillok::test {

/// Everything is allowed that a policy can allow, and nothing is watched.
inline app::Policy generousPolicy()
{
    app::Policy policy;
    policy.models.all = policy.importFormats.all = policy.exportFormats.all = true;
    policy.ggufFiles = policy.clipboard = policy.print = policy.userStore = policy.ocr = policy.degradedSandbox = true;
    policy.idleMinutes = 60;
    policy.gradeFloor = app::Grade::Open;
    policy.exportGrade = app::Grade::Confidential;
    policy.watermark = policy.exportReason = false;
    policy.floorRight = policy.floorSpeed = 0;
    policy.guard.fill(app::GuardAction::Off);
    return policy;
}

/// One for all tests of a program: making keys is the slow part.
inline const Institution& ourInstitution()
{
    static const Institution institution;
    return institution;
}

inline app::PolicyDocument documentOf(const app::Policy& policy, uint64_t version = 1)
{
    return { version, ourInstitution().name, kNow - kDay, kNow + kDay, policy };
}

inline std::vector<uint8_t> signedPolicy(const app::PolicyDocument& policy, const Signers& signers = ourInstitution().countersign, size_t count = 1)
{
    const std::string body = app::writePolicyBody(policy).value();
    return storage::writeSignedDocument(signWith(storage::DocumentKind::Policy, asBytes(body), firstOf(signers, count)));
}

/// Folders as a managed computer has them.
struct ManagedComputer {
    QTemporaryDir folder;
    bool degraded = false;
    app::Roles roles { app::Office::Staff };

    ManagedComputer() = default;
    explicit ManagedComputer(const app::Policy& policy, uint64_t version = 1)
    {
        trustInstitution();
        put(policy, version);
    }
    std::string dir() const { return folder.path().toStdString(); }
    QString policyFile() const { return folder.filePath(QStringLiteral("policy.skp")); }
    QString trustFile() const { return folder.filePath(QStringLiteral("trust")); }
    void put(const std::vector<uint8_t>& bytes) const { write(policyFile(), { reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()) }); }
    void put(const app::Policy& policy, uint64_t version = 1) const { put(signedPolicy(documentOf(policy, version))); }
    void trustInstitution() const
    {
        if (!storage::TrustFile(dir()).save(ourInstitution().machine()).ok())
            qFatal("the trust of the test could not be written");
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
        source.storeFolder = dir();
        source.trust = [trustDir = dir()] { return app::loadTrust(trustDir); };
        source.nowS = [] { return kNow; };
        source.roles = [this] { return roles; };
        source.sandboxDegraded = [this] { return degraded; };
        return source;
    }
};

} // namespace sillok::test
