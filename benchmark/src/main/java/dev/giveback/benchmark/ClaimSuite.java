package dev.giveback.benchmark;

import dev.giveback.benchmark.load.ClaimRequests;
import dev.giveback.benchmark.load.Measurement;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import dev.giveback.coupon.v1.CampaignReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** Claims of one hot campaign with a limit, each by another customer who then holds the coupon, beside a counter in one row. */
final class ClaimSuite implements Suite {
    private static final String PROGRAM = "programs/bench-claims";

    private final Generator generator;
    private final Options options;
    private final Campaigns campaigns;
    private final ClaimRequests requests;
    private final Workload<?, ?> claims;
    private final Ledger ledger = new Ledger();
    private String campaign = "";

    ClaimSuite(Generator generator) {
        this.generator = generator;
        options = generator.options();
        campaigns = Campaigns.ofNewRun(generator.target().channel(0), PROGRAM);
        requests = new ClaimRequests(PROGRAM, campaigns.code(), options.customers);
        claims = requests.inTurn();
    }

    @Override
    public Name name() {
        return Name.CLAIMS;
    }

    @Override
    public void prepare() throws InterruptedException {
        new Programs(generator.target().channel(0), PROGRAM).create();
        campaign = campaigns.createHot();
        // Each customer claims once, so that no contender pays for the first visit of one.
        ledger.add(generator.send(claims, options.customers));
        ledger.add(generator.warmUp(claims));
    }

    @Override
    public List<Contender> gateway() {
        List<Contender> contenders = new ArrayList<>();
        for (int inFlight : options.couponsInFlight) {
            contenders.add(contender("claim-", "claim of one campaign", claims, inFlight));
        }
        int most = options.couponsInFlight.stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(options.otherInFlight);
        contenders.add(contender(
                "first-claim-", "claim of one campaign by customers not seen before", requests.ofNewCustomers(), most));
        return contenders;
    }

    private Contender contender(String id, String description, Workload<?, ?> workload, int inFlight) {
        ContenderInfo info = new ContenderInfo(id + inFlight, Kind.CLAIM, description + ", " + inFlight + " in flight");
        return new Contender(info, round -> {
            Measurement measurement = generator.load().closed(workload, inFlight, generator.window());
            ledger.add(measurement.ever());
            return GatewayContenders.sample(info, round, null, measurement);
        });
    }

    @Override
    public List<Contender> sql(SqlContenders make) {
        List<Contender> contenders = new ArrayList<>();
        options.sqlClients.forEach(clients -> contenders.add(make.claimCounter(clients)));
        options.sqlClients.forEach(clients -> contenders.add(make.claimRow(clients)));
        return contenders;
    }

    @Override
    public List<Audit> audits() throws InterruptedException {
        return List.of(
                audit("claims, by the places that the campaign has given", CampaignReport::getTaken),
                audit(
                        "claims, by the customers' journals as the campaign's report counts them",
                        CampaignReport::getClaimed));
    }

    private Audit audit(String what, ToLongFunction<CampaignReport> figure) throws InterruptedException {
        return Audits.of(
                what,
                ledger.acknowledged(),
                ledger.unknown(),
                OptionalLong.of(0),
                () -> campaigns.report(campaign, figure));
    }
}
