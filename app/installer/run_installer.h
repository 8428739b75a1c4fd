// run_installer.h - One run of the installing service, with the computer's folders as its caller has them.
#pragma once

#include "app/installer/installer_service.h"

namespace sillok::app {

/// What main() does: hardens and seals the process, offers the service on the bus and serves until nothing is asked any more. Returns the exit code.
/// `bus`: empty for the system's
int runInstaller(int argc, char** argv, const QString& bus, InstallerOptions options);

} // namespace sillok::app
