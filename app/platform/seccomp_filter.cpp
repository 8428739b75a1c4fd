#include "app/platform/seccomp_filter.h"

namespace sillok::app {

void SeccompFilter::add(uint32_t action, const char* name, const std::vector<scmp_arg_cmp>& when)
{
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR)
        return; // not a call of this architecture: nobody can make it
    if (seccomp_rule_add_array(m_context, action, number, static_cast<unsigned>(when.size()), when.data()) != 0)
        m_failed = true;
}

void SeccompFilter::allow(std::initializer_list<const char*> names)
{
    for (const char* name : names)
        add(SCMP_ACT_ALLOW, name);
}

void SeccompFilter::refuse(std::initializer_list<const char*> names, int error)
{
    for (const char* name : names)
        add(SCMP_ACT_ERRNO(static_cast<uint32_t>(error)), name);
}

bool SeccompFilter::load()
{
    seccomp_attr_set(m_context, SCMP_FLTATR_CTL_TSYNC, 1);
    seccomp_attr_set(m_context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    return m_context && !m_failed && seccomp_load(m_context) == 0;
}

} // namespace sillok::app
