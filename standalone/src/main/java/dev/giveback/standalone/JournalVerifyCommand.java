package dev.giveback.standalone;

import dev.giveback.coupon.v1.VerifyCampaignsRequest;
import dev.giveback.loyalty.v1.VerifyJournalRequest;
import dev.giveback.loyalty.v1.VerifyJournalResponse;
import dev.giveback.standalone.archive.Journal;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback journal verify}. */
@Command(
        name = "verify",
        description = {
            "Checks the journals of customers and campaigns: their numbers and hashes, that each event can be read and keeps the rules,"
                    + " and that directory, totals and snapshots say what the events come to.",
            "Exit code 0 when nothing is wrong, 1 when something is."
        },
        footer = {
            "",
            "Examples:",
            "  giveback journal verify             everything",
            "  giveback journal verify 13085       one customer",
            "  giveback journal verify --campaign summer --program online-retail",
            "  giveback journal verify --only campaigns",
            "  giveback journal verify --program online-retail -o json"
        })
final class JournalVerifyCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Parameters(
            paramLabel = "CUSTOMER",
            arity = "0..1",
            description = "The shop's own key of the customer (default: all).")
    private @Nullable String customer;

    @Option(
            names = "--program",
            paramLabel = "NAME",
            description = "The program (default: all; of one customer, online-retail).")
    private @Nullable String program;

    @Option(
            names = "--only",
            paramLabel = "JOURNAL",
            description = "customers or campaigns: only this journal (default: both, of one customer the customers').")
    private @Nullable Journal only;

    @Option(
            names = "--campaign",
            paramLabel = "NAME",
            description = "One campaign, of --program (default: online-retail).")
    private @Nullable String campaign;

    @Option(
            names = "--max-findings",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many findings to tell, 1 to 10000; the others are counted (default: 100).")
    private int maxFindings;

    @Option(
            names = "--resume",
            paramLabel = "TOKEN",
            defaultValue = "",
            description = "Goes on where a check that was broken off said.")
    private String resume = "";

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private volatile String resumeToken = "";

    @Override
    public Integer call() {
        if (maxFindings < 1 || maxFindings > 10_000) {
            throw Problem.usage("--max-findings: " + maxFindings + " (expected: 1 to 10000)");
        }
        Thread goodbye = new Thread(this::sayWhereToGoOn);
        Runtime.getRuntime().addShutdownHook(goodbye);
        try (GatewayClient client = admin.connect();
                WorkLine line = WorkLine.onStandardError("verify")) {
            int customers = customers() ? print(client.journalWorks().verifyJournal(request()), client, line) : 0;
            resumeToken = "";
            return Math.max(customers, campaigns() ? campaigns(client, line) : 0);
        } finally {
            resumeToken = "";
        }
    }

    private boolean customers() {
        return campaign == null && only != Journal.CAMPAIGNS;
    }

    private boolean campaigns() {
        return customer == null && only != Journal.CUSTOMERS;
    }

    private int campaigns(GatewayClient client, WorkLine line) {
        try {
            return new CampaignCheckOutput(output, System.out)
                    .run(
                            VerifyCampaignsRequest.newBuilder()
                                    .setContext(admin.context())
                                    .setMaxFindings(maxFindings)
                                    .setSubject(subject())
                                    .build(),
                            client,
                            line);
        } catch (Refused refused) {
            if (customers() && refused.reason().equals("PROGRAM_NOT_FOUND")) {
                // The program is there, or its customers would have been refused; it has no campaigns.
                return 0;
            }
            throw Problem.failed(
                    refused.reason().endsWith("_NOT_FOUND")
                            ? "there is nothing of campaigns of " + subject()
                            : "refused: " + refused.getMessage(),
                    refused);
        }
    }

    private String subject() {
        if (campaign != null) {
            return "programs/" + (program == null ? "online-retail" : program) + "/campaigns/" + campaign;
        }
        return program == null ? "" : "programs/" + program;
    }

    private VerifyJournalRequest request() {
        VerifyJournalRequest.Builder request = VerifyJournalRequest.newBuilder()
                .setContext(admin.context())
                .setMaxFindings(maxFindings)
                .setResumeToken(resume);
        if (customer != null) {
            request.setCustomer(JournalNames.customer(program, customer));
        } else if (program != null) {
            request.setProgram("programs/" + program);
        }
        return request.build();
    }

    private int print(Iterator<VerifyJournalResponse> answers, GatewayClient client, WorkLine line) {
        CheckOutput out = new CheckOutput(output, System.out);
        int exitCode = 1;
        try {
            while (answers.hasNext()) {
                VerifyJournalResponse answer = answers.next();
                switch (answer.getPartCase()) {
                    case PROGRESS -> {
                        resumeToken = answer.getResumeToken();
                        line.show(answer.getProgress());
                    }
                    case FINDING -> out.finding(answer.getFinding());
                    case SUMMARY -> {
                        line.close();
                        exitCode = out.summary(answer.getSummary());
                    }
                    case PART_NOT_SET -> {}
                }
            }
            return exitCode;
        } catch (StatusRuntimeException failed) {
            throw words(client.failure(failed));
        }
    }

    private RuntimeException words(RuntimeException failure) {
        if (failure instanceof Refused refused) {
            return Problem.failed(
                    switch (refused.reason()) {
                        case "CUSTOMER_NOT_FOUND" -> "there is nothing of a customer " + customer;
                        case "PROGRAM_NOT_FOUND" -> "there is nothing of a program " + program;
                        default -> "refused: " + refused.getMessage();
                    },
                    refused);
        }
        sayWhereToGoOn();
        return failure;
    }

    private void sayWhereToGoOn() {
        if (!resumeToken.isEmpty()) {
            System.err.println("To go on: giveback journal verify" + (program == null ? "" : " --program " + program)
                    + " --resume " + resumeToken);
        }
    }
}
