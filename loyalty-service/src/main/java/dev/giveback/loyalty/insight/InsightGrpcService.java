package dev.giveback.loyalty.insight;

import dev.giveback.insight.v1.CheckFiguresRequest;
import dev.giveback.insight.v1.CheckFiguresResponse;
import dev.giveback.insight.v1.FigureDifference;
import dev.giveback.insight.v1.GetBreakageRequest;
import dev.giveback.insight.v1.GetBreakageResponse;
import dev.giveback.insight.v1.GetDailyFiguresRequest;
import dev.giveback.insight.v1.GetDailyFiguresResponse;
import dev.giveback.insight.v1.GetExpiryForecastRequest;
import dev.giveback.insight.v1.GetExpiryForecastResponse;
import dev.giveback.insight.v1.GetRetentionRequest;
import dev.giveback.insight.v1.GetRetentionResponse;
import dev.giveback.insight.v1.GetTierMixRequest;
import dev.giveback.insight.v1.GetTierMixResponse;
import dev.giveback.insight.v1.InsightServiceGrpc;
import dev.giveback.insight.v1.RebuildFiguresRequest;
import dev.giveback.insight.v1.RebuildFiguresResponse;
import dev.giveback.insight.v1.TierShare;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.directory.Directory;
import dev.giveback.loyalty.directory.DirectoryLost;
import dev.giveback.loyalty.directory.TierSums;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.program.ProgramName;
import dev.giveback.loyalty.program.ProgramRegistry;
import dev.giveback.loyalty.program.ProgramVersion;
import dev.giveback.loyalty.v1.Tier;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** How programs go, by gRPC. No handler blocks. */
public final class InsightGrpcService extends InsightServiceGrpc.InsightServiceImplBase {
    private final Insights insights;
    private final Directory directory;
    private final ProgramRegistry programs;
    private final FiguresRebuild rebuild;
    private final AdminActs acts;
    private final InstantSource clock;
    private final Supplier<String> principal;

    /**
     * The service.
     *
     * @param acts where it is recorded that figures are counted anew
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     */
    public InsightGrpcService(
            Insights insights,
            Directory directory,
            ProgramRegistry programs,
            FiguresRebuild rebuild,
            AdminActs acts,
            InstantSource clock,
            Supplier<String> principal) {
        this.insights = insights;
        this.directory = directory;
        this.programs = programs;
        this.rebuild = rebuild;
        this.acts = acts;
        this.clock = clock;
        this.principal = principal;
    }

    @Override
    public void getDailyFigures(GetDailyFiguresRequest call, StreamObserver<GetDailyFiguresResponse> responses) {
        answer(
                call.getName(),
                program -> insights.days(
                                program.rules().id(),
                                bounds -> DayAnswer.range(
                                        call, (int) today(program).toEpochDay(), bounds))
                        .thenApply(days -> DayAnswer.of(
                                days,
                                Worth.of(program.rules()),
                                program.rules().zone().getId())),
                responses);
    }

    @Override
    public void getExpiryForecast(GetExpiryForecastRequest call, StreamObserver<GetExpiryForecastResponse> responses) {
        answer(
                call.getName(),
                program -> {
                    ForecastAnswer asked = ForecastAnswer.asked(call, today(program));
                    return insights.expiries(program.rules().id())
                            .thenApply(expiries -> asked.of(
                                    expiries,
                                    Worth.of(program.rules()),
                                    program.rules().zone().getId()));
                },
                responses);
    }

    @Override
    public void getBreakage(GetBreakageRequest call, StreamObserver<GetBreakageResponse> responses) {
        answer(
                call.getName(),
                program -> insights.issues(program.rules().id())
                        .thenApply(issues -> MonthAnswers.breakage(issues, call.getMonths(), thisMonth(program))),
                responses);
    }

    @Override
    public void getRetention(GetRetentionRequest call, StreamObserver<GetRetentionResponse> responses) {
        answer(
                call.getName(),
                program -> insights.cohorts(program.rules().id())
                        .thenApply(cohorts -> MonthAnswers.retention(cohorts, call.getMonths(), thisMonth(program))),
                responses);
    }

