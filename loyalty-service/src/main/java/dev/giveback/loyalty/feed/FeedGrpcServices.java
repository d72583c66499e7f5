package dev.giveback.loyalty.feed;

import dev.giveback.loyalty.program.ProgramRegistry;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The feeds that this service offers by gRPC. */
public final class FeedGrpcServices {
    private FeedGrpcServices() {}

    /**
     * The services of the feeds.
     *
     * @param timeout the longest that a program's actor is waited for
     */
    public static List<ServerServiceDefinition> of(
            Tails tails, ProgramRegistry programs, InstantSource clock, Duration timeout) {
        ProgramCurrencies currencies = new ProgramCurrencies(programs, timeout);
        return List.of(
                new CouponFeedGrpcService(tails, new CouponMessages(currencies, clock)).bindService(),
                new OrderFeedGrpcService(tails, new OrderMessages(currencies)).bindService());
    }
}
