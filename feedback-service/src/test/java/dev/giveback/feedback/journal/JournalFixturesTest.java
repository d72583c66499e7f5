package dev.giveback.feedback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.giveback.feedback.domain.ContactEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.OutreachEvent;
import dev.giveback.journal.v1.WebhookChanged;
import dev.giveback.platform.journal.ChainHash;
import java.io.NotSerializableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an earlier build stored is read by this one. The files are written once, by {@link JournalFixtures#main}: one that this test finds
 * changed means that stored journals can be read no longer.
 */
final class JournalFixturesTest {
    private static final String FOLDER = "/fixtures/journal/v1";

    private final JournalSerializer serializer = new JournalSerializer();

    @Test
    void everyStoredEventIsReadAsWhatItWasAndWrittenWithTheSameBytes() throws Exception {
        for (Map.Entry<String, ContactEvent> fixture :
                JournalFixtures.contactEvents().entrySet()) {
            byte[] stored = bytes(fixture.getKey());
            ContactEvent read = ContactEventMapper.toDomain(dev.giveback.journal.v1.ContactEvent.parseFrom(stored));
            assertThat(read).as(fixture.getKey()).isEqualTo(fixture.getValue());
            assertThat(ContactEventMapper.toProto(read).toByteArray())
                    .as(fixture.getKey())
                    .isEqualTo(stored);
        }
    }

    @Test
    void everyStoredChangeOfOutreachIsReadAsWhatItWas() throws Exception {
        for (Map.Entry<String, OutreachEvent> fixture :
                JournalFixtures.outreachEvents().entrySet()) {
            assertThat(OutreachEvent.parseFrom(bytes(fixture.getKey())))
                    .as(fixture.getKey())
                    .isEqualTo(fixture.getValue());
        }
        assertThat(JournalFixtures.outreachEvents().values().stream().map(OutreachEvent::getChangeCase))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(OutreachEvent.ChangeCase.values())
                        .filter(change -> change != OutreachEvent.ChangeCase.CHANGE_NOT_SET)
                        .toList());
    }

    @Test
    void everyStoredChangeOfWebhooksIsReadAsWhatItWas() throws Exception {
        for (Map.Entry<String, WebhookChanged> fixture :
                JournalFixtures.webhookEvents().entrySet()) {
            assertThat(WebhookChanged.parseFrom(bytes(fixture.getKey())))
                    .as(fixture.getKey())
                    .isEqualTo(fixture.getValue());
        }
        assertThat(JournalFixtures.webhookEvents().values().stream().map(WebhookChanged::getChangeCase))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(WebhookChanged.ChangeCase.values())
                        .filter(change -> change != WebhookChanged.ChangeCase.CHANGE_NOT_SET)
                        .toList());
    }

    @Test
    void rowsAreReadBySerializerNumberAndManifest() throws Exception {
        byte[] contact = bytes("journal-record-of-a-contact");
        byte[] outreach = bytes("journal-record-of-an-outreach");
        Object read = serializer.fromBinary(contact, "C1");
        Object change = serializer.fromBinary(outreach, "O1");

        assertThat(serializer.identifier()).isEqualTo(8173);
        assertThat(serializer.toBinary(read)).isEqualTo(contact);
        assertThat(serializer.manifest(read)).isEqualTo("C1");
        assertThat(serializer.toBinary(change)).isEqualTo(outreach);
        assertThat(serializer.manifest(change)).isEqualTo("O1");
        byte[] webhook = bytes("journal-record-of-a-webhook");
        Object hook = serializer.fromBinary(webhook, "W1");
        assertThat(serializer.toBinary(hook)).isEqualTo(webhook);
        assertThat(serializer.manifest(hook)).isEqualTo("W1");
        assertThatThrownBy(() -> serializer.fromBinary(contact, "C9")).isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(new byte[] {1, 2, 3}, "C1"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.toBinary("text")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEventWithoutAChangeOrWithANumberThatIsNotThereIsNotRead() {
        assertThatThrownBy(() ->
                        serializer.fromBinary(JournalRecord.getDefaultInstance().toByteArray(), "C1"))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void anyChangedByteOfAnEventBreaksTheChain() throws Exception {
        JournalRecord record = JournalRecord.parseFrom(bytes("journal-record-of-a-contact"));
        byte[] event = record.getEvent().toByteArray();
        for (int i = 0; i < event.length; i++) {
            event[i] ^= 1;
            assertThat(ChainHash.follows(ChainHash.NONE, ByteString.copyFrom(event), record.getChainHash()))
                    .isFalse();
            event[i] ^= 1;
        }
        assertThat(ChainHash.follows(ChainHash.NONE, ByteString.copyFrom(event), record.getChainHash()))
                .isTrue();
    }

    @Test
    void everyKindOfEventHasAFixture() {
        assertThat(JournalFixtures.contactEvents().values().stream()
                        .<Class<?>>map(Object::getClass)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ContactEvent.class.getPermittedSubclasses())
                        .toList());
    }

    @Test
    void everyFileIsReadByATestAndEveryFixtureIsAFile() throws Exception {
        Path folder =
                Path.of(Objects.requireNonNull(getClass().getResource(FOLDER)).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(JournalFixtures.files().keySet().stream()
                            .map(name -> name + ".binpb")
                            .toList());
        }
        for (Map.Entry<String, MessageLite> file : JournalFixtures.files().entrySet()) {
            assertThat(file.getValue().toByteArray()).as(file.getKey()).isEqualTo(bytes(file.getKey()));
        }
    }

    private byte[] bytes(String name) throws Exception {
        return Files.readAllBytes(
                Path.of(Objects.requireNonNull(getClass().getResource(FOLDER + "/" + name + ".binpb"), name)
                        .toURI()));
    }
}
