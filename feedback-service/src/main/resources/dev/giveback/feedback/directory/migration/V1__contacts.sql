-- Up to which event the tables below tell the journal, and how many rows they have by it. One row, changed in the transaction that changes them.
CREATE TABLE directory_marker (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    transaction_id bigint NOT NULL,
    ordering bigint NOT NULL,
    -- The end of the journal when the tables were begun anew: before it they tell the past, and nothing in them is due yet.
    target_transaction_id bigint NOT NULL,
    target_ordering bigint NOT NULL,
    contacts bigint NOT NULL,
    answers bigint NOT NULL,
    follow_ups bigint NOT NULL,
    outbox bigint NOT NULL,
    rewards bigint NOT NULL,
    referrals bigint NOT NULL,
    referrals_due bigint NOT NULL,
    referral_codes bigint NOT NULL
);

-- What was decided about customers and became of it, as their journals tell it; a moment behind.
CREATE TABLE contact (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    contact_id text COLLATE "C" NOT NULL,
    -- surveys/{survey} or messages/{message}.
    source text COLLATE "C" NOT NULL,
    source_version bigint NOT NULL,
    -- Numbers of giveback.feedback.v1.OccasionKind, Channel, ContactPurpose, ContactState and NotSentReason.
    occasion smallint NOT NULL,
    reference text COLLATE "C" NOT NULL,
    occasion_millis bigint NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    state smallint NOT NULL,
    reason smallint NOT NULL,
    chance_per_10000 integer NOT NULL,
    drawn integer NOT NULL,
    language_code text NOT NULL,
    decide_millis bigint NOT NULL,
    -- When it went out; NULL if it did not.
    send_millis bigint,
    attempts integer NOT NULL DEFAULT 0,
    retry_millis bigint,
    last_error text NOT NULL DEFAULT '',
    expire_millis bigint,
    -- When the customer was asked, for reports: when it went out, or was answered without our knowing that it had.
    ask_millis bigint,
    answer_millis bigint,
    score smallint,
    is_simulated boolean NOT NULL DEFAULT false,
    categories text[] NOT NULL,
    campaigns text[] NOT NULL,
    tier_id text NOT NULL,
    PRIMARY KEY (program, customer, contact_id)
);

CREATE INDEX contact_time ON contact (program, decide_millis, customer, contact_id);
CREATE INDEX contact_source ON contact (program, source, decide_millis, customer, contact_id);
CREATE INDEX contact_asked ON contact (program, source, ask_millis) WHERE ask_millis IS NOT NULL;
-- Those who were to be asked, or were held out (reason 5), of occasions that the chance took: sent, or kept back for a reason that comes after it.
CREATE INDEX contact_compared ON contact (program, source, customer, occasion_millis, contact_id)
    WHERE reason IN (0, 5, 7, 8, 9, 10, 11) AND drawn < chance_per_10000;
-- What is on its way, failed or not known: few.
CREATE INDEX contact_open ON contact (program, state, decide_millis, customer, contact_id) WHERE state IN (2, 3, 5, 6);

-- Answers. What was written in them is not here, only what finds it.
CREATE TABLE answer (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    contact_id text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    source_version bigint NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    score smallint,
    -- As in its contact.
    ask_millis bigint NOT NULL,
    answer_millis bigint NOT NULL,
    is_simulated boolean NOT NULL,
    -- A giveback.journal.v1.StoredAnswered.
    answered bytea NOT NULL,
    -- {question}/{choice}, for counting.
    choices text[] NOT NULL,
    text_hashes bytea[] NOT NULL,
    is_delivered boolean NOT NULL DEFAULT false,
    PRIMARY KEY (program, customer, contact_id)
);

CREATE INDEX answer_time ON answer (program, source, answer_millis, customer, contact_id);
CREATE INDEX answer_asked ON answer (program, source, ask_millis);

-- Follow-ups of low scores.
CREATE TABLE follow_up (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    contact_id text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    score smallint NOT NULL,
    -- The number of giveback.feedback.v1.FollowUpState.
    state smallint NOT NULL,
    assignee text NOT NULL,
    create_millis bigint NOT NULL,
    update_millis bigint NOT NULL,
    recovery_points bigint NOT NULL,
    recovery_campaign text NOT NULL,
    -- Whether the customer was erased or merged: nobody can be followed up.
    is_gone boolean NOT NULL DEFAULT false,
    PRIMARY KEY (program, customer, contact_id)
);

CREATE INDEX follow_up_open ON follow_up (program, create_millis, customer, contact_id) WHERE state <> 3 AND NOT is_gone;
CREATE INDEX follow_up_time ON follow_up (program, create_millis, customer, contact_id);

-- What is to be sent, from when on.
CREATE TABLE outbox (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    contact_id text COLLATE "C" NOT NULL,
    channel smallint NOT NULL,
    due_millis bigint NOT NULL,
    PRIMARY KEY (program, customer, contact_id)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX outbox_due ON outbox (due_millis);

-- Rewards that have not reached their customers.
CREATE TABLE reward_due (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    reward_id text COLLATE "C" NOT NULL,
    -- Points, or a campaign.
    points bigint NOT NULL,
    campaign text COLLATE "C" NOT NULL,
    due_millis bigint NOT NULL,
    PRIMARY KEY (program, customer, reward_id)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX reward_due_time ON reward_due (due_millis);

-- Who came by whose code.
CREATE TABLE referral (
    program text COLLATE "C" NOT NULL,
    referee text COLLATE "C" NOT NULL,
    referrer text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    reward_points bigint NOT NULL,
    reward_campaign text COLLATE "C" NOT NULL,
    redeem_millis bigint NOT NULL,
    PRIMARY KEY (program, referee)
);

-- Referrers who are to be told that somebody who came by their code has bought.
CREATE TABLE referral_due (
    program text COLLATE "C" NOT NULL,
    referee text COLLATE "C" NOT NULL,
    referrer text COLLATE "C" NOT NULL,
    due_millis bigint NOT NULL,
    PRIMARY KEY (program, referee)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX referral_due_time ON referral_due (due_millis);

-- Whose a referral code is.
CREATE TABLE referral_code (
    program text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, code)
);
