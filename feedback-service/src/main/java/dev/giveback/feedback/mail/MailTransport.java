package dev.giveback.feedback.mail;

/** A way by which e-mail leaves. Sending blocks and may hold its thread, so it wants one of the platform. */
public interface MailTransport {
    /** Sends, within the time that it was made with. */
    SendOutcome send(Letter letter);

    /** Whether the same letter can be sent again without arriving twice, so that a try that was lost is repeated. */
    boolean isRepeatable();
}
