// seccomp_filter.h - A system call filter under construction; only the sandbox profiles use it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <seccomp.h>
#include <vector>

namespace sillok::app {

/// The first rule that is not accepted sticks: load() then says no. Calls of another architecture (32-bit, x32) always kill.
class SeccompFilter {
public:
    /// `otherwise`: what happens to a call without a rule.
    explicit SeccompFilter(uint32_t otherwise) : m_context(seccomp_init(otherwise)) {}
    SeccompFilter(const SeccompFilter&) = delete;
    SeccompFilter& operator=(const SeccompFilter&) = delete;
    ~SeccompFilter() { seccomp_release(m_context); }

    void add(uint32_t action, const char* name, const std::vector<scmp_arg_cmp>& when = {});
    void allow(std::initializer_list<const char*> names);
    void refuse(std::initializer_list<const char*> names, int error);
    /// True when the filter holds for this process and all its threads.
    bool load();

private:
    scmp_filter_ctx m_context;
    bool m_failed = false;
};

/// A condition on one argument of a call.
inline scmp_arg_cmp argument(unsigned index, scmp_compare how, scmp_datum_t a, scmp_datum_t b = 0) { return { index, how, a, b }; }

} // namespace sillok::app
