package dev.giveback.benchmark.sql;

/** What pgbench does in one transaction. */
public enum SqlVariant {
    /** The checkout by six statements from BEGIN to COMMIT, each a round trip: what an application's code does. */
    STATEMENTS,
    /** The same checkout inside one PL/pgSQL function: one round trip, as little as SQL can do it with. */
    FUNCTION,
    /** One row and its commit: what durability alone costs. */
    COMMIT
}
