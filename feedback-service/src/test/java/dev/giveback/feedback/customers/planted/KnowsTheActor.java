package dev.giveback.feedback.customers.planted;

import dev.giveback.feedback.actor.Contacts;

/** Who asks how a customer stands decides nothing about it. */
public final class KnowsTheActor {
    /** A field of a foreign type. */
    public final Class<?> foreign = Contacts.class;
}