    @Override
    public void getTierMix(GetTierMixRequest call, StreamObserver<GetTierMixResponse> responses) {
        answer(
                call.getName(),
                program -> directory.tiers(program.rules().id()).thenApply(sums -> tiers(program, sums)),
                responses);
    }

    @Override
    public void checkFigures(CheckFiguresRequest call, StreamObserver<CheckFiguresResponse> responses) {
        Responses.send(told(rebuild.check().thenApply(InsightGrpcService::checked)), responses);
    }

    @Override
    public void rebuildFigures(RebuildFiguresRequest call, StreamObserver<RebuildFiguresResponse> responses) {
        if (call.getContext().getReason().isBlank()) {
            responses.onError(RefusalStatus.of(Refusal.field("context.reason", "must say why")));
            return;
        }
        AdminAsk ask = new AdminAsk(
                "RebuildFigures",
                "",
                principal.get(),
                call.getContext().getOperator(),
                call.getContext().getReason(),
                Map.of());
        Responses.send(
                acts.around(ask, rebuild::begin).thenApply(begun -> RebuildFiguresResponse.getDefaultInstance()),
                responses);
    }

    private <A> void answer(
            String name, Function<ProgramVersion, CompletionStage<A>> rest, StreamObserver<A> responses) {
        Responses.send(
                told(programs.findOrAsk(ProgramName.idOf(name))
                        .thenCompose(found -> found.map(rest).orElseGet(InsightGrpcService::noProgram))),
                responses);
    }

    private static <A> CompletionStage<A> noProgram() {
        return CompletableFuture.failedFuture(RefusalStatus.of(
                new Refusal(Reason.PROGRAM_NOT_FOUND, "program: there is none of this name", Map.of())));
    }

    /** An answer; while the figures are being counted, the refusal that says so. */
    private static <A> CompletionStage<A> told(CompletionStage<A> answer) {
        return answer.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                CallFailure.rootOf(failure) instanceof DirectoryLost
                        ? RefusalStatus.of(new Refusal(
                                Reason.DIRECTORY_REBUILDING,
                                "figures: they are being counted from the journal; try again later",
                                Map.of()))
                        : failure));
    }

    private LocalDate today(ProgramVersion program) {
        return LocalDate.ofInstant(clock.instant(), program.rules().zone());
    }

    private int thisMonth(ProgramVersion program) {
        return Months.ofDay(today(program).toEpochDay());
    }

    private static GetTierMixResponse tiers(ProgramVersion program, List<TierSums> sums) {
        List<String> inOrder = program.published().getTiers().getTiersList().stream()
                .map(Tier::getTierId)
                .toList();
        GetTierMixResponse.Builder answer = GetTierMixResponse.newBuilder();
        sums.stream()
                .sorted(Comparator.comparingInt(tier -> place(inOrder, tier.tierId())))
                .forEach(tier -> answer.addTiers(TierShare.newBuilder()
                        .setTierId(tier.tierId())
                        .setCustomers(tier.customers())
                        .setMembers(tier.members())
                        .setPoints(tier.points())
                        .setOrderCount(tier.orders())));
        return answer.build();
    }

    private static int place(List<String> inOrder, String tierId) {
        if (tierId.isEmpty()) {
            return -1;
        }
        int place = inOrder.indexOf(tierId);
        return place < 0 ? inOrder.size() : place;
    }

    private static CheckFiguresResponse checked(FiguresCheck.Outcome outcome) {
        CheckFiguresResponse.Builder answer = CheckFiguresResponse.newBuilder()
                .setProgramCount(outcome.programs())
                .setEventCount(outcome.events());
        outcome.differences()
                .forEach(difference -> answer.addDifferences(FigureDifference.newBuilder()
                        .setProgram(ProgramName.of(difference.program()))
                        .setFigure(difference.figure())
                        .setFigures(difference.counted())
                        .setExpected(difference.expected())));
        return answer.build();
    }
}
