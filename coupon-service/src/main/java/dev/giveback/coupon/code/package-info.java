/**
 * Codes that customers type: how they are written, computed, checked and used up. Plain Java: no clock, no randomness, no I/O.
 *
 * <p><b>A typed code</b> passes through one function, {@link dev.giveback.coupon.code.CodeText#normalise}, and so does what
 * it is compared with: the text of a public code ({@code SUMMER10}) and the pattern of unique ones ({@code GIFT-####-####}).
 *
 * <p><b>Unique codes</b> are computed from serial numbers, not stored. A serial number, padded by zeros to the 5 bits a
 * character that the pattern has room for, goes through a keyed permutation and is written in Crockford's base 32. To check a
 * code is to go back: it is genuine if what comes out is a serial number that was issued. A permutation maps no two numbers
 * to one, so there are no duplicates to look for.
 *
 * <p><b>The zeros are the authentication</b>; there is no separate code for it. Under a key that nobody knows the permutation
 * cannot be told from a random one, so whatever is guessed comes back as a random number of that many bits, and is issued
 * with probability {@code issued / 2^bits}. (Bellare and Rogaway, <i>Encode-then-encipher encryption</i>, 2000, prove it for
 * redundancy of any kind.) A short permutation beside a truncated MAC has the same length and the same bound, but
 * needs two primitives, permutes a space as small as the campaign (where Feistel networks are weak), and leaves the two
 * parts to be guessed or copied apart. Here each character depends on every bit of the serial number.
 *
 * <p><b>The permutation</b> ({@code SerialPermutation}) is a Feistel network with a pseudorandom round function (Luby and Rackoff
 * 1988; for small domains Black and Rogaway, <i>Ciphers with arbitrary finite domains</i>, 2002) in the structure of FF1 of
 * NIST SP 800-38G: ten rounds, the characters divided in halves that differ by one at most, AES-256 in each round. It is not FF1: a
 * character is 5 whole bits, so XOR replaces arithmetic modulo a radix, one AES block replaces a chain of them, and cycle
 * walking, which other domains need, has nothing to do. FF1's test vectors do not apply; the tests keep codes
 * that another, naive program computed, and that must never change.
 *
 * <p><b>Use</b> is a bit a code ({@link dev.giveback.coupon.code.CodeUses}).
 */
@NullMarked
package dev.giveback.coupon.code;

import org.jspecify.annotations.NullMarked;
