// administration_types.h - The values of the pages for administrators and auditors: stores and trust, a package before it is accepted, a policy, records.
#pragma once

#include "app/export/export_kinds.h"
#include "app/policy/machine_policy.h"
#include "app/services/types.h"

#include <optional>

namespace sillok::app {

enum class StorePlace : uint8_t { Machine, Own };

/// Whom a store trusts, and what may be installed into it now.
struct TrustShown {
    bool known = false;             ///< an institution has its root there
    QString institution;
    qint64 rootVersion = 0;
    QDateTime rootExpires;
    bool rootExpired = false;
    qint64 catalogVersion = 0;      ///< 0: none was accepted yet
    QDateTime catalogIssued;
    QDateTime catalogExpires;
    bool frozen = false;            ///< the catalog has expired: nothing new may be installed
    int listed = 0;                 ///< packages that the catalog names
    int revoked = 0;
    std::optional<Problem> problem {};   ///< what is remembered about trust cannot be used
};

/// An installed package, whatever its kind.
struct PackageShown {
    StorePlace place = StorePlace::Machine;
    QString id;
    qint64 version = 0;
    QString kind;                   ///< "model", "embedding": as the manifest names it
    QString titleKo;
    QString titleEn;
    QString licence;
    bool commercialUse = false;
    qint64 sizeBytes = 0;
    int questions = 0;              ///< asked when it was installed; 0: not known
    int right = 0;
    double tokensPerSecond = 0;
    bool allowed = true;            ///< by the institution
    bool belowFloor = false;        ///< and yet not good enough to be the model that answers by itself
    bool mayRun = true;             ///< false: taken back, or never went through an installation
    bool broken = false;            ///< nothing of it can be read but where it lies
};

struct StoreShown {
    StorePlace place = StorePlace::Machine;
    TrustShown trust;
    QList<PackageShown> packages;
    bool mayInstall = false;        ///< this account, by its role and the policy
    bool mayRemove = false;
    bool mayTrust = false;
};

struct AdministrationState {
    ManagedState managed;
    QList<StoreShown> stores;

    const StoreShown* find(StorePlace place) const
    {
        for (const StoreShown& store : stores)
            if (store.place == place)
                return &store;
        return nullptr;
    }
};

/// Whoever signed a package.
struct SignerShown {
    enum class Office : uint8_t { Unknown, Release, Institution } office = Office::Unknown;
    QString fingerprint;            ///< to be compared over the telephone
};

/// What a person is shown before accepting a package.
struct PackageLook {
    QString path;
    StorePlace place = StorePlace::Machine;
    PackageShown package;           ///< as it says of itself: believed only without a refusal
    QString grade;                  ///< "O", "S", "C"
    qint64 memoryBytes = 0;         ///< that it needs to work, with its files
    QDateTime issued;
    QDateTime expires;
    QList<SignerShown> signers;
    QString licenceText;            ///< empty: none is enclosed, or the package is refused
    QByteArray digest;              ///< of the manifest: handed back as what was accepted
    std::optional<Problem> refusal {};
};

enum class InstallStep : uint8_t { Copying, Checking, Questions };

struct InstallProgress {
    InstallStep step = InstallStep::Copying;
    qint64 done = 0;                ///< bytes, or questions
    qint64 all = 0;
    double bytesPerSecond = 0;      ///< 0: not known yet
    int secondsLeft = -1;           ///< -1: not known yet
};

struct InstallOutcome {
    PackageShown package;
    bool reported = true;           ///< the figures of its trial were kept
};

/// A policy that is to be put in place of the one in force.
struct PolicyLook {
    QString path;
    QString institution;
    qint64 version = 0;
    QDateTime issued;
    QDateTime expires;
    QStringList signers;            ///< fingerprints
    Policy before;                  ///< what holds now
    qint64 versionBefore = 0;       ///< 0: none holds, so the strictest rules do
    Policy after;
    std::optional<Problem> refusal {};   ///< then there is nothing but the path
};

/// Whose audit log.
struct LogPlace {
    enum class Kind : uint8_t { Vault, OwnStore, MachineStore, File } kind = Kind::Vault;
    QString path {};                ///< of a File

    bool operator==(const LogPlace&) const = default;
};

/// What of a log is shown.
struct RecordFilter {
    int action = 0;                 ///< a number of storage::AuditAction; 0: all
    qint64 account = -1;            ///< -1: all
    QDateTime from {};              ///< null: from the beginning
    QDateTime to {};                ///< and before this; null: to the end

    bool operator==(const RecordFilter&) const = default;
};

/// One record in the order of people's reading. It holds no content: there is none.
struct RecordShown {
    enum class Result : uint8_t { Done, Begun, Failed } result = Result::Done;
    qint64 sequence = 0;
    qint64 epoch = 0;
    QDateTime at;
    quint32 account = 0;            ///< of the operating system
    bool seal = false;
    int action = 0;                 ///< of an act
    int fault = 0;
    QString error;                  ///< technical name; of a failed act
    QString object;                 ///< the keyed hash of what it was about, shortened; empty: nothing
    QList<quint32> counts;
};

struct LogShown {
    LogPlace place;
    qint64 records = 0;
    qint64 unreadable = 0;
    QList<quint32> accounts;
};

struct RecordPage {
    RecordFilter filter;
    qint64 from = 0;                ///< how many come before, the newest first
    qint64 chosen = 0;              ///< records that the filter lets through
    QList<RecordShown> records;
};

struct LogCheckOrder {
    LogPlace place;
    QString firstKeyFile {};        ///< empty: none at hand
    QStringList checkpoints {};
};

/// What a check of a log found.
struct LogVerdict {
    LogPlace place;
    int fault = 0;                  ///< storage::Fault; 0: in order
    qint64 faultRecord = 0;         ///< where the first one is
    qint64 faultEpoch = 0;
    qint64 faultOffset = 0;
    qint64 records = 0;             ///< good ones, before the fault
    qint64 epochs = 0;
    qint64 uncleanEnds = 0;
    QDateTime first;
    QDateTime last;
    bool everyRecord = false;       ///< with the verification key; otherwise chain and seals alone
    bool endKnown = false;          ///< that nothing is missing at the end
};

} // namespace sillok::app

Q_DECLARE_METATYPE(sillok::app::StorePlace)
Q_DECLARE_METATYPE(sillok::app::AdministrationState)
Q_DECLARE_METATYPE(sillok::app::PackageLook)
Q_DECLARE_METATYPE(sillok::app::InstallProgress)
Q_DECLARE_METATYPE(sillok::app::InstallOutcome)
Q_DECLARE_METATYPE(sillok::app::PolicyLook)
Q_DECLARE_METATYPE(sillok::app::LogShown)
Q_DECLARE_METATYPE(sillok::app::RecordPage)
Q_DECLARE_METATYPE(sillok::app::LogVerdict)
