// ids.h - Row numbers as they are handed around. 0 is no row.
#pragma once

#include <cstdint>

namespace sillok::storage {

using ChatId = int64_t;
using FolderId = int64_t;
using MessageId = int64_t;
using CollectionId = int64_t;
using DocumentId = int64_t;
using PassageId = int64_t;

/// Chats and messages that live in memory only are numbered from here, far behind all that are stored.
inline constexpr int64_t kFirstMemoryId = int64_t(1) << 40;

} // namespace sillok::storage
