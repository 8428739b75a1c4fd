#include "app/policy/roles.h"

#include <algorithm>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>
#include <vector>

namespace sillok::app {

namespace {

/// Every table row stands where its action's number says.
constexpr bool inOrder()
{
    for (size_t i = 0; i < kPermissions.size(); ++i)
        if (static_cast<size_t>(kPermissions[i].action) != i)
            return false;
    return true;
}
static_assert(inOrder());

std::vector<gid_t> groupsOfThisAccount()
{
    const passwd* const account = getpwuid(getuid());
    if (!account)
        return {};
    int count = 32;
    std::vector<gid_t> groups(static_cast<size_t>(count));
    while (getgrouplist(account->pw_name, account->pw_gid, groups.data(), &count) < 0 && static_cast<size_t>(count) > groups.size())
        groups.resize(static_cast<size_t>(count));
    groups.resize(std::min(groups.size(), static_cast<size_t>(std::max(count, 0))));
    return groups;
}

bool isMember(const std::vector<gid_t>& groups, const char* name)
{
    const group* const known = getgrnam(name);
    return known && std::ranges::find(groups, known->gr_gid) != groups.end();
}

} // namespace

const char* officeName(Office office)
{
    constexpr std::array<const char*, kOffices> names { "staff", "administrator", "auditor", "publisher" };
    return names[static_cast<size_t>(office)];
}

Roles rolesOfThisAccount()
{
    const std::vector<gid_t> groups = groupsOfThisAccount();
    Roles roles;
    if (getuid() == 0 || isMember(groups, kAdministratorGroup))
        roles = roles.with(Office::Administrator);
    if (isMember(groups, kAuditorGroup))
        roles = roles.with(Office::Auditor);
    return roles == Roles() ? Roles { Office::Staff } : roles;
}

std::string permissionsAsMarkdown()
{
    std::string table = "| 하는 일 | Action | 이름 (name) | 직원 (staff) | 관리자 (administrator) | 감사자 (auditor) | 배포자 (publisher) |\n"
                        "|---|---|---|---|---|---|---|\n";
    for (const ActionRule& rule : kPermissions) {
        table += std::string("| ") + rule.ko + " | " + rule.en + " | `" + rule.name + "` |";
        for (const bool may : rule.may)
            table += may ? " ○ |" : " – |";
        table += "\n";
    }
    return table;
}

} // namespace sillok::app
