#include "app/cli/progress.h"

#include <cstdio>
#include <unistd.h>

namespace sillok::app::cli {

namespace {

constexpr double kEstimateAfterSeconds = 5;
constexpr const char* kClearLine = "\r\033[K";

} // namespace

ProgressLine::ProgressLine(int total, bool korean)
    : m_total(total)
    , m_korean(korean)
    , m_terminal(isatty(STDERR_FILENO) != 0)
    , m_begin(std::chrono::steady_clock::now())
{
}

ProgressLine::~ProgressLine()
{
    if (m_terminal)
        std::fputs(kClearLine, stderr);
}

void ProgressLine::at(int done, const std::string& name)
{
    if (!m_terminal)
        return;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    std::string left;
    if (seconds > kEstimateAfterSeconds && done > 0) {
        const int rest = static_cast<int>(seconds / done * (m_total - done) + 0.5);
        left = m_korean ? "약 " + std::to_string(rest) + "초 남음  " : "about " + std::to_string(rest) + " s left  ";
    }
    std::fprintf(stderr, "%s%d / %d  %d%%  %s%s", kClearLine, done, m_total, m_total > 0 ? done * 100 / m_total : 100, left.c_str(), name.c_str());
    std::fflush(stderr);
}

} // namespace sillok::app::cli
