/**
 * Giveback for Java programs. {@link dev.giveback.client.GivebackClient} opens a channel that has the key, deadlines, request ids and repeats set
 * right; {@link dev.giveback.client.Refusal} tells why a call was refused.
 */
@NullMarked
package dev.giveback.client;

import org.jspecify.annotations.NullMarked;
