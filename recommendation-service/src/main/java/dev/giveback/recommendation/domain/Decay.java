package dev.giveback.recommendation.domain;

/** How much a purchase still says after some days, looked up: {@code exp(-age / days)}. */
enum Decay {
    /** A half after 180 days: how often a customer buys a product. */
    OWN(180 / Math.log(2)),
    /** For what a customer does now. */
    OWN_NOW(60),
    /** For what a customer did just now. */
    OWN_LAST(20),
    /** Baskets in which products stand together. */
    BASKETS(60),
    /** What similar customers bought. */
    CUSTOMERS(90);

    private static final int DAYS = 2000;

    @SuppressWarnings("ImmutableEnumChecker") // Filled by the constructor, and read only.
    private final float[] table = new float[DAYS];

    Decay(double days) {
        for (int age = 0; age < DAYS; age++) {
            table[age] = (float) Math.exp(-age / days);
        }
    }

    /** Of an age in days; what lies in the future counts as of today, and nothing gets older than 2,000 days. */
    float of(int age) {
        return table[Math.clamp(age, 0, DAYS - 1)];
    }
}
