package dev.giveback.benchmark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScriptsTest {
    @Test
    void theStatementsAreOneTransactionOverAllFacts() {
        assertThat(Scripts.of(SqlVariant.STATEMENTS, CustomerChoice.uniform(500)))
                .contains("\\set customer random(1, 500)")
                .containsSubsequence(
                        "BEGIN;",
                        "INSERT INTO request",
                        "INSERT INTO customer_order",
                        "UPDATE account",
                        "INSERT INTO ledger",
                        "COMMIT;");
    }

    @Test
    void theFunctionIsOneCallOnTheSameOrder() {
        assertThat(Scripts.of(SqlVariant.FUNCTION, CustomerChoice.zipf(500, 1.2)))
                .contains("\\set customer random_zipfian(1, 500, 1.2)")
                .contains("SELECT checkout(")
                .doesNotContain("BEGIN");
    }

    @Test
    void aCheckoutWithACouponUsesItUpAndDebitsPointsInOneTransaction() {
        assertThat(Scripts.of(SqlVariant.COUPON_STATEMENTS, CustomerChoice.uniform(500)))
                .contains("\\set customer 1 + :coupon * 7919 % 500")
                .containsSubsequence(
                        "BEGIN;",
                        "INSERT INTO coupon_request",
                        "UPDATE coupon SET status = 2",
                        "UPDATE coupon_account SET balance = balance - :redeemed",
                        "INSERT INTO coupon_order",
                        "INSERT INTO redemption",
                        "INSERT INTO coupon_ledger",
                        "COMMIT;");
    }

    @Test
    void nothingIsLeftToFillIn() {
        for (SqlVariant variant : SqlVariant.values()) {
            assertThat(Scripts.of(variant, CustomerChoice.uniform(1)))
                    .doesNotContain("{customer")
                    .contains("\\set n :n + 1");
        }
    }

    @Test
    void aServerThatMayLoseACommitIsNotMeasured() {
        assertThatCode(() -> PeerDatabase.requireDurable(settings("on"))).doesNotThrowAnyException();
        for (String weaker : new String[] {"off", "local", "remote_write"}) {
            assertThatThrownBy(() -> PeerDatabase.requireDurable(settings(weaker)))
                    .hasMessageContaining("synchronous_commit is " + weaker);
        }
        assertThatThrownBy(() -> PeerDatabase.requireDurable(Map.of())).hasMessageContaining("fsync is null");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new DatabaseAddress("localhost", 5432, "me", "secret")).hasToString("me@localhost:5432");
    }

    private static Map<String, String> settings(String synchronousCommit) {
        return Map.of("fsync", "on", "synchronous_commit", synchronousCommit, "full_page_writes", "on");
    }
}
