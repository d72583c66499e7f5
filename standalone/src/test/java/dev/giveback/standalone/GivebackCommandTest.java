package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class GivebackCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theVersionIsPrinted() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("giveback ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "down",
                "survey",
                "survey report",
                "survey report Nps",
                "survey report nps --by month",
                "survey returns nps --days 0",
                "survey responses nps --limit 201",
                "message preview",
                "message dry-run welcome --days 367",
                "contact consent 1 --give cookies --source x",
                "contact consent 1 --give survey --by pigeon --source x",
                "contact consent 1 --give survey",
                "contact list --state lost",
                "follow-up update 1 x --author kim",
                "follow-up update 1 x --note y",
                "referral redeem 1",
                "up --web-port web",
                "replay --days many",
                "replay --days -1",
                "replay --speed fast",
                "replay --in-flight 0",
                "replay --program Shop",
                "replay -o xml",
                "replay -o csv",
                "customer show 1 --target nowhere",
                "customer show 1 --target here:0",
                "customer show 1 --plaintext --tls",
                "customer show 1 --key-file target/none.key",
                "keys",
                "keys create till",
                "keys create till --for till",
                "keys create till --for cashier --all-programs",
                "keys create till --for till --all-programs --program shop",
                "keys create till --for till --all-programs --days 5000",
                "keys rotate KEY --overlap-hours 200",
                "keys list --limit 0",
                "audit --since yesterday",
                "approvals policy --rules maybe",
                "points redeem 1 many",
                "points adjust 1 5",
                "points hold 1 5",
                "checkout complete 1",
                "checkout quote 1 --line MUG:1:1 --basket x.csv",
                "completion fish",
                "doctor --color sometimes",
                "webhook create crm",
                "webhook create crm https://shop.example/x --type cookies",
                "customer",
                "customer show 1 --lots 0",
                "customer preferences",
                "customer preferences 1 --object cookies",
                "customer profile",
                "customer export",
                "customer export 1 --out ../LICENSE",
                "customer erase",
                "customer erase 1 --yes",
                "customer erase 1 --reason ticket",
                "journal rotate-keys",
                "campaign",
                "campaign show Thanks",
                "campaign create",
                "codes",
                "codes gifts --from -1",
                "codes gifts --count -1",
                "campaign list -o xml",
                "recommend",
                "recommend for",
                "recommend for 1 --count 0",
                "recommend for 1 --count 101",
                "recommend for 1 --mode old",
                "recommend for 1 --strategy luck",
                "recommend for 1 --max-price cheap",
                "recommend for 1 --max-price 0",
                "recommend for 1 --max-per-category 101",
                "recommend similar",
                "recommend together",
                "recommend offer 1 --count 21",
                "recommend report --window 29",
                "recommend report --since yesterday",
                "recommend evaluate",
                "recommend evaluate --cut yesterday",
                "recommend evaluate --cut 2011-10-03 --window 0",
                "catalogue",
                "catalogue import",
                "catalogue import a.csv --data b",
                "catalogue show",
                "catalogue list --limit -1",
                "campaign verify-draws",
                "campaign list x",
                "journal",
                "journal show",
                "journal show 1 --limit 0",
                "journal show 1 --type sale",
                "journal show 1 --since yesterday",
                "journal show 1 --until now",
                "journal at 1 --time 2011-13-01",
                "journal at 1 --sequence -1",
                "journal at 1 --sequence 2 --time 2011-01-01",
                "journal at 1 --known-at 2011-01-01",
                "journal at 1 --time 2011-01-01 --known-at then",
                "journal compare 1 2",
                "journal compare 1 2 2011-01-01@",
                "journal compare 1 2 now@2011-01-01",
                "journal program --program Shop",
                "journal program shop",
                "journal program --time +10000-01-01",
                "journal liability shop",
                "journal export",
                "journal export target/x --customer anna --only campaigns",
                "journal export target/x --format xml",
                "journal export target",
                "journal import",
                "journal seals",
                "journal prove anna",
                "journal prove anna 1 -o csv",
                "webhook update crm",
                "webhook update crm --type checkout --all-types",
                "webhook update crm --type nonsense",
                "webhook update crm --on-failure stop",
                "journal tail --type nonsense",
                "journal tail --limit -1",
                "journal verify --max-findings 0",
                "journal drift --customers 0",
                "up --grpc-port here",
                "up --wait 5",
                "up --unknown"
            })
    void wrongUsageIsOneLineAndExitCodeTwo(String arguments) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(err.toString()).startsWith("giveback: ");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --check",
                "customer show 13085",
                "customer preferences 13085",
                "customer profile 13085",
                "customer export 13085",
                "customer erase 13085 --reason ticket --yes",
                "journal rotate-keys --reason yearly",
                "replay --data ../data/online-retail-ii",
                "survey list",
                "survey show after-purchase",
                "survey pause after-purchase",
                "message preview surveys/after-purchase",
                "contact show 13085",
                "contact policy",
                "follow-up list",
                "referral code 13085",
                "campaign list",
                "campaign show thanks",
                "codes gifts",
                "recommend for 13085",
                "recommend for - --max-price 5",
                "recommend similar mug",
                "recommend together mug cup",
                "recommend offer 13085",
                "recommend taste 13085",
                "recommend report",
                "recommend model",
                "recommend rebuild --reason test",
                "recommend learn",
                "catalogue import --data ../data/online-retail-ii",
                "catalogue show mug",
                "catalogue list",
                "campaign verify-draws mug",
                "journal show 13085 --type checkout,refund --since 2011-01-01",
                "journal at 13085 --time 2011-01-01T10:00:00+01:00 --known-at now",
                "journal compare 13085 3 2011-01-01T10:00:00",
                "journal program",
                "journal export target/unreached",
                "journal export target/unreached --customer anna -o json",
                "journal snapshots drop --customer anna --reason test",
                "journal rotate-keys --reason yearly -o json",
                "webhook update crm --url https://shop.example/x",
                "journal seal",
                "journal seals verify",
                "journal prove anna 1 --program shop",
                "journal acts",
                "journal liability --program shop",
                "journal rederive 13085",
                "journal correct 13085 489434 --quantity 1=2",
                "points lots 13085",
                "points earn 13085 review",
                "points adjust 13085 -5 --reason typo",
                "checkout quote 13085 --line MUG:1:1",
                "checkout refund 13085 A-1 --line 1:1",
                "coupon list 13085",
                "keys show",
                "keys list -o csv",
                "audit",
                "audit verify",
                "approvals list",
                "approvals policy",
                "projections list",
                "works list",
                "status",
                "webhook list"
            })
    void whatCannotBeReachedIsOneLineAndExitCodeThree(String arguments) throws IOException {
        assertThat(execute(arguments + " --grpc-port " + closedPort())).isEqualTo(3);
        assertThat(err.toString()).startsWith("giveback: ").contains("127.0.0.1:");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void debugShowsTheStackTrace() throws IOException {
        assertThat(execute("up --check --debug --grpc-port " + closedPort())).isEqualTo(3);
        assertThat(err.toString()).contains("\tat dev.giveback.standalone.UpCommand");
    }

    @Test
    void aTakenPortIsRefusedBeforeAnythingIsStarted(@TempDir Path folder) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int exitCode = execute("up --grpc-port " + taken.getLocalPort() + " --data-dir " + folder);

            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString()).contains("the port " + taken.getLocalPort() + " cannot be had");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aFolderWithoutDataIsAFailure() {
        assertThat(execute("replay --data target")).isEqualTo(1);
        assertThat(err.toString()).contains("no lines.csv.gz or lines.csv in ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check-file", "import"})
    void aFileThatIsNoExportIsSaidSo(String command, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("journal.gbx");
        assertThat(execute("journal " + command + " " + file)).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be read");

        Files.writeString(file, "order 1, order 2, order 3");
        assertThat(execute("journal " + command + " " + file)).isEqualTo(1);
        assertThat(err.toString()).contains("block 0 at byte 0").contains("does not begin with GBEXPORT");
    }

    @Test
    void anEvaluationNeedsNoServerAndNamesWhatIsWrong(@TempDir Path folder) throws IOException {
        assertThat(execute("recommend evaluate --cut 2024-03-01 --data " + folder))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no lines.csv.gz or lines.csv in ");

        Files.writeString(folder.resolve("lines.csv"), """
            invoice,invoice_date,customer_id,stock_code,quantity,unit_price
            1,2024-02-20 10:00:00,anna,ROSE,1,2.00
            2,2024-03-02 10:00:00,anna,ROSE,1,2.00
            """);
        assertThat(execute("recommend evaluate --cut 2024-03-01 --no-trees --data " + folder))
                .isZero();
        assertThat(execute("recommend evaluate --cut 2024-03-01 --no-trees -o json --data " + folder))
                .isZero();
        assertThat(execute("recommend evaluate --cut 2024-04-01 --data " + folder))
                .isEqualTo(1);
        assertThat(err.toString()).contains("cut: 2024-04-01 (expected: after the first day with sales, 2024-02-20");
        assertThat(execute("recommend evaluate --cut 2024-03-01 --targets " + folder.resolve("none") + " --data "
                        + folder))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none cannot be read: there is no such file");
    }

    @Test
    void aFileThatIsNoCampaignIsSaidSo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("c.json");
        assertThat(execute("campaign create " + file)).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be read");

        Files.writeString(file, "{\"nome\": \"x\"}");
        assertThat(execute("campaign create " + file)).isEqualTo(1);
        assertThat(err.toString()).contains("is no campaign");
    }

    @Test
    void optionsTakeTheirDefaultsFromTheDocumentedPlaces() {
        CommandLine.ParseResult up = GivebackCommand.commandLine()
                .parseArgs("up", "--data-dir", "elsewhere", "--database-port", "5999", "--http-port", "9001")
                .subcommand();

        assertThat(up.commandSpec().findOption("--grpc-port").<Integer>getValue())
                .isEqualTo(8980);
        assertThat(up.commandSpec().findOption("--http-port").<Integer>getValue())
                .isEqualTo(9001);
        assertThat(up.commandSpec().findOption("--database-port").<Integer>getValue())
                .isEqualTo(5999);
        assertThat(up.commandSpec().findOption("--data-dir").<Path>getValue()).hasToString("elsewhere");
    }

    private int execute(String arguments) {
        return GivebackCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
