-- Keys and sessions, those that are forgotten too.
CREATE TABLE access_keys (
    create_millis bigint NOT NULL,
    rotate_millis bigint NOT NULL,
    expire_millis bigint,
    revoke_millis bigint,
    previous_expire_millis bigint,
    requests_per_second integer NOT NULL,
    key_id text COLLATE "C" PRIMARY KEY,
    -- The key of a session; empty for a key.
    parent_id text COLLATE "C" NOT NULL,
    display_name text NOT NULL,
    scopes text[] NOT NULL,
    programs text[] NOT NULL,
    creator text NOT NULL,
    secret_prefix text NOT NULL
);
CREATE INDEX access_keys_by_time ON access_keys (create_millis DESC, key_id DESC) WHERE parent_id = '';
CREATE INDEX access_keys_and_sessions_by_time ON access_keys (create_millis DESC, key_id DESC);

-- Acts. What was sent and what was there before and after stand in the row, and are read a page at a time.
CREATE TABLE access_audit (
    act_id bigint PRIMARY KEY,
    begin_millis bigint NOT NULL,
    end_millis bigint,
    program text COLLATE "C" NOT NULL,
    principal text COLLATE "C" NOT NULL,
    method text COLLATE "C" NOT NULL,
    resource text COLLATE "C" NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    -- giveback.access.v1.AuditEntry as it began.
    entry bytea NOT NULL,
    after_json text NOT NULL
);
CREATE INDEX access_audit_program ON access_audit (program, act_id);
CREATE INDEX access_audit_principal ON access_audit (principal, act_id);
CREATE INDEX access_audit_method ON access_audit (method, act_id);
CREATE INDEX access_audit_resource ON access_audit (resource, act_id);
CREATE INDEX access_audit_time ON access_audit (begin_millis);

-- The methods that the log has, which are few, so that a part of a name is looked for among them.
CREATE TABLE access_audit_methods (
    method text COLLATE "C" PRIMARY KEY
);

-- Approvals of all programs.
CREATE TABLE access_approvals (
    approval_id bigint NOT NULL,
    create_millis bigint NOT NULL,
    expire_millis bigint NOT NULL,
    review_millis bigint,
    kind smallint NOT NULL,
    -- Null as long as nobody has decided.
    approved boolean,
    program text COLLATE "C" NOT NULL,
    method text NOT NULL,
    resource text NOT NULL,
    request_json text NOT NULL,
    requester text NOT NULL,
    reviewer text NOT NULL,
    review_comment text NOT NULL,
    PRIMARY KEY (program, approval_id)
);
CREATE INDEX access_approvals_waiting ON access_approvals (program, approval_id) WHERE approved IS NULL;
