package dev.giveback.torture.simulation;

/** A fault that is planted. */
enum Plant {
    /** None. */
    NONE("nothing"),
    /** Some writes are said to be stored and are not. */
    LOST_EVENT("the journal loses an event that it has acknowledged"),
    /** An answer is given to whoever asks next, too. */
    DOUBLED_REPLY("an answer is given twice, the second time to somebody else"),
    /** Points are taken from the lot with one point less. */
    OFF_BY_ONE_LOT("one point less is taken from a lot than was spent"),
    /** A campaign gives one more than its limits allow. */
    OVER_LIMIT("a campaign gives beyond its limit"),
    /** Requests are not remembered. */
    NO_MEMORY("a repeated request has its effect again"),
    /** The caller is told before the write is over. */
    EARLY_ANSWER("an answer is given before its event is stored"),
    /** The feed's place is stored before its news are. */
    EARLY_COMMIT("the feed's place is stored before the news are settled"),
    /** Snapshots miss the latest event. */
    STALE_SNAPSHOT("a snapshot says that it has an event which it has not"),
    /** Actors believe that it is two hours later than it is. */
    EARLY_EXPIRY("points and holds expire two hours too early"),
    /** Days end at midnight in UTC. */
    LONG_DAYS("days end at midnight in UTC, wherever the shop is");

    private final String words;

    Plant(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
