-- A name for each row that stays its own in every copy of the vault, so that merging the same backup twice adds nothing.
ALTER TABLE chat ADD COLUMN uid BLOB CHECK (length(uid) = 16);
ALTER TABLE message ADD COLUMN uid BLOB CHECK (length(uid) = 16);
ALTER TABLE collection ADD COLUMN uid BLOB CHECK (length(uid) = 16);
ALTER TABLE document ADD COLUMN uid BLOB CHECK (length(uid) = 16);
UPDATE chat SET uid = randomblob(16);
UPDATE message SET uid = randomblob(16);
UPDATE collection SET uid = randomblob(16);
UPDATE document SET uid = randomblob(16);
CREATE UNIQUE INDEX chat_by_uid ON chat(uid);
CREATE UNIQUE INDEX message_by_uid ON message(uid);
CREATE UNIQUE INDEX collection_by_uid ON collection(uid);
CREATE UNIQUE INDEX document_by_uid ON document(uid);
CREATE TRIGGER chat_uid_given AFTER INSERT ON chat WHEN new.uid IS NULL BEGIN
    UPDATE chat SET uid = randomblob(16) WHERE id = new.id;
END;
CREATE TRIGGER message_uid_given AFTER INSERT ON message WHEN new.uid IS NULL BEGIN
    UPDATE message SET uid = randomblob(16) WHERE id = new.id;
END;
CREATE TRIGGER collection_uid_given AFTER INSERT ON collection WHEN new.uid IS NULL BEGIN
    UPDATE collection SET uid = randomblob(16) WHERE id = new.id;
END;
CREATE TRIGGER document_uid_given AFTER INSERT ON document WHEN new.uid IS NULL BEGIN
    UPDATE document SET uid = randomblob(16) WHERE id = new.id;
END;
