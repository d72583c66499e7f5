-- How many keys an erasure deleted: whoever finished it, the call or what goes on by itself, the answer is the same.
ALTER TABLE customer_erasure ADD COLUMN keys_deleted integer NOT NULL DEFAULT 0;
