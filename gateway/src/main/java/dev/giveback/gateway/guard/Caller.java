package dev.giveback.gateway.guard;

import com.google.protobuf.util.Timestamps;
import dev.giveback.access.v1.GetCallerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param principal {@code keys/{key}}, of a session that of its key, or {@code {issuer}#{subject}} of a token
 * @param displayName what people call it
 * @param scopes what it may do
 * @param programs its programs; empty if it has all
 * @param allPrograms whether it has all programs, those to come as well
 * @param session {@code keys/{session}}; empty if it is none
 * @param requestsPerSecond zero for the gateway's default
 * @param encoded what the access service is told, a {@link GetCallerResponse}
 */
@SuppressWarnings("ArrayRecordComponent") // None is compared.
record Caller(
        String principal,
        String displayName,
        Set<String> scopes,
        Set<String> programs,
        boolean allPrograms,
        String session,
        int requestsPerSecond,
        byte[] encoded) {
    private static final String ALL = "*";

    /**
     * A caller.
     *
     * @param programs as a key has them: {@code *} alone for all
     * @param expireTime null for never
     */
    static Caller of(
            String principal,
            String displayName,
            List<String> scopes,
            List<String> programs,
            @Nullable Instant expireTime,
            String session,
            int requestsPerSecond) {
        boolean all = programs.contains(ALL);
        GetCallerResponse.Builder encoded = GetCallerResponse.newBuilder()
                .setPrincipal(principal)
                .setDisplayName(displayName)
                .addAllScopes(scopes)
                .addAllPrograms(programs)
                .setSession(session);
        if (expireTime != null) {
            encoded.setExpireTime(Timestamps.fromMillis(expireTime.toEpochMilli()));
        }
        return new Caller(
                principal,
                displayName,
                Set.copyOf(scopes),
                all ? Set.of() : Set.copyOf(programs),
                all,
                session,
                requestsPerSecond,
                encoded.build().toByteArray());
    }

    /** Whether it may do this. */
    boolean has(String scope) {
        return scope.equals(Scope.ANY.text()) || scopes.contains(scope) || scopes.contains(ALL);
    }

    /** Whether the resource, {@code programs/{program}} or below, is in a program of its own. */
    boolean owns(String resource) {
        return allPrograms || programs.contains(ResourceNames.program(resource));
    }
}
