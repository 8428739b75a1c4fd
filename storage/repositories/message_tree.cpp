#include "storage/repositories/message_tree.h"

#include "storage/db/transaction.h"

#include <optional>

namespace sillok::storage {

namespace {

constexpr const char* kNoMessage = "no such message";

std::optional<int64_t> orNull(int64_t id) { return id ? std::optional(id) : std::nullopt; }

Result<std::vector<MessageId>> idsOf(Statement& statement)
{
    std::vector<MessageId> ids;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return ids;
        ids.push_back(statement.columnNumber(0));
    }
}

/// What belongs to one message and goes along into a copy: table, its columns behind the message's number.
constexpr std::pair<const char*, const char*> kParts[] = {
    { "citation", "ordinal, number, document_id, passage_id, document_name, heading_path, page, page_is_estimated, passage_text, quote, start_code_point, "
                  "end_code_point, is_verified, matched_term_lines" },
    { "answer_scope", "ordinal, kind, name, document_id" },
    { "answer_record", "model_name, model_id, model_version, model_digest, program_version, request" },
    { "answer_source", "document_name, sha256" },
};

constexpr const char* kCopied = "role, mode, text, created_at_ms, collection_id, collection_name, documents_searched, model_name, duration_seconds, "
                                "tokens_per_second, problem_code, problem_detail, left_out_messages, thought, is_pinned, prompt_tokens, written_tokens, "
                                "first_word_seconds";

} // namespace

Result<MessageTree::Place> MessageTree::placeOf(MessageId message)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT m.chat_id, coalesce(m.parent_id, 0), coalesce(c.leaf_id, 0), m.removed_at_ms IS NOT NULL, m.is_pinned FROM message m "
                           "JOIN chat c ON c.id = m.chat_id WHERE m.id = ?"));
    SILLOK_CHECK(statement.bindAll(message));
    SILLOK_TRY(const bool there, statement.step());
    if (!there)
        return fail(ErrorCode::NotFound, kNoMessage);
    return Place { statement.columnNumber(0), statement.columnNumber(1), statement.columnNumber(2), statement.columnNumber(3) != 0, statement.columnNumber(4) != 0 };
}

Result<std::vector<MessageId>> MessageTree::versions(MessageId message)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT s.id FROM message m JOIN message s ON s.chat_id = m.chat_id AND s.parent_id IS m.parent_id "
                           "WHERE m.id = ? AND s.removed_at_ms IS NULL ORDER BY s.id"));
    SILLOK_CHECK(statement.bindAll(message));
    return idsOf(statement);
}

/// The last message of the branch that is shown below `message` whenever it is shown itself.
Result<MessageId> MessageTree::endBelow(MessageId message)
{
    SILLOK_TRY(Statement next,
        m_database.prepare("SELECT coalesce((SELECT c.id FROM message p JOIN message c ON c.id = p.shown_child_id AND c.parent_id = p.id WHERE p.id = ?1 AND "
                           "c.removed_at_ms IS NULL), (SELECT max(id) FROM message WHERE parent_id = ?1 AND removed_at_ms IS NULL), 0)"));
    for (;;) {
        SILLOK_TRY(const MessageId child, next.number(message));
        if (child == 0)
            return message;
        message = child;
    }
}

/// Shows the branch that ends at `leaf` (0: nothing) and writes into the step what was shown before.
Result<void> MessageTree::moveLeaf(TreeStep& step, MessageId leaf)
{
    SILLOK_TRY(Statement changing,
        m_database.prepare("WITH RECURSIVE branch(id, parent_id) AS (SELECT id, parent_id FROM message WHERE id = ?1 UNION ALL SELECT p.id, p.parent_id FROM "
                           "message p JOIN branch b ON p.id = b.parent_id) SELECT p.id, coalesce(p.shown_child_id, 0), b.id FROM branch b JOIN message p ON "
                           "p.id = b.parent_id WHERE p.shown_child_id IS NOT b.id"));
    SILLOK_CHECK(changing.bindAll(leaf));
    std::vector<std::pair<MessageId, MessageId>> now;
    for (;;) {
        SILLOK_TRY(const bool row, changing.step());
        if (!row)
            break;
        step.shownBefore.emplace_back(changing.columnNumber(0), changing.columnNumber(1));
        now.emplace_back(changing.columnNumber(0), changing.columnNumber(2));
    }
    SILLOK_TRY(Statement change, m_database.prepare("UPDATE message SET shown_child_id = ? WHERE id = ?"));
    for (const auto& [parent, child] : now)
        SILLOK_CHECK(change.run(child, parent));
    return setLeaf(step.chat, leaf);
}

