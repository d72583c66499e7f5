package dev.giveback.loyalty.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Sealed;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.platform.contract.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sealed is opened by its own key, in its own place, and as it was. */
final class SealsTest {
    private static final CustomerId SUE = new CustomerId("shop", "sue");
    private static final CustomerId TOM = new CustomerId("shop", "tom");
    private static final KeyId ID = new KeyId(1, 2);

    private static DataKey key(KeyId id, CustomerId owner, int secret) {
        byte[] bytes = new byte[DataKey.BYTES];
        bytes[0] = (byte) secret;
        return DataKey.of(id, owner, Instant.EPOCH, bytes);
    }

    private static Opener opener(DataKey key) {
        return new Opener(Map.of(key.id(), key));
    }

    @Test
    void aTextIsOpenedAsItWas() {
        DataKey key = key(ID, SUE, 1);
        String sealed = new Sealer(key).text("grüße, Sue");

        assertThat(sealed).startsWith("sealed:").doesNotContain("Sue");
        assertThat(opener(key).text(sealed)).isEqualTo("grüße, Sue");
        assertThat(new Sealer(key).text("grüße, Sue")).as("a nonce of its own").isNotEqualTo(sealed);
        assertThat(new Sealer(key).text("")).isEmpty();
    }

    @Test
    void whatLooksSealedAlreadyIsSealedAllTheSame() {
        DataKey key = key(ID, SUE, 1);
        String sealed = new Sealer(key).text("sealed:AQID");

        assertThat(opener(key).text(sealed)).isEqualTo("sealed:AQID");
    }

    @Test
    void aPlainTextOfOldStaysAsItIs() {
        Opener opener = new Opener(Map.of());

        assertThat(opener.text("goodwill")).isEqualTo("goodwill");
        assertThat(opener.text("sealed:no base64!")).isEqualTo("sealed:no base64!");
        assertThat(opener.text("sealed:AQ")).isEqualTo("sealed:AQ");
    }

    @Test
    void withoutTheKeyATextIsErasedAndAFieldIsGone() {
        DataKey key = key(ID, SUE, 1);
        Sealer sealer = new Sealer(key);
        Opener without = opener(key(new KeyId(3, 4), SUE, 1));

        assertThat(without.text(sealer.text("x"))).isEqualTo("[erased]");
        assertThat(without.field(4, sealer.field(4, new byte[] {1}))).isNull();
    }

    @Test
    void anotherSecretAnotherOwnerOrAnotherPlaceDoesNotOpen() {
        Sealer sealer = new Sealer(key(ID, SUE, 1));
        String text = sealer.text("x");
        Sealed field = sealer.field(4, new byte[] {1});

        assertThatThrownBy(() -> opener(key(ID, SUE, 2)).text(text)).hasMessageContaining("is damaged");
        assertThatThrownBy(() -> opener(key(ID, TOM, 1)).text(text)).hasMessageContaining("is damaged");
        assertThatThrownBy(() -> opener(key(ID, SUE, 1)).field(5, field)).hasMessageContaining("is damaged");
        byte[] damaged = field.bytes();
        damaged[damaged.length - 1] ^= 1;
        assertThatThrownBy(() -> opener(key(ID, SUE, 1)).field(4, Sealed.of(damaged)))
                .hasMessageContaining("is damaged");
        assertThat(opener(key(ID, SUE, 1)).field(4, field)).containsExactly(1);
    }

    @Test
    void fingerprintsTellRequestsApartAndNobodyElseAnything() {
        AdjustPointsRequest one =
                AdjustPointsRequest.newBuilder().setReason("sue@example.com").build();
        AdjustPointsRequest other =
                AdjustPointsRequest.newBuilder().setReason("tom@example.com").build();
        Sealer sealer = new Sealer(key(ID, SUE, 1));

        assertThat(sealer.fingerprint(one))
                .isEqualTo(sealer.fingerprint(one.toBuilder().setRequestId("r").build()));
        assertThat(sealer.fingerprint(one)).isNotEqualTo(sealer.fingerprint(other));
        assertThat(sealer.fingerprint(one)).isNotEqualTo(Fingerprint.of(one));
        assertThat(sealer.fingerprint(one)).isNotEqualTo(new Sealer(key(ID, SUE, 2)).fingerprint(one));
        assertThat(Sealer.NONE.fingerprint(one)).isEqualTo(Fingerprint.of(one));
        assertThatThrownBy(() -> Sealer.NONE.text("x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKeyAndItsIdSayNothing() {
        assertThat(key(ID, SUE, 65).toString()).isEqualTo("DataKey[programs/shop/customers/sue]");
        assertThat(KeyId.of(ID.bytes())).isEqualTo(ID);
        assertThat(Sealed.of("secret".getBytes(StandardCharsets.UTF_8)).toString())
                .isEqualTo("Sealed[6 bytes]");
    }
}
