package dev.giveback.benchmark;

import com.google.type.Money;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import dev.giveback.loyalty.v1.RefundPolicy;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * A program that checkouts belong to: one point for each whole pound, a point pays a penny, refunds for 30 days.
 *
 * @param name resource name
 */
record Programs(Channel channel, String name) {
    private static final long DEADLINE_SECONDS = 30;

    /** Creates the program; one that an earlier run created is used again. */
    void create() {
        CreateProgramRequest request = CreateProgramRequest.newBuilder()
                .setProgram(Program.newBuilder()
                        .setName(name)
                        .setDisplayName("Benchmark")
                        .setCurrencyCode("GBP")
                        .setTimeZone("Europe/London")
                        .setEarning(EarningPolicy.newBuilder()
                                .setRate(EarningRate.newBuilder().setPoints(1).setPer(pounds(1, 0))))
                        .setRedemption(
                                RedemptionPolicy.newBuilder().setPoints(1).setValue(pounds(0, 10_000_000)))
                        .setRefunds(RefundPolicy.newBuilder().setWindowDays(30)))
                .setRequestId(UUID.randomUUID().toString())
                .build();
        try {
            ProgramServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .createProgram(request);
        } catch (StatusRuntimeException problem) {
            if (problem.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw problem;
            }
        }
    }

    private static Money pounds(long pounds, int nanos) {
        return Money.newBuilder()
                .setCurrencyCode("GBP")
                .setUnits(pounds)
                .setNanos(nanos)
                .build();
    }

    /** Orders that the server counts in this program; empty when it cannot be asked. */
    OptionalLong orderCount() {
        return total(GetProgramTotalsResponse::getOrderCount);
    }

    /** Points that its customers have spent; empty when it cannot be asked. */
    OptionalLong pointsSpent() {
        return total(totals -> totals.getTotals().getSpent());
    }

    private OptionalLong total(ToLongFunction<GetProgramTotalsResponse> which) {
        try {
            return OptionalLong.of(which.applyAsLong(CustomerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .getProgramTotals(
                            GetProgramTotalsRequest.newBuilder().setName(name).build())));
        } catch (StatusRuntimeException problem) {
            return OptionalLong.empty();
        }
    }
}
