package dev.giveback.benchmark.sql;

/**
 * Which customer the next transaction is about, as a pgbench expression.
 *
 * @param customers how many there are; the accounts are made before
 */
public record CustomerChoice(int customers, String expression) {
    /** Every customer equally often. */
    public static CustomerChoice uniform(int customers) {
        return new CustomerChoice(customers, "random(1, " + customers + ")");
    }

    /** Always the first. */
    public static CustomerChoice one() {
        return new CustomerChoice(1, "1");
    }

    /** Customer k in proportion to 1 / k^exponent. */
    public static CustomerChoice zipf(int customers, double exponent) {
        return new CustomerChoice(customers, "random_zipfian(1, " + customers + ", " + exponent + ")");
    }
}
