package dev.giveback.standalone;

import dev.giveback.recommendation.v1.Mode;

/** Which products may be recommended, as it is typed. */
enum RecommendMode {
    /** All. */
    ANY(Mode.MODE_ANY),
    /** What the customer never bought. */
    NEW(Mode.MODE_ONLY_NEW),
    /** What the customer bought before. */
    AGAIN(Mode.MODE_BUY_AGAIN);

    private final Mode constant;

    RecommendMode(Mode constant) {
        this.constant = constant;
    }

    Mode constant() {
        return constant;
    }
}
