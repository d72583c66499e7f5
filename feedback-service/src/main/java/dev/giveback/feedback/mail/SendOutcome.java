package dev.giveback.feedback.mail;

/** What came of a try to send. Details are codes and classes of failures; they hold no address and no text of the other side. */
public sealed interface SendOutcome {
    /** It was taken. */
    record Sent() implements SendOutcome {}

    /** It was not taken now; another try may do. */
    record TryAgain(String detail) implements SendOutcome {}

    /** It was refused for good. */
    record Refused(String detail) implements SendOutcome {}

    /** It may or may not have been taken. */
    record Unknown(String detail) implements SendOutcome {}
}
