/**
 * How the installation runs: every service is asked for what it says of itself, and the gateway adds how its own calls went in the last minute. It is
 * served inside this process and routed like any backend, so that the same guard stands before it.
 */
@NullMarked
package dev.giveback.gateway.operations;

import org.jspecify.annotations.NullMarked;
