package dev.giveback.coupon.domain;

import dev.giveback.coupon.code.CodeBook;
import dev.giveback.coupon.code.CodeSerial;
import dev.giveback.coupon.code.CodeUses;
import dev.giveback.coupon.domain.Command.ArchiveCampaign;
import dev.giveback.coupon.domain.Command.CreateCampaign;
import dev.giveback.coupon.domain.Command.EndCampaign;
import dev.giveback.coupon.domain.Command.PauseCampaign;
import dev.giveback.coupon.domain.Command.ResumeCampaign;
import dev.giveback.coupon.domain.Command.RevokeCodes;
import dev.giveback.coupon.domain.Command.UpdateCampaign;
import dev.giveback.coupon.domain.Decision.Accepted;
import dev.giveback.coupon.domain.Decision.Rejected;
import dev.giveback.coupon.domain.Decision.Repeated;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Judges one change by hand of one campaign at one moment: first whether it is a repeat, then its own rules. */
record Judgement(Campaign campaign, Instant now) {

    Decision of(Command command) {
        Optional<Memory.Remembered> earlier =
                campaign.memory().find(command.request().id());
        if (earlier.isPresent()) {
            return repeat(earlier.get(), command.request());
        }
        if (command instanceof CreateCampaign create) {
            return create(create);
        }
        if (!campaign.exists()) {
            return rejected(Reason.CAMPAIGN_NOT_FOUND, "campaign: there is no such campaign");
        }
        return switch (command) {
            case CreateCampaign create -> create(create);
            case UpdateCampaign update -> update(update);
            case PauseCampaign pause -> changed(pause.request(), CampaignState.PAUSED);
            case ResumeCampaign resume -> changed(resume.request(), CampaignState.ACTIVE);
            case EndCampaign end -> changed(end.request(), CampaignState.ENDED);
            case ArchiveCampaign archive -> changed(archive.request(), CampaignState.ARCHIVED);
            case RevokeCodes revoke -> revoke(revoke);
        };
    }

    private static Decision repeat(Memory.Remembered earlier, Request request) {
        return earlier.fingerprint() == request.fingerprint()
                ? new Repeated(earlier.answer())
                : rejected(
                        Reason.REQUEST_ID_REUSED,
                        "request_id: it was used before with other content; choose a new one");
    }

    private Decision create(CreateCampaign create) {
        return campaign.exists()
                ? rejected(Reason.CAMPAIGN_EXISTS, "campaign: a campaign of this name exists")
                : accepted(create.request(), new Change.CampaignCreated(create.definition(), create.secret()));
    }

    private Decision update(UpdateCampaign update) {
        if (update.seenVersion() != campaign.version()) {
            return rejected(
                    Reason.VERSION_CHANGED,
                    "version: the campaign is at version " + campaign.version() + ", not " + update.seenVersion());
        }
        if (!campaign.definition().access().isSameAs(update.definition().access())) {
            return rejected(
                    Reason.ACCESS_FIXED,
                    "access: the way of access, a code and a pattern cannot change, and a capacity can only grow");
        }
        return isOver() ? ended() : accepted(update.request(), new Change.CampaignUpdated(update.definition()));
    }

    private Decision changed(Request request, CampaignState next) {
        Reason reason = obstacle(campaign.state(), next);
        return reason == null
                ? accepted(request, new Change.StateChanged(next))
                : rejected(reason, "state: the campaign is " + campaign.state());
    }

    /** The table of states: from which state which change is refused, and why; null where it is not. */
    static @Nullable Reason obstacle(CampaignState from, CampaignState to) {
        return switch (to) {
            case PAUSED ->
                switch (from) {
                    case ACTIVE -> null;
                    case PAUSED -> Reason.CAMPAIGN_PAUSED;
                    case ENDED, ARCHIVED -> Reason.CAMPAIGN_ENDED;
                };
            case ACTIVE ->
                switch (from) {
                    case PAUSED -> null;
                    case ACTIVE -> Reason.CAMPAIGN_NOT_PAUSED;
                    case ENDED, ARCHIVED -> Reason.CAMPAIGN_ENDED;
                };
            case ENDED -> from == CampaignState.ACTIVE || from == CampaignState.PAUSED ? null : Reason.CAMPAIGN_ENDED;
            case ARCHIVED ->
                switch (from) {
                    case ENDED -> null;
                    case ACTIVE, PAUSED -> Reason.CAMPAIGN_NOT_ENDED;
                    case ARCHIVED -> Reason.CAMPAIGN_ENDED;
                };
        };
    }

    private Decision revoke(RevokeCodes revoke) {
        Optional<CodeBook> codes = campaign.codes();
        if (codes.isEmpty()) {
            return rejected(Reason.NO_UNIQUE_CODES, "campaign: it has no unique codes");
        }
        int capacity = codes.get().format().capacity();
        if (revoke.typed() != null) {
            return codes.get().check(revoke.typed(), capacity) instanceof CodeSerial serial
                    ? revoke(revoke.request(), serial.value(), serial.value())
                    : rejected(Reason.CODE_NOT_FOUND, "code: it is none of this campaign");
        }
        if (revoke.first() < 0 || revoke.count() < 1 || revoke.first() > capacity - revoke.count()) {
            return rejected(Reason.NUMBER_OUT_OF_RANGE, "range: the codes are numbered from 0 to " + (capacity - 1));
        }
        return revoke(revoke.request(), (int) revoke.first(), (int) (revoke.first() + revoke.count() - 1));
    }

    private Decision revoke(Request request, int first, int last) {
        CodeUses uses = campaign.uses();
        long claimed = IntStream.rangeClosed(first, last).filter(uses::isUsed).count();
        long revoked = (long) uses.revoke(first, last).revoked() - uses.revoked();
        return accepted(request, new Change.CodesRevoked(first, last, revoked, claimed));
    }

    private boolean isOver() {
        return campaign.state() == CampaignState.ENDED || campaign.state() == CampaignState.ARCHIVED;
    }

    private static Rejected ended() {
        return rejected(Reason.CAMPAIGN_ENDED, "state: the campaign was ended");
    }

    private Accepted accepted(Request request, Change change) {
        return new Accepted(campaign.event(request, change, now));
    }

    private static Rejected rejected(Reason reason, String message) {
        return new Rejected(Refusal.of(reason, message));
    }
}
