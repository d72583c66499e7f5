package dev.giveback.standalone;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.GenerateCodesResponse;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback codes}. */
@Command(
        name = "codes",
        description = {
            "Writes a campaign's unique codes as CSV, number and code, in the order of their numbers. The same numbers give the"
                    + " same codes for ever, so what broke off can be resumed.",
            "With --out, the same command again goes on after what the file already has. To standard output the header is"
                    + " written with number 0 only, so that parts can be put together."
        },
        footer = {
            "",
            "Examples:",
            "  giveback codes gifts --count 1000   the first 1,000",
            "  giveback codes gifts --from 1000 >> codes.csv",
            "  giveback codes gifts --out codes.csv",
            "                                      all of them; again, if it broke off"
        })
final class CodesCommand implements Callable<Integer> {
    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Parameters(paramLabel = "CAMPAIGN", description = "Id of the campaign in the program.")
    private String name = "";

    @Option(names = "--from", paramLabel = "N", defaultValue = "0", description = "Number of the first (default: 0).")
    private long from;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0", description = "How many (default: all).")
    private long count;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write, or to go on with.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        if (from < 0) {
            throw Problem.usage("--from: " + from + " (expected: 0 or more)");
        }
        if (count < 0) {
            throw Problem.usage("--count: " + count + " (expected: 0 or more)");
        }
        String campaign = options.campaign(name);
        options.ask(client -> {
            write(client, campaign, end(client, campaign));
            return true;
        });
        return 0;
    }

    /** The number after the last one that is asked for. */
    private long end(GatewayClient client, String campaign) {
        Campaign there = client.await(client.campaigns()
                        .getCampaign(GetCampaignRequest.newBuilder()
                                .setName(campaign)
                                .build()))
                .getCampaign();
        if (!there.hasUniqueCodes()) {
            throw Problem.failed("the campaign " + name + " has no unique codes: " + CampaignText.access(there));
        }
        long capacity = there.getUniqueCodes().getCapacity();
        if (from >= capacity || count > capacity - from) {
            throw Problem.usage(
                    "--from " + from + " --count " + count + ": the campaign has the numbers 0 to " + (capacity - 1));
        }
        return count == 0 ? capacity : from + count;
    }

    private void write(GatewayClient client, String campaign, long end) {
        try (CodesOutput output = out == null ? CodesOutput.standard(from) : CodesOutput.file(out, from)) {
            if (output.next() < end) {
                GenerateCodesRequest request = GenerateCodesRequest.newBuilder()
                        .setCampaign(campaign)
                        .setFirstNumber(output.next())
                        .setCount(end - output.next())
                        .build();
                copy(client, client.codeStream().generateCodes(request), output);
            }
            if (out != null) {
                System.err.println(
                        out + " has the codes " + Numbers.grouped(from) + " to " + Numbers.grouped(output.next() - 1));
            }
        } catch (IOException failed) {
            throw Problem.failed(
                    (out == null ? "standard output" : out.toString()) + ": " + failed.getMessage(), failed);
        }
    }

    private static void copy(GatewayClient client, Iterator<GenerateCodesResponse> stream, CodesOutput output)
            throws IOException {
        try {
            while (output.isWanted() && stream.hasNext()) {
                output.write(stream.next());
            }
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
    }
}
