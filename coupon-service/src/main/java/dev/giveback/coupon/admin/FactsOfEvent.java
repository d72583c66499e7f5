package dev.giveback.coupon.admin;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.v1.CustomerFact;
import dev.giveback.coupon.v1.CustomerFactKind;
import dev.giveback.journal.v1.CampaignEvent;
import dev.giveback.journal.v1.StoredClaim;
import dev.giveback.journal.v1.StoredCodesClaimed;
import dev.giveback.journal.v1.StoredCouponsSettled;
import dev.giveback.journal.v1.StoredDraw;
import dev.giveback.journal.v1.StoredFate;
import dev.giveback.journal.v1.StoredSettlement;
import dev.giveback.journal.v1.StoredSurprisesDrawn;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What one event of a campaign holds about a customer. */
final class FactsOfEvent {
    private FactsOfEvent() {}

    static List<CustomerFact.Builder> of(CampaignEvent event, String customer) {
        List<CustomerFact.Builder> facts = new ArrayList<>();
        switch (event.getChangeCase()) {
            case CLAIMED -> add(event.getClaimed(), customer, facts);
            case DRAWN -> add(event.getDrawn(), customer, facts);
            case SETTLED -> add(event.getSettled(), customer, facts);
            // What came of granting names claims only, and the claims are told.
            case CREATED, UPDATED, STATE_CHANGED, GRANTED, REVOKED, CHANGE_NOT_SET -> {}
        }
        return facts;
    }

    private static void add(StoredCodesClaimed claimed, String customer, List<CustomerFact.Builder> facts) {
        for (StoredClaim claim : claimed.getClaimsList()) {
            if (claim.getCustomer().equals(customer)) {
                facts.add(fact(
                                CustomerFactKind.CUSTOMER_FACT_KIND_CLAIM,
                                "A coupon was claimed, of version " + claimed.getVersion()
                                        + (claim.getSerialPlusOne() > 0
                                                ? ", by code number " + (claim.getSerialPlusOne() - 1)
                                                : "")
                                        + (claim.getPointsPrice() > 0
                                                ? ", for " + claim.getPointsPrice() + " points"
                                                : ""))
                        .setClaimId(hex(claim.getId())));
            }
        }
        if (claimed.getHeldOutList().contains(customer)) {
            facts.add(fact(CustomerFactKind.CUSTOMER_FACT_KIND_HELD_OUT, "Belongs to the control group."));
        }
    }

    private static void add(StoredSurprisesDrawn drawn, String customer, List<CustomerFact.Builder> facts) {
        for (StoredDraw draw : drawn.getDrawsList()) {
            if (draw.getCustomer().equals(customer)) {
                facts.add(fact(
                                CustomerFactKind.CUSTOMER_FACT_KIND_DRAW,
                                "Roll " + draw.getRoll() + " of a chance of " + drawn.getChanceBasisPoints()
                                        + " in 10000: "
                                        + draw.getOutcome().name().substring("STORED_DRAW_OUTCOME_".length()))
                        .setOrderId(draw.getOrderId()));
            }
        }
        add(drawn.getWon(), customer, facts);
    }

    private static void add(StoredCouponsSettled settled, String customer, List<CustomerFact.Builder> facts) {
        for (StoredSettlement settlement : settled.getSettlementsList()) {
            if (settlement.getCustomer().equals(customer)
                    || settlement.getFromCustomer().equals(customer)) {
                StoredFate fate = settlement.getFate();
                facts.add(fact(
                                CustomerFactKind.CUSTOMER_FACT_KIND_COUPON,
                                fate.name().substring("STORED_FATE_".length())
                                        + (settlement.getDiscount() > 0
                                                ? ", " + settlement.getDiscount() + " minor units"
                                                : ""))
                        .setClaimId(settlement.getCouponId()));
            }
        }
    }

    private static CustomerFact.Builder fact(CustomerFactKind kind, String description) {
        return CustomerFact.newBuilder().setKind(kind).setDescription(description);
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
