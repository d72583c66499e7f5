package dev.giveback.feedback.mail;

import dev.giveback.feedback.domain.CustomerId;
import java.time.Instant;

/** Letters of tests. */
final class Letters {
    static final String ID = DeliveryId.of(new CustomerId("shop", "anna"), "abcdefgh234567ab");
    static final Instant TIME = Instant.parse("2026-07-01T10:00:00Z");

    private Letters() {}

    static Letter to(String address) {
        return with("Müller Läden <hello@shop.example>", address, "Zoë Žižek", "Wie war’s? – Ünïcode");
    }

    static Letter with(String sender, String address, String name, String subject) {
        return new Letter(
                ID,
                sender,
                address,
                name,
                new Rendered(subject, "Grüße 😀\n", "<p>Grüße 😀</p>\n", "de"),
                "https://shop.example/u/xyz",
                TIME);
    }
}
