-- Where in loyalty-service's feed all webhooks that keep up are told of events. While that feed is being opened at its end the place is behind
-- everything, so that nobody counts as keeping up before it is known.
CREATE TABLE webhook_feed (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    resume_token text NOT NULL,
    transaction_id bigint NOT NULL,
    ordering bigint NOT NULL
);
INSERT INTO webhook_feed (resume_token, transaction_id, ordering) VALUES ('', 9223372036854775807, 0);

-- How far each webhook is. What it is stands in the journal.
CREATE TABLE webhook (
    hook_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    program text COLLATE "C" NOT NULL,
    webhook text COLLATE "C" NOT NULL,
    created_millis bigint NOT NULL,
    -- Whether it is told of events by the feed of all; otherwise it reads from its own place.
    is_live boolean NOT NULL,
    resume_token text NOT NULL,
    transaction_id bigint NOT NULL,
    ordering bigint NOT NULL,
    -- When the latest event that it was told of was recorded.
    read_millis bigint NOT NULL,
    -- What was recorded before is passed over.
    start_millis bigint NOT NULL,
    -- What of its definition has taken effect here.
    state_millis bigint NOT NULL,
    replay_number bigint NOT NULL,
    -- Up to there what it is told is a replay.
    replay_transaction_id bigint NOT NULL,
    replay_ordering bigint NOT NULL,
    -- How calls went; 0 for never.
    failing_since_millis bigint NOT NULL DEFAULT 0,
    last_success_millis bigint NOT NULL DEFAULT 0,
    last_error text NOT NULL DEFAULT '',
    UNIQUE (program, webhook, created_millis)
);

-- Events on their way: no more than a window of each webhook, the rest stays in the journal.
CREATE TABLE webhook_delivery (
    hook_id bigint NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event_id text COLLATE "C" NOT NULL,
    transaction_id bigint NOT NULL,
    ordering bigint NOT NULL,
    -- Without the program.
    customer text COLLATE "C" NOT NULL,
    sequence_number bigint NOT NULL,
    -- Number of giveback.loyalty.v1.StatementEntryType.
    type smallint NOT NULL,
    record_millis bigint NOT NULL,
    is_replay boolean NOT NULL,
    -- Number of giveback.webhook.v1.DeliveryState.
    state smallint NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    first_attempt_millis bigint NOT NULL DEFAULT 0,
    last_attempt_millis bigint NOT NULL DEFAULT 0,
    next_attempt_millis bigint NOT NULL,
    -- Until then one node has it in hand.
    lease_millis bigint NOT NULL DEFAULT 0,
    last_status integer NOT NULL DEFAULT 0,
    last_error text NOT NULL DEFAULT '',
    -- When it was delivered, given up or skipped.
    end_millis bigint NOT NULL DEFAULT 0,
    -- JSON; not kept of what is delivered.
    body text,
    PRIMARY KEY (hook_id, event_id)
);

CREATE INDEX webhook_delivery_pending ON webhook_delivery (hook_id, customer, transaction_id, ordering) WHERE state = 1;
CREATE INDEX webhook_delivery_dead ON webhook_delivery (hook_id, customer, transaction_id, ordering) WHERE state = 3;
CREATE INDEX webhook_delivery_place ON webhook_delivery (hook_id, transaction_id, ordering);
CREATE INDEX webhook_delivery_end ON webhook_delivery (hook_id, end_millis) WHERE state > 1;
