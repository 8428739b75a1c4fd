-- How many earlier messages an answer could not take into account, and what a model thought before it answered.
ALTER TABLE message ADD COLUMN left_out_messages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN thought TEXT NOT NULL DEFAULT '';
