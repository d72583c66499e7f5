package dev.giveback.loyalty.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import dev.giveback.loyalty.domain.CustomerId;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardMapTest {
    /** Akka's own rule is the oracle. */
    @Test
    void aSlotIsTheShardThatAkkaHasForTheCustomer() {
        HashCodeMessageExtractor<String> akka = new HashCodeMessageExtractor<>(ShardMap.SLOTS);
        for (int i = 0; i < 10_000; i++) {
            CustomerId id = new CustomerId("shop-" + i % 7, "c" + i);
            assertThat(Integer.toString(ShardMap.slotOf(id))).isEqualTo(akka.shardId(id.entity()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 127, 128})
    void eachShardHasAnUnbrokenRangeAndAboutTheSameShare(int shards) {
        ShardMap map = new ShardMap(shards);
        int[] shardOfSlot = new int[ShardMap.SLOTS];
        for (int i = 0; i < 20_000; i++) {
            CustomerId id = new CustomerId("shop", "c" + i);
            shardOfSlot[ShardMap.slotOf(id)] = map.shardOf(id);
        }
        assertThat(shardOfSlot).isSorted();
        assertThat(Arrays.stream(shardOfSlot).distinct().toArray())
                .isEqualTo(IntStream.rangeClosed(1, shards).toArray());
        for (int shard = 1; shard <= shards; shard++) {
            int wanted = shard;
            assertThat(Arrays.stream(shardOfSlot).filter(each -> each == wanted).count())
                    .isBetween((long) ShardMap.SLOTS / shards, (long) ShardMap.SLOTS / shards + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 129})
    void noneAndMoreThanSlotsAreRefused(int shards) {
        assertThatThrownBy(() -> new ShardMap(shards)).hasMessageContaining("1 to 128");
    }
}
