// secrets.h - What a person types or hands over to open a vault: only from a prompt, a descriptor or a key file.
#pragma once

#include "app/cli/command.h"
#include "app/services/types.h"
#include "storage/vault/credential.h"

#include <memory>

namespace sillok::app::cli {

/// Where the secrets of one vault come from.
struct SecretOptions {
    int passphraseFd = -1;         ///< else asked on the terminal without echo
    std::string keyFile;
    bool keyFileOnly = false;      ///< no passphrase beside the key file
    bool recoveryKey = false;      ///< what is typed or read is a recovery key
};

/// The secrets themselves; wiped when it goes.
struct Presented {
    Passphrase passphrase;
    storage::Secret keyFile;
    storage::Secret recoveryKey;

    /// Views into this object.
    storage::Credential credential() const;
};

/// One secret from the descriptor (up to the first line end), or asked with this prompt.
/// error  BadArgument: neither a descriptor nor a terminal, or the two entries differ. Io.
Result<Passphrase> readSecret(const Context& context, int fd, const char* prompt, bool askTwice);

/// What opens a vault. error  as readSecret; BadArgument: a mistyped recovery key (names the group) or an unsuitable key file.
Result<Presented> readPresented(const Context& context, const SecretOptions& options);
/// What shall open it from now on; asked twice on a terminal.
Result<Presented> readNewPresented(const Context& context, const SecretOptions& options);

/// Shows a new recovery key: on the descriptor, or on the terminal. Without either nothing is shown.
/// error  BadArgument: nowhere to show it. Io.
Result<void> showRecoveryKey(const Context& context, const storage::Secret& text, int fd);
/// True when showRecoveryKey has somewhere to show it.
bool canShowRecoveryKey(int fd);

} // namespace sillok::app::cli
