package dev.giveback.torture.process;

import dev.giveback.loyalty.v1.Profile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Somebody whose personal values are planted: each has a word in it that stands nowhere else. All of it follows from the seed.
 *
 * @param program in which the person is a customer
 */
record Person(String program, long seed) {
    /** How the word of every person begins. */
    static final String BEGINNING = "qzx";

    /** As many requests that a snapshot of the customer is taken. */
    private static final int FOR_A_SNAPSHOT = 110;

    private static final int LETTERS = 'z' - 'a' + 1;
    private static final LocalDate FIRST_BIRTHDAY = LocalDate.of(1850, 1, 1);

    /** The customer's id, which is not personal and stays. */
    String id() {
        return "p" + seed;
    }

    /** The id of the customer that is merged into this one. */
    String formerId() {
        return id() + "-former";
    }

    /** Every fifth stays. */
    boolean isKept() {
        return Math.floorMod(seed, 5) == 4;
    }

    /** Every fourth was another customer before, but none whose texts are all refused. */
    boolean wasAnother() {
        return Math.floorMod(seed, 4) == 1 && !isLate();
    }

    /** Every third gave a score alone, and a text that was refused because there was an answer already. */
    boolean isLate() {
        return Math.floorMod(seed, 3) == 2;
    }

    /** How many adjustments are made: of every fourth so many that there is a snapshot. */
    int adjustments() {
        return Math.floorMod(seed, 4) == 0 ? FOR_A_SNAPSHOT : 1;
    }

    /** A word of small letters that no other person has, and that no language has. */
    String word() {
        return letters(BEGINNING, 12);
    }

    private String languageWord() {
        return letters("zq", 8);
    }

    private String letters(String beginning, int length) {
        Random random = new Random(seed * 31 + length);
        return beginning
                + random.ints(length - beginning.length(), 0, LETTERS)
                        .mapToObj(letter -> Character.toString('a' + letter))
                        .collect(Collectors.joining());
    }

    private String birthDate(int edition) {
        return FIRST_BIRTHDAY
                .plusDays(Math.floorMod(seed, 10_000L) * 2 + edition % 2)
                .toString();
    }

    /** The profile, every value of it personal; the next edition has other values in every field. */
    Profile profile(int edition) {
        String mark = word() + "-" + edition;
        return Profile.newBuilder()
                .setDisplayName("Display " + mark)
                .setGivenName("Given " + mark)
                .setFamilyName("Family " + mark)
                .setEmail(mark + "@example.com")
                .setPhone("+44 " + mark)
                .setBirthDate(birthDate(edition))
                .setLanguageCode("en-x-" + languageWord())
                .putAttributes("likes " + mark, "tea " + mark)
                .build();
    }

    /** A text that says who it is of. */
    String text(String kind) {
        return kind + " of " + word() + ", as it was said";
    }

    /** All by which the person's values are recognised on a disk. */
    List<Needle> needles() {
        List<Needle> needles = new ArrayList<>(Needle.ofText(id(), "the word in names, addresses and texts", word()));
        needles.addAll(Needle.ofText(id(), "the language", "-x-" + languageWord()));
        needles.addAll(Needle.ofText(id(), "the first day of birth", birthDate(1)));
        needles.addAll(Needle.ofText(id(), "the second day of birth", birthDate(2)));
        return needles;
    }
}
