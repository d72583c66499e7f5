package dev.giveback.loyalty.directory;

/**
 * The three tables of the directory by their names, or three of the same form.
 *
 * @param customers one row a customer
 * @param programs the sums
 * @param sagas those under way
 */
record TableNames(String customers, String programs, String sagas) {
    /** Those from which questions are answered. */
    static final TableNames LIVE = new TableNames("customer_directory", "program_totals", "saga_under_way");

    /** Those that are built beside the live ones. */
    static final TableNames SHADOW =
            new TableNames("rebuild_customer_directory", "rebuild_program_totals", "rebuild_saga_under_way");

    /** Those of one customer alone, which live for one transaction. */
    static final TableNames ONE = new TableNames("one_customer_directory", "one_program_totals", "one_saga_under_way");

    /** A statement with {@code %1$s}, {@code %2$s} and {@code %3$s} for customers, programs and sagas. */
    String in(String sql) {
        return sql.formatted(customers, programs, sagas);
    }
}
