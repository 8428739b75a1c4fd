// attack_table_test.cpp - The attack table: every way to get something past trust, packages and installation that we know of, once with Ed25519 and
// once with P-256 beside it. Each row is refused by the one fault that names it; and no fault stays without a row.
#include "tests/storage/attacks/attack.h"

#include <QTest>

#include <map>
#include <set>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

/// Faults below those of audit logs that no row reaches, and who raises them: nothing that an attacker brings leads there.
const std::map<Fault, const char*> kElsewhere {
    { Fault::WrongPassphrase, "a publisher's own key file: signing_test, package_cli_test" },
    { Fault::UnsafeModel, "the examination by the program that asks for the installation: administrator_test" },
    { Fault::LicenceNotAccepted, "a question to a person: administrator_test" },
    { Fault::NotAllowed, "the policy's word about something honest: app/policy/machine_policy" },
    { Fault::BelowFloor, "the policy's word about something honest: app/policy/model_rules" },
    { Fault::NotPermitted, "the role of a person: roles_test" },
    { Fault::DoesNotFit, "a question of memory: app/services/store_keeper" },
};
/// From here on they say what is wrong inside an audit log: audit_tamper_test has its own 50,000 changes.
constexpr auto kFirstOfALog = static_cast<uint16_t>(Fault::NotRecorded);

std::vector<Attack> table(ProfileId algorithm)
{
    static const Parties modern(ProfileId::Modern), both(ProfileId::Validated);
    const Parties& parties = algorithm == ProfileId::Modern ? modern : both;
    return envelopeAttacks(parties) + bodyAttacks(parties) + trustAttacks(parties) + packageAttacks(parties) + machineAttacks(algorithm);
}

const std::map<std::string, Attack>& rows()
{
    static const auto all = [] {
        std::map<std::string, Attack> byName;
        for (const ProfileId algorithm : { ProfileId::Modern, ProfileId::Validated }) {
            for (const Attack& attack : table(algorithm)) {
                const std::string name = (algorithm == ProfileId::Modern ? "Ed25519 | " : "both | ") + attack.name;
                if (!byName.emplace(name, attack).second)
                    qFatal("two rows are named %s", name.c_str());
            }
        }
        return byName;
    }();
    return all;
}

} // namespace

class AttackTableTest : public QObject {
    Q_OBJECT
private slots:
    void everyAttackIsRefusedByItsName_data();
    void everyAttackIsRefusedByItsName();
    void everyFaultHasARow();
};

void AttackTableTest::everyAttackIsRefusedByItsName_data()
{
    QTest::addColumn<QString>("name");
    for (const auto& [name, attack] : rows())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void AttackTableTest::everyAttackIsRefusedByItsName()
{
    QFETCH(QString, name);
    const Attack& attack = rows().at(name.toStdString());
    const auto answer = attack.run();
    QVERIFY2(!answer.ok(), "it was accepted");
    QCOMPARE(faultName(faultOf(answer.error())), faultName(attack.fault));
    QCOMPARE(errorCodeName(answer.error().code), errorCodeName(ErrorCode::Refused));
}

void AttackTableTest::everyFaultHasARow()
{
    std::map<Fault, int> counts;
    for (const auto& [name, attack] : rows())
        ++counts[attack.fault];
    for (uint16_t number = 1; number < kFirstOfALog; ++number) {
        const auto fault = static_cast<Fault>(number);
        if (std::string_view(faultName(fault)) == faultName(Fault::None))
            continue;
        QVERIFY2(counts.contains(fault) != kElsewhere.contains(fault), faultName(fault));
        if (counts.contains(fault))
            qInfo("%s: %d", faultName(fault), counts[fault]);
    }
    qInfo("%zu rows, %zu faults", rows().size(), counts.size());
    QVERIFY(rows().size() >= 120);
}

QTEST_GUILESS_MAIN(AttackTableTest)
#include "attack_table_test.moc"
