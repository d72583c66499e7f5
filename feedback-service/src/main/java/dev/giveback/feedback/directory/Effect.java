package dev.giveback.feedback.directory;

/**
 * What an event does to the read model, a statement each. Their values come in the order of the question marks. In one batch the kinds are sent as
 * they are declared: what puts a row in that another customer's event takes out stands before it.
 */
enum Effect {
    /** After an erasure an occasion may be decided again, to the effect that nobody is there: the first decision stays. */
    ADD_CONTACT("""
            INSERT INTO contact (program, customer, contact_id, source, source_version, occasion, reference, occasion_millis,
                channel, purpose, state, reason, chance_per_10000, drawn, language_code, decide_millis, send_millis,
                ask_millis, expire_millis, categories, campaigns, tier_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, Counted.CONTACTS, 1),
    BEGIN_ATTEMPT("""
            UPDATE contact SET state = 2, attempts = ?, retry_millis = NULL
            WHERE program = ? AND customer = ? AND contact_id = ?
            """),
    END_ATTEMPT("""
            UPDATE contact SET state = ?, reason = ?, send_millis = coalesce(?, send_millis), ask_millis = coalesce(ask_millis, ?),
                retry_millis = ?, last_error = coalesce(?, last_error)
            WHERE program = ? AND customer = ? AND contact_id = ?
            """),
    ANSWER_CONTACT("""
            UPDATE contact SET answer_millis = ?, ask_millis = coalesce(ask_millis, ?), score = ?, is_simulated = ?
            WHERE program = ? AND customer = ? AND contact_id = ?
            """),
    /** What was on its way to somebody who is gone is not sent (reason 1); a try that is under way may still tell what came of it. */
    CLOSE_CONTACTS("""
            UPDATE contact SET state = 1, reason = 1, retry_millis = NULL
            WHERE program = ? AND customer = ? AND (state = 3 OR state = 2 AND (attempts = 0 OR ?))
            """),
    /** The order is known of purchases; a refund's reference begins with it. */
    ADD_ANSWER("""
            INSERT INTO answer (program, customer, contact_id, source, source_version, order_id, score, ask_millis,
                answer_millis, is_simulated, answered, choices, text_hashes)
            SELECT program, customer, contact_id, source, source_version,
                CASE WHEN occasion IN (1, 5) THEN reference WHEN occasion = 2 THEN split_part(reference, '/', 1) ELSE '' END,
                ?, coalesce(ask_millis, ?), ?, ?, ?, ?, ?
            FROM contact WHERE program = ? AND customer = ? AND contact_id = ?
            """, Counted.ANSWERS, 1),
    DELIVER_ANSWER("UPDATE answer SET is_delivered = true WHERE program = ? AND customer = ? AND contact_id = ?"),
    ADD_FOLLOW_UP("""
            INSERT INTO follow_up (program, customer, contact_id, source, order_id, score, state, assignee, create_millis,
                update_millis, recovery_points, recovery_campaign)
            SELECT program, customer, contact_id, source,
                CASE WHEN occasion IN (1, 5) THEN reference WHEN occasion = 2 THEN split_part(reference, '/', 1) ELSE '' END,
                ?, 1, '', ?, ?, ?, ?
            FROM contact WHERE program = ? AND customer = ? AND contact_id = ?
            """, Counted.FOLLOW_UPS, 1),
    CHANGE_FOLLOW_UP("""
            UPDATE follow_up SET state = ?, assignee = ?, update_millis = ?
            WHERE program = ? AND customer = ? AND contact_id = ?
            """),
    CLOSE_FOLLOW_UPS("UPDATE follow_up SET is_gone = true WHERE program = ? AND customer = ?"),
    PUT_OUTBOX("""
            INSERT INTO outbox (program, customer, contact_id, channel, due_millis) VALUES (?, ?, ?, ?, ?)
            """, Counted.OUTBOX, 1),
    /** Of a contact that was taken out, or is there. Only what comes in is counted. */
    MOVE_OUTBOX("""
            WITH moved AS (
                UPDATE outbox SET due_millis = ? WHERE program = ? AND customer = ? AND contact_id = ? RETURNING contact_id)
            INSERT INTO outbox (program, customer, contact_id, channel, due_millis)
            SELECT program, customer, contact_id, channel, ? FROM contact
            WHERE program = ? AND customer = ? AND contact_id = ? AND NOT EXISTS (SELECT FROM moved)
            """, Counted.OUTBOX, 1),
    TAKE_OUTBOX("DELETE FROM outbox WHERE program = ? AND customer = ? AND contact_id = ?", Counted.OUTBOX, -1),
    CLEAR_OUTBOX("DELETE FROM outbox WHERE program = ? AND customer = ?", Counted.OUTBOX, -1),
    ADD_REWARD("""
            INSERT INTO reward_due (program, customer, reward_id, points, campaign, due_millis) VALUES (?, ?, ?, ?, ?, ?)
            """, Counted.REWARDS, 1),
    SETTLE_REWARD("DELETE FROM reward_due WHERE program = ? AND customer = ? AND reward_id = ?", Counted.REWARDS, -1),
    CLEAR_REWARDS("DELETE FROM reward_due WHERE program = ? AND customer = ?", Counted.REWARDS, -1),
    ADD_REFERRAL("""
            INSERT INTO referral (program, referee, referrer, code, reward_points, reward_campaign, redeem_millis)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, Counted.REFERRALS, 1),
    EARN_REFERRAL("""
            INSERT INTO referral_due (program, referee, referrer, due_millis)
            SELECT program, referee, referrer, ? FROM referral WHERE program = ? AND referee = ?
            """, Counted.REFERRALS_DUE, 1),
    REWARD_REFEREE("""
            INSERT INTO reward_due (program, customer, reward_id, points, campaign, due_millis)
            SELECT program, referee, ?, reward_points, reward_campaign, ? FROM referral WHERE program = ? AND referee = ?
            """, Counted.REWARDS, 1),
    CREDIT_REFERRAL("DELETE FROM referral_due WHERE program = ? AND referee = ?", Counted.REFERRALS_DUE, -1),
    /** 50 random bits a code: should two customers ever have the same, it is the first one's. */
    ADD_CODE("""
            INSERT INTO referral_code (program, code, customer) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """, Counted.REFERRAL_CODES, 1);

