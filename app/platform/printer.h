// printer.h - This computer's print system, spoken to by its own programs: no library of it, and with it no network, comes into this process.
#pragma once

#include "engine/base/result.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::app {

/// The two programs of a print system. source  POSIX lp; CUPS lpstat -e, -d
struct PrintPrograms {
    std::string lp = "/usr/bin/lp";
    std::string lpstat = "/usr/bin/lpstat";
};

/// The standard printer first; empty: none is set up, or there is no print system. error TimedOut, Io
Result<std::vector<std::string>> printerNames(const PrintPrograms& programs = {});

/// Hands a PDF over; nothing of it is written anywhere by us, but the print system keeps a copy until it is printed.
/// `printer` and `title` as the print system shows them. A copy is on its way when this returns.
/// error  NotFound: there is no print system. Unsupported: it did not take the file. TimedOut, Cancelled, Io
Result<void> printPdf(std::string_view pdf, const std::string& printer, const std::string& title, const std::stop_token& stop, const PrintPrograms& programs = {});

} // namespace sillok::app
