-- Received from other customers less sent to them.
ALTER TABLE customer_directory ADD COLUMN transferred bigint NOT NULL DEFAULT 0;

-- Minus the points in transit.
ALTER TABLE program_totals ADD COLUMN transferred bigint NOT NULL DEFAULT 0;

-- What customers do together in steps and have not finished: a row comes with the event of the first step, and goes with that of the
-- last. There are few, so it needs no index beside the key.
CREATE TABLE saga_under_way (
    -- When the first step was recorded.
    since_millis bigint NOT NULL,
    -- When the driver last had it go on.
    tried_millis bigint NOT NULL DEFAULT 0,
    program text COLLATE "C" NOT NULL,
    -- The customer that drives it.
    customer text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    -- Which one in this customer.
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, customer, kind, id)
);
