/**
 * The one front door: a gRPC port that forwards calls to the services as bytes. It holds no state, knows no rule and reads no
 * message.
 *
 * <p>What a call passes on its way in stands in one place, {@link dev.giveback.gateway.Gateway#start}: the platform's own
 * interceptors (metrics, guard against exceptions, cap on deadlines), then the list {@code FRONT_DOOR} in order. Authentication
 * belongs there first, since limits count by principal, and limits second; neither needs the message. JSON comes in through a
 * port of its own that calls this gateway's services in the process, so that it passes the same list.
 */
@NullMarked
package dev.giveback.gateway;

import org.jspecify.annotations.NullMarked;
