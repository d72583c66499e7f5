-- What a survey or message that is planned is about; 0 of one without an occasion. Which one those are about that are there is not known, so they
-- count as being about latest purchases until their next version, which costs a little and changes nothing.
ALTER TABLE planned_source ADD COLUMN kind smallint NOT NULL DEFAULT 5;
ALTER TABLE planned_source ALTER COLUMN kind DROP DEFAULT;

-- Whether it was another customer's, whose orders are not among those that its new customer is said to have.
ALTER TABLE occasion ADD COLUMN is_moved boolean NOT NULL DEFAULT false;

-- Each purchase is an occasion too.
DROP TABLE purchase;
