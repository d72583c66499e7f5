/**
 * The rules of a customer's account, as pure Java: no clock, randomness, logging, I/O, Akka, gRPC or protobuf.
 *
 * <p>{@link dev.giveback.loyalty.domain.Customer#decide} judges a command, {@link dev.giveback.loyalty.domain.Customer#evolve}
 * applies an event. Amounts of points and of money in minor units are {@code long}s, checked where records are made and added
 * with exact arithmetic: a wrapper an amount would cost an allocation a lot on the path of every checkout.
 */
@NullMarked
package dev.giveback.loyalty.domain;

import org.jspecify.annotations.NullMarked;