    /** Tables whose rows the marker counts. */
    enum Counted {
        CONTACTS("contact"),
        ANSWERS("answer"),
        FOLLOW_UPS("follow_up"),
        OUTBOX("outbox"),
        REWARDS("reward_due"),
        REFERRALS("referral"),
        REFERRALS_DUE("referral_due"),
        REFERRAL_CODES("referral_code"),
        /** What changes rows and neither adds nor takes any. */
        NOTHING("");

        private final String table;

        Counted(String table) {
            this.table = table;
        }

        String table() {
            return table;
        }
    }

    private final String sql;
    private final Counted counted;
    private final int sign;

    Effect(String sql, Counted counted, int sign) {
        this.sql = sql;
        this.counted = counted;
        this.sign = sign;
    }

    Effect(String sql) {
        this(sql, Counted.NOTHING, 0);
    }

    String sql() {
        return sql;
    }

    Counted counted() {
        return counted;
    }

    /** 1 when its rows come in, −1 when they go. */
    int sign() {
        return sign;
    }

    /** Whether it must change exactly one row: otherwise the tables are not those that the journal told before. */
    boolean isExact() {
        return switch (this) {
            case BEGIN_ATTEMPT,
                    END_ATTEMPT,
                    ANSWER_CONTACT,
                    ADD_ANSWER,
                    ADD_FOLLOW_UP,
                    CHANGE_FOLLOW_UP,
                    PUT_OUTBOX,
                    ADD_REWARD,
                    ADD_REFERRAL,
                    EARN_REFERRAL -> true;
            case ADD_CONTACT,
                    CLOSE_CONTACTS,
                    DELIVER_ANSWER,
                    CLOSE_FOLLOW_UPS,
                    MOVE_OUTBOX,
                    TAKE_OUTBOX,
                    CLEAR_OUTBOX,
                    SETTLE_REWARD,
                    CLEAR_REWARDS,
                    REWARD_REFEREE,
                    CREDIT_REFERRAL,
                    ADD_CODE -> false;
        };
    }
}
