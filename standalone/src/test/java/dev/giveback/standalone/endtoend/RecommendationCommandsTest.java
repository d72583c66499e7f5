package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.recommendation.v1.Impression;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import dev.giveback.standalone.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thirty days of a real shop, and every command about recommendations and the catalogue, as a user types it. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecommendationCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CUSTOMER = "13085";

    private final WholePath path = WholePath.start();
    private JsonNode replay = JSON.createObjectNode();

    @BeforeAll
    void replayThirtyDays() throws Exception {
        Commands.Ran ran = Commands.run(
                path.port(),
                path.guard().adminSecret(),
                "replay --data ../data/online-retail-ii --days 30 --no-surveys -o json");
        assertThat(ran.exitCode()).as(ran.err() + ran.out()).isZero();
        replay = JSON.readTree(ran.out());
        long[] known = new long[1];
        // Nothing is bought any more; when nothing has come for a while, all has.
        RecommendationShop.await("all invoices count", () -> {
            long before = known[0];
            Thread.sleep(500);
            known[0] = json("recommend model").at("/model/purchases").asLong();
            return known[0] > 0 && known[0] == before;
        });
    }

    @AfterAll
    void stop() {
        path.close();
    }

    private Commands.Ran run(String arguments) {
        return Commands.run(path.port(), path.guard().adminSecret(), arguments);
    }

    private String out(String arguments) {
        Commands.Ran ran = run(arguments);
        assertThat(ran.exitCode()).as(arguments + ": " + ran.err()).isZero();
        return ran.out();
    }

    private JsonNode json(String arguments) throws Exception {
        return JSON.readTree(out(arguments + " -o json"));
    }

    @Test
    void theReplayImportedTheCatalogueFirst() throws Exception {
        assertThat(replay.at("/catalogue/file").asText()).isEqualTo("products.csv.gz");
        assertThat(replay.at("/catalogue/products").asInt()).isEqualTo(4_707);
        assertThat(replay.at("/catalogue/added").asInt()).isEqualTo(4_707);
        assertThat(replay.at("/check/agrees").asBoolean()).isTrue();
    }

    @Test
    void aCustomerIsRecommendedProductsWithReasons() throws Exception {
        String text = out("recommend for " + CUSTOMER);
        assertThat(text).startsWith("For 13085 as of 20").contains("product").contains("because");
        assertThat(text.lines()).hasSize(12);

        JsonNode filtered = json(
                "recommend for " + CUSTOMER
                        + " --mode new --count 20 --max-price 2.50 --available --max-per-category 2 --only STORAGE,GARDEN,LIGHTING");
        assertThat(filtered.get("recommendations")).hasSizeBetween(1, 6).allSatisfy(next -> {
            assertThat(next.at("/entry/category").asText()).isIn("STORAGE", "GARDEN", "LIGHTING");
            assertThat(next.at("/explanation").asText()).isNotBlank();
        });
        assertThat(json("recommend for " + CUSTOMER + " --strategy buy-again --count 5")
                        .get("recommendations"))
                .allSatisfy(next -> assertThat(next.get("strategy").asText()).isEqualTo("STRATEGY_BUY_AGAIN"));
        assertThat(out("recommend for -")).startsWith("For a visitor as of ").contains("by what is popular");
        assertThat(out("recommend for nobody-knows --basket 85123A --prefer GARDEN"))
                .contains("by what is popular, since no purchase is known");
    }

    @Test
    void productsLeadToOthers() throws Exception {
        assertThat(json("recommend similar 85123A --count 5").get("products")).hasSize(5);
        assertThat(out("recommend similar 85123A")).contains("buyers").contains("CANDLES");
        assertThat(json("recommend together 85123A 22423 --count 5").get("recommendations"))
                .isNotEmpty();
        assertThat(out("recommend together nonsense")).contains("nothing: there is no such product");
        assertThat(out("recommend similar nonsense")).contains("nothing: nobody knows that product");
    }

    @Test
    void whatIsKnownOfACustomerIsTold() throws Exception {
        assertThat(out("recommend taste " + CUSTOMER))
                .startsWith("Customer 13085: ")
                .contains("  buys ");
        assertThat(json("recommend taste " + CUSTOMER).get("purchases").asInt()).isPositive();
    }

    @Test
    void anOfferIsFound() throws Exception {
        var unused = PointsServiceGrpc.newBlockingStub(path.gateway())
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .adjustPoints(AdjustPointsRequest.newBuilder()
                        .setCustomer("programs/online-retail/customers/" + CUSTOMER)
                        .setRequestId("for-a-reward")
                        .setPoints(5_000)
                        .setReason("to have enough for a reward")
                        .build());
        RecommendationShop.await(
                "the reward can be paid",
                () -> !json("recommend offer " + CUSTOMER).get("offers").isEmpty());
        assertThat(out("recommend offer " + CUSTOMER)).contains("because").contains("ten-pounds");
        assertThat(json("recommend offer " + CUSTOMER + " --count 5 --basket 85123A")
                        .get("offers"))
                .isNotEmpty();
        assertThat(run("recommend offer nobody-knows").exitCode()).isEqualTo(1);
    }

    @Test
    void listsThatWereShownAreReported() throws Exception {
        assertThat(out("recommend report --page nowhere")).contains("No list was shown");
        RecommendationShop.await(
                "the model knows what was bought",
                () -> !json("recommend for " + CUSTOMER).get("recommendations").isEmpty());
        RecommendResponse.Builder answer = RecommendResponse.newBuilder();
        JsonFormat.parser().merge(out("recommend for " + CUSTOMER + " -o json"), answer);
        var recorded = RecommendationServiceGrpc.newBlockingStub(path.gateway())
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .recordImpressions(RecordImpressionsRequest.newBuilder()
                        .setParent("programs/online-retail")
                        .addImpressions(Impression.newBuilder()
                                .setCustomer("programs/online-retail/customers/" + CUSTOMER)
                                .setShownList(answer.getShownList())
                                .setPage("front"))
                        .build());
        assertThat(recorded.getRecordedCount()).isEqualTo(1);

        RecommendationShop.await(
                "the list is reported",
                () -> json("recommend report --window 14 --page front")
                                .at("/byPersonalization/0/lists")
                                .asInt()
                        == 1);
        assertThat(out("recommend report --since 2020-01-01"))
                .contains("kind of list")
                .contains("strategy");
    }

    @Test
    void theModelIsShownBuiltAnewAndLearns() throws Exception {
        JsonNode model = settledModel();
        String digest = HexFormat.of()
                .toHexDigits(Long.parseUnsignedLong(model.get("digest").asText()));
        assertThat(out("recommend model"))
                .contains("Recommendations of the program online-retail know")
                .contains(digest);

        assertThat(out("recommend rebuild --reason check")).contains("what was in use is the same");
        assertThat(json("recommend model").get("model").get("digest")).isEqualTo(model.get("digest"));
        assertThat(out("recommend learn"))
                .as("thirty days have no closed window to learn from")
                .contains("learnt      nothing yet");
        assertThat(run("recommend model --program nowhere").err()).contains("there is no program nowhere");
    }

    /** What another test has imported reaches the model a moment later. */
    private JsonNode settledModel() throws Exception {
        JsonNode before = json("recommend model").get("model");
        for (int look = 0; look < 20; look++) {
            Thread.sleep(1_000);
            JsonNode now = json("recommend model").get("model");
            if (now.get("digest").equals(before.get("digest"))) {
                return now;
            }
            before = now;
        }
        return before;
    }

    @Test
    void theCatalogueIsShownAndListed() throws Exception {
        assertThat(out("catalogue show 85123A"))
                .contains("name ")
                .contains("GBP ")
                .contains("available   yes");
        assertThat(run("catalogue show nonsense").err()).contains("has no such product");
        assertThat(out("catalogue list --limit 3").lines()).hasSize(5);
        assertThat(json("catalogue list --limit 0").get("products").size()).isGreaterThanOrEqualTo(4_707);
        assertThat(out("catalogue list --category nonsense")).contains("has no such product");
    }

    @Test
    void aFileIsImportedAndWhatIsWrongIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("mine.csv"),
                "product,display_name,price,tags\nMINE-1,First,1.50,a|b\nMINE-2,Second,,\n");
        assertThat(out("catalogue import " + file))
                .contains("Imported 2 products into the program online-retail: 2 are new, 0 changed, 0 cannot");
        assertThat(out("catalogue import " + file)).contains("0 are new, 0 changed");

        Files.writeString(file, "product,price\nMINE-1,cheap\nMINE-3,1\nMINE/4,1\n");
        Commands.Ran refused = run("catalogue import " + file);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("mine.csv: 2 lines are wrong; nothing was sent");
        assertThat(run("catalogue show MINE-3").exitCode()).isEqualTo(1);
        Files.writeString(file, "product\n");
        assertThat(run("catalogue import " + file + " --complete").err()).contains("no products");
    }
}
