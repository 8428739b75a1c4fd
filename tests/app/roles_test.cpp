// roles_test.cpp - Who may do what: the whole table against one written down by hand, and the manual's copy of it.
#include "tests/app/signed_policy.h"
#include "tests/support/paths.h"

#include <QtTest>

#include <unistd.h>

using namespace sillok;
using namespace sillok::app;

namespace {

/// From design.md 1: what each of the four does. Everything else is refused.
const std::map<std::string, std::string> kDesign {
    { "use-vault", "S" }, { "make-vault", "S" }, { "read-others", "" }, { "install-package", "A" }, { "remove-package", "A" }, { "verify-package", "SAUP" },
    { "list-packages", "SAUP" }, { "set-policy", "A" }, { "show-policy", "SAUP" }, { "sign-package", "P" }, { "sign-policy", "P" }, { "revoke", "P" },
    { "verify-audit", "SAU" }, { "show-audit", "SU" }, { "export-audit", "U" }, { "check-system", "SAUP" },
};
constexpr char kLetters[] = "SAUP"; // staff, administrator, auditor, publisher

} // namespace

class RolesTest : public QObject {
    Q_OBJECT
private slots:
    void everyActionOfEveryOffice();
    void offices();
    void aManagedComputerHoldsToTheTable();
    void theManualShowsTheTable();
};

void RolesTest::everyActionOfEveryOffice()
{
    QCOMPARE(kDesign.size(), kPermissions.size());
    int pairs = 0;
    for (const ActionRule& rule : kPermissions) {
        const auto expected = kDesign.find(rule.name);
        QVERIFY2(expected != kDesign.end(), rule.name);
        for (int i = 0; i < kOffices; ++i, ++pairs) {
            const bool may = expected->second.find(kLetters[i]) != std::string::npos;
            QVERIFY2(Roles { static_cast<Office>(i) }.may(rule.action) == may, rule.name);
        }
        QVERIFY(!Roles().may(rule.action));
    }
    QCOMPARE(pairs, 64);
}

void RolesTest::offices()
{
    const Roles both { Office::Administrator, Office::Auditor };
    QVERIFY(both.may(Action::InstallPackage) && both.may(Action::ExportAudit));
    QVERIFY(!both.may(Action::UseVault) && !both.may(Action::SignPolicy));
    QVERIFY(both.with(Office::Publisher).may(Action::SignPolicy));
    QVERIFY(!kEveryRole.may(Action::ReadOthers)); // nobody, whatever he holds
    const Roles mine = rolesOfThisAccount();
    QVERIFY(mine != Roles());
    QVERIFY(!mine.has(Office::Publisher)); // that takes a key
    QCOMPARE(mine.has(Office::Staff), !mine.has(Office::Administrator) && !mine.has(Office::Auditor));
    if (geteuid() == 0)
        QVERIFY(mine.has(Office::Administrator));
}

void RolesTest::aManagedComputerHoldsToTheTable()
{
    test::ManagedComputer computer(test::generousPolicy());
    computer.roles = { Office::Auditor };
    const ManagedState state = readManagedState(computer.source());
    QVERIFY(state.permit(Action::ExportAudit).ok());
    const auto refused = state.permit(Action::UseVault);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QCOMPARE(storage::faultOf(refused.error()), storage::Fault::NotPermitted);
    QCOMPARE(refused.error().doing, std::string("role: use-vault"));
}

void RolesTest::theManualShowsTheTable()
{
    QFile manual(QString::fromStdString(test::sourcePath("/resources/docs/permissions.md")));
    QVERIFY(manual.open(QIODevice::ReadOnly));
    QVERIFY2(manual.readAll().endsWith(QByteArray::fromStdString(permissionsAsMarkdown())),
        "resources/docs/permissions.md: bring in the output of `sillokctl policy show --permissions`");
}

QTEST_GUILESS_MAIN(RolesTest)
#include "roles_test.moc"
