package dev.giveback.loyalty.shards;

import dev.giveback.loyalty.domain.CustomerId;

/**
 * Which journal shard has a customer: the customer's slot is that of Akka's sharding (the hash of the entity's id, modulo 128, without its sign), and each journal shard
 * has an unbroken range of slots. So all customers of one of Akka's shards are in one database.
 *
 * @param shards how many there are, 1 to 128
 */
record ShardMap(int shards) {
    /** How finely customers are divided, for ever: the most journal shards that there can be. */
    static final int SLOTS = 128;

    ShardMap {
        if (shards < 1 || shards > SLOTS) {
            throw new IllegalArgumentException("journal shards: " + shards + " (expected: 1 to " + SLOTS + ")");
        }
    }

    /** The number of the customer's shard, from 1. */
    int shardOf(CustomerId id) {
        return slotOf(id) * shards / SLOTS + 1;
    }

    static int slotOf(CustomerId id) {
        return Math.abs(id.entity().hashCode() % SLOTS);
    }
}
