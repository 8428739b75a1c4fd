-- How many numbers of persons and companies the guard saw in a document, by kind: "resident 2, phone 1". Never the numbers.
ALTER TABLE document ADD COLUMN identifiers TEXT NOT NULL DEFAULT '';
