// retention.h - Lets chats go by age, without ever believing a wrong clock.
#pragma once

#include "storage/db/database.h"

namespace sillok::storage {

/// How long chats stay. The setting lives in the vault.
class Retention {
public:
    explicit Retention(Database& database) : m_database(database) {}

    /// Days after the last change of a chat until it goes to the trash; 0: it stays.
    Result<int> days();
    /// error BadArgument: negative, or more than a hundred years.
    Result<void> setDays(int days);

    struct Outcome {
        int64_t trashed = 0;
        int64_t removed = 0;       ///< for good; they had been in the trash for kTrashDays
        int64_t messages = 0;      ///< removed one by one as long ago, and now gone for good
    };
    /// Trashes and removes what is due. Cheap when nothing is. Call it when the vault is opened.
    Result<Outcome> run(int64_t wallClockMs);

    /// What the time is, as far as this vault can tell from the clock of the machine. It never goes back behind the newest time that is
    /// believed, and a jump of more than a year forward counts only when another day, later on, says the same again.
    Result<int64_t> believedTime(int64_t wallClockMs);

    static constexpr int kTrashDays = 30;

private:
    Result<int64_t> newestStored(int64_t notAfterMs);
    Result<int64_t> eraseRemoved(int64_t beforeMs);
    Result<int64_t> numberSetting(const char* key);

    Database& m_database;
};

/// Removes a chat with everything in it from the rows and the word indexes. error NotFound.
/// For a removal that no older page of the file survives see shredChat.
Result<void> removeChat(Database& database, int64_t chat);

} // namespace sillok::storage
