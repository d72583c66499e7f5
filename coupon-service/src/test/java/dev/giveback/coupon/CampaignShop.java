package dev.giveback.coupon;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ImportBegin;
import dev.giveback.coupon.archive.CampaignArchive;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignFinding;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignVerification;
import dev.giveback.coupon.v1.CodeRange;
import dev.giveback.coupon.v1.ExportCampaignsRequest;
import dev.giveback.coupon.v1.ExportCampaignsResponse;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.coupon.v1.ImportCampaignsRequest;
import dev.giveback.coupon.v1.ImportCampaignsResponse;
import dev.giveback.coupon.v1.PauseCampaignRequest;
import dev.giveback.coupon.v1.ResumeCampaignRequest;
import dev.giveback.coupon.v1.RevokeCodesRequest;
import dev.giveback.coupon.v1.Surprise;
import dev.giveback.coupon.v1.VerifyCampaignsRequest;
import dev.giveback.coupon.v1.VerifyCampaignsResponse;
import dev.giveback.platform.archive.Archives;
import dev.giveback.platform.archive.ExportHead;
import dev.giveback.platform.archive.FrameReader;
import dev.giveback.testkit.TestDatabase;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program with campaigns of every kind that somebody used, and what admins do with their journals. */
final class CampaignShop implements AutoCloseable {
    static final Archives FILES = new Archives(List.of(new CampaignArchive()));
    static final AdminContext CONTEXT =
            AdminContext.newBuilder().setOperator("anna").setReason("to see").build();

    final Calls calls = new Calls("shop");
    final TestDatabase database = TestDatabase.create();
    final MemoryLoyalty loyalty;
    RunningCoupons coupons;
    List<String> printed = List.of();

    CampaignShop(MemoryLoyalty loyalty) throws IOException {
        this.loyalty = loyalty;
        coupons = RunningCoupons.start(database, loyalty);
    }

    void restart() throws IOException {
        coupons.close();
        coupons = RunningCoupons.start(database, loyalty);
    }

    private void create(Campaign.Builder campaign) {
        var unused = coupons.campaigns().createCampaign(Calls.create(campaign));
    }

    String unique() {
        return calls.name("unique");
    }

    String lucky() {
        return calls.name("lucky");
    }

    /** Claims, redemptions, refusals, a revoked code, a pause, and orders that a surprise drew for. */
    void trade() throws InterruptedException {
        create(Calls.publicCode(
                calls.summer(),
                "SUMMER10",
                CampaignLimits.newBuilder().setTotal(8).setPerCustomer(1)));
        create(Calls.uniqueCodes(unique(), "GIFT-####-####-##", 100));
        create(Calls.publicCode(
                calls.name("budget"), "BUDGET", CampaignLimits.newBuilder().setBudget(Calls.pounds(20))));
        create(Calls.campaign(lucky())
                .setSurprise(Surprise.newBuilder().setChanceBasisPoints(5_000))
                .setLimits(CampaignLimits.newBuilder().setTotal(50)));
        List<String> codes = new ArrayList<>();
        coupons.codes()
                .generateCodes(
                        GenerateCodesRequest.newBuilder().setCampaign(unique()).build())
                .forEachRemaining(message -> codes.addAll(message.getCodesList()));
        printed = codes;
        for (int i = 0; i < 5; i++) {
            String coupon = claim("c" + i, "summer10");
            claim("c" + i, printed.get(i));
            if (i < 3) {
                loyalty.redeem(calls.customer("c" + i), coupon, 500);
            }
        }
        claim("c1", "budget");
        var unusedRevoked = coupons.codes()
                .revokeCodes(RevokeCodesRequest.newBuilder()
                        .setCampaign(unique())
                        .setRequestId("revoke")
                        .setRange(CodeRange.newBuilder().setFirstNumber(90).setCount(5))
                        .build());
        var unusedPaused = coupons.campaigns()
                .pauseCampaign(PauseCampaignRequest.newBuilder()
                        .setName(calls.name("budget"))
                        .setRequestId("pause")
                        .build());
        var unusedResumed = coupons.campaigns()
                .resumeCampaign(ResumeCampaignRequest.newBuilder()
                        .setName(calls.name("budget"))
                        .setRequestId("resume")
                        .build());
        for (int i = 0; i < 20; i++) {
            loyalty.order(calls.customer("c" + i), "o" + i, 1_000);
        }
        Calls.reportWhen(coupons, calls.summer(), report -> report.getRedeemed() == 3);
        Calls.until(() -> count("SELECT count(*) FROM coupon.campaign_draws") == 20);
        Calls.until(this::isFollowed);
    }

