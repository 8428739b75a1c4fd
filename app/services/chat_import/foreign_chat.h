// foreign_chat.h - A chat of another program, as the sealed reader hands it over: a tree of messages, and what was left out of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sillok::app {

enum class ForeignSource : uint8_t { ChatGpt, OpenWebUi, LmStudio };
inline constexpr uint8_t kForeignSources = 3;

struct ForeignMessage {
    std::string id;             ///< its own one in its chat, never empty
    int32_t parent = -1;        ///< index of the message above it, which is a smaller one; -1: begins the chat
    bool answer = false;
    std::string text {};
    std::string thought {};
    std::string model {};       ///< of an answer; may be empty
    int64_t createdAtMs = 0;    ///< 0: not known
};

struct ForeignChat {
    ForeignSource source = ForeignSource::ChatGpt;
    std::string id;             ///< its own one in its source, never empty
    std::string title {};
    int64_t createdAtMs = 0;    ///< 0: not known
    int64_t updatedAtMs = 0;
    bool pinned = false;
    bool archived = false;
    int32_t shown = -1;         ///< index of the message at the end of the branch that was shown; -1: the last one
    std::vector<ForeignMessage> messages {};
};

/// What an export has that a chat here cannot hold, or that it must not.
enum class LeftOut : uint8_t { Images, Files, ToolOutputs, UnknownParts, BrokenLinks, LongTexts, HiddenCharacters, LargeChats, EmptyChats, UnknownEntries };
inline constexpr size_t kLeftOutKinds = 10;
using LeftOutCounts = std::array<uint32_t, kLeftOutKinds>;

inline uint32_t& of(LeftOutCounts& counts, LeftOut kind) { return counts[static_cast<size_t>(kind)]; }
inline uint32_t of(const LeftOutCounts& counts, LeftOut kind) { return counts[static_cast<size_t>(kind)]; }

// What one export may have. Beyond it, things are left out and counted, or the whole file is refused.
inline constexpr uint64_t kMostExportBytes = 200u << 20;
inline constexpr int kDeepestJson = 64;
inline constexpr size_t kMostChatBytes = 48u << 20;         ///< strings of one chat while it is read
inline constexpr size_t kMostChatValues = 2'000'000;
inline constexpr size_t kMostForeignChats = 50'000;
inline constexpr size_t kMostChatMessages = 20'000;
inline constexpr size_t kMostMessageBytes = 1u << 20;
inline constexpr size_t kMostForeignTextBytes = 192u << 20; ///< of all chats together

} // namespace sillok::app
