package dev.giveback.platform.grpc;

import dev.giveback.platform.config.Settings;
import java.time.Duration;

/**
 * Limits of a gRPC server. The defaults and what each is for stand in {@code giveback-platform.conf}.
 *
 * @param maxInboundMessageBytes the largest message that is read from the network
 * @param maxInboundMetadataBytes the largest set of headers that is read
 * @param maxConcurrentCallsPerConnection calls under way at once on one connection
 * @param maxResetsPer10s streams that one connection may reset in 10 s
 * @param keepalive how often a silent connection is probed
 * @param keepalivePermitted how often a client may probe
 * @param connectionAge when a connection is retired
 * @param connectionAgeGrace what calls on a retired connection get to finish
 * @param deadlineCap the longest that a unary call may take
 * @param drainNotice time between NOT_SERVING and the refusal of new calls
 * @param drainLimit time that calls under way get to finish in a drain
 */
public record GrpcServerSettings(
        int maxInboundMessageBytes,
        int maxInboundMetadataBytes,
        int maxConcurrentCallsPerConnection,
        int maxResetsPer10s,
        Duration keepalive,
        Duration keepalivePermitted,
        Duration connectionAge,
        Duration connectionAgeGrace,
        Duration deadlineCap,
        Duration drainNotice,
        Duration drainLimit) {
    private static final int KIB = 1024;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    /** Where the settings stand. */
    private static final String KEY = "giveback.platform.grpc";

    /** Reads {@code giveback.platform.grpc}. */
    public static GrpcServerSettings from(Settings root) {
        Settings settings = root.at(KEY);
        return new GrpcServerSettings(
                settings.bytes("max-inbound-message", KIB, 64 * KIB * KIB),
                settings.bytes("max-inbound-metadata", KIB, KIB * KIB),
                settings.wholeNumber("max-concurrent-calls-per-connection", 1, 1_000_000),
                settings.wholeNumber("max-resets-per-10s", 1, 1_000_000),
                settings.duration("keepalive", SECOND, DAY),
                settings.duration("keepalive-permitted", SECOND, DAY),
                settings.duration("connection-age", SECOND, DAY),
                settings.duration("connection-age-grace", Duration.ZERO, DAY),
                settings.duration("deadline-cap", MILLISECOND, DAY),
                settings.duration("drain.notice", Duration.ZERO, DAY),
                settings.duration("drain.limit", MILLISECOND, DAY));
    }

    /** The longest that {@link GrpcServer#close} takes: notice, limit and what breaking off needs. */
    public Duration drainTotal() {
        return drainNotice.plus(drainLimit).plus(GrpcServer.BREAK_OFF_LIMIT);
    }
}