    String claim(String customer, String code) {
        return coupons.codes()
                .claimCode(calls.claim(customer, customer + code, code))
                .getCoupon()
                .getCouponId();
    }

    /** Whether the read model tells all events, and no campaign has anything to record any more. */
    boolean isFollowed() {
        long before = events();
        try {
            TimeUnit.MILLISECONDS.sleep(1_500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return events() == before
                && count("SELECT coalesce(sum(revision), 0) FROM coupon.campaign_directory") == before;
    }

    long events() {
        return count("SELECT count(*) FROM coupon.event_journal WHERE persistence_id ^@ 'campaign|'");
    }

    long count(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The first column of all rows. */
    String text(String sql) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            StringBuilder text = new StringBuilder();
            while (row.next()) {
                text.append(text.isEmpty() ? "" : "\n").append(row.getString(1));
            }
            return text.toString();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Campaign campaign(String name) {
        return coupons.campaigns()
                .getCampaign(GetCampaignRequest.newBuilder().setName(name).build())
                .getCampaign();
    }

    /** What a check finds, and its end. */
    record Checked(List<CampaignFinding> findings, CampaignVerification summary) {}

    Checked verify(String subject) {
        List<CampaignFinding> findings = new ArrayList<>();
        CampaignVerification summary = CampaignVerification.getDefaultInstance();
        Iterator<VerifyCampaignsResponse> answers = coupons.journal()
                .verifyCampaigns(VerifyCampaignsRequest.newBuilder()
                        .setContext(CONTEXT)
                        .setSubject(subject)
                        .build());
        while (answers.hasNext()) {
            VerifyCampaignsResponse answer = answers.next();
            if (answer.hasFinding()) {
                findings.add(answer.getFinding());
            }
            summary = answer.hasSummary() ? answer.getSummary() : summary;
        }
        return new Checked(findings, summary);
    }

    /** The file of an export. */
    ByteString export(String scope) {
        ByteString file = ByteString.EMPTY;
        Iterator<ExportCampaignsResponse> steps = coupons.journal()
                .exportCampaigns(ExportCampaignsRequest.newBuilder()
                        .setContext(CONTEXT)
                        .setScope(scope)
                        .build());
        while (steps.hasNext()) {
            file = file.concat(steps.next().getPiece().getData());
        }
        return file;
    }

    static ByteString head(ByteString file) throws Exception {
        FrameReader frames = FrameReader.ofFile();
        frames.put(file);
        FrameReader.Frame header = frames.next();
        if (header == null) {
            throw new IllegalStateException("the file: no header (expected: one)");
        }
        return ExportHead.of(file.substring(0, (int) header.end()), FILES).bytes();
    }

    /**
     * Imports a file, or as much of it.
     *
     * @param until bytes after which the caller is gone; all of them for the whole file
     */
    ImportCampaignsResponse importing(ByteString file, int until) throws Exception {
        CompletableFuture<ImportCampaignsResponse> first = new CompletableFuture<>();
        CompletableFuture<ImportCampaignsResponse> end = new CompletableFuture<>();
        StreamObserver<ImportCampaignsRequest> requests = coupons.journalCalls()
                .importCampaigns(new StreamObserver<>() {
                    private ImportCampaignsResponse last = ImportCampaignsResponse.getDefaultInstance();

                    @Override
                    public void onNext(ImportCampaignsResponse answer) {
                        last = answer;
                        first.complete(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        first.completeExceptionally(failure);
                        end.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(last);
                    }
                });
        requests.onNext(ImportCampaignsRequest.newBuilder()
                .setBegin(ImportBegin.newBuilder().setContext(CONTEXT).setHead(head(file)))
                .build());
        int from = (int) first.get(30, TimeUnit.SECONDS).getByteOffset();
        for (int at = from; at < until; at += 1_000) {
            requests.onNext(ImportCampaignsRequest.newBuilder()
                    .setPiece(ExportPiece.newBuilder().setData(file.substring(at, Math.min(until, at + 1_000))))
                    .build());
        }
        if (until < file.size()) {
            TimeUnit.SECONDS.sleep(1);
            requests.onError(io.grpc.Status.CANCELLED.asRuntimeException());
            return first.get();
        }
        requests.onCompleted();
        return end.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        coupons.close();
        database.close();
    }
}
