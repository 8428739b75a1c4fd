// roles.h - Who may do what on a managed computer: one table, for the program, the manual and the tests.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace sillok::app {

enum class Office : uint8_t { Staff, Administrator, Auditor, Publisher };
inline constexpr int kOffices = 4;

enum class Action : uint8_t {
    UseVault, MakeVault, ReadOthers, InstallPackage, RemovePackage, VerifyPackage, ListPackages, SetPolicy, ShowPolicy, SignPackage, SignPolicy, Revoke,
    VerifyAudit, ShowAudit, ExportAudit, CheckSystem
};
inline constexpr int kActions = 16;

/// What one action is, and which offices may do it.
struct ActionRule {
    Action action;
    const char* name;           ///< stable, for scripts: "use-vault"
    const char* ko;
    const char* en;
    std::array<bool, kOffices> may;   ///< staff, administrator, auditor, publisher
};

/// source  design.md 1. Nobody reads what is somebody else's: no office opens a vault, its secrets do.
inline constexpr std::array<ActionRule, kActions> kPermissions { {
    { Action::UseVault, "use-vault", "자기 보관함의 대화와 문서 쓰기", "use chats and documents of one's own vault", { true, false, false, false } },
    { Action::MakeVault, "make-vault", "보관함 만들기, 백업, 되살리기", "make, back up and restore a vault", { true, false, false, false } },
    { Action::ReadOthers, "read-others", "남의 대화와 문서 읽기", "read somebody else's chats and documents", { false, false, false, false } },
    { Action::InstallPackage, "install-package", "서명된 꾸러미 설치", "install a signed package", { false, true, false, false } },
    { Action::RemovePackage, "remove-package", "꾸러미 지우기", "remove a package", { false, true, false, false } },
    { Action::VerifyPackage, "verify-package", "꾸러미와 정책의 서명 확인", "check signatures of packages and policies", { true, true, true, true } },
    { Action::ListPackages, "list-packages", "설치된 꾸러미 보기", "list installed packages", { true, true, true, true } },
    { Action::SetPolicy, "set-policy", "서명된 정책 놓기", "put a signed policy in place", { false, true, false, false } },
    { Action::ShowPolicy, "show-policy", "지금의 정책 보기", "show the policy in force", { true, true, true, true } },
    { Action::SignPackage, "sign-package", "꾸러미 만들고 서명하기", "build and sign a package", { false, false, false, true } },
    { Action::SignPolicy, "sign-policy", "정책에 서명하기", "sign a policy", { false, false, false, true } },
    { Action::Revoke, "revoke", "꾸러미와 키 폐기하기", "revoke packages and keys", { false, false, false, true } },
    { Action::VerifyAudit, "verify-audit", "감사 기록이 온전한지 확인", "verify the audit log", { true, true, true, false } },
    { Action::ShowAudit, "show-audit", "감사 기록 보기 (내용은 없음)", "show the audit log (it holds no content)", { true, false, true, false } },
    { Action::ExportAudit, "export-audit", "감사 기록 내보내기", "export the audit log", { false, false, true, false } },
    { Action::CheckSystem, "check-system", "이 컴퓨터의 상태 점검", "check the health of this computer", { true, true, true, true } },
} };

constexpr const ActionRule& ruleOf(Action action) { return kPermissions[static_cast<size_t>(action)]; }

/// The offices that one account holds.
class Roles {
public:
    constexpr Roles() = default;
    constexpr Roles(std::initializer_list<Office> offices)
    {
        for (const Office office : offices)
            m_has[static_cast<size_t>(office)] = true;
    }
    constexpr bool has(Office office) const { return m_has[static_cast<size_t>(office)]; }
    constexpr bool may(Action action) const
    {
        for (size_t i = 0; i < kOffices; ++i)
            if (m_has[i] && ruleOf(action).may[i])
                return true;
        return false;
    }
    constexpr Roles with(Office office) const
    {
        Roles more = *this;
        more.m_has[static_cast<size_t>(office)] = true;
        return more;
    }
    constexpr bool operator==(const Roles&) const = default;

private:
    std::array<bool, kOffices> m_has {};
};

inline constexpr Roles kEveryRole { Office::Staff, Office::Administrator, Office::Auditor, Office::Publisher };
inline constexpr const char* kAdministratorGroup = "sillok-admin";
inline constexpr const char* kAuditorGroup = "sillok-audit";

/// Stable name: "staff"
const char* officeName(Office office);

/// By the groups that the system lists for the account now, not those of a login long ago. Whoever administers or audits
/// does so with an account of its own and has no vault there; root administers. A publisher is who holds a signing key: see with().
Roles rolesOfThisAccount();

/// The table as the manual shows it: Markdown, Korean and English beside each other.
std::string permissionsAsMarkdown();

} // namespace sillok::app
