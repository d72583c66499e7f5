package dev.giveback.feedback.links;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Purpose;
import java.time.Instant;

/**
 * What is sealed in a token: {@code f|{program}|{customer}|{contact}|{seconds in base 36}} or {@code u|{program}|{customer}|{purpose}}. None of
 * the parts has a bar in it. What is read was sealed by this class, so it is not checked again.
 */
final class TokenText {
    private static final int RADIX = Character.MAX_RADIX;

    private TokenText() {}

    static String of(LinkTarget target) {
        return switch (target) {
            case LinkTarget.Invitation invitation ->
                "f|" + invitation.customer().entity() + '|' + invitation.contactId() + '|'
                        + Long.toString(invitation.expires().getEpochSecond(), RADIX);
            case LinkTarget.Unsubscribe unsubscribe ->
                "u|" + unsubscribe.customer().entity() + '|'
                        + unsubscribe.purpose().number();
        };
    }

    static LinkTarget parse(String text) {
        String[] parts = text.split("\\|", -1);
        CustomerId customer = new CustomerId(parts[1], parts[2]);
        return switch (parts[0]) {
            case "f" ->
                new LinkTarget.Invitation(customer, parts[3], Instant.ofEpochSecond(Long.parseLong(parts[4], RADIX)));
            case "u" -> new LinkTarget.Unsubscribe(customer, Purpose.of(Integer.parseInt(parts[3])));
            default -> throw new IllegalStateException("token of kind " + parts[0] + " (expected: f or u)");
        };
    }
}
