// progress.h - One line on a terminal that says how far a long job is; silent when nobody watches.
#pragma once

#include <chrono>
#include <string>

namespace sillok::app::cli {

class ProgressLine {
public:
    ProgressLine(int total, bool korean);
    ~ProgressLine();   ///< takes the line away
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// "12 / 48  34%  약 20초 남음  name"
    void at(int done, const std::string& name);

private:
    int m_total;
    bool m_korean;
    bool m_terminal;
    std::chrono::steady_clock::time_point m_begin;
};

} // namespace sillok::app::cli