Result<void> MessageTree::setLeaf(ChatId chat, MessageId leaf)
{
    SILLOK_TRY(Statement set, m_database.prepare("UPDATE chat SET leaf_id = ? WHERE id = ?"));
    return set.run(orNull(leaf), chat);
}

Result<TreeStep> MessageTree::added(ChatId chat, MessageId message)
{
    SILLOK_TRY(const Place place, placeOf(message));
    TreeStep step { TreeStep::Kind::Added, chat, message, place.leaf, {} };
    SILLOK_CHECK(moveLeaf(step, message));
    return step;
}

Result<TreeStep> MessageTree::show(MessageId message)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(const Place place, placeOf(message));
    if (place.removed)
        return fail(ErrorCode::NotFound, kNoMessage);
    TreeStep step { TreeStep::Kind::Showed, place.chat, message, place.leaf, {} };
    SILLOK_TRY(const MessageId end, endBelow(message));
    SILLOK_CHECK(moveLeaf(step, end));
    SILLOK_CHECK(transaction.commit());
    return step;
}

/// Marks a message and what is below it as removed, and returns how many messages that are.
Result<int64_t> MessageTree::mark(MessageId root, int64_t nowMs)
{
    SILLOK_TRY(Statement mark,
        m_database.prepare("WITH RECURSIVE below(id) AS (SELECT ?1 UNION ALL SELECT m.id FROM message m JOIN below b ON m.parent_id = b.id) UPDATE message SET "
                           "removed_at_ms = ?2, removed_with_id = ?1 WHERE id IN below AND removed_at_ms IS NULL"));
    SILLOK_CHECK(mark.run(root, nowMs));
    return m_database.changedRows();
}

/// The version that takes a removed one's place: the next newer one, otherwise the next older one; 0: there is none.
Result<MessageId> MessageTree::neighbour(MessageId message, const Place& place)
{
    SILLOK_TRY(Statement find,
        m_database.prepare("SELECT coalesce((SELECT min(id) FROM message WHERE chat_id = ?1 AND parent_id IS ?2 AND id > ?3 AND removed_at_ms IS NULL), "
                           "(SELECT max(id) FROM message WHERE chat_id = ?1 AND parent_id IS ?2 AND id < ?3 AND removed_at_ms IS NULL), 0)"));
    return find.number(place.chat, orNull(place.parent), message);
}

Result<TreeStep> MessageTree::remove(MessageId message, int64_t nowMs)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(const Place place, placeOf(message));
    if (place.removed)
        return fail(ErrorCode::NotFound, kNoMessage);
    SILLOK_TRY(Statement writing,
        m_database.prepare("WITH RECURSIVE below(id) AS (SELECT ? UNION ALL SELECT m.id FROM message m JOIN below b ON m.parent_id = b.id) SELECT count(*) FROM "
                           "message WHERE state = 1 AND id IN below"));
    SILLOK_TRY(const int64_t busy, writing.number(message));
    if (busy != 0)
        return fail(ErrorCode::Busy, "removing an answer that is being written");
    TreeStep step { TreeStep::Kind::Removed, place.chat, message, place.leaf, {} };
    SILLOK_CHECK(mark(message, nowMs));
    SILLOK_TRY(Statement shown, m_database.prepare("SELECT removed_at_ms IS NOT NULL FROM message WHERE id = ?"));
    SILLOK_TRY(const int64_t shownGone, shown.number(place.leaf));
    if (shownGone != 0) {
        SILLOK_TRY(MessageId leaf, neighbour(message, place));
        if (leaf != 0) {
            SILLOK_TRY(leaf, endBelow(leaf));
        } else {
            leaf = place.parent;
        }
        SILLOK_CHECK(moveLeaf(step, leaf));
    }
    SILLOK_CHECK(transaction.commit());
    return step;
}

Result<TreeStep> MessageTree::pin(MessageId message, bool pinned)
{
    SILLOK_TRY(const Place place, placeOf(message));
    TreeStep step { pinned == place.pinned ? TreeStep::Kind::Showed : TreeStep::Kind::Pinned, place.chat, message, place.leaf, {} };
    SILLOK_TRY(Statement pin, m_database.prepare("UPDATE message SET is_pinned = ? WHERE id = ?"));
    SILLOK_CHECK(pin.run(pinned, message));
    return step;
}

