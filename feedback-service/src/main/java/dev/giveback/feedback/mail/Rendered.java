package dev.giveback.feedback.mail;

/**
 * What a message says to one customer. It is personal, so it says nothing of itself.
 *
 * @param subject in one line
 * @param text plain
 * @param html a page
 * @param languageCode of the texts
 */
public record Rendered(String subject, String text, String html, String languageCode) {
    @Override
    public String toString() {
        return "Rendered[" + languageCode + "]";
    }
}
