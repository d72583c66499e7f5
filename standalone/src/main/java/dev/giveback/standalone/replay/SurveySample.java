package dev.giveback.standalone.replay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whom the replay asks after a sale, and what they say, by rules that leave nothing to chance: all follows from a hash of the invoice's number.
 * One sale in ten is asked about, and six of ten who were asked answer. Half of the answers score 9 or 10, three in ten 7 or 8, and two in ten
 * 0 to 6: a net promoter score of 30 in the long run. Nobody said this; every answer is marked as simulated.
 */
final class SurveySample {
    /** One sale in so many is asked about. */
    static final int ONE_IN = 10;

    private static final int PARTS = 10_000;
    private static final int ANSWERED = 6_000;
    private static final int PROMOTERS = 5_000;
    private static final int PASSIVES = 8_000;
    private static final List<String> PROMOTERS_SAY =
            List.of("Lovely things, beautifully packed", "Quick delivery, will order again", "Great choice of gifts");
    private static final List<String> PASSIVES_SAY = List.of("Fine, but delivery took a while", "Good value for money");
    private static final List<String> DETRACTORS_SAY = List.of(
            "Delivery was slow and a candle arrived broken",
            "Too expensive for what it is",
            "Nobody answered my question");

    private SurveySample() {}

    static boolean isAsked(String invoice) {
        return part("asked", invoice) % ONE_IN == 0;
    }

    static boolean answers(String invoice) {
        return part("answers", invoice) < ANSWERED;
    }

    static int score(String invoice) {
        int part = part("score", invoice);
        if (part < PROMOTERS) {
            return 9 + part % 2;
        }
        return part < PASSIVES ? 7 + part % 2 : part % 7;
    }

    /** What is written, by every second one; it fits the score. */
    static Optional<String> text(String invoice) {
        int part = part("text", invoice);
        if (part % 2 == 0) {
            return Optional.empty();
        }
        int score = score(invoice);
        List<String> said = score >= 9 ? PROMOTERS_SAY : score >= 7 ? PASSIVES_SAY : DETRACTORS_SAY;
        return Optional.of(said.get(part / 2 % said.size()));
    }

    private static int part(String question, String invoice) {
        String name = "giveback-replay-survey\n" + question + "\n" + invoice;
        UUID hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return Math.floorMod(hash.getMostSignificantBits() ^ hash.getLeastSignificantBits(), PARTS);
    }
}