Result<int64_t> MessageTree::restoreRemoved(ChatId chat)
{
    SILLOK_TRY(Statement restore,
        m_database.prepare("UPDATE message SET removed_at_ms = NULL, removed_with_id = NULL WHERE chat_id = ? AND removed_at_ms IS NOT NULL"));
    SILLOK_CHECK(restore.run(chat));
    const int64_t restored = m_database.changedRows();
    SILLOK_TRY(Statement first, m_database.prepare("SELECT coalesce((SELECT max(id) FROM message WHERE chat_id = ?1 AND parent_id IS NULL AND (SELECT leaf_id FROM "
                                                   "chat WHERE id = ?1) IS NULL), 0)"));
    SILLOK_TRY(const MessageId emptyUntilNow, first.number(chat)); // nothing was shown: now there is something to show
    if (emptyUntilNow != 0)
        SILLOK_CHECK(show(emptyUntilNow));
    return restored;
}

Result<void> MessageTree::undo(const TreeStep& step, int64_t nowMs)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    if (step.kind == TreeStep::Kind::Added)
        SILLOK_CHECK(mark(step.message, nowMs));
    if (step.kind == TreeStep::Kind::Removed) {
        SILLOK_TRY(Statement restore, m_database.prepare("UPDATE message SET removed_at_ms = NULL, removed_with_id = NULL WHERE removed_with_id = ?"));
        SILLOK_CHECK(restore.run(step.message));
    }
    if (step.kind == TreeStep::Kind::Pinned) {
        SILLOK_TRY(Statement pin, m_database.prepare("UPDATE message SET is_pinned = 1 - is_pinned WHERE id = ?"));
        SILLOK_CHECK(pin.run(step.message));
    } else {
        SILLOK_TRY(Statement shown, m_database.prepare("UPDATE message SET shown_child_id = ? WHERE id = ?"));
        for (const auto& [parent, child] : step.shownBefore)
            SILLOK_CHECK(shown.run(orNull(child), parent));
        SILLOK_CHECK(setLeaf(step.chat, step.leafBefore));
    }
    return transaction.commit();
}

Result<ChatId> MessageTree::copyBranch(MessageId last, std::string_view title, int64_t nowMs)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(Statement branch,
        m_database.prepare("WITH RECURSIVE branch(id, parent_id) AS (SELECT id, parent_id FROM message WHERE id = ? AND removed_at_ms IS NULL UNION ALL SELECT "
                           "p.id, p.parent_id FROM message p JOIN branch b ON p.id = b.parent_id) SELECT id FROM branch ORDER BY id"));
    SILLOK_CHECK(branch.bindAll(last));
    SILLOK_TRY(const std::vector<MessageId> messages, idsOf(branch));
    if (messages.empty())
        return fail(ErrorCode::NotFound, kNoMessage);
    SILLOK_TRY(Statement make, // beside the first one, written as it is; the title is given, no model gives another
        m_database.prepare("INSERT INTO chat (id, title, created_at_ms, updated_at_ms, folder_id, preset_uid, title_by) SELECT (SELECT max(id) + 1 FROM chat), ?1, "
                           "?2, ?2, folder_id, preset_uid, 3 FROM chat WHERE id = (SELECT chat_id FROM message WHERE id = ?3)"));
    SILLOK_CHECK(make.run(title, nowMs, last));
    const ChatId chat = m_database.lastInsertId();
    SILLOK_TRY(Statement add,
        m_database.prepare(std::string("INSERT INTO message (id, chat_id, parent_id, state, ") + kCopied
            + ") SELECT (SELECT max(id) + 1 FROM message), ?1, ?2, CASE state WHEN 1 THEN 3 ELSE state END, " + kCopied + " FROM message WHERE id = ?3")); // a copy is not written on
    std::vector<Statement> parts;
    for (const auto& [table, columns] : kParts) {
        SILLOK_TRY(Statement part,
            m_database.prepare(std::string("INSERT INTO ") + table + " (message_id, " + columns + ") SELECT ?1, " + columns + " FROM " + table + " WHERE message_id = ?2"));
        parts.push_back(std::move(part));
    }
    MessageId parent = 0;
    for (const MessageId message : messages) {
        SILLOK_CHECK(add.run(chat, orNull(parent), message));
        const MessageId copy = m_database.lastInsertId();
        for (Statement& part : parts)
            SILLOK_CHECK(part.run(copy, message));
        parent = copy;
    }
    SILLOK_CHECK(added(chat, parent));
    SILLOK_CHECK(transaction.commit());
    return chat;
}

} // namespace sillok::storage
