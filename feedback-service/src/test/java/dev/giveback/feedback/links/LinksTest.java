package dev.giveback.feedback.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Purpose;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinksTest {
    private static final CustomerId ANNA = new CustomerId("shop", "anna");
    private static final Instant EXPIRES = Instant.parse("2026-08-01T12:00:00Z");
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[ServiceKey.BYTES]);

    @TempDir
    private Path folder;

    private static Settings settings(Map<String, String> values) {
        Map<String, Object> all = new HashMap<>();
        all.put("giveback.feedback.links.base-url", "https://shop.example/");
        values.forEach((key, value) -> all.put("giveback.feedback.links." + key, value));
        return Settings.load(all, "giveback-feedback").at("giveback.feedback.links");
    }

    private static Links links(String key) {
        Settings settings = settings(Map.of("key", key));
        return Links.of(settings, ServiceKey.load(settings));
    }

    @Test
    void anInvitationIsReadAsItWasMade() {
        Links links = links(KEY);
        String token = links.invitation(ANNA, "abcdefgh234567ab", EXPIRES);

        assertThat(links.parse(token)).contains(new LinkTarget.Invitation(ANNA, "abcdefgh234567ab", EXPIRES));
        assertThat(links.url(token)).isEqualTo("https://shop.example/f/" + token);
        assertThat(links.invitation(ANNA, "abcdefgh234567ab", EXPIRES)).isEqualTo(token);
        assertThat(token).hasSizeLessThan(Links.MAX_TOKEN_LENGTH).doesNotContain("anna");
    }

    @Test
    void anUnsubscriptionIsReadAsItWasMade() {
        Links links = links(KEY);
        String token = links.unsubscribe(ANNA, Purpose.MARKETING);

        assertThat(links.parse(token)).contains(new LinkTarget.Unsubscribe(ANNA, Purpose.MARKETING));
        assertThat(links.url(token)).isEqualTo("https://shop.example/u/" + token);
    }

    @Test
    void theLongestNamesFit() {
        Links links = links(KEY);
        CustomerId longest = new CustomerId("p".repeat(40), "c".repeat(64));
        assertThat(links.invitation(longest, "a".repeat(16), Instant.parse("9999-12-31T00:00:00Z")))
                .hasSizeLessThan(Links.MAX_TOKEN_LENGTH);
    }

    @Test
    void everyChangedCharacterMakesItInvalid() {
        Links links = links(KEY);
        String token = links.invitation(ANNA, "abcdefgh234567ab", EXPIRES);
        // The last character of base 64 can hold bits that are not used.
        IntStream.range(0, token.length() - 1).forEach(at -> {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(links.parse(token.substring(0, at) + other + token.substring(at + 1)))
                    .isEmpty();
        });
        assertThat(links.parse(token.substring(0, token.length() - 1))).isEmpty();
        assertThat(links.parse(token + "A")).isEmpty();
        assertThat(links.parse("")).isEmpty();
        assertThat(links.parse("ä ö")).isEmpty();
        assertThat(links.parse("A".repeat(Links.MAX_TOKEN_LENGTH + 1))).isEmpty();
    }

    @Test
    void aLinkOfAnotherInstallationIsNotValid() {
        byte[] other = new byte[ServiceKey.BYTES];
        other[0] = 1;
        String token = links(Base64.getEncoder().encodeToString(other)).unsubscribe(ANNA, Purpose.SURVEY);
        assertThat(links(KEY).parse(token)).isEmpty();
    }

    @Test
    void aKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        Path file = folder.resolve("keys").resolve("links.key");
        Settings settings = settings(Map.of("key-file", file.toString()));
        String token = Links.of(settings, ServiceKey.load(settings)).unsubscribe(ANNA, Purpose.SURVEY);

        assertThat(Links.of(settings, ServiceKey.load(settings)).parse(token)).isPresent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder.resolve("keys"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void withoutAKeyItDoesNotStart() throws IOException {
        assertThatThrownBy(() -> ServiceKey.load(settings(Map.of())))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("GIVEBACK_FEEDBACK_KEY_FILE");
        assertThatThrownBy(() -> ServiceKey.load(settings(Map.of("key", "c2hvcnQ="))))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ");
        Path damaged = Files.writeString(folder.resolve("damaged"), "no key");
        assertThatThrownBy(() -> ServiceKey.load(settings(Map.of("key-file", damaged.toString()))))
                .isInstanceOf(StartupException.class);
    }

    @Test
    void aBaseThatIsNoWebAddressIsRefused() {
        for (String base :
                new String[] {"shop.example", "ftp://shop.example", "https://shop.example/?a=b", "https://a b"}) {
            Settings settings = settings(Map.of("key", KEY, "base-url", base));
            assertThatThrownBy(() -> Links.of(settings, ServiceKey.load(settings)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("base-url");
        }
    }

    /** By the JDK alone: HKDF with one block, and what RFC 5869 says of an empty salt. */
    @Test
    void aWebhooksSecretIsWhatAnybodyWithTheKeyComputes() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        byte[] extracted = mac.doFinal(new byte[ServiceKey.BYTES]);
        mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
        mac.update("giveback.feedback/webhook/shop/2".getBytes(StandardCharsets.UTF_8));
        byte[] expected = mac.doFinal(new byte[] {1});

        ServiceKey key = ServiceKey.load(settings(Map.of("key", KEY)));
        assertThat(HexFormat.of().formatHex(key.webhookSecret("shop", 2)))
                .isEqualTo(HexFormat.of().formatHex(expected));
        assertThat(key.webhookSecret("shop", 1)).isNotEqualTo(expected);
        assertThat(key).hasToString("ServiceKey[secret]");
    }

    @Test
    void heldOutNumbersAreSpreadEvenlyAndStay() {
        Draws draws = new Draws(ServiceKey.load(settings(Map.of("key", KEY))));
        long held = IntStream.range(0, 20_000)
                .filter(i -> draws.heldOut(new CustomerId("shop", "c" + i)) < 1_000)
                .count();
        // Ten in a hundred, give or take six standard deviations.
        assertThat(held).isBetween(1_745L, 2_255L);
        assertThat(draws.heldOut(ANNA)).isEqualTo(draws.heldOut(ANNA)).isBetween(0, 9_999);
    }

    @Test
    void referralCodesAreOfCrockfordsCharacters() {
        Draws draws = new Draws(ServiceKey.load(settings(Map.of("key", KEY))));
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> draws.referralCode()).distinct())
                .hasSize(1_000)
                .allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{10}"));
    }
}
