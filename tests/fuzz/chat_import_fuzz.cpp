// chat_import_fuzz.cpp - libFuzzer entry: exports of other programs' chats, as a JSON text or a zip, and the tree that is made of their messages.
#include "app/services/chat_import/read_chats.h"
#include "engine/base/text.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;
using namespace sillok::app;

bool isClean(const std::string& text) { return isValidUtf8(text) && text.size() <= kMostMessageBytes; }

/// What the desk relies on when it writes a chat: parents stand before their children, nothing is longer than it may be.
void check(const ForeignChat& chat)
{
    const auto count = static_cast<int32_t>(chat.messages.size());
    fuzz::require(count > 0 && chat.messages.size() <= kMostChatMessages && chat.shown >= -1 && chat.shown < count);
    fuzz::require(!chat.id.empty() && isClean(chat.title));
    for (int32_t i = 0; i < count; ++i) {
        const ForeignMessage& message = chat.messages[static_cast<size_t>(i)];
        fuzz::require(message.parent >= -1 && message.parent < i && !message.id.empty());
        fuzz::require(isClean(message.text) && isClean(message.thought) && message.model.find('\n') == std::string::npos);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    size_t chats = 0;
    const auto read = readForeignChats(Bytes(data, size), [&](ForeignChat&& chat) -> Result<void> {
        check(chat);
        ++chats;
        return {};
    });
    fuzz::require(chats <= kMostForeignChats);
    fuzz::require(read.ok() || read.error().code != ErrorCode::Internal);
    return 0;
}
