// vault_progress.h - Progress of work on whole databases and files, for the terminal.
#pragma once

#include "app/cli/progress.h"

#include <cstdint>
#include <memory>

namespace sillok::app::cli {

/// Calls with parts done and parts in all become one line in percent.
class VaultProgress {
public:
    VaultProgress(const char* what, bool korean) : m_what(what), m_line(std::make_shared<ProgressLine>(kParts, korean)) {}

    template <typename Number>
    void operator()(Number done, Number all) const
    {
        m_line->at(all > 0 ? static_cast<int>(done * kParts / all) : kParts, m_what);
    }

private:
    static constexpr int kParts = 100;
    const char* m_what;
    std::shared_ptr<ProgressLine> m_line;
};

} // namespace sillok::app::cli
