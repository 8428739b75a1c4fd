-- Files that were attached to one chat: their collection is not listed among the others and goes with the chat.
ALTER TABLE collection ADD COLUMN chat_id INTEGER REFERENCES chat(id) ON DELETE CASCADE;
CREATE UNIQUE INDEX collection_of_chat ON collection(chat_id) WHERE chat_id IS NOT NULL;

-- What a person writes again and again. `uid` stays the same in every copy of the vault.
CREATE TABLE prompt (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))) CHECK (length(uid) = 32),
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    text TEXT NOT NULL CHECK (text <> ''),
    changed_at_ms INTEGER NOT NULL
) STRICT;

-- How answers are asked for. NULL: as the makers of the model advise; without a seed every answer has another one.
CREATE TABLE preset (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))) CHECK (length(uid) = 32),
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    instructions TEXT NOT NULL,
    temperature_milli INTEGER CHECK (temperature_milli BETWEEN 0 AND 2000),
    top_p_milli INTEGER CHECK (top_p_milli BETWEEN 1 AND 1000),
    longest_answer_tokens INTEGER NOT NULL CHECK (longest_answer_tokens > 0),
    seed INTEGER
) STRICT;

-- The preset of a chat by its uid; empty, or one that is not there any more: the standard one.
ALTER TABLE chat ADD COLUMN preset_uid TEXT NOT NULL DEFAULT '';
