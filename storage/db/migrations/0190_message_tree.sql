-- Branches remember which way they were read last. What a person takes out of sight stays for a while and comes back by undoing: every row below
-- it is marked with where the taking began. A pinned message stays in the model's context when older ones leave.
ALTER TABLE message ADD COLUMN shown_child_id INTEGER;
ALTER TABLE message ADD COLUMN removed_at_ms INTEGER;
ALTER TABLE message ADD COLUMN removed_with_id INTEGER;
ALTER TABLE message ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1));
CREATE INDEX message_by_removal ON message(removed_with_id) WHERE removed_with_id IS NOT NULL;
-- What an answer cost: tokens read and written, and how long the first word took.
ALTER TABLE message ADD COLUMN prompt_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN written_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN first_word_seconds REAL NOT NULL DEFAULT 0;
