package dev.giveback.loyalty.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.CustomerAbsorbed;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.journal.v1.StoredEstate;
import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.platform.journal.ChainHash;
import java.io.NotSerializableException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JournalSerializerTest {
    private final JournalSerializer serializer = new JournalSerializer();

    @Test
    void whatIsStoredIsReadAgain() throws Exception {
        StoredCustomerEvent customer = StoredCustomerEvent.following(ChainHash.NONE, customerEvent(1));
        StoredProgramEvent program = StoredProgramEvent.following(
                ChainHash.NONE, ProgramEvent.newBuilder().setRecordMillis(1).build());
        CustomerState state = CustomerState.NEW.evolve(customer);

        assertThat(stored("C1", customer)).isEqualTo(customer);
        assertThat(stored("P1", program)).isEqualTo(program);
        assertThat(stored("CS1", state)).isEqualTo(state);
    }

    @Test
    void aRowIsAJournalRecordWithTheBytesThatWereHashed() throws Exception {
        StoredCustomerEvent customer = StoredCustomerEvent.following(ChainHash.NONE, customerEvent(1));
        JournalRecord record = JournalRecord.parseFrom(serializer.toBinary(customer));
        ByteString bytes = CustomerEventMapper.toProto(customerEvent(1)).toByteString();
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());

        assertThat(record.getEvent()).isEqualTo(bytes);
        assertThat(record.getChainHash().toByteArray()).isEqualTo(sha256);
    }

    @Test
    void theIdentifierIsTheOneThatStandsInStoredRows() {
        assertThat(serializer.identifier()).isEqualTo(8171);
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "C9"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("C9");
        assertThatThrownBy(() -> serializer.fromBinary(new byte[] {1, 2, 3}, "C1"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(withoutFingerprint(), "C1"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.manifest("text")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> serializer.toBinary("text")).isInstanceOf(IllegalArgumentException.class);
    }

    /** It parses: the estate's forgotten coupon has an id and no fingerprint. */
    private static byte[] withoutFingerprint() {
        StoredEstate estate =
                StoredEstate.newBuilder().addForgottenCouponIds("k1").build();
        return JournalRecord.newBuilder()
                .setEvent(dev.giveback.journal.v1.CustomerEvent.newBuilder()
                        .setCustomerAbsorbed(CustomerAbsorbed.newBuilder().setEstate(estate))
                        .build()
                        .toByteString())
                .build()
                .toByteArray();
    }

    @Test
    void eachRecordVouchesForTheOneBefore() {
        List<StoredCustomerEvent> chain = chain(3);

        assertThat(firstBreak(chain)).isEqualTo(-1);
        assertThat(chain)
                .allSatisfy(stored -> assertThat(stored.chainHash().size()).isEqualTo(32));
    }

    @Test
    void anyChangedByteBreaksTheChain() throws Exception {
        List<StoredCustomerEvent> chain = chain(3);
        byte[] row = serializer.toBinary(chain.get(1));
        int broken = 0;
        for (int i = 0; i < row.length; i++) {
            byte[] changed = row.clone();
            changed[i] ^= 1;
            broken += isNoticed(chain, changed) ? 1 : 0;
        }
        assertThat(broken).isEqualTo(row.length);
    }

    @Test
    void aRecordThatIsDroppedOrMovedBreaksTheChain() {
        List<StoredCustomerEvent> chain = chain(3);

        assertThat(firstBreak(List.of(chain.get(0), chain.get(2)))).isEqualTo(1);
        assertThat(firstBreak(List.of(chain.get(1), chain.get(0), chain.get(2))))
                .isEqualTo(0);
    }

    @Test
    void anyChangedByteOfASnapshotIsNoticed() {
        byte[] snapshot = serializer.toBinary(CustomerState.NEW.evolve(chain(1).getFirst()));
        for (int i = 0; i < snapshot.length; i++) {
            byte[] changed = snapshot.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> serializer.fromBinary(changed, "CS1"))
                    .isInstanceOf(NotSerializableException.class);
        }
        assertThatThrownBy(() -> serializer.fromBinary(Arrays.copyOf(snapshot, snapshot.length / 2), "CS1"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "CS1"))
                .isInstanceOf(NotSerializableException.class);
    }

    private boolean isNoticed(List<StoredCustomerEvent> chain, byte[] row) {
        try {
            List<StoredCustomerEvent> changed = new ArrayList<>(chain);
            changed.set(1, (StoredCustomerEvent) serializer.fromBinary(row, "C1"));
            return firstBreak(changed) == 1;
        } catch (NotSerializableException e) {
            return true;
        }
    }

    private Object stored(String manifest, Object value) throws Exception {
        assertThat(serializer.manifest(value)).isEqualTo(manifest);
        return serializer.fromBinary(serializer.toBinary(value), manifest);
    }

    private static List<StoredCustomerEvent> chain(int length) {
        List<StoredCustomerEvent> chain = new ArrayList<>();
        ByteString hash = ChainHash.NONE;
        for (int i = 0; i < length; i++) {
            StoredCustomerEvent stored = StoredCustomerEvent.following(hash, customerEvent(i));
            chain.add(stored);
            hash = stored.chainHash();
        }
        return chain;
    }

    /** Position of the first record that does not follow the one before; −1 if all do. */
    private static int firstBreak(List<StoredCustomerEvent> chain) {
        ByteString hash = ChainHash.NONE;
        for (int i = 0; i < chain.size(); i++) {
            if (!ChainHash.follows(hash, chain.get(i).eventBytes(), chain.get(i).chainHash())) {
                return i;
            }
            hash = chain.get(i).chainHash();
        }
        return -1;
    }

    private static CustomerEvent customerEvent(int number) {
        CustomerEvent.Header header = new CustomerEvent.Header(
                Instant.ofEpochMilli(1_000_000 + number),
                new Request("request-" + number, number, ""),
                1,
                Balance.ZERO,
                List.of(),
                null);
        return new CustomerEvent(header, new Change.CustomerEnrolled());
    }
}
