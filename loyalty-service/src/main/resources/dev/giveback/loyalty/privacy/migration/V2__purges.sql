-- Whether the bytes of a deleted key may still lie in a page of customer_key, because the table was not written anew since.
ALTER TABLE customer_erasure ADD COLUMN purge_due boolean NOT NULL DEFAULT false;

DROP INDEX customer_erasure_open;

CREATE INDEX customer_erasure_open ON customer_erasure (asked_millis)
WHERE keys_deleted_millis IS NULL OR purge_due;
