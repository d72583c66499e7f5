package dev.giveback.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.CampaignShop.Checked;
import dev.giveback.coupon.v1.CampaignFinding;
import dev.giveback.coupon.v1.CampaignRule;
import dev.giveback.coupon.v1.ListCampaignActsRequest;
import dev.giveback.coupon.v1.RebuildCampaignDirectoryRequest;
import dev.giveback.coupon.v1.RebuildCampaignDirectoryResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Campaigns are tampered with in the database, and each change is found and named; what was not touched is found good. */
@Timeout(180)
final class JournalVerificationTest {
    private static final String SUMMER_ROW = " WHERE persistence_id = 'campaign|shop|summer' AND sequence_number = ";

    private final MemoryLoyalty loyalty;
    private final CampaignShop shop;

    JournalVerificationTest() throws IOException {
        loyalty = MemoryLoyalty.start();
        shop = new CampaignShop(loyalty);
    }

    @BeforeEach
    void trade() throws InterruptedException {
        shop.trade();
        Checked control = shop.verify("");
        assertThat(control.findings()).isEmpty();
        assertThat(control.summary().getCampaigns()).isEqualTo(4);
        assertThat(control.summary().getEvents()).isEqualTo(shop.events());
        assertThat(control.summary().getDirectoryRows()).isGreaterThan(20);
    }

    @AfterEach
    void stop() {
        shop.close();
        loyalty.close();
    }

    private void isFound(CampaignRule rule, String campaign, long sequenceNumber) {
        assertThat(shop.verify("").findings())
                .anySatisfy(finding -> {
                    assertThat(finding.getRule()).isEqualTo(rule);
                    assertThat(finding.getSubject()).isEqualTo(campaign);
                    assertThat(finding.getSequenceNumber()).isEqualTo(sequenceNumber);
                })
                .allSatisfy(finding -> assertThat(finding.getSubject()).isEqualTo(campaign));
    }

    @Test
    void aChangedByteIsFound() {
        shop.database.execute("UPDATE coupon.event_journal SET event_payload = set_byte(event_payload, 60,"
                + " get_byte(event_payload, 60) # 1)" + SUMMER_ROW + 3);

        isFound(CampaignRule.CAMPAIGN_RULE_CHAIN_HASH, shop.calls.summer(), 3);
    }

    @Test
    void aMissingEventIsFound() {
        shop.database.execute("DELETE FROM coupon.event_journal" + SUMMER_ROW + 4);

        isFound(CampaignRule.CAMPAIGN_RULE_SEQUENCE_NUMBER, shop.calls.summer(), 4);
    }

    @Test
    void aMissingEndIsFound() {
        long last = shop.count("SELECT max(sequence_number) FROM coupon.event_journal"
                + " WHERE persistence_id = 'campaign|shop|summer'");
        shop.database.execute("DELETE FROM coupon.event_journal" + SUMMER_ROW + last);

        isFound(CampaignRule.CAMPAIGN_RULE_JOURNAL_END, shop.calls.summer(), last);
    }

    @Test
    void swappedEventsAreFound() {
        shop.database.execute("UPDATE coupon.event_journal SET sequence_number = 1003" + SUMMER_ROW + 3);
        shop.database.execute("UPDATE coupon.event_journal SET sequence_number = 3" + SUMMER_ROW + 4);
        shop.database.execute("UPDATE coupon.event_journal SET sequence_number = 4" + SUMMER_ROW + 1003);

        isFound(CampaignRule.CAMPAIGN_RULE_CHAIN_HASH, shop.calls.summer(), 4);
    }

    @Test
    void anEditOfTheReadModelIsFoundAndPutRight() {
        shop.database.execute("UPDATE coupon.campaign_days SET claimed = claimed + 1 WHERE campaign = 'summer'");
        shop.database.execute("UPDATE coupon.campaign_draws SET roll = 0, outcome = 1 WHERE number = 3");
        shop.database.execute("DELETE FROM coupon.code_registry WHERE campaign = 'budget'");

        assertThat(shop.verify("").findings())
                .extracting(CampaignFinding::getRule)
                .containsOnly(CampaignRule.CAMPAIGN_RULE_DIRECTORY);
        assertThat(shop.verify("").findings())
                .extracting(CampaignFinding::getSubject)
                .containsExactly(shop.calls.name("budget"), shop.lucky(), shop.calls.summer());
        assertThat(rebuild(true).getRebuild().getDifferenceCount()).isEqualTo(2);
        assertThat(rebuild(false).getRebuild().getSwitched()).isTrue();
        assertThat(shop.verify("").findings()).isEmpty();
        assertThat(rebuild(true).getRebuild().getDifferenceCount()).isZero();
    }

    private RebuildCampaignDirectoryResponse rebuild(boolean validateOnly) {
        RebuildCampaignDirectoryResponse last = RebuildCampaignDirectoryResponse.getDefaultInstance();
        var answers = shop.coupons
                .journal()
                .rebuildCampaignDirectory(RebuildCampaignDirectoryRequest.newBuilder()
                        .setContext(CampaignShop.CONTEXT)
                        .setValidateOnly(validateOnly)
                        .build());
        while (answers.hasNext()) {
            last = answers.next();
        }
        return last;
    }

    @Test
    void aLostReadModelComesBackByItself() throws InterruptedException {
        String before = shop.text("SELECT to_jsonb(d)::text FROM coupon.campaign_directory d ORDER BY campaign");
        shop.database.execute("TRUNCATE coupon.campaign_directory, coupon.campaign_days, coupon.campaign_draws,"
                + " coupon.campaign_people, coupon.campaign_directory_marker, coupon.code_registry");

        Calls.until(() -> shop.count("SELECT count(*) FROM coupon.campaign_directory_marker") == 1);
        assertThat(shop.text("SELECT to_jsonb(d)::text FROM coupon.campaign_directory d ORDER BY campaign"))
                .isEqualTo(before);
        assertThat(shop.verify("").findings()).isEmpty();
        TimeUnit.SECONDS.sleep(2);
        assertThat(shop.claim("c7", "summer10")).isNotEmpty();
        Calls.until(shop::isFollowed);
        assertThat(shop.verify("").findings()).isEmpty();
        assertThat(verbs()).contains("RecoverCampaignDirectory");
    }

    @Test
    void aReadModelThatWasSetBackComesRightWithTheNextStart() throws Exception {
        shop.coupons.close();
        shop.database.execute("UPDATE coupon.campaign_directory SET revision = revision - 1 WHERE campaign = 'summer'");
        shop.restart();

        Calls.until(shop::isFollowed);
        assertThat(shop.verify("").findings()).isEmpty();
    }

    @Test
    void everyVerbLeavesItsAct() {
        shop.export("");
        assertThat(verbs()).startsWith("ExportCampaigns", "VerifyCampaigns");
    }

    private java.util.List<String> verbs() {
        return shop
                .coupons
                .journal()
                .listCampaignActs(ListCampaignActsRequest.getDefaultInstance())
                .getActsList()
                .stream()
                .map(act -> act.getVerb())
                .toList();
    }

    @Test
    void oneCampaignAndNoneCanBeAskedFor() throws Exception {
        assertThat(shop.verify(shop.unique()).summary().getCampaigns()).isEqualTo(1);
        assertThat(shop.verify("programs/shop").summary().getCampaigns()).isEqualTo(4);
        assertThat(Calls.refusal(() -> shop.verify(shop.calls.name("nothing")))).isEqualTo("CAMPAIGN_NOT_FOUND");
        assertThat(Calls.refusal(() -> shop.verify("shop"))).isEqualTo("INVALID_FIELD");
    }
}
