#include "app/services/document_passwords.h"

#include "app/workers/protocol.h"

#include <algorithm>

namespace sillok::app {

namespace {

constexpr size_t kMostKept = 256;

} // namespace

Result<void> DocumentPasswords::add(storage::CollectionId collection, const std::string& path, Bytes password)
{
    if (password.empty() || password.size() > protocol::kMostPasswordBytes)
        return fail(ErrorCode::BadArgument, "a password of no length, or of over a kilobyte");
    SILLOK_TRY(storage::Secret secret, storage::Secret::copyOf(password));
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_given, [&](const Given& one) {
        return one.collection == collection && one.path == path && std::ranges::equal(one.password->bytes(), password);
    });
    m_given.insert(m_given.begin(), { collection, path, std::make_shared<const storage::Secret>(std::move(secret)) });
    if (m_given.size() > kMostKept)
        m_given.pop_back();
    return {};
}

std::vector<DocumentPassword> DocumentPasswords::of(storage::CollectionId collection, const std::string& path) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<DocumentPassword> all;
    for (const Given& one : m_given) {
        if (all.size() < kMostTried && one.collection == collection && (one.path.empty() || one.path == path))
            all.push_back(one.password);
    }
    return all;
}

void DocumentPasswords::forget()
{
    const std::lock_guard lock(m_mutex);
    m_given.clear();
}

} // namespace sillok::app
