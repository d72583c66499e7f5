package dev.giveback.standalone.replay;

import dev.giveback.standalone.audit.Agreement;
import dev.giveback.standalone.audit.AuditFigures;
import dev.giveback.standalone.audit.RetailAudit;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Steps;
import dev.giveback.standalone.replay.ReplayReport.CampaignResult;
import dev.giveback.standalone.replay.ReplayReport.SurveyResult;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends a shop's invoices in time order through the gateway, and checks what they come to. Request ids are made from the invoices,
 * so a second run gets the first one's answers and changes nothing, and a longer run continues a shorter one.
 */
public final class Replay {
    private final GatewayClient client;
    private final ReplayOptions options;
    private final Steps steps;
    private final boolean terminal;
    private final ReplayStatistics statistics = new ReplayStatistics();
    private final long repeatsBefore;

    /**
     * A replay that has not begun.
     *
     * @param steps where the steps before and after are shown
     * @param terminal whether standard error is a terminal, for the progress bar
     */
    public Replay(GatewayClient client, ReplayOptions options, Steps steps, boolean terminal) {
        this.client = client;
        this.options = options;
        this.steps = steps;
        this.terminal = terminal;
        this.repeatsBefore = client.repeats();
    }

    /**
     * Replays and checks.
     *
     * @return the report; whether the figures agree stands in its check
     * @throws Problem if the data cannot be read, or Giveback cannot be reached for a minute
     */
    public ReplayReport run() {
        RetailFiles files = new RetailFiles(options.data());
        List<Invoice> invoices = steps.step("Reading the invoices", () -> firstDays(files.invoices(), options.days()));
        Map<String, String> categories = steps.step("Reading the products", files::categories);
        steps.step("Creating the program " + options.program(), () -> {
            RetailProgram.ensure(client, options.program());
            return true;
        });
        ReplayReport.Catalogue catalogue = options.catalogue()
                ? steps.step(
                        "Importing the catalogue",
                        () -> RetailCatalogue.bring(client, options.data(), options.program()))
                : RetailCatalogue.LEFT_OUT;
        prepareCampaigns();
        double seconds = send(invoices, categories);
        List<CampaignResult> campaigns = options.campaigns()
                ? steps.step(
                        "Reading the campaigns",
                        () -> new CampaignReadings(client, options.program(), statistics.campaigns)
                                .read(statistics.ordersAnswered.sum()))
                : List.of();
        AuditFigures audit = steps.step(
                "Summing the file independently",
                () -> RetailAudit.of(
                        files.lines(),
                        options.days(),
                        options.campaigns() ? Optional.of(statistics.campaigns.answers()) : Optional.empty()));
        CustomerReadings readings = new CustomerReadings(
                options.program(), request -> client.customers().getCustomer(request));
        steps.step("Reading the customers back", () -> readBack(audit, readings));
        List<SurveyResult> surveys = options.surveys() ? List.of(survey(invoices)) : List.of();
        return report(
                seconds,
                readings,
                catalogue,
                campaigns,
                surveys,
                Agreement.between(audit, readings.figures(), CampaignReadings.figures(campaigns)));
    }

    private void prepareCampaigns() {
        if (!options.campaigns()) {
            RetailCampaigns.expectNone(client, options.program());
            return;
        }
        steps.step("Creating its campaigns", () -> {
            RetailCampaigns.ensure(client, options.program());
            return true;
        });
    }

    /** After everything else, when there are orders to ask about. */
    private SurveyResult survey(List<Invoice> invoices) {
        SurveyTally tally = new SurveyTally();
        steps.step("Inviting customers to a survey", () -> {
            RetailSurvey.ensure(client, options.program());
            try (CustomerLanes lanes = new CustomerLanes(options.inFlight(), RetryPolicy.standard())) {
                new SurveySender(client, options.program(), lanes, tally).send(invoices);
            }
            return true;
        });
        return steps.step(
                "Reading the survey's report", () -> new SurveyReadings(client, options.program()).read(tally));
    }

    private boolean readBack(AuditFigures audit, CustomerReadings readings) throws InterruptedException {
        try (CustomerLanes lanes = new CustomerLanes(options.inFlight(), RetryPolicy.standard())) {
            readings.read(audit.customers().keySet(), lanes);
        }
        return true;
    }

    /** The invoices of the first so many calendar days; 0 is all. */
    static List<Invoice> firstDays(List<Invoice> invoices, int days) {
        if (days == 0 || invoices.isEmpty()) {
            return invoices;
        }
        LocalDateTime end =
                invoices.getFirst().time().toLocalDate().plusDays(days).atStartOfDay();
        return invoices.stream().filter(invoice -> invoice.time().isBefore(end)).toList();
    }

    private double send(List<Invoice> invoices, Map<String, String> categories) {
        Requests requests = new Requests(options.program(), RetailProgram.CURRENCY, RetailProgram.ZONE, categories);
        long start = System.nanoTime();
        try (CustomerLanes lanes = new CustomerLanes(options.inFlight(), RetryPolicy.standard());
                ReplayProgress progress = new ReplayProgress(invoices.size(), statistics, terminal)) {
            progress.start();
            Shoppers shoppers = new Shoppers(options.campaigns());
            InvoiceSender sender = new InvoiceSender(client, requests, shoppers, lanes, statistics);
            for (Invoice invoice : invoices) {
                sleepUntil(start, options.speed().after(invoices.getFirst().time(), invoice.time()));
                sender.send(invoice);
            }
            lanes.awaitAll();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.failed("interrupted; a second run goes on where this one ended", interrupted);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void sleepUntil(long start, Duration after) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(start + after.toNanos() - System.nanoTime());
    }

    private ReplayReport report(
            double seconds,
            CustomerReadings readings,
            ReplayReport.Catalogue catalogue,
            List<CampaignResult> campaigns,
            List<SurveyResult> surveys,
            Agreement check) {
        long calls = statistics.calls.sum();
        return new ReplayReport(
                options.program(),
                options.days(),
                statistics.sales.sum() + statistics.returns.sum(),
                statistics.sales.sum(),
                statistics.returns.sum(),
                statistics.refundLines(),
                calls,
                statistics.retries.sum() + client.repeats() - repeatsBefore,
                statistics.refused(),
                statistics.earned.sum(),
                statistics.takenBack.sum(),
                check.actual().spent(),
                check.actual().balance(),
                readings.changes(),
                seconds,
                calls / Math.max(seconds, 1e-9),
                statistics.latency(),
                catalogue,
                campaigns,
                surveys,
                check);
    }
}
