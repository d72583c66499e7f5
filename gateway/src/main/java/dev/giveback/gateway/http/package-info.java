/**
 * The web port: the same contract as the gRPC port, as JSON by {@code google.api.http}, as gRPC-Web and as server-sent events, with its documentation, the
 * console's files and sessions, and the customers' pages of {@link dev.giveback.gateway.web}.
 *
 * <p>Nothing is decided here. A request becomes a message, the message goes to this gateway's own gRPC services within the process, and so passes what every call
 * passes: caller, scope, limits, tenant, approval. What comes back is printed. Armeria serves; its own transcoding of JSON is not used, because it ignores
 * parameters that it does not know, reads {@code maybe} as {@code false}, knows no times in a query, and cannot say which field was wrong.
 */
@NullMarked
package dev.giveback.gateway.http;

import org.jspecify.annotations.NullMarked;
