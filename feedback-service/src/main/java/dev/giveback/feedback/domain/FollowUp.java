package dev.giveback.feedback.domain;

import java.time.Instant;
import java.util.List;

/**
 * What somebody does about a low score.
 *
 * @param contactId of the invitation whose answer opened it
 * @param assignee empty for nobody
 * @param notes the oldest first
 */
public record FollowUp(
        String contactId, FollowUpState state, String assignee, List<Note> notes, Instant opened, Instant updated) {
    public FollowUp {
        notes = List.copyOf(notes);
    }

    /**
     * A note.
     *
     * @param hash of its text, hexadecimal
     */
    public record Note(String hash, String author, Instant time) {}
}
