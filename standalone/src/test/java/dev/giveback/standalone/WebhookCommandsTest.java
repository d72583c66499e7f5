package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Webhooks from the command line, through a gateway to real services. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebhookCommandsTest {
    private final RunningGateway giveback = new RunningGateway();

    @BeforeAll
    void openTheShop() {
        new TestShop(giveback.service()).create(TestShop.program());
    }

    @AfterAll
    void stop() {
        giveback.close();
    }

    @Test
    void anUpdateChangesWhatIsGivenAndLeavesTheRest() {
        run("create crm https://shop.example/a --type checkout,refund --display-name CRM");

        assertThat(run("update crm --url https://shop.example/b").out())
                .contains("https://shop.example/b", "CRM", "checkout, refund", "version 2");
        assertThat(run("update crm --type refund --on-failure hold -o json").out())
                .contains("\"failurePolicy\": \"FAILURE_POLICY_HOLD\"", "STATEMENT_ENTRY_TYPE_REFUND")
                .doesNotContain("STATEMENT_ENTRY_TYPE_CHECKOUT");
        assertThat(run("update crm --all-types").out()).contains("told of     everything", "version 4");
        assertThat(run("show crm -o json").out())
                .contains("https://shop.example/b", "FAILURE_POLICY_HOLD", "\"displayName\": \"CRM\"");
    }

    @Test
    void aTrialChangesNothing() {
        run("create trial https://shop.example/a");

        assertThat(run("update trial --display-name other --dry-run").out()).contains("Nothing was done");
        assertThat(run("show trial").out()).contains("version 1").doesNotContain("other");
    }

    @Test
    void whatIsNotThereAndWhatIsWrongIsOneLine() {
        Commands.Ran missing = giveback.run("webhook update none --url https://shop.example --program shop");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err().lines()).hasSize(1);
        run("create wrong https://shop.example/a");
        Commands.Ran plain = giveback.run("webhook update wrong --url http://shop.example --program shop");
        assertThat(plain.exitCode()).isEqualTo(1);
        assertThat(plain.err()).contains("url");
    }

    private Commands.Ran run(String command) {
        Commands.Ran ran = giveback.run("webhook " + command + " --program shop");
        assertThat(ran.exitCode()).as(command + ": " + ran.err()).isZero();
        return ran;
    }
}
