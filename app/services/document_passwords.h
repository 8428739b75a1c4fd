// document_passwords.h - Passwords of documents that the person gave since the vault was opened: in locked memory, never stored.
#pragma once

#include "storage/crypto/secret.h"
#include "storage/repositories/ids.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace sillok::app {

using DocumentPassword = std::shared_ptr<const storage::Secret>;

/// Any thread. A password is tried with the file that it was given for, or with every file of its collection that asks for one.
class DocumentPasswords {
public:
    static constexpr size_t kMostTried = 8;       ///< with one file: each try takes a reader, and up to some seconds

    /// `path` empty: for every file of the collection. error BadArgument: empty or over a kilobyte. OutOfMemory.
    Result<void> add(storage::CollectionId collection, const std::string& path, Bytes password);
    /// The newest first, at most kMostTried.
    std::vector<DocumentPassword> of(storage::CollectionId collection, const std::string& path) const;
    void forget();                                ///< wiped once nobody reads with them any more

private:
    struct Given {
        storage::CollectionId collection = 0;
        std::string path;
        DocumentPassword password;
    };
    mutable std::mutex m_mutex;
    std::vector<Given> m_given;                   ///< the newest first
};

} // namespace sillok::app
