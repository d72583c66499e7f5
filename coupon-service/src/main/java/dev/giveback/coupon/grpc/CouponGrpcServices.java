package dev.giveback.coupon.grpc;

import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.customers.LoyaltyCoupons;
import dev.giveback.coupon.customers.LoyaltyCustomers;
import dev.giveback.coupon.customers.Programs;
import dev.giveback.coupon.directory.CodeRegistry;
import dev.giveback.coupon.directory.Directory;
import dev.giveback.coupon.directory.DrawTable;
import dev.giveback.coupon.directory.PeopleTable;
import dev.giveback.coupon.rules.SurpriseConditions;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.platform.grpc.RequestValidation;
import dev.giveback.platform.grpc.RequestValidator;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.platform.v1.NodeServiceGrpc;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What this service offers by gRPC. */
public final class CouponGrpcServices {
    private CouponGrpcServices() {}

    /**
     * What the services work with.
     *
     * @param blocking whose threads may take their time
     * @param secrets gives 32 random bytes at each call
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     * @param timeout the longest that a campaign's actor is waited for
     */
    public record Parts(
            Campaigns campaigns,
            Programs programs,
            LoyaltyCoupons coupons,
            LoyaltyCustomers customers,
            CodeRegistry registry,
            Directory directory,
            DrawTable draws,
            PeopleTable people,
            SurpriseConditions conditions,
            Executor blocking,
            Supplier<byte[]> secrets,
            Supplier<String> principal,
            InstantSource clock,
            Duration timeout) {}

    /** The services of campaigns and codes. */
    public static List<ServerServiceDefinition> of(Parts parts) {
        Calls calls = new Calls(parts.programs(), parts.principal(), parts.timeout());
        CampaignViews views = new CampaignViews(parts.campaigns(), parts.clock());
        Refusals refusals = new Refusals();
        Claims claims = new Claims(parts.campaigns(), views, parts.coupons(), refusals, parts.clock());
        CampaignAdministration administration = new CampaignAdministration(
                parts.campaigns(),
                views,
                parts.coupons(),
                parts.registry(),
                parts.secrets(),
                parts.clock(),
                parts.conditions(),
                parts.blocking());
        Comparisons comparisons = new Comparisons(parts.people(), parts.directory(), parts.clock());
        return List.of(
                new CampaignGrpcService(
                                calls,
                                administration,
                                parts.campaigns(),
                                claims,
                                parts.directory(),
                                new Reports(parts.directory(), comparisons, refusals),
                                new DrawPages(parts.draws()),
                                new Eligibility(parts.campaigns(), parts.directory(), parts.customers(), parts.clock()))
                        .bindService(),
                new CodeGrpcService(
                                calls,
                                parts.campaigns(),
                                claims,
                                new ClaimReturns(parts.campaigns(), parts.coupons()),
                                new CodeChecks(parts.campaigns(), parts.registry(), parts.clock()),
                                parts.registry())
                        .bindService());
    }

    /** Checks every request against the rules of the contract before a handler sees it. */
    public static ServerInterceptor validation() {
        return new RequestValidation(RequestValidator.forServices(
                RefusalStatus.DOMAIN,
                CampaignServiceGrpc.getServiceDescriptor(),
                CodeServiceGrpc.getServiceDescriptor(),
                CampaignJournalServiceGrpc.getServiceDescriptor(),
                NodeServiceGrpc.getServiceDescriptor(),
                EchoServiceGrpc.getServiceDescriptor()));
    }
}
