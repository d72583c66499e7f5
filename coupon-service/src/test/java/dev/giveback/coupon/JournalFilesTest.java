package dev.giveback.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.v1.ImportCampaignsResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Campaigns are moved to another database: the same bytes, the same states, and codes that were printed before work. */
@Timeout(180)
final class JournalFilesTest {
    private static final String ROWS =
            "SELECT persistence_id || ' ' || sequence_number || ' ' || write_timestamp || ' '"
                    + " || encode(event_payload, 'hex') FROM coupon.event_journal WHERE persistence_id ^@ 'campaign|'"
                    + " ORDER BY transaction_id, ordering";

    private final MemoryLoyalty loyalty;
    private final CampaignShop from;
    private final CampaignShop to;

    JournalFilesTest() throws IOException {
        loyalty = MemoryLoyalty.start();
        from = new CampaignShop(loyalty);
        to = new CampaignShop(loyalty);
    }

    @AfterEach
    void stop() {
        to.close();
        from.close();
        loyalty.close();
    }

    @Test
    void aCodePrintedBeforeTheExportIsClaimedAfterTheImport() throws Exception {
        from.trade();
        ByteString file = from.export("");
        from.coupons.close();

        ImportCampaignsResponse end = to.importing(file, file.size());

        assertThat(end.getCompleted()).isTrue();
        assertThat(to.text(ROWS)).isEqualTo(from.text(ROWS));
        Calls.until(to::isFollowed);
        assertThat(to.verify("").findings()).isEmpty();
        assertThat(to.text("SELECT to_jsonb(d)::text FROM coupon.campaign_draws d ORDER BY number"))
                .isEqualTo(from.text("SELECT to_jsonb(d)::text FROM coupon.campaign_draws d ORDER BY number"));
        String printed = from.printed.get(42);
        String coupon = to.claim("zoe", printed);
        assertThat(coupon).isNotEmpty();
        assertThat(Calls.refusal(() -> to.claim("yan", printed))).isEqualTo("CODE_USED");
        assertThat(Calls.refusal(() -> to.claim("yan", from.printed.get(2)))).isEqualTo("CODE_USED");
        assertThat(Calls.refusal(() -> to.claim("yan", from.printed.get(92)))).isEqualTo("CODE_REVOKED");
        // What was counted there is not counted again, and what happens here counts once.
        assertThat(Calls.report(to.coupons, to.calls.summer()).getRedeemed()).isEqualTo(3);
        loyalty.redeem(to.calls.customer("zoe"), coupon, 500);
        Calls.reportWhen(to.coupons, to.unique(), report -> report.getRedeemed() == 1);
        long draws = to.count("SELECT count(*) FROM coupon.campaign_draws");
        loyalty.order(to.calls.customer("c1"), "after", 1_000);
        Calls.until(() -> to.count("SELECT count(*) FROM coupon.campaign_draws") == draws + 1);
        Calls.until(to::isFollowed);
        assertThat(to.verify("").findings()).isEmpty();
    }

    @Test
    void anImportThatWasBrokenOffGoesOnAndShowsNothingUntilItsEnd() throws Exception {
        from.trade();
        ByteString file = from.export("");

        var begun = to.importing(file, file.size() - 200);

        assertThat(begun.getCompleted()).isFalse();
        assertThat(to.events()).isZero();
        assertThat(Calls.refusal(() -> to.campaign(to.unique()))).isEqualTo("CAMPAIGN_NOT_FOUND");
        to.restart();
        assertThat(to.importing(file, file.size()).getCompleted()).isTrue();
        assertThat(to.text(ROWS)).isEqualTo(from.text(ROWS));
        assertThat(to.campaign(to.unique()).getVersion()).isEqualTo(1);
        assertThat(Calls.refusal(() -> unwrapped(() -> to.importing(file, file.size()))))
                .isEqualTo("IMPORT_NOT_EMPTY");
    }

    @Test
    void aDamagedFileIsRefusedAndNothingOfItIsThere() throws Exception {
        from.trade();
        byte[] bytes = from.export("").toByteArray();
        bytes[bytes.length / 2] ^= 1;

        assertThat(Calls.refusal(() -> unwrapped(() -> to.importing(ByteString.copyFrom(bytes), bytes.length))))
                .isEqualTo("EXPORT_DAMAGED");
        assertThat(to.events()).isZero();
    }

    @Test
    void oneCampaignGoesAlone() throws Exception {
        from.trade();
        ByteString file = from.export(from.unique());

        assertThat(to.importing(file, file.size()).getCompleted()).isTrue();
        assertThat(to.count("SELECT count(DISTINCT persistence_id) FROM coupon.event_journal"
                        + " WHERE persistence_id ^@ 'campaign|'"))
                .isEqualTo(1);
        assertThat(to.campaign(to.unique())).isEqualTo(from.campaign(from.unique()));
        assertThat(Calls.refusal(() -> from.export(from.calls.name("nothing")))).isEqualTo("CAMPAIGN_NOT_FOUND");
    }

    private static Object unwrapped(java.util.concurrent.Callable<?> call) throws Exception {
        try {
            return call.call();
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
