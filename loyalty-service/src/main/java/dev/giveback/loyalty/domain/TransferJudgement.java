package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.PointsReceived;
import dev.giveback.loyalty.domain.Change.PointsSent;
import dev.giveback.loyalty.domain.Change.TransferDeclined;
import dev.giveback.loyalty.domain.Change.TransferReturned;
import dev.giveback.loyalty.domain.Change.TransferSettled;
import dev.giveback.loyalty.domain.Command.EndTransfer;
import dev.giveback.loyalty.domain.Command.ReceivePoints;
import dev.giveback.loyalty.domain.Command.SendPoints;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.Decision.Unchanged;
import java.util.List;

/**
 * Judges the three steps of a transfer. Each can be asked for again at any time and by several at once: the sender's id of the transfer
 * tells a repeat, and what the recipient has decided once it never decides again.
 */
record TransferJudgement(Judgement judgement) {

    Decision of(SendPoints send) {
        if (!customer().exists()) {
            return Judgement.customerNotFound();
        }
        if (send.recipientProblem() != null) {
            return new Rejected(send.recipientProblem());
        }
        if (customer().sagas().transfer(send.transferId()) != null) {
            return Judgement.rejected(
                    Reason.TRANSFER_EXISTS, "transfer_id: the customer has sent a transfer " + send.transferId());
        }
        if (customer().sagas().underWay().size() >= Limits.MAX_TRANSFERS_UNDER_WAY) {
            return Judgement.rejected(
                    Reason.TOO_MANY_TRANSFERS,
                    "customer: has " + Limits.MAX_TRANSFERS_UNDER_WAY + " transfers under way");
        }
        List<LotUse> uses = customer()
                .lots()
                .spend(send.points(), judgement.now(), customer().held(judgement.now()));
        if (LotUse.sum(uses) < send.points()) {
            return Judgement.insufficient(send.points(), LotUse.sum(uses));
        }
        List<SpentLot> lots = customer().lots().spent(uses);
        return judgement.accepted(
                send.request(), new PointsSent(send.transferId(), send.recipient(), send.reference(), lots), null);
    }

    Decision of(ReceivePoints receive) {
        Arrival before = customer().sagas().arrivals().get(Arrival.ofTransfer(receive.sender(), receive.transferId()));
        if (before != null) {
            return before.declined() == null
                    ? new Unchanged()
                    : new Rejected(before.declined().refusal());
        }
        if (!customer().exists()) {
            return Judgement.customerNotFound();
        }
        Merge merge = customer().sagas().merge();
        if (merge != null && merge.isSettled()) {
            return new Rejected(merge.refusal("recipient", judgement.program()));
        }
        if (customer().erased() != null) {
            return new Rejected(PrivacyJudgement.erased("recipient"));
        }
        long points = SpentLot.sum(receive.lots());
        if (merge != null || ArrivedPoints.isTooMuch(judgement, points)) {
            Reason reason = merge != null ? Reason.CUSTOMER_MERGING : Reason.BALANCE_LIMIT_REACHED;
            return judgement.accepted(
                    Request.NONE, new TransferDeclined(receive.sender(), receive.transferId(), points, reason), null);
        }
        ArrivedPoints arrived =
                ArrivedPoints.of(judgement, receive.lots(), named(receive.reference(), receive.transferId()));
        return judgement.accepted(
                Request.NONE,
                new PointsReceived(
                        receive.sender(),
                        receive.transferId(),
                        receive.reference(),
                        arrived.lots(),
                        arrived.owedPaid()),
                null);
    }

    Decision of(EndTransfer end) {
        Transfer transfer = customer().sagas().transfer(end.transferId());
        if (transfer == null) {
            return Judgement.rejected(
                    Reason.TRANSFER_NOT_FOUND, "transfer_id: the customer has sent no transfer " + end.transferId());
        }
        if (!transfer.isUnderWay()) {
            if (transfer.declined() != end.declined()) {
                throw new IllegalStateException("end of transfer " + transfer.id() + ": " + end.declined()
                        + " (expected: as before, " + transfer.declined() + ")");
            }
            return new Unchanged();
        }
        if (end.declined() == null) {
            return judgement.accepted(Request.NONE, new TransferSettled(transfer.id(), transfer.recipient()), null);
        }
        ArrivedPoints back = ArrivedPoints.of(judgement, transfer.lots(), named(transfer.reference(), transfer.id()));
        return judgement.accepted(
                Request.NONE,
                new TransferReturned(transfer.id(), transfer.recipient(), end.declined(), back.lots(), back.owedPaid()),
                null);
    }

    private static String named(String reference, String transferId) {
        return reference.isEmpty() ? transferId : reference;
    }

    private Customer customer() {
        return judgement.customer();
    }
}
